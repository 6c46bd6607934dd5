import { types } from 'node:util';
import { sleep as sleepUnless, unlessAborted as waitUnless } from '../abort';
import { Ec2Error } from './errors';

/** The error of an operation that the signal ended. */
export function interrupted(signal: AbortSignal): Ec2Error {
  const reason: unknown = signal.reason;
  const why = types.isNativeError(reason) ? `: ${reason.message}` : '';
  return new Ec2Error(`interrupted${why}`, { kind: 'interrupted', cause: reason });
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted(signal);
}

/** Sleeps; rejects as soon as the signal is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return sleepUnless(ms, signal, interrupted);
}

/** Waits for `promise`, which goes on when the signal ends the wait. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return waitUnless(promise, signal, interrupted);
}

/** Aborted when all of them are. */
export function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  let left = signals.length;
  for (const signal of signals) {
    const count = () => {
      left -= 1;
      if (left === 0) controller.abort(signal.reason);
    };
    if (signal.aborted) count();
    else signal.addEventListener('abort', count, { once: true });
  }
  return controller.signal;
}
