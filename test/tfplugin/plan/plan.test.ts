import fc from 'fast-check';
import { a, defineSchema, t, UNKNOWN } from '../../../src/tfplugin';
import type { Attributes, PlanContext, Resource, Schema } from '../../../src/tfplugin';
import { Diagnostics } from '../../../src/tfplugin/diagnostics';
import { StderrLogger } from '../../../src/tfplugin/log';
import { plan } from '../../../src/tfplugin/plan/plan';
import { PrivateState } from '../../../src/tfplugin/private-state';
import { Redactor } from '../../../src/tfplugin/redactor';
import type { AnyResource } from '../../../src/tfplugin/session';
import { isObjectValue } from '../../../src/tfplugin/value';
import type { ObjectValue } from '../../../src/tfplugin/value';
import { arbitraryAttributes, arbitraryObject } from '../fixtures/arbitraries';

function resourceOf(
  attributes: Attributes,
  planHook?: (ctx: PlanContext<Schema, unknown>) => void,
): AnyResource {
  const resource: Resource<Schema, unknown> = {
    typeName: 'test',
    schema: { version: 0, description: '', attributes },
    create: async () => ({}),
    read: async () => null,
    update: async () => ({}),
    delete: async () => undefined,
  };
  return planHook === undefined ? resource : { ...resource, plan: planHook };
}

function contextFor(diagnostics: Diagnostics) {
  return {
    data: undefined,
    private: new PrivateState(),
    diagnostics,
    signal: new AbortController().signal,
    log: new StderrLogger('test', new Redactor(), 'off'),
  };
}

const { attributes } = defineSchema({
  version: 0,
  description: '',
  attributes: {
    name: a.string({ required: true, forceNew: true, description: '' }),
    size: a.number({ default: 22, description: '' }),
    tags: a.set(t.string, { optional: true, forceNew: true, description: '' }),
    learned: a.string({ optional: true, computed: true, description: '' }),
    count: a.number({ computed: true, recompute: true, description: '' }),
    secret_wo: a.string({ optional: true, writeOnly: true, description: '' }),
    drift: a.list(t.string, { computed: true, description: '' }),
    host: a.object(
      {
        address: a.string({ required: true, forceNew: true, description: '' }),
        port: a.number({ default: 22, description: '' }),
        key: a.string({ optional: true, computed: true, description: '' }),
        key_wo: a.string({ optional: true, writeOnly: true, description: '' }),
      },
      { optional: true, description: '' },
    ),
    disks: a.objectMap(
      {
        size: a.number({ required: true, forceNew: true, description: '' }),
        device: a.string({ computed: true, description: '' }),
      },
      { optional: true, description: '' },
    ),
  },
});

const none = Object.fromEntries(Object.keys(attributes).map((name) => [name, null])) as ObjectValue;
const host = (values: ObjectValue) => ({ address: 'x', port: null, key: null, key_wo: null, ...values });

async function planned(
  prior: ObjectValue | null,
  config: ObjectValue,
  hook?: (ctx: PlanContext<Schema, unknown>) => void,
) {
  const diagnostics = new Diagnostics();
  const before = prior === null ? null : { ...none, ...prior };
  const result = await plan(
    resourceOf(attributes, hook),
    before,
    { ...none, ...config },
    contextFor(diagnostics),
  );
  return { ...result, diagnostics: diagnostics.all };
}

describe('planning a create', () => {
  test('what is configured, the default, unknown for what is computed, null for the rest', async () => {
    const { planned: result, requiresReplace } = await planned(null, {
      name: 'a',
      secret_wo: 's',
      host: host({ key_wo: 's' }),
      disks: { one: { size: 1, device: null } },
    });
    expect(result).toEqual({
      name: 'a',
      size: 22,
      tags: null,
      learned: UNKNOWN,
      count: UNKNOWN,
      secret_wo: null,
      drift: UNKNOWN,
      host: { address: 'x', port: 22, key: UNKNOWN, key_wo: null },
      disks: { one: { size: 1, device: UNKNOWN } },
    });
    expect(requiresReplace).toEqual([]);
  });

  test('the default of one resource is not that of another', async () => {
    const labels = { labels: a.map(t.string, { default: { a: '1' }, description: '' }) };
    const resource = resourceOf(labels, (ctx) => {
      if (ctx.planned !== null) (ctx.planned.labels as Record<string, string>).b = '2';
    });
    for (let time = 0; time < 2; time++) {
      const result = await plan(resource, null, { labels: null }, contextFor(new Diagnostics()));
      expect(result.planned).toEqual({ labels: { a: '1', b: '2' } });
    }
    expect(labels.labels.options.default).toEqual({ a: '1' });
  });
});

describe('a configured value that means the same as the prior one', () => {
  const prior = {
    name: 'a',
    size: 22,
    learned: 'l',
    count: 3,
    drift: [],
    tags: ['x'],
    host: host({ port: 22 }),
  };
  const mistakes = async (config: ObjectValue, hook: (draft: Record<string, unknown>) => void) => {
    const { planned: result, diagnostics } = await planned(prior, { name: 'a', ...config }, (ctx) => {
      if (ctx.planned !== null) hook(ctx.planned);
    });
    return { result, paths: diagnostics.map(({ path }) => path) };
  };

  test('may stay as it was, and then nothing changes', async () => {
    const config = { tags: ['x', 'y'], host: host({ address: 'X' }) };
    const { result, paths } = await mistakes(config, (draft) => {
      draft['tags'] = prior.tags;
      draft['host'] = prior.host;
    });
    expect(paths).toEqual([]);
    expect(result).toEqual({ ...none, ...prior });
  });

  test('may not become anything else, nor stay where nothing is configured', async () => {
    const other = await mistakes({ tags: ['x', 'y'], host: prior.host }, (draft) => (draft['tags'] = ['z']));
    expect(other.paths).toEqual([['tags']]);
    const gone = await mistakes({ host: prior.host }, (draft) => (draft['tags'] = prior.tags));
    expect(gone.paths).toEqual([['tags']]);
  });
});

