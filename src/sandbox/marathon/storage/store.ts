/**
 * Where a Marathon keeps what its next leader must know. Keys are paths such as `instance/web.instance-1`; a key
 * may hold a value and have keys below it.
 */
export interface Store {
  load(): Promise<ReadonlyMap<string, string>>;
  put(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** In memory: for Marathons of one process. */
export class MemoryStore implements Store {
  readonly #values = new Map<string, string>();

  load(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map(this.#values));
  }

  put(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }

  remove(key: string): Promise<void> {
    this.#values.delete(key);
    return Promise.resolve();
  }
}
