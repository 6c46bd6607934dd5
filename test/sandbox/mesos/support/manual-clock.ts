import type { MesosClock } from '../../../../src/sandbox/mesos/clock';

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** Time that passes only when a test says so. */
export class ManualClock implements MesosClock {
  private time = 1_795_205_000;
  private timers: Timer[] = [];

  now(): number {
    return this.time;
  }

  after(seconds: number, action: () => void): () => void {
    const timer = { at: this.time + seconds, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((one) => one !== timer);
    };
  }

  /** Everything that falls into it happens, in order, with all that follows from it. */
  async advance(seconds: number): Promise<void> {
    const end = this.time + seconds;
    await settle();
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.action();
      await settle();
    }
    this.time = end;
    await settle();
  }
}

/** Until messages and promises that are under way have arrived. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
