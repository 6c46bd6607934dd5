import { throwIfAborted, whenAllAborted } from './abort';
import type { Ec2Api } from './api';
import { Batch } from './batch';
import type { CallOptions } from './configuration';

/** Resources in one request; EC2 takes 1000 of each. */
const idsPerRequest = 200;

interface Request {
  readonly ids: readonly string[];
  readonly signal: AbortSignal;
}

interface Untagging extends Request {
  readonly keys: readonly string[];
}

/**
 * What is asked of many objects alike at about the same time goes in one request. EC2 does all of a request or nothing:
 * when it refuses, each is asked for alone, so that everybody gets their own answer. As with other changes, an interrupt
 * does not cut off what is under way.
 */
export class Together {
  private readonly untaggings: Batch<Untagging, undefined>;
  private readonly terminations: Batch<Request, undefined>;

  constructor(private readonly api: Ec2Api) {
    const options = { collectMs: api.timing.collectMs, size: idsPerRequest };
    this.untaggings = new Batch(options, (items) => Promise.resolve(this.untagAll(items)));
    this.terminations = new Batch(options, (items) =>
      Promise.resolve(this.each(items, (some) => this.sendTermination(some))),
    );
  }

  /** Removes tags by their keys; those that an object does not have are no error. */
  async untag(ids: readonly string[], keys: readonly string[], { signal }: CallOptions): Promise<void> {
    throwIfAborted(signal);
    await this.untaggings.add({ ids, keys, signal });
  }

  async terminate(id: string, { signal }: CallOptions): Promise<void> {
    throwIfAborted(signal);
    await this.terminations.add({ ids: [id], signal });
  }

  /** One request for each set of keys. */
  private untagAll(items: readonly Untagging[]): readonly Promise<undefined>[] {
    const groups = new Map<string, Untagging[]>();
    for (const item of items) {
      const key = JSON.stringify([...item.keys].sort());
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    const done = new Map<Untagging, Promise<undefined>>();
    for (const group of groups.values()) {
      const results = this.each(group, (some) => this.sendUntagging(some));
      group.forEach((item, index) => done.set(item, results[index] ?? Promise.resolve(undefined)));
    }
    return items.map((item) => done.get(item) ?? Promise.resolve(undefined));
  }

  private each<Item>(
    items: readonly Item[],
    send: (items: readonly Item[]) => Promise<unknown>,
  ): readonly Promise<undefined>[] {
    const all = send(items);
    return items.map(async (item) => {
      try {
        await all;
      } catch (error) {
        if (items.length === 1) throw error;
        await send([item]);
      }
      return undefined;
    });
  }

  private sendUntagging(items: readonly Untagging[]): Promise<unknown> {
    const Tags = (items[0]?.keys ?? []).map((Key) => ({ Key }));
    return this.api.send('DeleteTags', { Resources: idsOf(items), Tags }, interruptedByAll(items));
  }

  private sendTermination(items: readonly Request[]): Promise<unknown> {
    return this.api.send('TerminateInstances', { InstanceIds: idsOf(items) }, interruptedByAll(items));
  }
}

function idsOf(items: readonly Request[]): string[] {
  return [...new Set(items.flatMap(({ ids }) => ids))];
}

function interruptedByAll(items: readonly Request[]): CallOptions {
  return { signal: whenAllAborted(items.map(({ signal }) => signal)) };
}
