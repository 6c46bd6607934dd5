import { types } from 'node:util';
import { sleep as sleepUnless, unlessAborted as waitUnless } from '../abort';
import { AzureError } from './errors';

/** The error of an operation that the signal ended. */
function interrupted(signal: AbortSignal): AzureError {
  const reason: unknown = signal.reason;
  const why = types.isNativeError(reason) ? `: ${reason.message}` : '';
  return new AzureError(`interrupted${why}`, { kind: 'interrupted', cause: reason });
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted(signal);
}

/** Waits for `promise`, which goes on when the signal ends the wait. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return waitUnless(promise, signal, interrupted);
}

/** Sleeps; rejects as soon as the signal is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return sleepUnless(ms, signal, interrupted);
}
