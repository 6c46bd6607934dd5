import { unlessAborted } from '../drivers/abort';

/** Has something, such as a lock, for as long as `work` takes; `signal` ends the wait for it. */
export type Hold = (work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => Promise<void>;

interface Held {
  users: number;
  /** The signal that says that it was lost. */
  readonly had: Promise<AbortSignal>;
  /** Gives it back, or no longer waits for it, and ends when that is done. */
  giveBack(): Promise<void>;
}

/** What all work under one key has together: it is taken with the first, and given back with the last. */
export class SharedHolds {
  private readonly held = new Map<string, Held>();

  /** @param signal Of this work alone: others go on. */
  async run<T>(
    key: string,
    hold: Hold,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const held = this.held.get(key) ?? take(hold);
    this.held.set(key, held);
    held.users += 1;
    try {
      const lost = await unlessAborted(held.had, signal);
      return await work(AbortSignal.any([signal, lost]));
    } finally {
      held.users -= 1;
      if (held.users === 0) {
        this.held.delete(key);
        await held.giveBack();
      }
    }
  }
}

function take(hold: Hold): Held {
  const over = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  const had = new Promise<AbortSignal>((resolve, reject) => {
    const untilOver = (signal: AbortSignal) =>
      new Promise<void>((done) => {
        over.signal.addEventListener('abort', () => {
          done();
        });
        resolve(signal);
      });
    ended = hold(untilOver, over.signal).catch(reject);
  });
  return {
    users: 0,
    had,
    giveBack: () => {
      over.abort();
      return ended;
    },
  };
}
