import { Testing } from 'cdktf';
import { MesosStack, type MesosStackProps, Workload } from '../../src';
import { HOST_KEY, awaitedBy, only, synth } from '../support/stack';

const machine = (n: number) => ({ name: `machine-${n}`, address: `10.0.0.${n}`, hostKey: HOST_KEY });

const props: MesosStackProps = {
  ssh: { keyFile: '/k' },
  packages: { mesos: { system: true }, marathon: { system: true } },
  masters: [machine(1)],
  agents: [
    machine(2),
    { ...machine(3), attributes: { rack: 'r1' }, resources: { cpus: '4' }, region: 'eu', zone: 'a' },
  ],
  clusterName: 'prod',
};

test('machines and the cluster on them come from one set of props', () => {
  const stack = new MesosStack(Testing.app(), 'prod', props);
  new Workload(stack, 'web', { cluster: stack.cluster, command: ['sleep', '60'] });
  const synthesized = synth(stack);
  expect(Object.keys(synthesized.resource.fleetwright_ssh_host ?? {})).toEqual([
    'machine-1',
    'machine-2',
    'machine-3',
  ]);
  expect(only(synthesized, 'fleetwright_mesos_master')).toMatchObject({ cluster_name: 'prod' });
  const agents = Object.values(synthesized.resource.fleetwright_mesos_agent ?? {});
  expect(agents[0]?.attributes).toBeUndefined();
  expect(agents[1]).toMatchObject({
    attributes: { rack: 'r1' },
    resources: { cpus: '4' },
    domain_region: 'eu',
    domain_zone: 'a',
  });
  expect(awaitedBy(synthesized, only(synthesized, 'fleetwright_marathon_app'))).toHaveLength(5);
});

test('ZooKeeper and Marathon may be on machines of their own', () => {
  const stack = new MesosStack(Testing.app(), 'prod', {
    ...props,
    zookeeper: [machine(4)],
    marathon: [machine(5), machine(6)],
  });
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_zookeeper_node')).toMatchObject({ host: { address: '10.0.0.4' } });
  const marathons = Object.values(synthesized.resource.fleetwright_marathon ?? {});
  expect(marathons.map(({ hostname }) => hostname)).toEqual(['10.0.0.5', '10.0.0.6']);
});
