import { TerraformVariable } from 'cdktf';
import {
  BundleDelivery,
  Hosts,
  type KubeadmPatch,
  KubernetesCluster,
  type KubernetesClusterProps,
  PodNetwork,
  SshHost,
  Workload,
} from '../../../src';
import { codeOf } from '../../support/errors';
import {
  HOST_KEY,
  type SynthesizedStack,
  awaitedBy,
  host,
  only,
  stackWithProvider,
  synth,
} from '../../support/stack';

type Props = Partial<Omit<KubernetesClusterProps, 'controlPlane'>>;

/** A cluster of `controlPlanes` and `workers` hosts, and what it becomes. */
function cluster(controlPlanes: number, workers: number, props: Props = {}): SynthesizedStack {
  const stack = stackWithProvider();
  const hosts = Array.from({ length: controlPlanes + workers }, (_, index) => host(stack, index + 1));
  const k8s = new KubernetesCluster(stack, 'k8s', {
    version: '1.34.4',
    controlPlane: Hosts.of(...hosts.slice(0, controlPlanes)),
    workers: hosts.slice(controlPlanes),
    ...props,
  });
  new Workload(stack, 'web', { cluster: k8s, image: 'web:1' });
  return synth(stack);
}

/** A kubeadm patch that sets an argument of kube-controller-manager. */
function extraArgs(name: string): KubeadmPatch {
  return { kind: 'ClusterConfiguration', controllerManager: { extraArgs: [{ name, value: '26' }] } };
}

function nodes(synthesized: SynthesizedStack): Record<string, Record<string, unknown>> {
  return synthesized.resource.fleetwright_kubernetes_node ?? {};
}

test('the first host makes the cluster and the workers join it', () => {
  const synthesized = cluster(1, 2);
  const [name] = Object.keys(synthesized.resource.fleetwright_kubernetes_control_plane ?? {});
  expect(only(synthesized, 'fleetwright_kubernetes_control_plane')).toEqual({
    host: {
      address: '10.0.0.1',
      port: 22,
      user: 'root',
      credential: 'default',
      host_key: '${fleetwright_ssh_host.host-1.host_key}',
    },
    version: '1.34.4',
  });
  expect(Object.values(nodes(synthesized))).toHaveLength(2);
  expect(Object.values(nodes(synthesized))[0]).toEqual({
    host: {
      address: '10.0.0.2',
      port: 22,
      user: 'root',
      credential: 'default',
      host_key: '${fleetwright_ssh_host.host-2.host_key}',
    },
    role: 'worker',
    version: '1.34.4',
    cluster: {
      control_planes: [expect.objectContaining({ address: '10.0.0.1' })],
      endpoint: `\${fleetwright_kubernetes_control_plane.${name ?? ''}.endpoint}`,
      ca_certificate_hash: `\${fleetwright_kubernetes_control_plane.${name ?? ''}.ca_certificate_hash}`,
      pod_cidr: '10.244.0.0/16',
    },
  });
});

test('what runs on the cluster waits for all of its nodes, also for those added later', () => {
  const stack = stackWithProvider();
  const k8s = new KubernetesCluster(stack, 'k8s', { version: '1.34.4', controlPlane: host(stack, 1) });
  new Workload(stack, 'web', { cluster: k8s, image: 'web:1' });
  k8s.addWorkers('gpu', host(stack, 2), { labels: { gpu: 'yes' }, taints: ['gpu=yes:NoSchedule'] });
  const synthesized = synth(stack);
  const members = ['fleetwright_kubernetes_control_plane', 'fleetwright_kubernetes_node'].flatMap((type) =>
    Object.keys(synthesized.resource[type] ?? {}).map((name) => `${type}.${name}`),
  );
  expect(awaitedBy(synthesized, only(synthesized, 'fleetwright_kubernetes_release'))).toEqual(members);
  expect(only(synthesized, 'fleetwright_kubernetes_node')).toMatchObject({
    labels: { gpu: 'yes' },
    taints: ['gpu=yes:NoSchedule'],
  });
});

test('the prefix of a label is a DNS name', () => {
  const stack = stackWithProvider();
  const k8s = new KubernetesCluster(stack, 'k8s', { version: '1.34.4', controlPlane: host(stack, 1) });
  expect(() => {
    k8s.addWorkers('gpu', host(stack, 2), { labels: { 'a..b/c': 'd' } });
  }).toThrow('"a..b/c=d" is not a label');
});

test('adding and removing a worker leaves every other resource as it is', () => {
  const three = nodes(cluster(1, 3));
  const two = nodes(cluster(1, 2));
  expect(three).toMatchObject(two);
  expect(Object.keys(three)).toHaveLength(3);
});

