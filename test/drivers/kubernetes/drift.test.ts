import fc from 'fast-check';
import { describeDrift, driftFromApplied, driftFromDeclared } from '../../../src/drivers/kubernetes/drift';
import type { JsonObject } from '../../../src/drivers/kubernetes';

const open = () => false;
const lines = (live: JsonObject, applied: JsonObject, declared: JsonObject) =>
  describeDrift('x', driftFromApplied(live, applied, declared), open);
const withoutServer = (live: JsonObject, declared: JsonObject) =>
  describeDrift('x', driftFromDeclared(live, declared), open);

describe('against what an apply would make', () => {
  test('a field, a missing field, a list item, a label with dots', () => {
    const declared = {
      metadata: { labels: { 'app.test/tier': 'gold' } },
      spec: { replicas: 3, paused: true, containers: [{ name: 'web', image: 'a' }] },
    };
    const live = {
      metadata: { labels: { 'app.test/tier': 'tin' } },
      spec: { replicas: 5, containers: [{ name: 'injected' }, { name: 'web', image: 'b' }] },
    };
    const applied = {
      metadata: { labels: { 'app.test/tier': 'gold' } },
      spec: { replicas: 3, paused: true, containers: [{ name: 'injected' }, { name: 'web', image: 'a' }] },
    };
    expect(lines(live, applied, declared)).toEqual([
      'x: spec.replicas is 5, declared 3',
      'x: spec.paused is missing, declared true',
      'x: spec.containers[web].image is "b", declared "a"',
      'x: metadata.labels["app.test/tier"] is "tin", declared "gold"',
    ]);
  });

  test('what applying would remove is drift, what a webhook adds each time is not', () => {
    const declared = { spec: { selector: { app: 'web' }, rules: [{ name: 'a' }] } };
    const live = {
      spec: { selector: { app: 'web', extra: 'x' }, rules: [{ name: 'a' }, { name: 'b' }], seenAt: 1 },
    };
    const applied = { spec: { selector: { app: 'web' }, rules: [{ name: 'a' }], seenAt: 2, stamp: 'new' } };
    expect(lines(live, applied, declared)).toEqual([
      'x: spec.selector.extra is "x", not declared',
      'x: spec.rules[b] is {"name":"b"}, not declared',
    ]);
  });

  test('what the API server keeps for itself is no drift', () => {
    const declared = { metadata: { name: 'a', generation: 1, resourceVersion: '1' }, status: { phase: 'x' } };
    const live = {
      metadata: { name: 'a', generation: 7, resourceVersion: '9', uid: 'u' },
      status: { phase: 'y' },
    };
    expect(lines(live, { ...live, metadata: { name: 'a', generation: 8 }, status: {} }, declared)).toEqual(
      [],
    );
  });

  test('many fields are summed up, long values are cut', () => {
    const many = (value: string) => ({
      data: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${String(i)}`, value])),
    });
    const found = lines(many('a'), many('b'.repeat(500)), many('b'.repeat(500)));
    expect(found).toHaveLength(9);
    expect(found.at(-1)).toBe('x: and 12 more fields differ');
    expect(Math.max(...found.map((line) => line.length))).toBeLessThan(200);
  });

  test('redacted fields differ, no more is said', () => {
    const drift = driftFromApplied({ data: { a: 'old' } }, { data: { a: 'new' } }, { data: { a: 'new' } });
    expect(describeDrift('secret default/s', drift, () => true)).toEqual([
      'secret default/s: data.a differs',
    ]);
  });

  test('an object is no drift from itself', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(object, (value) => {
        expect(lines(value, structuredClone(value), value)).toEqual([]);
        expect(withoutServer(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  test('any changed declared scalar is found', () => {
    const keys = fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(keys, fc.integer(), fc.integer(), (path, before, after) => {
        fc.pre(before !== after && path[0] !== 'status' && path[0] !== 'metadata');
        const nest = (leaf: number) =>
          path.reduceRight<JsonObject | number>((inner, key) => ({ [key]: inner }), leaf);
        const [live, wanted] = [nest(before) as JsonObject, nest(after) as JsonObject];
        expect(lines(live, wanted, wanted)).toEqual([
          `x: ${path.join('.')} is ${String(before)}, declared ${String(after)}`,
        ]);
      }),
    );
  });
});

describe('against the declaration alone', () => {
  test('defaults, normal forms and other people’s items are no drift', () => {
    const declared = {
      spec: {
        resources: { cpu: 0.5, memory: '1024Mi' },
        targetPort: '80',
        optional: null,
        empty: {},
        no: false,
        ports: [{ port: 80 }],
      },
    };
    const live = {
      spec: {
        resources: { cpu: '500m', memory: '1Gi' },
        targetPort: 80,
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 80, protocol: 'TCP', targetPort: 80 },
        ],
        defaulted: true,
      },
    };
    expect(withoutServer(live, declared)).toEqual([]);
  });

  test('what differs is', () => {
    const declared = { spec: { cpu: '500m', args: ['a', 'b'], env: [{ name: 'A', value: '1' }] } };
    const live = { spec: { cpu: '600m', args: ['b', 'a'], env: [] } };
    expect(withoutServer(live, declared)).toEqual([
      'x: spec.cpu is "600m", declared "500m"',
      'x: spec.args is ["b","a"], declared ["a","b"]',
      'x: spec.env[A] is missing, declared {"name":"A","value":"1"}',
    ]);
  });
});
