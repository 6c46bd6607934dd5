/** A program ends by itself. */
export class Exit extends Error {
  /** @param status 1 for what a user did wrong, 134 for a check that failed */
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
