import {
  describeMaster,
  isMesosError,
  MastersNotReadyError,
  observeMaster,
  observeMasters,
  quorumOf,
  waitForLeader,
  waitForMaster,
  type MesosApi,
  type ObservedMaster,
} from '../../drivers/mesos';
import { DiagnosticError } from '../../tfplugin';

/** How long a master may take to be back in the log: its session expires, an election, and what it missed meanwhile. */
const BACK_MS = 180_000;
const LEADER_MS = 90_000;

/** The masters of one cluster, and how many of them must have a write. */
export interface Masters {
  readonly count: number;
  readonly quorum: number;
}

/** A majority: https://mesos.apache.org/documentation/latest/high-availability/. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/** Whether masters beside this one run, by what they say. */
export async function runningOthers(
  api: MesosApi,
  own: string,
  signal: AbortSignal,
): Promise<readonly ObservedMaster[]> {
  return (await observeMasters(api, { signal })).filter(
    ({ url, state }) => url !== own && state !== 'silent',
  );
}

/**
 * Why a new master must not start yet; undefined when it may. With more masters than the quorum of those that run allows,
 * two of them could each have a majority, and the log would be lost.
 */
export async function whyNotJoin(
  api: MesosApi,
  own: string,
  { count, quorum }: Masters,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const master of await runningOthers(api, own, signal)) {
    const theirs = await quorumOf(api, master.url, { signal }).catch((error: unknown) => {
      if (isMesosError(error, 'unreachable')) return undefined;
      throw error;
    });
    if (theirs !== undefined && theirs !== quorum) {
      return `master ${master.url} runs with the quorum ${String(theirs)}, not ${String(quorum)}`;
    }
    if (master.state === 'leading' && (master.ensembleSize ?? 0) >= count) {
      return `${String(master.ensembleSize)} masters have a log already, and there are to be ${String(count)}`;
    }
  }
  return undefined;
}

/** Why masters must not get a lower quorum yet; undefined when they may: those that are to leave have left. */
export async function whyNotLower(
  api: MesosApi,
  { count }: Masters,
  signal: AbortSignal,
): Promise<string | undefined> {
  const seen = await observeMasters(api, { signal });
  const most = Math.max(0, ...seen.map(({ ensembleSize }) => ensembleSize ?? 0));
  return most > count
    ? `${String(most)} masters have a log, and there are to be ${String(count)}: the others have to be removed first`
    : undefined;
}

/**
 * Waits until a master that was started takes part in the log, if it can: without a quorum none does, and empty logs
 * initialise themselves only when all masters are there, so that of a new cluster only the last one is waited for.
 * @throws DiagnosticError when it does not
 */
export async function waitUntilInLog(
  api: MesosApi,
  own: string,
  { count, quorum, isNew }: Masters & { readonly isNew: boolean },
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + BACK_MS;
  while (Date.now() < deadline) {
    const seen = await observeMaster(api, own, { signal });
    if (seen.state === 'leading' || seen.state === 'following') return;
    const others = await runningOthers(api, own, signal);
    const hasLog = others.some(({ state }) => state === 'leading' || state === 'following');
    const enough = isNew && !hasLog ? count : quorum;
    if (seen.state !== 'silent' && others.length + 1 < enough) return;
    try {
      await waitForMaster(api, own, { signal, timeoutMs: 5_000 });
      return;
    } catch (error) {
      if (signal.aborted || !(error instanceof MastersNotReadyError)) throw error;
    }
  }
  const seen = await observeMasters(api, { signal });
  throw new DiagnosticError(
    `the master at ${own} does not take part in the replicated log after ${String(BACK_MS / 1000)} s`,
    `${seen.map(describeMaster).join('\n')}\nNo other master is changed before it does: see "journalctl -u mesos-master" on its host, then apply again`,
    ['host'],
  );
}

/** After a master has left: waits until the others have a leader, if they are enough for one. */
export async function waitForOthersLeader(
  api: MesosApi,
  own: string,
  { quorum }: Masters,
  signal: AbortSignal,
): Promise<void> {
  if ((await runningOthers(api, own, signal)).length < quorum) return;
  await waitForLeader(api, { signal, timeoutMs: LEADER_MS });
}

/** What a master says that is not as declared. */
export async function masterDrift(
  api: MesosApi,
  own: string,
  quorum: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const seen = await observeMaster(api, own, { signal });
  if (seen.state === 'silent') return [`the master does not answer at ${own}`];
  const lines: string[] = [];
  if (seen.state !== 'leading' && seen.state !== 'following') {
    lines.push(`the master is ${seen.state}${seen.detail === undefined ? '' : ` (${seen.detail})`}`);
  }
  const actual = await quorumOf(api, own, { signal });
  if (actual !== undefined && actual !== quorum)
    lines.push(`the master runs with the quorum ${String(actual)}, declared ${String(quorum)}`);
  return lines;
}
