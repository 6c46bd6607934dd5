import { sleep } from './abort';
import type { AzureApi } from './api';
import type { WaitOptions } from './configuration';
import { isAzureError } from './errors';

const defaultTimeoutMs = 600_000;

/**
 * Tries to remove something until nothing uses it any more: a network interface stays reserved for three minutes after a
 * machine that could not be made.
 */
export async function untilUnused(
  { timing }: AzureApi,
  { signal, timeoutMs = defaultTimeoutMs }: WaitOptions,
  remove: () => Promise<void>,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (let delay = timing.firstPollMs; ; delay = Math.min(delay * 1.5, timing.longestPollMs)) {
    try {
      await remove();
      return;
    } catch (error) {
      if (!isAzureError(error, 'in-use')) throw error;
      if (Date.now() > deadline) {
        throw error.with({
          message: `${error.message}; it was still in use after ${String(Math.round(timeoutMs / 1000))} s: remove what uses it`,
        });
      }
    }
    await sleep(delay, signal);
  }
}
