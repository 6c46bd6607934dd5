import fc from 'fast-check';
import { a, isWhollyKnown, t, UNKNOWN } from '../../../src/tfplugin';
import type { Path } from '../../../src/tfplugin';
import type { ObjectValue } from '../../../src/tfplugin/value';
import { describeContradiction, settle } from '../../../src/tfplugin/values/contradictions';
import { arbitraryAttributes, arbitraryObject } from '../fixtures/arbitraries';

const attributes = {
  name: a.string({ optional: true, description: '' }),
  names: a.set(t.string, { optional: true, description: '' }),
  hosts: a.objectList(
    {
      address: a.string({ optional: true, description: '' }),
      key: a.string({ computed: true, description: '' }),
    },
    { optional: true, description: '' },
  ),
  labels: a.map(t.string, { optional: true, sensitive: true, description: '' }),
};
const none = { name: null, names: null, hosts: null, labels: null };

test('unknown parts take what was returned, known ones stay', () => {
  const promised: ObjectValue = { ...none, name: UNKNOWN, hosts: [{ address: 'x', key: UNKNOWN }] };
  const actual = { ...none, name: 'n', hosts: [{ address: 'x', key: 'k' }] };
  expect(settle(attributes, promised, actual)).toEqual({ value: actual, contradictions: [] });
});

test.each<[string, ObjectValue, ObjectValue, Path]>([
  ['name', { name: 'a' }, { name: 'b' }, ['name']],
  ['length', { hosts: [] }, { hosts: [{ address: 'x', key: null }] }, ['hosts']],
  [
    'inside',
    { hosts: [{ address: 'x', key: UNKNOWN }] },
    { hosts: [{ address: 'y', key: 'k' }] },
    ['hosts', 0, 'address'],
  ],
  ['set', { names: ['a', 'b'] }, { names: ['a'] }, ['names']],
  ['set with unknown members', { names: ['a', UNKNOWN] }, { names: ['b'] }, ['names']],
  ['null', { name: null }, { name: 'b' }, ['name']],
])('a contradiction is found: %s', (_name, promised, actual, path) => {
  const { contradictions } = settle(attributes, { ...none, ...promised }, { ...none, ...actual });
  expect(contradictions.map((one) => one.path)).toEqual([path]);
});

test('sets have no order, and unknown members may become anything', () => {
  expect(
    settle(attributes, { ...none, names: ['a', 'b'] }, { ...none, names: ['b', 'a'] }).contradictions,
  ).toEqual([]);
  expect(settle(attributes, { ...none, names: ['a', UNKNOWN] }, { ...none, names: ['c', 'a'] })).toEqual({
    value: { ...none, names: ['c', 'a'] },
    contradictions: [],
  });
});

test('a contradiction in a sensitive attribute is told without its values', () => {
  const found = { path: ['labels', 'password'], promised: 'one', actual: 'two' };
  expect(describeContradiction(attributes, found, 'planned')).toBe(
    '"labels.password" is not what was planned',
  );
});

test('for any plan and any result: the settled value keeps the promise, and says so when the result does not', () => {
  const cases = arbitraryAttributes.chain((any) =>
    fc.tuple(
      fc.constant(any),
      arbitraryObject(any, { unknowns: true, nulls: true }),
      arbitraryObject(any, { unknowns: false, nulls: true }),
    ),
  );
  fc.assert(
    fc.property(cases, ([any, promised, actual]) => {
      const { value } = settle(any, promised, actual);
      expect(isWhollyKnown(value)).toBe(true);
      const broken = settle(any, promised, value).contradictions;
      expect(broken.filter((one) => isWhollyKnown(one.promised))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
