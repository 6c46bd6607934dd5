import { sleep } from '../abort';
import { findAgent, tasksOn, type Agent } from './agents';
import { isMesosError } from './errors';
import type { MesosApi } from './mesos-api';

export interface Drain {
  readonly agentId: string;
  /** How long tasks have to end after they are told to, in seconds; as long as each task says when absent. */
  readonly maxGracePeriodSeconds?: number;
  /** Whether the agent is marked gone once it is drained: it never comes back then. */
  readonly markGone?: boolean;
}

export interface DrainOptions {
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly onProgress?: (message: string) => void;
}

/**
 * - `drained`: nothing runs on it, and nothing will until it is reactivated.
 * - `absent`: it was not registered (any more): unreachable, or marked gone by this drain.
 * - `unknown`: no master has ever heard of it, or all forgot it.
 */
export type DrainOutcome = 'drained' | 'absent' | 'unknown';

/** A drain did not come to its end in time. It cannot be taken back: it goes on. */
export class DrainTimeoutError extends Error {
  constructor(agent: Agent | undefined, tasks: readonly string[], drain: Drain, timeoutMs: number) {
    const where = agent === undefined ? drain.agentId : `${drain.agentId} on ${agent.hostname}`;
    const left =
      tasks.length === 0 ? 'no task is left, the master waits for an acknowledgement' : tasks.join(', ');
    super(`agent ${where} is not drained after ${String(Math.round(timeoutMs / 1000))} s: ${left}`);
    this.name = 'DrainTimeoutError';
  }
}

const pollMs = 1_000;
/** A drain whose framework left before it acknowledged the last update stays as it is, until it is asked for again. */
const stuckMs = 15_000;

/**
 * Has every task of an agent killed, and waits until that is over. Its tasks die at once: whoever runs services has
 * seen to replacements before. Safe to repeat.
 *
 * @throws DrainTimeoutError, MesosError
 */
export async function drainAgent(api: MesosApi, drain: Drain, options: DrainOptions): Promise<DrainOutcome> {
  const { signal, timeoutMs, onProgress } = options;
  const deadline = Date.now() + timeoutMs;
  if (!(await ask(api, drain, signal))) return 'unknown';
  let taskless: number | undefined;
  let said = '';
  for (;;) {
    const agent = await findAgent(api, drain.agentId, { signal });
    if (agent === undefined) return 'absent';
    if (agent.drain === 'DRAINED') return 'drained';
    const tasks = await tasksOn(api, drain.agentId, { signal });
    const now = tasks.length === 0 ? 'waits for acknowledgements' : `still runs ${tasks.join(', ')}`;
    if (now !== said) onProgress?.(`agent ${drain.agentId} on ${agent.hostname} ${now}`);
    said = now;
    taskless = tasks.length === 0 ? (taskless ?? Date.now()) : undefined;
    if (taskless !== undefined && Date.now() - taskless > stuckMs) {
      await ask(api, drain, signal);
      taskless = Date.now();
    }
    if (Date.now() + pollMs > deadline) throw new DrainTimeoutError(agent, tasks, drain, timeoutMs);
    await sleep(pollMs, signal);
  }
}

/** @returns whether the masters know the agent */
async function ask(api: MesosApi, drain: Drain, signal: AbortSignal): Promise<boolean> {
  const { agentId, maxGracePeriodSeconds, markGone = false } = drain;
  try {
    await api.write(
      'DRAIN_AGENT',
      {
        agent_id: { value: agentId },
        // An object: masters refuse a number and a text.
        ...(maxGracePeriodSeconds === undefined
          ? {}
          : { max_grace_period: { seconds: Math.max(0, Math.round(maxGracePeriodSeconds)) } }),
        ...(markGone ? { mark_gone: true } : {}),
      },
      { signal },
    );
    return true;
  } catch (error) {
    if (isMesosError(error, 'unknown-agent')) return false;
    throw error;
  }
}
