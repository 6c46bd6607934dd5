import type { MesosClock } from '../clock';
import type { TaskStatus } from '../protocol/tasks';

const FIRST_RETRY_SECONDS = 10;
const LONGEST_RETRY_SECONDS = 600;

/** The updates of one task: one after the other, each until it is acknowledged. */
export class StatusUpdates {
  private cancel = (): void => undefined;
  private paused = false;

  /** @param pending what was not acknowledged before a restart */
  constructor(
    private readonly clock: MesosClock,
    private pending: readonly TaskStatus[],
    private readonly send: (status: TaskStatus) => void,
  ) {}

  get waiting(): readonly TaskStatus[] {
    return this.pending;
  }

  push(status: TaskStatus): void {
    this.pending = [...this.pending, status];
    if (this.pending.length === 1) this.forward(FIRST_RETRY_SECONDS);
  }

  /** Whether it was the one that is waited for. */
  acknowledge(uuid: string): boolean {
    const [first, ...rest] = this.pending;
    if (first?.uuid !== uuid) return false;
    this.cancel();
    this.pending = rest;
    if (rest.length > 0) this.forward(FIRST_RETRY_SECONDS);
    return true;
  }

  /** Nobody is there to hear. */
  pause(): void {
    this.paused = true;
    this.cancel();
  }

  resume(): void {
    this.paused = false;
    this.cancel();
    if (this.pending.length > 0) this.forward(FIRST_RETRY_SECONDS);
  }

  stop(): void {
    this.pause();
    this.pending = [];
  }

  private forward(retrySeconds: number): void {
    const [first] = this.pending;
    if (first === undefined || this.paused) return;
    this.cancel = this.clock.after(retrySeconds, () => {
      this.forward(Math.min(retrySeconds * 2, LONGEST_RETRY_SECONDS));
    });
    this.send(first);
  }
}
