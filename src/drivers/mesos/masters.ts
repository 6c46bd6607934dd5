import { sleep } from '../abort';
import { flags, metrics } from './answers';
import { isRedirect, MesosError } from './errors';
import type { CallOptions, MesosApi } from './mesos-api';

/** What one master says of itself. */
export interface ObservedMaster {
  /** Its base URL. */
  readonly url: string;
  /**
   * - `silent`: it does not answer.
   * - `starting`: it answers, and its replica of the log has not recovered yet.
   * - `following`: its log has recovered, and another one leads.
   * - `leaderless`: its log has recovered, and it knows no leader.
   * - `recovering`: it is elected, and does not have the registry yet: it dies after a minute without a quorum.
   * - `leading`: it is elected and serves.
   */
  readonly state: 'silent' | 'starting' | 'following' | 'leaderless' | 'recovering' | 'leading';
  /** Why it is in that state, where it says so. */
  readonly detail: string | undefined;
  /** How many replicas of the log it sees in ZooKeeper, itself included; undefined while it does not say. */
  readonly ensembleSize: number | undefined;
  /** Base URL of whom it takes for the leader: right after a failover, still the dead one. */
  readonly leader: string | undefined;
}

type LookOptions = Pick<CallOptions, 'signal' | 'timeoutMs'>;

const lookTimeoutMs = 5_000;
const pollMs = 1_000;

/**
 * Looks at one master. `/health`, `/state` and `/redirect` say nothing of readiness: only what the operator API
 * answers and its metrics do.
 */
export async function observeMaster(
  api: MesosApi,
  master: string,
  { signal, timeoutMs = lookTimeoutMs }: LookOptions,
): Promise<ObservedMaster> {
  const url = master.replace(/\/$/, '');
  const options = { signal, timeoutMs };
  try {
    const numbers = await api.ask(url, '/metrics/snapshot', metrics, options);
    const ensembleSize = numbers['registrar/log/ensemble_size'];
    const leader = await leaderSeenBy(api, url, options);
    const seen = { url, ensembleSize, leader, detail: undefined };
    const health = await api.post(url, 'GET_HEALTH', options);
    // A registry that is kept in memory has no log, and nothing to recover.
    const recovered = numbers['registrar/log/recovered'] ?? (health.status === 200 ? 1 : 0);
    if (recovered !== 1) return { ...seen, state: 'starting' };
    if (health.status === 200) {
      return { ...seen, state: numbers['master/elected'] === 1 ? 'leading' : 'recovering' };
    }
    if (isRedirect(health.status)) return { ...seen, state: 'following' };
    const detail = health.body.trim().slice(0, 200) || `status ${String(health.status)}`;
    return { ...seen, detail, state: numbers['master/elected'] === 1 ? 'recovering' : 'leaderless' };
  } catch (error) {
    if (signal.aborted || !(error instanceof MesosError)) throw error;
    if (error.kind === 'unauthorized' || error.kind === 'forbidden') throw error;
    const state = error.kind === 'unreachable' ? 'silent' : 'starting';
    return { url, state, detail: error.detail, ensembleSize: undefined, leader: undefined };
  }
}

/** Looks at all masters at once. */
export function observeMasters(api: MesosApi, options: LookOptions): Promise<ObservedMaster[]> {
  return Promise.all(api.masters.map((url) => observeMaster(api, url, options)));
}

/** Whom a master redirects to: a `Location` without a scheme, `//10.0.0.11:5050`. */
async function leaderSeenBy(api: MesosApi, url: string, options: LookOptions): Promise<string | undefined> {
  const { status, headers } = await api.get(url, '/redirect', options);
  const { location } = headers;
  if (!isRedirect(status) || location === undefined) return undefined;
  return new URL(location, url).origin;
}

/** The flags a master runs with, by name; without those that were not given and have no default. */
export async function flagsOf(
  api: MesosApi,
  master: string,
  options: LookOptions,
): Promise<Readonly<Record<string, string>>> {
  return (await api.ask(master.replace(/\/$/, ''), '/flags', flags, options)).flags;
}

/** The quorum a master runs with; undefined where it keeps its registry in memory. @throws MesosError */
export async function quorumOf(
  api: MesosApi,
  master: string,
  options: LookOptions,
): Promise<number | undefined> {
  const quorum = Number((await flagsOf(api, master, options))['quorum']);
  return Number.isInteger(quorum) && quorum > 0 ? quorum : undefined;
}

export interface WaitOptions {
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly onProgress?: (message: string) => void;
}

/** A wait that ended without what was waited for. */
export class MastersNotReadyError extends Error {
  constructor(
    headline: string,
    readonly masters: readonly ObservedMaster[],
  ) {
    super([headline, ...masters.map((one) => `  ${describeMaster(one)}`)].join('\n'));
    this.name = 'MastersNotReadyError';
  }
}

/**
 * Waits until one of the masters leads and serves.
 * @throws MastersNotReadyError
 */
export async function waitForLeader(api: MesosApi, options: WaitOptions): Promise<ObservedMaster> {
  const masters = await waitUntil(
    () => observeMasters(api, options),
    (seen) => seen.some(({ state }) => state === 'leading'),
    `${api.source}: no master leads`,
    options,
  );
  const leader = masters.find(({ state }) => state === 'leading');
  if (leader === undefined) throw new MastersNotReadyError(`${api.source}: no master leads`, masters);
  return leader;
}

/**
 * Waits until a master takes part: it leads, or its log has recovered and another one leads. Only then may the next
 * one be restarted.
 * @throws MastersNotReadyError
 */
export async function waitForMaster(
  api: MesosApi,
  master: string,
  options: WaitOptions,
): Promise<ObservedMaster> {
  const [seen] = await waitUntil(
    async () => [await observeMaster(api, master, options)],
    ([one]) => one?.state === 'leading' || one?.state === 'following',
    `${api.source}: master ${master} does not take part in the log`,
    options,
  );
  if (seen === undefined) throw new MastersNotReadyError(`${api.source}: nothing was seen of ${master}`, []);
  return seen;
}

async function waitUntil(
  look: () => Promise<ObservedMaster[]>,
  isDone: (seen: readonly ObservedMaster[]) => boolean,
  headline: string,
  { signal, timeoutMs, onProgress }: WaitOptions,
): Promise<ObservedMaster[]> {
  const deadline = Date.now() + timeoutMs;
  let said = '';
  for (;;) {
    const seen = await look();
    if (isDone(seen)) return seen;
    const now = seen.map(describeMaster).join('; ');
    if (now !== said) onProgress?.(now);
    said = now;
    if (Date.now() + pollMs > deadline) {
      throw new MastersNotReadyError(`${headline} after ${String(Math.round(timeoutMs / 1000))} s`, seen);
    }
    await sleep(pollMs, signal);
  }
}

/** `http://10.0.0.11:5050 is recovering (Master has not finished recovery), sees 1 replica of the log` */
export function describeMaster({ url, state, detail, ensembleSize }: ObservedMaster): string {
  const replicas =
    ensembleSize === undefined
      ? ''
      : `, sees ${String(ensembleSize)} ${ensembleSize === 1 ? 'replica' : 'replicas'} of the log`;
  return `${url} is ${state}${detail === undefined ? '' : ` (${detail})`}${replicas}`;
}
