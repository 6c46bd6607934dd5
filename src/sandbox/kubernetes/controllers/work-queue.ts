import type { Clock } from '../../world/clock';

const firstRetrySeconds = 1;
const longestRetrySeconds = 60;

/** Names that need a look, each at most once in the queue, one look at a time; a look that fails is repeated. */
export class WorkQueue {
  private readonly waiting = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly delayed = new Map<string, () => void>();
  private running = false;
  private stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly work: (key: string) => Promise<void> | void,
    private readonly onError: (key: string, error: unknown) => void,
  ) {}

  add(key: string): void {
    if (this.stopped) return;
    this.waiting.add(key);
    if (this.running) return;
    this.running = true;
    setImmediate(() => void this.run());
  }

  /** @param seconds simulated */
  addAfter(key: string, seconds: number): void {
    if (this.stopped) return;
    this.delayed.get(key)?.();
    this.delayed.set(
      key,
      this.clock.after(seconds, () => {
        this.delayed.delete(key);
        this.add(key);
      }),
    );
  }

  /** As {@link addAfter}, but a look that is due earlier stays. */
  addWithin(key: string, seconds: number): void {
    if (!this.delayed.has(key)) this.addAfter(key, seconds);
  }

  stop(): void {
    this.stopped = true;
    this.waiting.clear();
    for (const cancel of this.delayed.values()) cancel();
    this.delayed.clear();
  }

  private async run(): Promise<void> {
    for (const key of this.waiting) {
      this.waiting.delete(key);
      try {
        await this.work(key);
        this.failures.delete(key);
      } catch (error) {
        this.onError(key, error);
        const failed = (this.failures.get(key) ?? 0) + 1;
        this.failures.set(key, failed);
        this.addAfter(key, Math.min(firstRetrySeconds * 2 ** (failed - 1), longestRetrySeconds));
      }
      // Requests are not to wait until all is done.
      if (this.waiting.size > 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.running = false;
  }
}
