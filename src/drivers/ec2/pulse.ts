import { unlessAborted } from './abort';

/**
 * The common beat of everything that is waited for: all waits look at the same moment, so that one describe serves them
 * all. The beat starts fast and slows down, until a new wait begins.
 */
export class Pulse {
  private delay: number;
  private next: Promise<void> | undefined;

  constructor(private readonly options: { readonly firstMs: number; readonly longestMs: number }) {
    this.delay = options.firstMs;
  }

  /** A new wait begins: its first looks shall come soon. */
  quicken(): void {
    this.delay = this.options.firstMs;
  }

  beat(signal: AbortSignal): Promise<void> {
    this.next ??= new Promise((resolve) => {
      setTimeout(() => {
        this.next = undefined;
        resolve();
      }, this.delay);
      this.delay = Math.min(this.delay * 1.5, this.options.longestMs);
    });
    return unlessAborted(this.next, signal);
  }
}
