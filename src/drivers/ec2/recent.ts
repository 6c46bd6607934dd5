/**
 * What this process has created within the last minutes. EC2 may answer for a while that it does not exist, to whoever
 * names it: an instance that is tagged, a group that a rule refers to.
 */
export class Recent {
  private readonly since = new Map<string, number>();

  constructor(private readonly visibleMs: number) {}

  add(idOrName: string): void {
    this.since.set(idOrName, Date.now());
  }

  /** It was deleted, so that its absence is true. */
  delete(idOrName: string): void {
    this.since.delete(idOrName);
  }

  has(idOrName: string): boolean {
    const since = this.since.get(idOrName);
    return since !== undefined && Date.now() - since < this.visibleMs;
  }

  /** Whether a message names any of these ids. */
  isIn(message: string): boolean {
    return message.split(/[^\w-]+/).some((word) => this.has(word));
  }

  /** Whether a message names any of these names, which EC2 puts into single quotes. */
  isQuotedIn(message: string): boolean {
    return [...this.since.keys()].some((name) => this.has(name) && message.includes(`'${name}'`));
  }
}
