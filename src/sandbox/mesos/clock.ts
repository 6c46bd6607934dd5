import type { Clock } from '../world/clock';

/** The time in which agents are pinged and sessions expire, in seconds. */
export interface MesosClock {
  /** Since 1970. */
  now(): number;
  /** Does something later, once. Gives what cancels it. */
  after(seconds: number, action: () => void): () => void;
}

export const realClock: MesosClock = {
  now: () => Date.now() / 1000,
  after: (seconds, action) => {
    const timer = setTimeout(action, seconds * 1000);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** The sandbox's time, which runs faster. */
export function sandboxClock(clock: Clock): MesosClock {
  const start = Date.now() / 1000;
  return {
    now: () => start + (Date.now() / 1000 - start) * clock.speed,
    after: (seconds, action) => clock.after(seconds, action),
  };
}

/** Does something again and again until it is cancelled. */
export function every(clock: MesosClock, seconds: number, action: () => void): () => void {
  let cancel = (): void => undefined;
  const next = (): void => {
    cancel = clock.after(seconds, () => {
      next();
      action();
    });
  };
  next();
  return () => {
    cancel();
  };
}

/** @throws Error `late()` when a promise takes longer than that */
export function within<T>(
  clock: MesosClock,
  seconds: number,
  promise: Promise<T>,
  late: () => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(seconds, () => {
      reject(late());
    });
    promise.then(resolve, reject).finally(cancel);
  });
}
