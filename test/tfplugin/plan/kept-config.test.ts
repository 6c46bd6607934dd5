import { a, configOf, defineSchema, readConfig, t } from '../../../src/tfplugin';

const schema = defineSchema({
  version: 0,
  description: '',
  attributes: {
    name: a.string({
      required: true,
      validate: (value) => (value === 'bad' ? 'must not be "bad"' : undefined),
      description: '',
    }),
    size: a.number({ default: 22, description: '' }),
    labels: a.map(t.string, { optional: true, description: '' }),
    learned: a.string({ optional: true, computed: true, description: '' }),
    address: a.string({ computed: true, description: '' }),
    secret_wo: a.string({ optional: true, writeOnly: true, description: '' }),
    cluster: a.object(
      {
        endpoint: a.string({ required: true, description: '' }),
        port: a.number({ default: 6443, description: '' }),
        note: a.string({ optional: true, description: '' }),
      },
      { optional: true, description: '' },
    ),
  },
});

const state = {
  name: 'one',
  size: 3,
  labels: {},
  learned: null,
  address: '10.0.0.1',
  secret_wo: null,
  cluster: { endpoint: 'x', port: 1, note: null },
};

test('what a user may have written is kept, and read as the same', () => {
  const kept = configOf(schema, state);
  expect(kept).toEqual({ name: 'one', size: 3, labels: {}, cluster: { endpoint: 'x', port: 1 } });
  expect(readConfig(schema, kept, 'the record')).toEqual({ ...state, address: null });
});

test('what is left out has its default', () => {
  const read = readConfig(schema, { name: 'one', cluster: { endpoint: 'x' } }, 'the record');
  expect(read).toMatchObject({ size: 22, labels: null, cluster: { port: 6443 } });
});

test.each<[unknown, string]>([
  [[], 'the record must be an object, got a list'],
  [{}, 'the record has no "name", which is required'],
  [{ name: 'one', cluster: {} }, 'the record has no "cluster.endpoint", which is required'],
  [{ name: 'bad' }, 'the record: invalid "name": must not be "bad"'],
  [{ name: 'one', size: 'big' }, '"size"'],
  [{ name: 'one', labels: { a: null } }, 'the record: "labels.a" is null'],
  [{ name: 'one', colour: 'red' }, 'the record has "colour", which the schema does not have'],
  [{ name: 'one', address: '10.0.0.2' }, 'the record has "address", which nobody can configure'],
  [{ name: 'one', secret_wo: 'x' }, 'the record has "secret_wo", which nobody can configure'],
])('%j is refused', (kept, problem) => {
  expect(() => readConfig(schema, kept, 'the record')).toThrow(problem);
});
