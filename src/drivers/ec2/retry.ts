import type { RateLimiter } from '../rate-limiter';
import { sleep, throwIfAborted } from './abort';
import type { Ec2Timing } from './configuration';
import { isEc2Error, type Ec2Error } from './errors';
import { requestFailure, type Persistence } from './failure';

const longestDelayMs = 20_000;
/** How long it is tried again where nobody answers at all: longer would only hide a wrong endpoint. */
const brieflyMs = 10_000;

export interface RetryOptions {
  /** How errors name the account. */
  readonly where: string;
  readonly operation: string;
  /** Whether it changes something, so that an answer which does not come leaves open what there is now. */
  readonly changes: boolean;
  readonly signal: AbortSignal;
  readonly timing: Ec2Timing;
  readonly limiter: RateLimiter;
  /** Whether it is an error only because EC2 does not show yet what exists. Repeated for as long as that may last. */
  readonly isLagging: (error: Ec2Error) => boolean;
}

/**
 * Repeats a request with exponential backoff and jitter while it is throttled, EC2 fails or the connection breaks, until
 * the deadline. Errors that last are thrown at once. Each try takes its turn at the limiter.
 * @throws Ec2Error, `mayHaveHappened` when EC2 may have done what one of the tries asked for.
 */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const tried = { mayHaveHappened: false };
  try {
    return await repeated(attempt, options, tried);
  } catch (error) {
    if (!isEc2Error(error) || !tried.mayHaveHappened) throw error;
    throw error.with({ mayHaveHappened: true });
  }
}

async function repeated<T>(
  attempt: () => Promise<T>,
  { where, operation, changes, signal, timing, limiter, isLagging }: RetryOptions,
  tried: { mayHaveHappened: boolean },
): Promise<T> {
  let firstFailure: number | undefined;
  for (let delay = timing.firstRetryDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
    await limiter.take(signal);
    throwIfAborted(signal);
    try {
      const answer = await attempt();
      limiter.succeeded();
      return answer;
    } catch (thrown) {
      const { error, persistence, mayHaveHappened } = requestFailure(where, operation, thrown);
      tried.mayHaveHappened ||= changes && mayHaveHappened;
      throwIfAborted(signal);
      if (error.kind === 'throttled') limiter.throttled();
      const lagging = isLagging(error);
      if (persistence === 'not' && !lagging) throw error;
      firstFailure ??= Date.now();
      const patience = lagging ? timing.visibleMs : patienceOf(persistence, timing);
      const pause = delay / 2 + Math.random() * (delay / 2);
      if (Date.now() + pause - firstFailure > patience) throw error;
      await sleep(pause, signal);
    }
  }
}

function patienceOf(persistence: Persistence, { retryMs }: Ec2Timing): number {
  return persistence === 'long' ? retryMs : Math.min(retryMs, brieflyMs);
}
