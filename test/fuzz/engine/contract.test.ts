import { planProblems, resultProblems } from './contract';
import type { Attribute, Attributes } from './schema';
import { UNKNOWN, type ObjectValue } from './values';

const plain = { computed: false, writeOnly: false, nested: undefined };

function attributes(...all: readonly Attribute[]): Attributes {
  return Object.fromEntries(all.map((one) => [one.name, one]));
}

const port: Attribute = { ...plain, name: 'port', type: 'number' };
const schema = attributes(
  { ...plain, name: 'name', type: 'string' },
  { ...plain, name: 'id', type: 'string', computed: true },
  { ...plain, name: 'size', type: 'number', computed: true },
  { ...plain, name: 'secret', type: 'string', writeOnly: true },
  { ...plain, name: 'tags', type: ['set', 'string'] },
  { ...plain, name: 'rules', type: undefined, nested: { nesting: 'set', attributes: attributes(port) } },
);

const config: ObjectValue = { name: 'a', id: null, size: null, secret: 's', tags: ['x', 'y'], rules: null };
const planned: ObjectValue = { ...config, id: UNKNOWN, size: 1, secret: null };

describe('a plan', () => {
  test('may say what is computed and not configured, and order sets as it likes', () => {
    expect(planProblems(schema, null, config, { ...planned, tags: ['y', 'x'] })).toEqual([]);
  });

  test('must not change what is configured', () => {
    expect(planProblems(schema, null, config, { ...planned, name: 'b' })).toEqual([
      '.name is planned as "b" and configured as "a"',
    ]);
    expect(planProblems(schema, null, { ...config, size: 2 }, planned)).toHaveLength(1);
  });

  test('may keep what there was where it means the same', () => {
    const prior = { ...planned, id: 'i-1', name: 'A' };
    expect(planProblems(schema, prior, config, { ...planned, name: 'A' })).toEqual([]);
  });

  test('must not hold what is write-only, nor set what is not configured', () => {
    expect(planProblems(schema, null, config, { ...planned, secret: 's' })).toHaveLength(1);
    expect(planProblems(schema, null, { ...config, name: null }, planned)).toHaveLength(1);
  });
});

describe('a result', () => {
  test('may be anything where the plan was unknown', () => {
    expect(resultProblems(schema, planned, { ...planned, id: 'i-1' })).toEqual([]);
  });

  test('must be what was planned', () => {
    expect(resultProblems(schema, planned, { ...planned, id: 'i-1', size: 2 })).toEqual([
      '.size was planned as 1 and is 2',
    ]);
    expect(resultProblems(schema, planned, { ...planned, tags: ['x'] })).toHaveLength(1);
  });

  test('of a set must have every planned member and no other', () => {
    const rules: ObjectValue = { ...planned, rules: [{ port: 1 }, { port: UNKNOWN }] };
    expect(resultProblems(schema, rules, { ...planned, rules: [{ port: 7 }, { port: 1 }] })).toEqual([]);
    expect(resultProblems(schema, rules, { ...planned, rules: [{ port: 7 }, { port: 8 }] })).toHaveLength(1);
  });
});
