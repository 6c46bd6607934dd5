import { availableParallelism } from 'node:os';
import { Sandbox } from '../../../src/sandbox';
import { planOf, readOptions, USAGE, type Options } from './options';
import { runAll } from './pool';
import { Summary } from './report';
import { work } from './worker';

/** @param script What this is the main function of, for the workers. */
export async function main(script: string, args: readonly string[]): Promise<void> {
  if (args[0] === 'worker') {
    work();
    return;
  }
  let options: Options;
  try {
    options = readOptions(args, availableParallelism());
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { ok, reason = '' } = Sandbox.machineSupport();
  if (!ok) {
    console.error(`the fuzz needs machines of the sandbox: ${reason}`);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
    return;
  }
  const { runs, seed, minutes, workers } = options;
  console.log(`${String(runs)} runs from seed ${String(seed)}, ${String(workers)} at a time`);
  const deadline = minutes === undefined ? Infinity : Date.now() + minutes * 60_000;
  const summary = new Summary(runs, console.log);
  let begun = 0;
  await runAll(
    script,
    Math.min(workers, runs),
    () => {
      if (begun >= runs || Date.now() > deadline) return undefined;
      begun += 1;
      return planOf(seed + begun - 1, options);
    },
    (report) => {
      summary.add(report);
    },
  );
  summary.end();
  if (summary.failed > 0 || summary.passed === 0) process.exitCode = 1;
}
