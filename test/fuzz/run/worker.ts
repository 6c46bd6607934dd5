import { oneRun, type RunPlan } from './one-run';

/** A process that takes one run after another: runs share nothing but the machine. */
export function work(): void {
  process.on('message', (plan: RunPlan) => {
    void oneRun(plan).then((report) => process.send?.(report));
  });
  // Whoever sends the runs is gone.
  process.on('disconnect', () => process.exit());
}
