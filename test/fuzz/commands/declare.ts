import fc, { type Arbitrary } from 'fast-check';
import type { Kind } from '../model/kind';
import type { Step } from './command';

/** Declares a resource that was not, with what it needs. */
export function create(kinds: readonly Kind[]): Arbitrary<Step> {
  return fc.oneof(
    ...kinds.map((kind) => ({
      weight: kind.weight,
      arbitrary: fc
        .tuple(fc.constantFrom(...kind.slots), fc.record(kind.fields, { noNullPrototype: true }))
        .map(([slot, shape]): Step => {
          const address = `${kind.type}.${slot}`;
          return {
            kind: 'create',
            isPossible: ({ fleet }) => !fleet.isDeclared(address),
            do: ({ fleet }) => {
              fleet.add(kind, slot, shape);
              return Promise.resolve();
            },
            describe: () => `create ${address} ${JSON.stringify(shape)}`,
          };
        }),
    })),
  );
}

/** Another value for one attribute, in place or not. */
export function change(kinds: readonly Kind[]): Arbitrary<Step> {
  return fc.oneof(
    ...kinds.flatMap((kind) =>
      Object.entries(kind.fields).map(([field, values]) => ({
        weight: kind.weight,
        arbitrary: fc.tuple(fc.constantFrom(...kind.slots), values).map(([slot, value]): Step => {
          const address = `${kind.type}.${slot}`;
          const replaces = kind.replacing.includes(field);
          return {
            kind: replaces ? 'replace' : 'change',
            // What is in use cannot be replaced, unless its user writes create_before_destroy.
            isPossible: ({ fleet, run }) =>
              fleet.isDeclared(address) &&
              JSON.stringify(fleet.shapeOf(address)?.[field]) !== JSON.stringify(value) &&
              !(
                replaces &&
                (fleet.unsettled.has(address) || fleet.dependents(address, run.scene).length > 0)
              ),
            do: ({ fleet }) => {
              fleet.change(address, field, value);
              return Promise.resolve();
            },
            describe: () =>
              `${replaces ? 'replace' : 'change'} ${address}: ${field} = ${JSON.stringify(value)}`,
          };
        }),
      })),
    ),
  );
}

/** Deletes a resource from the declaration, with what depends on it. */
export function remove(kinds: readonly Kind[]): Arbitrary<Step> {
  const addresses = kinds.flatMap(({ type, slots }) => slots.map((slot) => `${type}.${slot}`));
  return fc.constantFrom(...addresses).map((address) => ({
    kind: 'remove',
    // What was begun and is not in the state would be lost to everybody.
    isPossible: ({ fleet, run }) =>
      fleet.isDeclared(address) &&
      ![address, ...fleet.dependents(address, run.scene)].some((one) => fleet.unsettled.has(one)),
    do: ({ fleet, scene }) => {
      fleet.remove(address, scene);
      return Promise.resolve();
    },
    describe: () => `remove ${address}`,
  }));
}
