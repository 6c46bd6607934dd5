import fc from 'fast-check';
import {
  formatManifest,
  KubernetesApi,
  parseManifests,
  type JsonObject,
} from '../../../src/drivers/kubernetes';
import { patchObject } from '../../../src/drivers/kubernetes/apply-object';
import { without } from '../../../src/drivers/json';
import type { ManifestObject } from '../../../src/drivers/kubernetes/manifest';
import { appliedFields, declarationOf } from '../../../src/drivers/kubernetes/owned-fields';
import { prepareObject } from '../../../src/drivers/kubernetes/release-mark';
import { SandboxTestCluster } from './support/sandbox-cluster';

jest.setTimeout(120_000);
const { signal } = new AbortController();
const release = { name: 'web', namespace: 'default' };

/** A live object with what managers are on record with. */
function live(object: JsonObject, managers: Readonly<Record<string, JsonObject>>): ManifestObject {
  const managedFields = Object.entries(managers).map(([manager, fieldsV1]): JsonObject => ({
    manager,
    operation: manager === 'fleetwright' ? 'Apply' : 'Update',
    apiVersion: 'v1',
    fieldsV1,
  }));
  return {
    ...object,
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { ...(object['metadata'] as JsonObject | undefined), name: 'thing', managedFields },
  };
}

function extracted(object: ManifestObject): JsonObject {
  const applied = appliedFields(object);
  if (applied === undefined) throw new Error('nobody has applied it');
  const declaration = declarationOf(object, applied);
  expect(declaration).toMatchObject({ apiVersion: 'v1', kind: 'Thing' });
  return without(declaration, 'apiVersion', 'kind');
}

describe('what is ours of an object', () => {
  const leaf: JsonObject = {};

  test.each<[string, JsonObject, Readonly<Record<string, JsonObject>>, JsonObject]>([
    [
      'fields, and not those of others',
      { spec: { a: 1, b: { c: 2, d: 3 } }, status: { e: 4 } },
      { fleetwright: { 'f:spec': { 'f:b': { 'f:c': leaf } } }, kubectl: { 'f:spec': { 'f:a': leaf } } },
      { metadata: { name: 'thing' }, spec: { b: { c: 2 } } },
    ],
    [
      'items by their keys, in the order in which they are',
      {
        ports: [
          { port: 80, protocol: 'UDP', name: 'a' },
          { port: 80, protocol: 'TCP', name: 'b' },
          { port: 81, protocol: 'TCP', name: 'c' },
        ],
      },
      {
        fleetwright: {
          'f:ports': {
            '.': leaf,
            'k:{"port":81,"protocol":"TCP"}': { '.': leaf, 'f:port': leaf },
            'k:{"port":80,"protocol":"TCP"}': { '.': leaf, 'f:port': leaf, 'f:name': leaf },
          },
        },
      },
      { metadata: { name: 'thing' }, ports: [{ port: 80, name: 'b' }, { port: 81 }] },
    ],
    [
      'items by their values and by their positions',
      { finalizers: ['x/a', 'x/b', 'x/c'], list: ['p', 'q', 'r'] },
      { fleetwright: { 'f:finalizers': { 'v:"x/b"': leaf }, 'f:list': { 'i:0': leaf, 'i:2': leaf } } },
      { metadata: { name: 'thing' }, finalizers: ['x/b'], list: ['p', 'r'] },
    ],
    [
      'what is owned as a whole',
      { selector: { app: 'web' }, args: ['a', 'b'] },
      { fleetwright: { 'f:selector': leaf, 'f:args': leaf } },
      { metadata: { name: 'thing' }, selector: { app: 'web' }, args: ['a', 'b'] },
    ],
    [
      'nothing of what others put into what we left empty',
      { data: { theirs: 'x' }, list: [{ name: 'theirs' }] },
      {
        fleetwright: { 'f:data': leaf, 'f:list': leaf },
        kubectl: { 'f:data': { 'f:theirs': leaf }, 'f:list': { 'k:{"name":"theirs"}': { 'f:name': leaf } } },
      },
      { metadata: { name: 'thing' }, data: {}, list: [] },
    ],
    [
      'not the mark of the release',
      {
        metadata: {
          namespace: 'default',
          labels: { 'app.kubernetes.io/managed-by': 'fleetwright' },
          annotations: { 'fleetwright.dev/release': 'default/web', note: 'n' },
        },
      },
      {
        fleetwright: {
          'f:metadata': {
            'f:labels': { 'f:app.kubernetes.io/managed-by': leaf },
            'f:annotations': { 'f:fleetwright.dev/release': leaf, 'f:note': leaf },
          },
        },
      },
      { metadata: { name: 'thing', namespace: 'default', annotations: { note: 'n' } } },
    ],
    [
      'a label of that name which says something else',
      { metadata: { labels: { 'app.kubernetes.io/managed-by': 'Helm' } } },
      { fleetwright: { 'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/managed-by': leaf } } } },
      { metadata: { name: 'thing', labels: { 'app.kubernetes.io/managed-by': 'Helm' } } },
    ],
    [
      'no field that is gone',
      { spec: {} },
      { fleetwright: { 'f:spec': { 'f:a': leaf, 'f:b': { 'f:c': leaf } } } },
      { metadata: { name: 'thing' }, spec: {} },
    ],
  ])('%s', (_, object, managers, expected) => {
    expect(extracted(live(object, managers))).toEqual(expected);
  });

  test('an object that a controller copied our annotations to is not applied by us', () => {
    expect(appliedFields(live({}, { 'kube-controller-manager': {} }))).toBeUndefined();
    const scaled = live({}, {});
    scaled.metadata['managedFields'] = [
      { manager: 'fleetwright', operation: 'Apply', subresource: 'scale', apiVersion: 'v1', fieldsV1: {} },
    ];
    expect(appliedFields(scaled)).toBeUndefined();
  });
});

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const label = fc.stringMatching(/^[a-zA-Z0-9]{0,8}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const maybe = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((found) => (found === undefined ? {} : { [key]: found }));
const merged = (...parts: readonly fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as JsonObject);
const dictionary = (value: fc.Arbitrary<string>) => fc.dictionary(name, value, { minKeys: 1, maxKeys: 4 });
const unique = <T>(item: fc.Arbitrary<T>, key: (one: T) => unknown) =>
  fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: key });

