import { setTimeout as sleep } from 'node:timers/promises';
import { loadLogin } from './credential';
import { aborted, dial, type Dialled } from './dial';
import { isRetryable, SshConfigurationError } from './errors';
import { HostKeyCheck } from './host-key-check';
import type { ConnectOptions } from './options';
import { describeTarget, type SshTarget } from './target';

export const DEFAULT_BOOT_DEADLINE_MS = 60_000;
const DEFAULT_ATTEMPT_TIMEOUT_MS = 15_000;
const DEFAULT_KEEPALIVE_INTERVAL_MS = 10_000;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 5_000;

/** Dials until the host lets the user in, the deadline passes or a failure shows that waiting cannot help. */
export async function connect(target: SshTarget, options: ConnectOptions): Promise<Dialled> {
  const { signal, bootDeadlineMs = DEFAULT_BOOT_DEADLINE_MS, onRetry } = options;
  const host = describeTarget(target);
  requireValid(target, host);
  const login = await loadLogin(target);
  const deadline = performance.now() + bootDeadlineMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      // A new check each time: what one attempt was shown says nothing about the host once it has restarted.
      return await dial(target, login, await HostKeyCheck.of(target), {
        attemptTimeoutMs: options.attemptTimeoutMs ?? DEFAULT_ATTEMPT_TIMEOUT_MS,
        keepaliveIntervalMs: options.keepaliveIntervalMs ?? DEFAULT_KEEPALIVE_INTERVAL_MS,
        signal,
      });
    } catch (error) {
      const left = deadline - performance.now();
      if (!isRetryable(error) || !(error instanceof Error)) throw error;
      if (left <= 0) {
        if (attempt > 1)
          error.message += ` (tried ${attempt} times in ${Math.round(bootDeadlineMs / 1000)} s)`;
        throw error;
      }
      onRetry?.(error.message);
      await pause(Math.min(delayBefore(attempt), left), host, signal);
    }
  }
}

/** Doubles from a quarter of a second to five, less up to half of it so that many hosts do not come in step. */
function delayBefore(attempt: number): number {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS);
  return delay * (1 - Math.random() / 2);
}

async function pause(milliseconds: number, host: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    throw aborted(host, signal);
  }
}

function requireValid(target: SshTarget, host: string): void {
  if (target.address === '')
    throw new SshConfigurationError('address of an SSH host is empty; give one', { host });
  if (target.user === '')
    throw new SshConfigurationError(`user of SSH host ${host} is empty; give one`, { host });
  if (!Number.isInteger(target.port) || target.port < 1 || target.port > 65_535) {
    throw new SshConfigurationError(`port ${target.port} of SSH host ${host} is not between 1 and 65535`, {
      host,
    });
  }
}
