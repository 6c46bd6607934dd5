import fc from 'fast-check';
import { commands } from '../commands';
import type { Tally } from '../commands/command';
import type { Premises } from './premises';
import type { Run } from './run';
import { withRun, type RunSettings } from './with-run';

/** Everything that a run follows from. */
export interface RunPlan extends RunSettings {
  /** Of fast-check: which example, and where shrinking had come to. */
  readonly path?: string | undefined;
  /** Of fast-check: which of the steps of that example were taken. */
  readonly replayPath?: string | undefined;
  /** How long a failure is shrunk, in milliseconds; 0 for not at all. */
  readonly shrinkMs: number;
}

export interface RunFailure {
  readonly path: string | undefined;
  readonly replayPath: string | undefined;
  readonly message: string;
  /** The shrunk list. */
  readonly steps: readonly string[];
  /** What happened in the last failing attempt. */
  readonly journal: readonly string[];
}

export interface RunReport {
  readonly plan: RunPlan;
  readonly milliseconds: number;
  readonly tally: Tally;
  readonly failure?: RunFailure | undefined;
}

/** Takes the steps that follow from the seed, and where they fail, looks for fewer that fail as well. */
export async function oneRun(premises: Premises, plan: RunPlan): Promise<RunReport> {
  const started = Date.now();
  const tally: Tally = {};
  let journal: readonly string[] = [];
  const property = fc.asyncProperty(commands(plan.groups, tally, plan.replayPath), async (steps) => {
    const done = await attempt(premises, plan, steps);
    if (done.error === undefined) return;
    journal = done.journal;
    throw done.error instanceof Error ? done.error : new Error(String(done.error));
  });
  const details = await fc.check(property, {
    seed: plan.seed,
    numRuns: 1,
    endOnFailure: plan.shrinkMs === 0,
    ...(plan.path === undefined ? {} : { path: plan.path }),
    ...(plan.shrinkMs === 0 ? {} : { interruptAfterTimeLimit: plan.shrinkMs }),
  });
  const report = { plan, tally, milliseconds: Date.now() - started };
  if (!details.failed || details.counterexample === null) return report;
  const [list] = details.counterexample;
  const text = String(list);
  const error = details.errorInstance;
  return {
    ...report,
    failure: {
      path: details.counterexamplePath ?? undefined,
      replayPath: /replayPath="([^"]*)"/.exec(text)?.[1],
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      steps: executed(text),
      journal,
    },
  };
}

/** fast-check writes only the steps that were taken. */
function executed(text: string): readonly string[] {
  const list = text.replace(/\s*\/\*replayPath=.*\*\/\s*$/, '');
  return list === ''
    ? []
    : list.split(/,(?=(?:apply|create|change|replace|remove|behind|fault|refresh|import|destroy))/);
}

type Steps = Parameters<typeof fc.asyncModelRun<object, Run, false, never>>[1];

async function attempt(
  premises: Premises,
  plan: RunPlan,
  steps: unknown,
): Promise<{ readonly error?: unknown; readonly journal: readonly string[] }> {
  return withRun(premises, plan, async (run) => {
    try {
      const setup = () => ({ model: { fleet: run.fleet, run }, real: run });
      await fc.asyncModelRun(setup, steps as Steps);
      run.journal.push('# settle');
      await run.settle();
      return { journal: run.journal };
    } catch (error) {
      return { error, journal: run.journal };
    }
  });
}
