import type { AsyncCommand } from 'fast-check';
import type { Fleet } from '../run/fleet';
import type { Run } from '../run/run';

/** fast-check's model is what is declared, and the real thing is the run. */
export interface Model {
  readonly fleet: Fleet;
  readonly run: Run;
}

/** A step of a run. */
export interface Step {
  /** For the statistics: `create`, `kill the provider`. */
  readonly kind: string;
  /** Whether it makes sense now; left out, it always does. */
  isPossible?(model: Model): boolean;
  do(run: Run): Promise<void>;
  /** For the shrunk list. */
  describe(): string;
}

/** How often each kind of step was taken. */
export type Tally = Record<string, number>;

export class StepCommand implements AsyncCommand<Model, Run> {
  constructor(
    private readonly step: Step,
    private readonly tally: Tally,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.step.isPossible?.(model) ?? true;
  }

  async run(_model: Model, run: Run): Promise<void> {
    this.tally[this.step.kind] = (this.tally[this.step.kind] ?? 0) + 1;
    run.journal.push(`# ${this.step.describe()}`);
    await this.step.do(run);
  }

  toString(): string {
    return this.step.describe();
  }
}
