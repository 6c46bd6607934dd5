import { a, defineSchema, isUnknown, isWhollyKnown, t, UNKNOWN } from '../../../src/tfplugin';
import type { Applied, Config, Known, Planned, Returned, Unknown } from '../../../src/tfplugin';
import { encodeSchema } from '../../../src/tfplugin/wire/schema';

const schema = defineSchema({
  version: 3,
  description: 'A thing.',
  attributes: {
    name: a.string({ required: true, description: 'Its name.' }),
    port: a.number({ default: 22, description: 'Its port.' }),
    note: a.string({ optional: true, sensitive: true, deprecated: 'use name', description: 'A note.' }),
    key: a.string({ optional: true, computed: true, description: 'A key.' }),
    secret_wo: a.string({ optional: true, writeOnly: true, description: 'A secret.' }),
    labels: a.map(t.string, { default: {}, description: 'Labels.' }),
    flags: a.set(t.bool, { optional: true, description: 'Flags.' }),
    hosts: a.objectList(
      { address: a.string({ required: true, description: 'Address.' }) },
      { required: true, description: 'Hosts.' },
    ),
    doors: a.objectSet(
      { port: a.number({ required: true, description: 'Port.' }) },
      { optional: true, description: 'Doors.' },
    ),
  },
});
type S = typeof schema;

/** Fails to compile unless the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A extends true>(): A | undefined => undefined;

test('the types follow from the attributes', () => {
  same<Same<Known<S>['name'], string>>();
  same<Same<Known<S>['port'], number>>();
  same<Same<Known<S>['note'], string | null>>();
  same<Same<Known<S>['secret_wo'], null>>();
  same<Same<Known<S>['hosts'], { address: string }[]>>();
  same<Same<Config<S>['secret_wo'], string | null>>();
  same<Same<Config<S>['port'], number | null>>();
  same<Same<Applied<S>['port'], number>>();
  same<Same<Applied<S>['key'], string | null | Unknown>>();
  same<Same<Planned<S>['flags'], (boolean | null | Unknown)[] | null | Unknown>>();
  same<Same<Planned<S>['labels'], Record<string, string | null | Unknown> | null | Unknown>>();
  const returned: Returned<S> = { name: 'a', port: 1, labels: {}, hosts: [{ address: 'x' }] };
  expect(returned.note).toBeUndefined();
});

test('so does the wire schema', () => {
  const { version, block } = encodeSchema(schema, true);
  expect([version, block?.description]).toEqual([3, 'A thing.']);
  const flags = block?.attributes?.map(({ name, type, nested_type: nested, ...rest }) => [
    name,
    Buffer.from(type ?? []).toString() || nested?.nesting,
    Object.entries(rest)
      .filter(([, value]) => value === true)
      .map(([flag]) => flag)
      .join(),
  ]);
  expect(flags).toEqual([
    ['name', '"string"', 'required'],
    ['port', '"number"', 'optional,computed'],
    ['note', '"string"', 'optional,sensitive,deprecated'],
    ['key', '"string"', 'optional,computed'],
    ['secret_wo', '"string"', 'optional,write_only'],
    ['labels', '["map","string"]', 'optional,computed'],
    ['flags', '["set","bool"]', 'optional'],
    ['hosts', 2, 'required'],
    ['doors', 3, 'optional'],
  ]);
});

test('nothing is computed in a provider block', () => {
  expect(encodeSchema(schema, false).block?.attributes?.some(({ computed }) => computed)).toBe(false);
});

test.each([
  ['Name', { required: true }, 'attribute "Name" must be named in lower case'],
  ['x', {}, 'attribute "x" must be required, optional, computed or have a default'],
  ['x', { required: true, optional: true }, 'attribute "x" is required, so it cannot be optional'],
  [
    'x',
    { optional: true, computed: true, writeOnly: true },
    'attribute "x" is write-only, so it cannot be computed',
  ],
  ['x', { optional: true, recompute: true }, 'attribute "x" has recompute, so it must be computed'],
] as const)('refuses %s %j', (name, options, message) => {
  const inner = { [name]: a.string({ description: '', ...options }) };
  expect(() => defineSchema({ version: 0, description: '', attributes: inner })).toThrow(message);
  const nested = { outer: a.object(inner, { optional: true, description: '' }) };
  expect(() => defineSchema({ version: 0, description: '', attributes: nested })).toThrow(`outer.${name}`);
});

test.each([
  { computed: true },
  { optional: true, sensitive: true },
  { optional: true, writeOnly: true },
] as const)('refuses %j inside a set, where nothing tells one element from another', (options) => {
  const deep = {
    inner: a.object({ x: a.string({ description: '', ...options }) }, { optional: true, description: '' }),
  };
  expect(() =>
    defineSchema({
      version: 0,
      description: '',
      attributes: { doors: a.objectSet(deep, { optional: true, description: '' }) },
    }),
  ).toThrow('attribute "doors.inner.x" is inside a set, so it cannot be computed, sensitive or write-only');
});

test('known and unknown', () => {
  expect([isUnknown(UNKNOWN), isUnknown(null), isUnknown([UNKNOWN])]).toEqual([true, false, false]);
  expect([isWhollyKnown({ a: [{ b: UNKNOWN }] }), isWhollyKnown({ a: [{ b: null }] })]).toEqual([
    false,
    true,
  ]);
});
