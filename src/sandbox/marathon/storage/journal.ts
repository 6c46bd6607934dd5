import type { Store } from './store';

/** Writes in the order in which they are given. The first that fails ends it: a leader that cannot write must not lead. */
export class Journal {
  #last: Promise<void> = Promise.resolve();
  #failed: Error | undefined;
  readonly #written = new Map<string, string>();

  constructor(
    private readonly store: Store,
    private readonly onFailure: (error: Error) => void,
  ) {}

  /** Does nothing when the value is there already. */
  put(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (this.#written.get(key) === text) return;
    this.#written.set(key, text);
    this.#enqueue(() => this.store.put(key, text));
  }

  remove(key: string): void {
    this.#written.delete(key);
    this.#enqueue(() => this.store.remove(key));
  }

  /** Resolves when all that was given is written. @throws what made it fail */
  async flushed(): Promise<void> {
    await this.#last;
    if (this.#failed !== undefined) throw this.#failed;
  }

  #enqueue(write: () => Promise<void>): void {
    this.#last = this.#last.then(async () => {
      if (this.#failed !== undefined) return;
      try {
        await write();
      } catch (error) {
        this.#failed = error instanceof Error ? error : new Error(String(error));
        this.onFailure(this.#failed);
      }
    });
  }
}
