import type { Tally } from '../commands/command';
import type { RunReport } from './one-run';
import { mixName, replayLine } from './options';

/** What is printed while runs come in, and at the end. */
export class Summary {
  passed = 0;
  failed = 0;
  readonly #tally: Tally = {};
  readonly #spent: Record<string, { runs: number; milliseconds: number }> = {};
  readonly #started = Date.now();

  constructor(
    private readonly total: number,
    private readonly print: (line: string) => void,
  ) {}

  add(report: RunReport): void {
    const { plan, tally, milliseconds, failure } = report;
    for (const [kind, count] of Object.entries(tally)) this.#tally[kind] = (this.#tally[kind] ?? 0) + count;
    const lane = `${mixName(plan.groups)} through ${plan.lane === 'engine' ? 'the engine' : 'Terraform'}`;
    const spent = (this.#spent[lane] ??= { runs: 0, milliseconds: 0 });
    spent.runs += 1;
    spent.milliseconds += milliseconds;
    if (failure === undefined) this.passed += 1;
    else {
      this.failed += 1;
      this.#printFailure(report);
    }
    const done = this.passed + this.failed;
    if (done % 25 === 0 || done === this.total) {
      this.print(
        `${String(done)} of ${String(this.total)} runs after ${this.#seconds()} s, ${String(this.failed)} failed`,
      );
    }
  }

  end(): void {
    this.print('\nsteps taken:');
    const kinds = Object.entries(this.#tally).sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [kind, count] of kinds) this.print(`  ${String(count).padStart(6)}  ${kind}`);
    this.print('runs:');
    for (const [lane, { runs, milliseconds }] of Object.entries(this.#spent)) {
      this.print(`  ${String(runs).padStart(6)}  ${lane}, ${(milliseconds / runs / 1000).toFixed(1)} s each`);
    }
    this.print(`${String(this.passed)} passed, ${String(this.failed)} failed`);
  }

  #printFailure({ plan, failure }: RunReport): void {
    if (failure === undefined) return;
    const { path, replayPath, message, steps, journal } = failure;
    this.print(`\nFAILED: seed ${String(plan.seed)}, ${mixName(plan.groups)}, ${plan.lane}`);
    this.print(indented(message.split('\n')));
    this.print(`shrunk to:\n${indented(steps)}`);
    this.print(`what happened:\n${indented(journal)}`);
    this.print(`again: ${replayLine(plan)}`);
    if (path !== undefined) this.print(`shrunk: ${replayLine(plan, path, replayPath)}`);
    this.print('');
  }

  #seconds(): string {
    return ((Date.now() - this.#started) / 1000).toFixed(0);
  }
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}
