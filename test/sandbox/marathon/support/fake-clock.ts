import type { MarathonClock } from '../../../../src/sandbox/marathon';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements MarathonClock {
  #now = Date.parse('2026-11-20T12:00:00.000Z');
  #timers: { readonly at: number; readonly action: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(seconds: number, action: () => void): () => void {
    const timer = { at: this.#now + seconds * 1000, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Everything that was put off until then happens, in its order. */
  advance(seconds: number): void {
    const end = this.#now + seconds * 1000;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = end;
  }
}
