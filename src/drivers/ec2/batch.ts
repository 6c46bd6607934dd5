import { asError } from '../abort';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result | Promise<Result>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Collects what is asked for within some milliseconds and does it in one go, at most `size` at a time. `work` answers
 * in the order of its items, for each with a result or the promise of one.
 */
export class Batch<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];

  constructor(
    private readonly options: { readonly collectMs: number; readonly size: number },
    private readonly work: (items: readonly Item[]) => Promise<readonly (Result | Promise<Result>)[]>,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.waiting.length === 1) setTimeout(() => void this.flush(), this.options.collectMs);
    });
  }

  private async flush(): Promise<void> {
    const all = this.waiting;
    this.waiting = [];
    const groups: Waiting<Item, Result>[][] = [];
    for (let from = 0; from < all.length; from += this.options.size) {
      groups.push(all.slice(from, from + this.options.size));
    }
    await Promise.all(groups.map((group) => this.run(group)));
  }

  private async run(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => {
        resolve(results[index] as Result | Promise<Result>);
      });
    } catch (error) {
      for (const { reject } of group) reject(asError(error));
    }
  }
}
