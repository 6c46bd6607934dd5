import {
  deactivateAgent,
  drainAgent,
  DrainTimeoutError,
  isMesosError,
  type MesosApi,
} from '../../drivers/mesos';
import { evacuateHost, StalledEvacuationError } from '../../drivers/marathon';
import { DiagnosticError, messageOf, type Diagnostics, type Logger } from '../../tfplugin';
import { accessRestartingMarathon, isMarathonSilent, type MarathonReference } from '../marathon/access';
import type { Session } from '../session';
import { parseDuration } from '../validation/names';

export interface DrainedAgent {
  readonly id: string;
  /** As Marathon names the host of its tasks: the agent's `hostname`. */
  readonly hostname: string;
  readonly marathon: MarathonReference | null;
  readonly drain_timeout: string;
  readonly drain_grace_period: string | null;
}

/**
 * Empties an agent: no offers of it any more, replacements of Marathon's tasks healthy elsewhere, and only then the drain,
 * which kills at once.
 *
 * @throws DiagnosticError at `drain_timeout` or `marathon` when it does not get empty
 */
export async function emptyAgent(
  session: Session,
  api: MesosApi,
  agent: DrainedAgent,
  {
    diagnostics,
    log,
    signal,
  }: { readonly diagnostics: Diagnostics; readonly log: Logger; readonly signal: AbortSignal },
): Promise<void> {
  const timeoutMs = parseDuration(agent.drain_timeout) ?? 600_000;
  const deadline = Date.now() + timeoutMs;
  const grace = agent.drain_grace_period === null ? null : parseDuration(agent.drain_grace_period);
  const onProgress = (message: string): void => {
    log.info(message);
  };
  try {
    await deactivateAgent(api, agent.id, { signal });
  } catch (error) {
    // Nothing runs on an agent that no master knows.
    if (isMesosError(error, 'unknown-agent')) return;
    // One that drains already is deactivated.
    if (!isMesosError(error, 'refused')) throw error;
  }
  if (agent.marathon !== null) {
    await replaceTasks(session, agent.marathon, agent, timeoutMs, { diagnostics, onProgress, signal });
  }
  try {
    await drainAgent(
      api,
      { agentId: agent.id, ...(grace == null ? {} : { maxGracePeriodSeconds: grace / 1000 }) },
      { signal, timeoutMs: Math.max(30_000, deadline - Date.now()), onProgress },
    );
  } catch (error) {
    if (!(error instanceof DrainTimeoutError)) throw error;
    throw new DiagnosticError(
      error.message,
      'The drain goes on, and cannot be taken back. Raise drain_timeout, set drain_grace_period, or end the tasks; then apply again',
      ['drain_timeout'],
      { cause: error },
    );
  }
}

async function replaceTasks(
  session: Session,
  marathon: MarathonReference,
  agent: DrainedAgent,
  timeoutMs: number,
  options: {
    readonly diagnostics: Diagnostics;
    readonly onProgress: (message: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { diagnostics, onProgress, signal } = options;
  try {
    const deadline = Date.now() + timeoutMs;
    const api = await accessRestartingMarathon(session, marathon, timeoutMs, signal);
    const left = Math.max(0, deadline - Date.now());
    await evacuateHost(api, agent.hostname, { signal, timeoutMs: left, onProgress });
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof StalledEvacuationError) {
      throw new DiagnosticError(
        error.message,
        'Nothing was killed, and the agent is offered no more. Make room on other agents, or loosen the constraints of the app; then apply again',
        ['marathon'],
        { cause: error },
      );
    }
    if (!isMarathonSilent(error)) throw error;
    diagnostics.warn(
      ['marathon'],
      `no replacements were started for the tasks of agent ${agent.id}`,
      `${messageOf(error)}\nA Marathon that does not answer starts nothing; its tasks on the agent end with the drain.`,
    );
  }
}
