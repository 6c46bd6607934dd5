/** One thing to do, after others. */
export interface Step {
  readonly id: string;
  /** Ids of steps; those that do not exist are left out. */
  readonly after: readonly string[];
  /** @returns false when what comes after must not be done. */
  run(): Promise<boolean>;
}

/** As many at a time as Terraform does by default. */
const PARALLELISM = 10;

/**
 * Does all steps in their order, as many at a time as may be; what comes after a failed one is left out.
 *
 * @throws Error when the order is a circle.
 */
export async function walk(steps: readonly Step[]): Promise<void> {
  const outcome = new Map<string, boolean>();
  const waiting = new Map(steps.map((step) => [step.id, step]));
  const running = new Map<string, Promise<void>>();
  while (waiting.size > 0 || running.size > 0) {
    let leftOut = 0;
    for (const { id, after, run } of [...waiting.values()]) {
      if (after.some((other) => outcome.get(other) === false)) {
        waiting.delete(id);
        outcome.set(id, false);
        leftOut += 1;
      } else if (
        running.size < PARALLELISM &&
        !after.some((other) => waiting.has(other) || running.has(other))
      ) {
        waiting.delete(id);
        running.set(
          id,
          run().then((done) => {
            outcome.set(id, done);
            running.delete(id);
          }),
        );
      }
    }
    if (running.size > 0) await Promise.race(running.values());
    else if (leftOut === 0 && waiting.size > 0) {
      throw new Error(`nothing can be done first of: ${[...waiting.keys()].join(', ')}`);
    }
  }
}
