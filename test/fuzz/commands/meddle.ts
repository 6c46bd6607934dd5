import fc, { type Arbitrary } from 'fast-check';
import type { Kind } from '../model/kind';
import type { Step } from './command';

/** Somebody changes or deletes something behind our back. */
export function meddle(kinds: readonly Kind[]): Arbitrary<Step> {
  const choices = kinds.flatMap((kind) =>
    kind.slots.flatMap((slot) =>
      kind.meddling.map((meddling) => ({ address: `${kind.type}.${slot}`, meddling })),
    ),
  );
  return fc.constantFrom(...choices).map(({ address, meddling }) => ({
    kind: 'meddle',
    isPossible: ({ fleet }) => fleet.isDeclared(address) && !fleet.unsettled.has(address),
    do: async (run) => {
      const entry = (await run.lane.state()).get(address);
      if (entry === undefined) return;
      await meddling.do(run.scene, entry.value).catch((error: unknown) => {
        run.journal.push(`refused: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
    describe: () => `behind our back, ${meddling.what}: ${address}`,
  }));
}
