import { Testing } from 'cdktf';
import { KubernetesStack, Workload } from '../../src';
import { HOST_KEY, awaitedBy, only, synth } from '../support/stack';

const machine = (n: number) => ({ name: `machine-${n}`, address: `10.0.0.${n}`, hostKey: HOST_KEY });

test('machines and the cluster on them come from one set of props', () => {
  const stack = new KubernetesStack(Testing.app(), 'prod', {
    ssh: { keyFile: '/k' },
    version: '1.34.4',
    controlPlane: [machine(1)],
    workers: [
      machine(2),
      { ...machine(3), nodeName: 'node-3', labels: { disk: 'ssd' }, taints: ['a=b:NoExecute'] },
    ],
    podCidr: '10.200.0.0/16',
  });
  new Workload(stack, 'web', { cluster: stack.cluster, image: 'web:1' });
  const synthesized = synth(stack);
  expect(Object.keys(synthesized.resource.fleetwright_ssh_host ?? {})).toEqual([
    'machine-1',
    'machine-2',
    'machine-3',
  ]);
  expect(only(synthesized, 'fleetwright_kubernetes_control_plane')).toMatchObject({
    pod_cidr: '10.200.0.0/16',
  });
  expect(Object.values(synthesized.resource.fleetwright_kubernetes_node ?? {})).toEqual([
    expect.objectContaining({ role: 'worker' }),
    expect.objectContaining({ node_name: 'node-3', labels: { disk: 'ssd' }, taints: ['a=b:NoExecute'] }),
  ]);
  expect(awaitedBy(synthesized, only(synthesized, 'fleetwright_kubernetes_release'))).toHaveLength(3);
});
