import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { controlPlaneParams, joinParams } from '../../../src/provider/kubernetes/node-params';
import { UNKNOWN } from '../../../src/tfplugin';
import { scratchFolder } from '../../support/scratch';

const { signal } = new AbortController();
const host = {
  address: '10.0.0.11',
  port: 22,
  user: 'root',
  credential: 'default',
  host_key: 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPu8',
};
const common = {
  host,
  version: '1.34.4',
  packages: null,
  pod_network: 'bridge',
  kubeadm_patches: null,
  kubelet_config: null,
  containerd_config: null,
  node_name: UNKNOWN as typeof UNKNOWN,
  labels: null,
  taints: null,
  owner: UNKNOWN as typeof UNKNOWN,
  drift: [],
};
const controlPlane = {
  ...common,
  cluster_name: 'kubernetes',
  control_plane_endpoint: null,
  pod_cidr: '10.244.0.0/16',
  service_cidr: '10.96.0.0/12',
  dns_domain: 'cluster.local',
  image_repository: null,
  kube_proxy_config: null,
  pod_network_manifests: null,
  endpoint: UNKNOWN as typeof UNKNOWN,
  configuration_hash: UNKNOWN as typeof UNKNOWN,
  ca_certificate_hash: UNKNOWN as typeof UNKNOWN,
};
const node = {
  ...common,
  role: 'worker',
  cluster: {
    control_planes: [host],
    endpoint: 'https://10.0.0.11:6443',
    ca_certificate_hash: `sha256:${'a'.repeat(64)}`,
    pod_cidr: '10.32.0.0/12',
    configuration_hash: 'c0ffee',
  },
  drain_timeout: '5m',
  drain_grace_period: '2m',
};

test('what is not declared is left to the recipe', async () => {
  const first = await controlPlaneParams(controlPlane, signal);
  expect(first).toMatchObject({
    version: '1.34.4',
    packages: { kind: 'apt' },
    podNetwork: 'bridge',
    podCidr: '10.244.0.0/16',
    clusterName: 'kubernetes',
    controlPlaneEndpoint: '10.0.0.11:6443',
    serviceCidr: '10.96.0.0/12',
    dnsDomain: 'cluster.local',
  });
  const joined = await joinParams(node, signal);
  expect(joined).toMatchObject({
    version: '1.34.4',
    packages: { kind: 'apt' },
    podNetwork: 'bridge',
    podCidr: '10.32.0.0/12',
    role: 'worker',
    endpoint: 'https://10.0.0.11:6443',
    caCertificateHash: `sha256:${'a'.repeat(64)}`,
  });
  // A property that is there at all, be it without a value, is a declaration.
  const optional = [
    'nodeName',
    'imageRepository',
    'kubeadmPatches',
    'kubeletConfig',
    'kubeProxyConfig',
    'containerdConfig',
    'podNetworkManifests',
    'taints',
    // A worker has no part in it.
    'configurationHash',
  ];
  for (const params of [first, joined]) {
    expect(Object.keys(params).filter((name) => optional.includes(name))).toEqual([]);
  }
});

test('everything that is declared reaches the recipe', async () => {
  const declared = {
    pod_network: 'none',
    node_name: 'rack-1',
    kubeadm_patches: ['kind: ClusterConfiguration'],
    kubelet_config: 'maxPods: 50',
    containerd_config: 'oom_score = -1',
    taints: ['a=b:NoSchedule'],
  };
  const mapped = {
    podNetwork: 'none',
    nodeName: 'rack-1',
    kubeadmPatches: ['kind: ClusterConfiguration'],
    kubeletConfig: 'maxPods: 50',
    containerdConfig: 'oom_score = -1',
    taints: ['a=b:NoSchedule'],
  };
  const first = {
    ...controlPlane,
    ...declared,
    control_plane_endpoint: 'api.example.org:443',
    image_repository: 'mirror.example.org/k8s',
    kube_proxy_config: 'mode: nftables',
    pod_network_manifests: 'kind: Namespace',
  };
  expect(await controlPlaneParams(first, signal)).toMatchObject({
    ...mapped,
    controlPlaneEndpoint: 'api.example.org:443',
    imageRepository: 'mirror.example.org/k8s',
    kubeProxyConfig: 'mode: nftables',
    podNetworkManifests: 'kind: Namespace',
  });
  const joined = { ...node, ...declared, role: 'control-plane' };
  expect(await joinParams(joined, signal)).toMatchObject({ ...mapped, role: 'control-plane' });
});

describe('packages', () => {
  const none = {
    bundle: null,
    bundle_sha256: null,
    bundle_delivery: 'push',
    apt_repository: null,
    apt_key_url: null,
  };
  const sourceOf = async (packages: Partial<Record<keyof typeof none, string>>) =>
    (await joinParams({ ...node, packages: { ...none, ...packages } }, signal)).packages;

  test('from a mirror of the apt repository', async () => {
    const apt = { apt_repository: 'http://mirror/deb/', apt_key_url: 'http://mirror/key' };
    expect(await sourceOf(apt)).toEqual({
      kind: 'apt',
      repository: 'http://mirror/deb/',
      keyUrl: 'http://mirror/key',
    });
  });

  test('from a bundle, whose checksum is checked', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'bin'));
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const files = ['kubeadm', 'kubelet', 'kubectl'].map((name) => {
      writeFileSync(join(folder, 'bin', name), name);
      return { path: `bin/${name}`, kind: 'binary', sha256: sha256(name), size: name.length };
    });
    const manifest = JSON.stringify({
      apiVersion: 'fleetwright.dev/bundle/v1',
      kubernetesVersion: '1.34.4',
      architecture: 'amd64',
      files,
    });
    writeFileSync(join(folder, 'bundle.json'), manifest);
    expect(await sourceOf({ bundle: folder, bundle_sha256: sha256(manifest) })).toMatchObject({
      kind: 'bundle',
      delivery: 'push',
      bundle: { folder, baseUrl: null },
    });
    await expect(sourceOf({ bundle: folder, bundle_sha256: sha256('other') })).rejects.toThrow(
      sha256('other'),
    );
  });
});
