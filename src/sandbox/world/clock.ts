import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** Simulated seconds that pass in one real second, unless told otherwise. */
export const DEFAULT_SPEED = 20;

/**
 * The time in which machines boot and caches settle: as long as in reality, run through faster.
 * Once stopped, nothing that was put off happens any more.
 */
export class Clock {
  readonly speed: number;
  readonly #stopping = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();

  /** @param options.speed simulated seconds per real second; default {@link DEFAULT_SPEED} */
  constructor(options: { readonly speed?: number | undefined } = {}) {
    this.speed = options.speed ?? DEFAULT_SPEED;
    if (!Number.isFinite(this.speed) || this.speed <= 0) {
      throw new RangeError(`speed is ${this.speed}; give a number above 0, as in 20`);
    }
    // As many may sleep at a time as there are machines.
    setMaxListeners(0, this.#stopping.signal);
  }

  /** Resolves when that much simulated time has passed; rejects at once on the signal and when the clock stops. */
  async sleep(simulatedSeconds: number, signal?: AbortSignal): Promise<void> {
    const stop = this.#stopping.signal;
    await wait(this.#real(simulatedSeconds), undefined, {
      signal: signal === undefined ? stop : AbortSignal.any([stop, signal]),
    });
  }

  /** Does something later, once. Gives what cancels it. */
  after(simulatedSeconds: number, action: () => void): () => void {
    if (this.#stopping.signal.aborted) return () => undefined;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, this.#real(simulatedSeconds));
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  /** Cancels everything that was put off, for good. */
  stop(): void {
    this.#stopping.abort(new Error('the sandbox has stopped'));
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #real(simulatedSeconds: number): number {
    return (Math.max(0, simulatedSeconds) * 1000) / this.speed;
  }
}
