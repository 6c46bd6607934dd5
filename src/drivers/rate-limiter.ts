/** Rejects as soon as the signal is aborted. */
type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Share of the rate that a throttle leaves, and that each success gives back of the upper limit. */
const afterThrottle = 0.5;
const afterSuccess = 0.05;
const lowestPerSecond = 0.5;

/**
 * A token bucket for the requests to what counts them together: an account in a region, a subscription. It holds two
 * seconds' worth. A throttled answer halves the rate and empties the bucket; answers that succeed raise the rate
 * again, up to the limit. Requests go out in the order in which they came.
 */
export class RateLimiter {
  private perSecond: number;
  private tokens: number;
  private refilledAt = Date.now();
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly limitPerSecond: number,
    private readonly sleep: Sleep,
  ) {
    this.perSecond = limitPerSecond;
    this.tokens = limitPerSecond * 2;
  }

  /** Requests per second at the moment. */
  get rate(): number {
    return this.perSecond;
  }

  /** Waits until a request may go out. */
  async take(signal: AbortSignal): Promise<void> {
    const before = this.turn;
    let passOn = (): void => undefined;
    this.turn = new Promise((resolve) => {
      passOn = resolve;
    });
    try {
      await before;
      for (;;) {
        this.refill();
        if (this.tokens >= 1) break;
        await this.sleep(Math.ceil(((1 - this.tokens) / this.perSecond) * 1000), signal);
      }
      this.tokens -= 1;
    } finally {
      passOn();
    }
  }

  throttled(): void {
    this.refill();
    this.tokens = Math.min(this.tokens, 0);
    this.perSecond = Math.max(this.perSecond * afterThrottle, Math.min(lowestPerSecond, this.limitPerSecond));
  }

  succeeded(): void {
    this.refill();
    this.perSecond = Math.min(this.perSecond + this.limitPerSecond * afterSuccess, this.limitPerSecond);
  }

  private refill(): void {
    const now = Date.now();
    this.tokens = Math.min(
      this.tokens + ((now - this.refilledAt) / 1000) * this.perSecond,
      this.limitPerSecond * 2,
    );
    this.refilledAt = now;
  }
}
