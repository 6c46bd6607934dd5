import { oneRun, type RunPlan } from './one-run';
import { Premises } from './premises';

/** A process that takes one run after another: runs share nothing but the machine, and a provider that remembers nothing. */
export function work(): void {
  const premises = new Premises();
  process.on('message', (plan: RunPlan) => {
    void oneRun(premises, plan).then((report) => process.send?.(report));
  });
  // Whoever sends the runs is gone.
  process.on('disconnect', () => {
    void premises.close().finally(() => process.exit());
  });
}
