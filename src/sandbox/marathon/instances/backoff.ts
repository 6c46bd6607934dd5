import type { MarathonClock } from '../clock';
import type { SpecView } from '../definitions/spec';

interface Delay {
  seconds: number;
  until: number;
}

/** Puts off launches of what fails again and again. */
export class Backoff {
  readonly #delays = new Map<string, Delay>();

  constructor(private readonly clock: MarathonClock) {}

  /** Each failure in a row makes the delay longer, up to the most. */
  failed(id: string, backoff: SpecView['backoff']): number {
    const known = this.#current(id, backoff.most);
    const seconds = Math.min(
      backoff.most,
      known === undefined ? backoff.first : known.seconds * backoff.factor,
    );
    this.#delays.set(id, { seconds, until: this.clock.now() + seconds * 1000 });
    return seconds;
  }

  /** @returns whether there was a delay */
  reset(id: string): boolean {
    return this.#delays.delete(id);
  }

  /** Seconds to wait before the next launch; 0 for none. */
  left(id: string): number {
    const delay = this.#delays.get(id);
    return delay === undefined ? 0 : Math.max(0, (delay.until - this.clock.now()) / 1000);
  }

  /** What has run for as long as the longest delay is no longer one that fails. */
  #current(id: string, most: number): Delay | undefined {
    const delay = this.#delays.get(id);
    if (delay !== undefined && this.clock.now() - delay.until > most * 1000) this.#delays.delete(id);
    return this.#delays.get(id);
  }
}
