/** Every error of this library, so that a program can tell it from others. */
export class FleetwrightError extends Error {
  public override readonly name = 'FleetwrightError';

  constructor(
    /** Stable: `hostUsedTwice`. */
    public readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
