import { types } from 'node:util';

/** What was thrown as an Error, also one from another realm, which `instanceof` does not recognize. */
export function asError(thrown: unknown): Error {
  return types.isNativeError(thrown) ? thrown : new Error(String(thrown));
}

/** Sleeps; rejects as soon as the signal aborts, with its reason unless another error is to say so. */
export function sleep(
  ms: number,
  signal: AbortSignal,
  interrupted: (signal: AbortSignal) => Error = reasonOf,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(interrupted(signal));
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(interrupted(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Waits for `promise`, which goes on when the signal ends the wait; with its reason unless another error is to say so. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  interrupted: (signal: AbortSignal) => Error = reasonOf,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(interrupted(signal));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return types.isNativeError(reason) || reason instanceof DOMException ? reason : new Error('interrupted');
}

/**
 * Runs `work` for every item, at most `limit` at a time, and gives the results in the items' order. After a
 * failure no further item is started, those under way end first, and the first failure is thrown.
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const failures: unknown[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
