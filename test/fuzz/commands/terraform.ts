import fc, { type Arbitrary } from 'fast-check';
import type { Kind } from '../model/kind';
import type { Step } from './command';

export const apply: Arbitrary<Step> = fc.constant({
  kind: 'apply',
  do: (run) => run.apply(),
  describe: () => 'apply',
});

export const refresh: Arbitrary<Step> = fc.constant({
  kind: 'refresh',
  do: (run) => run.refresh(),
  describe: () => 'refresh',
});

export const destroy: Arbitrary<Step> = fc.constant({
  kind: 'destroy',
  isPossible: ({ fleet }) => fleet.addresses().length > 0 && fleet.unsettled.size === 0,
  do: (run) => run.destroy(),
  describe: () => 'destroy',
});

/** Takes a resource out of the state and imports it again. */
export function importAgain(kinds: readonly Kind[]): Arbitrary<Step> {
  const importable = kinds.flatMap((kind) =>
    kind.importId === undefined ? [] : kind.slots.map((slot) => [kind, `${kind.type}.${slot}`] as const),
  );
  return fc.constantFrom(...importable).map(([kind, address]) => ({
    kind: 'import',
    isPossible: ({ fleet }) => fleet.isDeclared(address) && !fleet.unsettled.has(address),
    do: async (run) => {
      // What is gone cannot be imported.
      await run.refresh();
      const entry = (await run.lane.state()).get(address);
      if (entry === undefined || entry.tainted || kind.importId === undefined) return;
      await run.importAgain(address, kind.importId(entry.value));
    },
    describe: () => `import ${address}`,
  }));
}
