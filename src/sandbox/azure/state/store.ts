/** Resources by their ids, which are the same in any case. */
export class Store<R extends { readonly id: string; readonly group: string }> {
  readonly #resources = new Map<string, R>();

  get(id: string): R | undefined {
    return this.#resources.get(id.toLowerCase());
  }

  add(resource: R): void {
    this.#resources.set(resource.id.toLowerCase(), resource);
  }

  /** Whether it was there. */
  delete(resource: R): boolean {
    return this.#resources.delete(resource.id.toLowerCase());
  }

  list(): readonly R[] {
    return [...this.#resources.values()];
  }

  inGroup(group: string): readonly R[] {
    return this.list().filter((one) => one.group.toLowerCase() === group.toLowerCase());
  }

  /** Gives what is no longer there. */
  removeGroup(group: string): readonly R[] {
    const gone = this.inGroup(group);
    for (const one of gone) this.delete(one);
    return gone;
  }

  clear(): void {
    this.#resources.clear();
  }
}