test('workers leave before further control planes do, and a control plane does not join through itself', () => {
  const all = Object.values(nodes(cluster(3, 1, { endpoint: 'api.example.org:6443' })));
  const joins = all.filter(({ role }) => role === 'control-plane');
  const [worker] = all.filter(({ role }) => role === 'worker');
  expect(joins).toHaveLength(2);
  expect(worker?.depends_on).toHaveLength(2);
  expect(joins[0]?.cluster).toMatchObject({
    control_planes: [{ address: '10.0.0.1' }, { address: '10.0.0.3' }],
  });
  expect(joins.map(({ depends_on }) => depends_on)).toEqual([undefined, undefined]);
});

test('kubeadm patches go to the resources that read them, and literal text stays literal', () => {
  const synthesized = cluster(1, 1, {
    kubeadmPatches: [
      { kind: 'ClusterConfiguration', b: '${x}', a: 1 },
      { kind: 'JoinConfiguration', nodeRegistration: {} },
    ],
    kubeletConfig: { maxPods: 50 },
    kubeProxyConfig: { mode: 'nftables' },
    containerdConfig: 'a = "${b}"',
  });
  expect(only(synthesized, 'fleetwright_kubernetes_control_plane')).toMatchObject({
    kubeadm_patches: ['{"a":1,"b":"$${x}","kind":"ClusterConfiguration"}'],
    kubelet_config: '{"maxPods":50}',
    kube_proxy_config: '{"mode":"nftables"}',
    containerd_config: 'a = "$${b}"',
  });
  expect(only(synthesized, 'fleetwright_kubernetes_node')).toMatchObject({
    kubeadm_patches: ['{"kind":"JoinConfiguration","nodeRegistration":{}}'],
    kubelet_config: '{"maxPods":50}',
  });
});

test.each<[string, number, Props]>([
  ['noControlPlane', 0, {}],
  ['evenControlPlanes', 2, { endpoint: 'a:6443' }],
  ['endpointNeeded', 3, {}],
  ['invalidEndpoint', 1, { endpoint: 'https://api:6443' }],
  ['invalidVersion', 1, { version: '1.34' }],
  ['invalidVersion', 1, { version: 'v1.34.4' }],
  ['invalidVersion', 1, { version: '1.30.9' }],
  ['invalidCidr', 1, { podCidr: '10.244.0.0' }],
  ['invalidCidr', 1, { podCidr: '10.244.0.256/16' }],
  ['invalidCidr', 1, { serviceCidr: '10.96.0.0/33' }],
  ['overlappingCidrs', 1, { podCidr: '10.0.0.0/8' }],
  ['overlappingCidrs', 1, { podCidr: '10.100.0.0/16' }],
  ['overlappingCidrs', 1, { serviceCidr: '10.0.0.0/24' }],
  ['invalidPodCidrSize', 1, { podCidr: '10.244.0.0/25' }],
  ['no error', 1, { podCidr: '10.244.0.0/24' }],
  ['invalidPodCidrSize', 1, { podCidr: '32.0.0.0/7' }],
  ['no error', 1, { podCidr: '32.0.0.0/8' }],
  ['no error', 1, { podCidr: '10.244.0.0/25', kubeadmPatches: [extraArgs('node-cidr-mask-size')] }],
  ['no error', 1, { podCidr: '10.244.0.0/25', kubeadmPatches: [extraArgs('allocate-node-cidrs')] }],
  ['invalidPodCidrSize', 1, { podCidr: '10.244.0.0/25', kubeadmPatches: [extraArgs('v')] }],
  ['invalidServiceCidrSize', 1, { serviceCidr: '32.0.0.0/11' }],
  ['no error', 1, { serviceCidr: '32.0.0.0/12' }],
  ['invalidServiceCidrSize', 1, { serviceCidr: '10.96.0.0/29' }],
  ['no error', 1, { serviceCidr: '10.96.0.0/28' }],
  ['invalidDnsDomain', 1, { dnsDomain: 'Cluster.Local' }],
  ['invalidDnsDomain', 1, { dnsDomain: '.cluster.local' }],
  ['invalidDnsDomain', 1, { dnsDomain: 'cluster.local.' }],
  ['no error', 1, { dnsDomain: 'prod-1.example.org' }],
  ['invalidDuration', 1, { drainTimeout: '5 minutes' }],
  ['invalidDuration', 1, { drainTimeout: '300' }],
  ['invalidDuration', 1, { drainGracePeriod: '1.5m' }],
  ['no error', 1, { drainTimeout: '1h30m', drainGracePeriod: '90s' }],
  ['fetchNeedsUrl', 1, { packages: { bundle: './k8s', bundleDelivery: BundleDelivery.FETCH } }],
  [
    'fetchNeedsUrl',
    1,
    { packages: { bundle: 'https://x.example/k8s.tar.gz?v=1', bundleDelivery: BundleDelivery.FETCH } },
  ],
  ['no error', 1, { packages: { bundle: 'https://x.example/k8s/', bundleDelivery: BundleDelivery.FETCH } }],
  [
    'no error',
    1,
    { packages: { bundle: 'https://x.example/k8s.tar.gz', bundleDelivery: BundleDelivery.PUSH } },
  ],
  ['bundleAndApt', 1, { packages: { bundle: './k8s', aptRepository: 'https://apt.example' } }],
  ['bundleAndApt', 1, { packages: { bundle: './k8s', aptKeyUrl: 'https://apt.example/key' } }],
  ['no error', 1, { packages: { aptRepository: 'https://apt.example' } }],
  ['unknownPatchKind', 1, { kubeadmPatches: [{ kind: 'KubeletConfiguration' }] }],
  ['podNetworkManifestsUnused', 1, { podNetworkManifests: '{}' }],
  ['no error', 1, { podNetworkManifests: '{}', podNetwork: PodNetwork.NONE }],
  ['unknownTaintEffect', 1, { controlPlaneTaints: ['a=b:Never'] }],
  ['invalidTaint', 1, { controlPlaneTaints: ['a=b'] }],
  ['invalidLabel', 1, { controlPlaneLabels: { 'a b': 'c' } }],
  [
    'no error',
    1,
    { controlPlaneTaints: ['node.example/x:NoExecute'], controlPlaneLabels: { 'node.example/x': '' } },
  ],
])('%s with %i control planes and %j', (code, controlPlanes, props) => {
  expect(codeOf(() => cluster(controlPlanes, 1, props))).toBe(code);
});

