import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TerraformStack, TerraformVariable, Testing } from 'cdktf';
import {
  type IKubernetesCluster,
  KubernetesCluster,
  KubernetesManifests,
  type KubernetesManifestsProps,
  type KubernetesObject,
  ServiceType,
  Workload,
} from '../../../src';
import { codeOf } from '../../support/errors';
import { scratchFolder } from '../../support/scratch';
import { type Arguments, emptyStack, only, stackWithProvider, synth } from '../../support/stack';

type Props = Omit<KubernetesManifestsProps, 'cluster'>;

function release(
  props: Props,
  stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } }),
): Arguments {
  const cluster = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  new KubernetesManifests(stack, 'app', { cluster, ...props });
  return only(synth(stack), 'fleetwright_kubernetes_release');
}

const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { b: '${literal}' } };

test('every object is an entry of its own, from values, texts and files alike', () => {
  const file = join(scratchFolder(), 'crd.yaml');
  writeFileSync(file, 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n');
  const { manifests } = release({
    objects: [configMap],
    yaml: [
      'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop}}\n---\n---\n# only a comment\n',
    ],
    files: [file],
  });
  expect(manifests).toEqual({
    'v1/ConfigMap/a':
      '{"apiVersion":"v1","data":{"b":"$${literal}"},"kind":"ConfigMap","metadata":{"name":"a"}}',
    'v1/Service/shop/s': '{"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"shop"}}',
    'v1/Namespace/shop': '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}',
  });
});

test('YAML means what it means to kubectl', () => {
  const { manifests } = release({
    yaml: [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nx: {mode: 0644, on: yes, day: 2024-01-02, one: &a {k: 1}, two: {<<: *a}}\n',
    ],
  });
  expect(JSON.parse((manifests as Record<string, string>)['v1/ConfigMap/a'] ?? '')).toMatchObject({
    x: { mode: 420, true: true, day: '2024-01-02', two: { k: 1 } },
  });
});

test('tokens in YAML text stay tokens', () => {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const v = new TerraformVariable(stack, 'v', {}).stringValue;
  const { manifests } = release(
    { yaml: [`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  b: ${v}\n`] },
    stack,
  );
  expect(manifests).toEqual({
    'v1/ConfigMap/a':
      '{"apiVersion":"v1","data":{"b":${jsonencode(var.v)}},"kind":"ConfigMap","metadata":{"name":"a"}}',
  });
});

test('secrets go where neither plan nor state sees them', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
  expect(codeOf(() => release({ objects: [{ ...secret, stringData: { a: 'b' } }] }))).toBe('secretInPlan');
  expect(
    codeOf(() => release({ yaml: ['apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: Yg==}'] })),
  ).toBe('secretInPlan');
  expect(codeOf(() => release({ objects: [secret] }))).toBe('no error');
  expect(codeOf(() => release({ sensitiveManifests: { s: 'x' } }))).toBe('sensitiveVersionNeeded');
  expect(release({ sensitiveManifests: { s: 'a: ${b}' }, sensitiveManifestsVersion: 1 })).toMatchObject({
    sensitive_manifests_wo: { s: 'a: $${b}' },
    sensitive_manifests_wo_version: 1,
  });
});

test.each<[string, Props]>([
  ['noObjects', {}],
  ['noObjects', { yaml: ['# nothing'] }],
  ['invalidDuration', { objects: [configMap], timeout: '10 min' }],
  ['invalidDuration', { objects: [configMap], timeout: '' }],
  ['no error', { objects: [configMap], timeout: '1h30m' }],
  ['notYaml', { yaml: ['a: [1'] }],
  ['notAnObject', { yaml: ['just text'] }],
  ['notAnObject', { yaml: ['apiVersion: v1\nkind: ConfigMap\n'] }],
  ['objectDeclaredTwice', { objects: [configMap, configMap] }],
  ['manifestFileUnreadable', { files: ['/nowhere.yaml'] }],
  ['invalidName', { objects: [configMap], name: 'A' }],
])('%s: %j', (code, props) => {
  expect(codeOf(() => release(props))).toBe(code);
});

test('one name in one namespace of one cluster is one release, in all stacks of the app', () => {
  const app = Testing.app();
  const home = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } }, 'home', app);
  const away = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } }, 'away', app);
  const [one, two] = ['one', 'two'].map((id) =>
    KubernetesCluster.fromKubeconfig(home, id, { kubeconfig: 'old' }),
  ) as [IKubernetesCluster, IKubernetesCluster];
  const make = (stack: TerraformStack, id: string, cluster: IKubernetesCluster, props: Props = {}) =>
    new KubernetesManifests(stack, id, { cluster, objects: [configMap], ...props });
  make(home, 'app', one);
  expect(() => make(away, 'again', one, { name: 'app', namespace: 'default' })).toThrow(
    'away/again: the release "default/app" of cluster "home/one" is declared by "home/app" already',
  );
  expect(codeOf(() => new Workload(away, 'app', { cluster: one, image: 'x:1' }))).toBe(
    'releaseDeclaredTwice',
  );
  expect(codeOf(() => make(away, 'b', one, { name: 'app', namespace: 'shop' }))).toBe('no error');
  expect(codeOf(() => make(away, 'c', two, { name: 'app' }))).toBe('no error');
  const { stringValue } = new TerraformVariable(away, 'v', {});
  expect(codeOf(() => make(away, 'd', one, { name: stringValue }))).toBe('no error');
  expect(codeOf(() => make(away, 'e', one, { name: stringValue }))).toBe('no error');
});

test('a node port belongs to one service of a cluster, whatever its protocol', () => {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const cluster = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  const service = (name: string, ...ports: unknown[]) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'NodePort', ports },
  });
  const make = (id: string, ...objects: KubernetesObject[]) =>
    new KubernetesManifests(stack, id, { cluster, objects });
  const tcp = { port: 53, nodePort: 30053 };
  const udp = { ...tcp, protocol: 'UDP' };
  make('dns', service('dns', tcp, udp));
  expect(() => make('other', service('other', udp))).toThrow(
    'stack/other: node port 30053 of "v1/Service/other" is used by "v1/Service/dns" of "stack/dns" already',
  );
  const ports = [{ name: 'dns', ...udp }];
  expect(
    codeOf(
      () => new Workload(stack, 'web', { cluster, image: 'x:1', ports, service: ServiceType.NODE_PORT }),
    ),
  ).toBe('nodePortUsedTwice');
  const same = { port: 80, nodePort: 30080 };
  expect(codeOf(() => make('pair', service('a', same), service('b', same)))).toBe('nodePortUsedTwice');
  const { numberValue } = new TerraformVariable(stack, 'v', {});
  const unknown = { port: 81, nodePort: numberValue };
  expect(codeOf(() => make('unknown', service('a', unknown), service('b', unknown)))).toBe('no error');
  expect(codeOf(() => make('without', service('a', { port: 1 }), service('b', 'odd')))).toBe('no error');
  const elsewhere = KubernetesCluster.fromKubeconfig(stack, 'other-k8s', { kubeconfig: 'old' });
  expect(
    codeOf(() => new KubernetesManifests(stack, 'x', { cluster: elsewhere, objects: [service('dns', tcp)] })),
  ).toBe('no error');
});

test('a cluster of another stack is reached, and depended on through the stacks', () => {
  const home = stackWithProvider(undefined, 'home');
  expect(
    codeOf(
      () =>
        new KubernetesManifests(emptyStack(), 'x', {
          cluster: KubernetesCluster.fromKubeconfig(home, 'k8s', { kubeconfig: 'old' }),
          objects: [configMap],
        }),
    ),
  ).toBe('no error');
});
