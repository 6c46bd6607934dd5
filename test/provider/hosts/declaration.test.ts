import { readDeclaration, writeDeclaration } from '../../../src/provider/hosts/declaration';
import { kubernetesNodeSchema } from '../../../src/provider/schemas/kubernetes-node';
import { UNKNOWN } from '../../../src/tfplugin';

const host = {
  address: '10.0.0.12',
  port: 22,
  user: 'root',
  credential: 'default',
  host_key: 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ',
};

const node = {
  host,
  role: 'worker',
  cluster: {
    control_planes: [{ ...host, address: '10.0.0.11' }],
    endpoint: 'https://10.0.0.11:6443',
    ca_certificate_hash: `sha256:${'0f'.repeat(32)}`,
    pod_cidr: '10.244.0.0/16',
    configuration_hash: null,
  },
  version: '1.34.4',
  packages: null,
  pod_network: 'bridge',
  kubeadm_patches: null,
  kubelet_config: 'maxPods: 50',
  containerd_config: null,
  node_name: null,
  labels: { zone: 'a', disk: 'ssd' },
  taints: [],
  drain_timeout: '5m',
  drain_grace_period: '2m',
  owner: 'a-token',
  drift: ['kubelet.service is inactive'],
};

test('a declaration that is kept is read back, without what was found and how the host was reached', () => {
  const text = writeDeclaration(kubernetesNodeSchema, { ...node, node_name: 'rack-2' });
  expect(JSON.parse(text)).not.toHaveProperty('host');
  expect(JSON.parse(text)).not.toHaveProperty('drift');
  expect(JSON.parse(text)).not.toHaveProperty('owner');
  const elsewhere = { ...host, address: '192.0.2.12' };
  expect(readDeclaration(kubernetesNodeSchema, text, elsewhere)).toEqual({
    ...node,
    host: elsewhere,
    node_name: 'rack-2',
    owner: null,
    drift: null,
  });
});

test('the same declaration is the same text, planned or known, in whatever order it comes', () => {
  const text = writeDeclaration(kubernetesNodeSchema, { ...node, node_name: 'rack-2' });
  const reversed = Object.fromEntries(Object.entries(node).reverse());
  const planned = { ...reversed, labels: { disk: 'ssd', zone: 'a' }, node_name: UNKNOWN, drift: [] };
  expect(writeDeclaration(kubernetesNodeSchema, { ...planned, node_name: 'rack-2' })).toBe(text);
  expect(writeDeclaration(kubernetesNodeSchema, { ...node, node_name: 'rack-2', taints: null })).not.toBe(
    text,
  );
});
