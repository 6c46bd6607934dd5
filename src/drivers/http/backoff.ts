import { sleep } from '../abort';

/** How long a request that can be repeated is repeated while nobody answers it. */
export const defaultRetryMs = 30_000;
const firstDelayMs = 200;
const longestDelayMs = 5_000;

export interface BackoffOptions {
  /** How long to go on; 0 for one attempt only. */
  readonly forMs: number;
  readonly signal: AbortSignal;
  /** Whether the same request may succeed a little later. */
  readonly mayPass: (error: unknown) => boolean;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: (error: unknown) => number | undefined;
  /** Told of each failure that is followed by another attempt. */
  readonly onRetry?: (error: unknown) => void;
}

/** Repeats `attempt` with exponential backoff and jitter, longer where the server asks for it. */
export async function withBackoff<T>(attempt: () => Promise<T>, options: BackoffOptions): Promise<T> {
  const deadline = Date.now() + options.forMs;
  for (let delay = firstDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (options.signal.aborted || !options.mayPass(error)) throw error;
      const pause = Math.max(options.retryAfterMs?.(error) ?? 0, delay / 2 + Math.random() * (delay / 2));
      if (Date.now() + pause > deadline) throw error;
      options.onRetry?.(error);
      await sleep(pause, options.signal);
    }
  }
}
