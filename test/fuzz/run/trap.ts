import type { Fault, Sandbox } from '../../../src/sandbox';

/** A call of the provider at which something happens to it. */
export type Trap = Omit<Fault, 'id' | 'times' | 'probability'>;

const LOOK_MS = 2;

/**
 * Springs when a call meets the trap, while the work goes on.
 *
 * @returns what the work came to, and whether the trap sprang before it ended.
 */
export async function withTrap<T>(
  { faults }: Sandbox,
  trap: Trap,
  work: () => Promise<T>,
  spring: () => void,
): Promise<{ readonly result: T; readonly sprang: boolean }> {
  const id = faults.add({ ...trap, times: 1 });
  const hasStruck = (): boolean => faults.list().some((fault) => fault.id === id && fault.struck > 0);
  let sprang = false;
  const look = setInterval(() => {
    if (sprang || !hasStruck()) return;
    sprang = true;
    spring();
  }, LOOK_MS);
  try {
    return { result: await work(), sprang };
  } finally {
    clearInterval(look);
    faults.remove(id);
  }
}
