import fc from 'fast-check';
import { a, isWhollyKnown, t, UNKNOWN } from '../../../src/tfplugin';
import type { Path } from '../../../src/tfplugin';
import type { ObjectValue, Value } from '../../../src/tfplugin/value';
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
  doors: a.objectSet(
    {
      port: a.number({ optional: true, description: '' }),
      group: a.string({ optional: true, description: '' }),
    },
    { optional: true, description: '' },
  ),
};
const none = { name: null, names: null, hosts: null, labels: null, doors: null };
const door = (port: number, group: Value = null): ObjectValue => ({ port, group });

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
  ['set of objects', { doors: [door(1), door(2)] }, { doors: [door(1), door(3)] }, ['doors']],
  ['set of objects with one more', { doors: [door(1)] }, { doors: [door(1), door(2)] }, ['doors']],
  ['set of objects known in part', { doors: [door(1, UNKNOWN)] }, { doors: [door(2, 'g')] }, ['doors']],
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

test('sets of objects have no order either, and what is unknown in one may become anything', () => {
  const promised = { ...none, doors: [door(1, 'a'), door(2, UNKNOWN), door(3)] };
  const actual = { ...none, doors: [door(3), door(2, 'b'), door(1, 'a')] };
  expect(settle(attributes, promised, actual)).toEqual({ value: actual, contradictions: [] });
  const alike = { ...none, doors: [door(1, UNKNOWN), door(1, 'a')] };
  expect(settle(attributes, alike, { ...none, doors: [door(1, 'a')] }).contradictions).toEqual([]);
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
