import type { Consistency } from '../options';
import type { SeededRandom } from '../../world/random';
import type { World } from '../../world/world';

/**
 * Eventual consistency: for a while after a change, some of the calls still see what was before. Seeded, so that
 * what was seen late is seen late again in a replay.
 */
export class Visibility {
  readonly #world: World;
  readonly #consistency: Consistency | undefined;
  readonly #random: SeededRandom;
  readonly #before = new Map<string, unknown>();

  constructor(world: World, consistency: Consistency | undefined) {
    this.#world = world;
    this.#consistency = consistency;
    this.#random = world.random.stream('visibility');
  }

  /** Something is changing; `before` is what it was, undefined when there was nothing. */
  changed(key: string, before: unknown): void {
    if (this.#consistency === undefined || this.#random.next() >= this.#consistency.fraction) return;
    if (!this.#before.has(key)) this.#before.set(key, before);
    this.#world.clock.after(this.#consistency.seconds, () => this.#before.delete(key));
  }

  /** What a call sees now: mostly what is, and while a change is fresh sometimes what was. */
  see<T>(key: string, current: T): T | undefined {
    if (!this.#before.has(key) || this.#random.next() < 0.5) return current;
    // Whoever announced the change gave what the same key had before it.
    return this.#before.get(key) as T | undefined;
  }
}
