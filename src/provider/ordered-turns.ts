import { setTimeout as sleep } from 'node:timers/promises';

/** What a turn can give instead of a result: it is not time yet; others go first, and then it is asked again. */
export const LATER = Symbol('later');

export interface TurnOptions {
  /**
   * Who goes first: the lowest. Asked whenever a turn is given, because who leads may have changed. A turn waits for all
   * with a lower rank that were announced, also for those that are not ready yet.
   */
  readonly rank: () => Promise<number>;
  readonly signal: AbortSignal;
}

/** A turn that was announced. It must be taken or given back. */
export interface Ticket {
  /** Runs `work` when it is this one's turn, and again after a while as long as it gives {@link LATER}. */
  take<T>(work: () => Promise<T | typeof LATER>): Promise<T>;
  /** Has no effect after it was taken. */
  giveBack(): void;
}

/** How long between two looks at who may go, in milliseconds. */
const LOOK_MS = 500;

interface Entry {
  readonly rank: () => Promise<number>;
  ready: (() => void) | undefined;
  notBefore: number;
}

interface Queue {
  readonly entries: Set<Entry>;
  running: boolean;
  picking: boolean;
}

/**
 * Changes of one cluster, one at a time and in an order that is not that of their arrival. Terraform begins all changes of
 * a cluster at once, so that for a moment nobody gets a turn.
 */
export class OrderedTurns {
  private readonly queues = new Map<string, Queue>();

  constructor(
    /** How long it is waited for others to announce themselves. */
    private readonly settleMs = 1_500,
    /** How long somebody who was too early is not asked again. */
    private readonly laterMs = 2_000,
  ) {}

  /** @param key What must not be changed at two places at once. */
  announce(key: string, { rank, signal }: TurnOptions): Ticket {
    const queue = this.queueOf(key);
    const entry: Entry = { rank, ready: undefined, notBefore: Date.now() + this.settleMs };
    queue.entries.add(entry);
    const leave = (): void => {
      queue.entries.delete(entry);
      void this.pick(key, queue);
    };
    return {
      giveBack: leave,
      take: async (work) => {
        try {
          for (;;) {
            await this.turn(key, queue, entry, signal);
            try {
              const result = await work();
              if (result !== LATER) return result;
              entry.notBefore = Date.now() + this.laterMs;
            } finally {
              queue.running = false;
            }
          }
        } finally {
          leave();
        }
      },
    };
  }

  private queueOf(key: string): Queue {
    const queue = this.queues.get(key) ?? { entries: new Set(), running: false, picking: false };
    this.queues.set(key, queue);
    return queue;
  }

  private turn(key: string, queue: Queue, entry: Entry, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        entry.ready = undefined;
        reject(signal.reason instanceof Error ? signal.reason : new Error('interrupted'));
      };
      signal.addEventListener('abort', stop, { once: true });
      entry.ready = () => {
        entry.ready = undefined;
        signal.removeEventListener('abort', stop);
        queue.running = true;
        resolve();
      };
      void this.pick(key, queue);
    });
  }

  /** Gives the turn to whoever is next. While nobody may go yet it is looked again after a while. */
  private async pick(key: string, queue: Queue): Promise<void> {
    if (queue.picking) return;
    queue.picking = true;
    while (!queue.running && [...queue.entries].some(({ ready }) => ready !== undefined)) {
      const next = await this.next(queue);
      if (next?.ready !== undefined) next.ready();
      else await sleep(LOOK_MS);
    }
    queue.picking = false;
    if (queue.entries.size === 0 && !queue.running) this.queues.delete(key);
  }

  private async next(queue: Queue): Promise<Entry | undefined> {
    const now = Date.now();
    const entries = [...queue.entries];
    if (entries.some(({ notBefore, ready }) => ready === undefined && notBefore > now)) return undefined;
    const ranks = await Promise.all(entries.map(({ rank }) => rank().catch(() => 0)));
    const ranked = entries
      .map((entry, index) => ({ entry, rank: ranks[index] ?? 0 }))
      // Whoever was too early does not hold up those after it.
      .filter(({ entry }) => !(entry.ready !== undefined && entry.notBefore > now));
    if (ranked.length === 0) return undefined;
    const lowest = Math.min(...ranked.map(({ rank }) => rank));
    return ranked.find(({ entry, rank }) => rank === lowest && entry.ready !== undefined)?.entry;
  }
}
