import type { MarathonClock } from './clock';
import { timestamp } from './clock';
import type { JsonMap } from './json';

export interface MarathonEvent extends JsonMap {
  readonly eventType: string;
  readonly timestamp: string;
}

/** Tells whoever listens what has happened, as `/v2/events` does. */
export class EventBus {
  readonly #listeners = new Set<(event: MarathonEvent) => void>();

  constructor(private readonly clock: MarathonClock) {}

  publish(eventType: string, fields: JsonMap = {}): void {
    const event: MarathonEvent = { ...fields, eventType, timestamp: timestamp(this.clock.now()) };
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** @returns what ends it */
  subscribe(listener: (event: MarathonEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