describe('planning an update', () => {
  const prior = {
    name: 'a',
    size: 22,
    tags: ['x', 'y'],
    learned: 'l',
    count: 3,
    drift: [],
    host: host({ port: 22, key: 'k' }),
    disks: { one: { size: 1, device: '/dev/a' } },
  };
  const config = {
    name: 'a',
    tags: ['y', 'x'],
    host: host({}),
    disks: { one: { size: 1, device: null } },
  };

  test('nothing when nothing changes; sets have no order', async () => {
    const result = await planned(prior, config);
    expect(result.planned).toEqual({ ...none, ...prior, tags: ['y', 'x'] });
    expect(result.requiresReplace).toEqual([]);
  });

  test('computed values stay, but for those to be recomputed', async () => {
    const result = await planned(prior, { ...config, size: 5 });
    expect(result.planned).toMatchObject({ learned: 'l', count: UNKNOWN, size: 5, drift: [] });
  });

  test('what is no longer configured goes back to its default, or to nothing', async () => {
    const result = await planned({ ...prior, size: 5 }, { name: 'a' });
    expect(result.planned).toMatchObject({ size: 22, host: null, disks: null, tags: null, learned: 'l' });
  });

  test('new elements have unknown computed values, old ones keep theirs by key', async () => {
    const disks = { two: { size: 2, device: null }, one: { size: 1, device: null } };
    const result = await planned(prior, { ...config, disks });
    expect(result.planned?.disks).toEqual({
      two: { size: 2, device: UNKNOWN },
      one: { size: 1, device: '/dev/a' },
    });
  });

  test.each<[string, ObjectValue, unknown[]]>([
    ['a top-level value', { name: 'b' }, [['name']]],
    ['a set', { tags: ['x'] }, [['tags']]],
    ['a value inside an object', { host: host({ address: 'y' }) }, [['host', 'address']]],
    ['an object that goes', { host: null }, [['host', 'address']]],
    ['an element that grows', { disks: { one: { size: 9, device: null } } }, [['disks', 'one', 'size']]],
    ['an unknown value', { name: UNKNOWN }, [['name']]],
    ['a port, which is no reason', { host: host({ port: 23 }) }, []],
  ])('replaces for %s', async (_name, change, paths) => {
    const result = await planned(prior, { ...config, ...change });
    expect(result.requiresReplace).toEqual(paths);
  });

  test("a resource's own plan can repair drift, and what it changes counts as a change", async () => {
    const drifted = { ...prior, drift: ['/etc/x differs'] };
    const repair = (ctx: PlanContext<Schema, unknown>) => {
      if (ctx.planned !== null) ctx.planned.drift = [];
    };
    expect((await planned(drifted, config, repair)).planned).toMatchObject({
      drift: [],
      count: UNKNOWN,
      learned: 'l',
    });
    expect((await planned(prior, config, repair)).planned).toMatchObject({ drift: [], count: 3 });
  });

  test("a resource's own plan can ask for a replacement and set what is recomputed", async () => {
    const { requiresReplace, planned: result } = await planned(prior, config, (ctx) => {
      ctx.requireReplace(['size']);
      if (ctx.planned !== null) Object.assign(ctx.planned, { learned: 'new', count: 4 });
    });
    expect(requiresReplace).toEqual([['size']]);
    expect(result).toMatchObject({ learned: 'new', count: 4 });
  });

  test('a plan that contradicts the configuration is the mistake it is', async () => {
    const { diagnostics } = await planned(prior, config, (ctx) => {
      if (ctx.planned !== null && isObjectValue(ctx.planned.host)) ctx.planned.host.address = 'elsewhere';
    });
    expect(diagnostics).toMatchObject([
      {
        path: ['host', 'address'],
        detail: expect.stringContaining('"host.address" was configured as "x" and is "elsewhere"') as string,
      },
    ]);
  });

  test('a plan of the wrong type names its attribute', async () => {
    const wrong = planned(prior, config, (ctx) => {
      if (ctx.planned !== null) ctx.planned.drift = [1];
    });
    await expect(wrong).rejects.toMatchObject({ path: ['drift', 0] });
  });
});

test('planning a destroy asks the resource, with nothing planned', async () => {
  const seen: unknown[] = [];
  const resource = resourceOf(attributes, (ctx) => seen.push([ctx.planned, ctx.config, ctx.prior]));
  const result = await plan(resource, none, null, contextFor(new Diagnostics()));
  expect(result).toEqual({ planned: null, requiresReplace: [] });
  expect(seen).toEqual([[null, null, none]]);
});

test('for any schema: a plan keeps what is configured, and planning its result changes nothing', async () => {
  const cases = arbitraryAttributes.chain((any) =>
    fc.tuple(fc.constant(any), arbitraryObject(any, { unknowns: false, nulls: true })),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([any, config]) => {
      const diagnostics = new Diagnostics();
      const resource = resourceOf(any, () => undefined);
      const first = await plan(resource, null, config, contextFor(diagnostics));
      expect(diagnostics.all).toEqual([]);
      const state = withoutUnknowns(first.planned);
      const second = await plan(resource, state, config, contextFor(diagnostics));
      expect(second).toEqual({ planned: state, requiresReplace: [] });
    }),
    { numRuns: 300 },
  );
});

function withoutUnknowns(value: ObjectValue | null): ObjectValue {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (inner === UNKNOWN ? null : inner)),
  ) as ObjectValue;
}
