import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { RunPlan, RunReport } from './one-run';

/** Has the runs made by as many processes at a time as asked for; reports come as they end. */
export async function runAll(
  script: string,
  workers: number,
  next: () => RunPlan | undefined,
  onReport: (report: RunReport) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: workers }, async () => {
      let worker: ChildProcess | undefined;
      for (let plan = next(); plan !== undefined; plan = next()) {
        worker ??= fork(script, ['worker'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
        const report = await ask(worker, plan);
        onReport(report);
        if (worker.exitCode !== null || worker.signalCode !== null) worker = undefined;
      }
      worker?.disconnect();
    }),
  );
}

/** A worker that ends in the middle of a run is a failure of that run. */
async function ask(worker: ChildProcess, plan: RunPlan): Promise<RunReport> {
  const started = Date.now();
  worker.send(plan);
  const ended = new AbortController();
  const { signal } = ended;
  try {
    return await Promise.race([
      once(worker, 'message', { signal }).then(([report]) => report as RunReport),
      once(worker, 'exit', { signal }).then(([code, name]): RunReport => ({
        plan,
        tally: {},
        milliseconds: Date.now() - started,
        failure: {
          path: undefined,
          replayPath: undefined,
          message: `the process of the run ended with ${String(code ?? name)}`,
          steps: [],
          journal: [],
        },
      })),
    ]);
  } finally {
    ended.abort();
  }
}