test('a host is one node of one cluster, by its construct and by its address', () => {
  const stack = stackWithProvider();
  const [a, b] = [host(stack, 1), host(stack, 2)];
  expect(
    codeOf(() => new KubernetesCluster(stack, 'x', { version: '1.34.4', controlPlane: a, workers: [b, a] })),
  ).toBe('hostUsedTwice');

  const again = stackWithProvider();
  const first = new KubernetesCluster(again, 'first', { version: '1.34.4', controlPlane: host(again, 1) });
  const alias = new SshHost(again, 'alias', { address: '10.0.0.1', hostKey: HOST_KEY });
  expect(
    codeOf(() => {
      first.addWorkers('more', alias);
    }),
  ).toBe('hostUsedTwice');
});

test('a node is called what its host says, and what its machine says otherwise', () => {
  const stack = stackWithProvider();
  const named = (n: number): SshHost =>
    new SshHost(stack, `named-${n}`, { address: `10.0.1.${n}`, hostKey: HOST_KEY, nodeName: `node-${n}` });
  new KubernetesCluster(stack, 'k8s', {
    version: '1.34.4',
    controlPlane: named(1),
    workers: [named(2), host(stack, 3)],
  });
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_kubernetes_control_plane')).toMatchObject({ node_name: 'node-1' });
  const names = Object.values(nodes(synthesized)).map(({ node_name }) => node_name);
  expect(names.sort()).toEqual(['node-2', undefined]);
  expect(JSON.stringify(synthesized)).not.toContain('nodeName');
});

test('two nodes of one cluster cannot have one name, nodes of two clusters can', () => {
  const stack = stackWithProvider();
  const named = (n: number): SshHost =>
    new SshHost(stack, `named-${n}`, { address: `10.0.1.${n}`, hostKey: HOST_KEY, nodeName: 'node' });
  const first = new KubernetesCluster(stack, 'first', { version: '1.34.4', controlPlane: named(1) });
  expect(
    () => new KubernetesCluster(stack, 'second', { version: '1.34.4', controlPlane: named(2) }),
  ).not.toThrow();
  expect(() => {
    first.addWorkers('more', named(3));
  }).toThrow(
    'stack/first: the node name "node" of host "stack/named-3" is that of host "stack/named-1" already; give each a nodeName of its own',
  );
});

test('tokens are taken for everything that is checked', () => {
  const stack = stackWithProvider();
  const { stringValue, listValue, value: anyValue } = new TerraformVariable(stack, 'v', {});
  new KubernetesCluster(stack, 'k8s', {
    version: stringValue,
    controlPlane: new SshHost(stack, 'a', { address: stringValue, hostKey: stringValue }),
    workers: [new SshHost(stack, 'b', { address: stringValue, hostKey: stringValue })],
    endpoint: stringValue,
    podCidr: stringValue,
    serviceCidr: stringValue,
    dnsDomain: stringValue,
    drainTimeout: stringValue,
    drainGracePeriod: stringValue,
    controlPlaneTaints: listValue,
    packages: { bundle: stringValue, bundleDelivery: BundleDelivery.FETCH },
    kubeadmPatches: [{ kind: 'ClusterConfiguration', controllerManager: anyValue }],
  });
  expect(only(synth(stack), 'fleetwright_kubernetes_control_plane')).toMatchObject({
    version: '${var.v}',
    taints: '${var.v}',
    packages: { bundle: '${var.v}', bundle_delivery: 'fetch' },
  });
});
