import type { RateLimiter } from '../rate-limiter';
import { sleep, throwIfAborted } from './abort';
import type { AzureTiming } from './configuration';
import { isAzureError, type AzureError } from './errors';
import { persistenceOf, type Persistence } from './failure';

const longestDelayMs = 20_000;
/** How long it is tried again where nobody answers at all: longer would only hide a wrong endpoint. */
const brieflyMs = 10_000;

export interface RetryOptions {
  readonly signal: AbortSignal;
  readonly timing: AzureTiming;
  readonly limiter: RateLimiter;
  /** Whether a failure after which nobody knows what was done is thrown at once, for the caller to look. */
  readonly throwUncertain: boolean;
}

/**
 * Repeats a request with exponential backoff and jitter while it is throttled, Azure fails, something else holds what it
 * is about, or the connection breaks, until the deadline; never sooner than Azure asks for. Errors that last are thrown
 * at once. Each try takes its turn at the limiter.
 * @throws AzureError
 */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, timing, limiter } = options;
  let firstFailure: number | undefined;
  for (let delay = timing.firstRetryDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
    await limiter.take(signal);
    throwIfAborted(signal);
    try {
      const answer = await attempt();
      limiter.succeeded();
      return answer;
    } catch (error) {
      throwIfAborted(signal);
      if (!isAzureError(error)) throw error;
      if (error.kind === 'throttled') limiter.throttled();
      const persistence = persistenceOf(error);
      if (persistence === 'not' || (options.throwUncertain && isUncertain(error))) throw error;
      firstFailure ??= Date.now();
      const jittered = delay / 2 + Math.random() * (delay / 2);
      const pause = Math.max(jittered, error.retryAfterMs ?? 0);
      if (Date.now() + pause - firstFailure > patienceOf(persistence, timing)) throw error;
      await sleep(pause, signal);
    }
  }
}

/** Whether Azure may have done what was asked, although it did not say so. */
export function isUncertain(error: unknown): error is AzureError {
  if (!isAzureError(error, 'no-answer', 'unavailable')) return false;
  return error.kind === 'unavailable' || persistenceOf(error) === 'long';
}

function patienceOf(persistence: Persistence, { retryMs, busyMs }: AzureTiming): number {
  if (persistence === 'busy') return busyMs;
  return persistence === 'long' ? retryMs : Math.min(retryMs, brieflyMs);
}