const metadata = merged(
  fc.constant({ name: 'thing', namespace: 'default' }),
  maybe('labels', dictionary(label)),
  maybe('annotations', dictionary(text)),
);

const configMap = merged(
  fc.constant({ apiVersion: 'v1', kind: 'ConfigMap' }),
  metadata.map((all) => ({ metadata: all })),
  maybe('data', dictionary(text)),
);

const container = merged(
  name.map((own) => ({ name: own, image: 'registry.test/app:1' })),
  maybe('args', fc.array(text, { minLength: 1, maxLength: 3 })),
  maybe(
    'env',
    unique(
      fc.record({
        name: fc.stringMatching(/^[A-Z]{1,6}$/),
        value: fc.string({ minLength: 1, maxLength: 9 }),
      }),
      (one) => one.name,
    ),
  ),
  maybe(
    'ports',
    unique(
      merged(
        fc.integer({ min: 1, max: 65_535 }).map((containerPort) => ({ containerPort })),
        maybe('protocol', fc.constantFrom('TCP', 'UDP')),
      ),
      (one) => one['containerPort'],
    ),
  ),
  maybe(
    'securityContext',
    fc.constantFrom<JsonObject>({}, { runAsUser: 1 }, { capabilities: { drop: ['ALL'] } }),
  ),
);

const deployment = fc
  .record({
    metadata,
    replicas: maybe('replicas', fc.integer({ min: 1, max: 9 })),
    containers: unique(container, (one) => one['name']),
    volumes: maybe(
      'volumes',
      unique(
        name.map((own) => ({ name: own, emptyDir: {} })),
        (one) => one.name,
      ),
    ),
    tolerations: maybe(
      'tolerations',
      unique(
        name.map((key) => ({ key, operator: 'Exists' })),
        (one) => one.key,
      ),
    ),
  })
  .map(({ metadata: own, replicas, containers, volumes, tolerations }): JsonObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: own,
    spec: {
      ...replicas,
      selector: { matchLabels: { app: 'thing' } },
      template: {
        metadata: { labels: { app: 'thing' } },
        spec: { containers, ...volumes, ...tolerations },
      },
    },
  }));

describe('extracting from what server-side apply made gives what was applied', () => {
  let cluster: SandboxTestCluster;
  let api: KubernetesApi;

  beforeAll(async () => {
    cluster = await SandboxTestCluster.start();
    api = await KubernetesApi.connect(
      { kubeconfig: cluster.kubeconfig(), source: 'the sandbox' },
      { signal },
    );
    // Somebody else was here first.
    const others = { theirs: 'x' };
    const body = { metadata: { name: 'thing', labels: others, annotations: others }, data: others };
    await api.request('POST', '/api/v1/namespaces/default/configmaps', body, { signal });
  });
  afterAll(async () => {
    await api.close();
    await cluster.stop();
  });

  test.each<[string, fc.Arbitrary<JsonObject>]>([
    ['config maps that others have a share in', configMap],
    ['deployments', deployment],
  ])('%s', async (_, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (declared) => {
        const object = declared as ManifestObject;
        const sent = prepareObject({ object, sensitive: false }, release);
        const made = (await patchObject(api, sent, { signal, force: true, dryRun: true })) as ManifestObject;
        const applied = appliedFields(made);
        expect(applied).toBeDefined();
        if (applied !== undefined) expect(declarationOf(made, applied)).toEqual(object);
      }),
      { numRuns: 60 },
    );
  });

  test('and as text it is read as the same', () => {
    const anything = fc.object({
      key: fc.string({ unit: 'grapheme' }),
      values: [
        fc.string({ unit: 'binary' }),
        fc.constantFrom(
          'yes',
          'off',
          '0644',
          '1e3',
          '12:30',
          '2001-01-01',
          '~',
          'null',
          '<<',
          '=',
          '0x1',
          '- a',
          '#',
        ),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter(isExact),
        fc.bigInt({ min: 2n ** 60n, max: 2n ** 64n }),
        fc.boolean(),
        fc.constant(null),
      ],
    }) as fc.Arbitrary<JsonObject>;
    fc.assert(
      fc.property(anything, (spec) => {
        const object = { apiVersion: 'shop.test/v1', kind: 'Thing', metadata: { name: 'a' }, spec };
        const read = parseManifests({ text: formatManifest(object) }, { defaultNamespace: 'default' });
        expect(read.map((one) => one.object)).toEqual([object]);
      }),
      { numRuns: 500 },
    );
  });
});

/** Beyond 2^53 an integer is no number any more, and JSON has no -0. */
function isExact(number: number): boolean {
  return !Object.is(number, -0) && (!Number.isInteger(number) || Number.isSafeInteger(number));
}
