import type { TerraformStack } from 'cdktf';
import { AzureHost, AzureImage, AzureNetwork, Ec2Host, Ec2Hosts, Ec2Image, MesosCluster } from '../../../src';
import { host, only, stackWithProvider, synth, type SynthesizedStack } from '../../support/stack';
import { systemPackages as packages } from '../support/mesos';

const machine = {
  image: Ec2Image.fromId('ami-0123456789abcdef0'),
  instanceType: 't3.medium',
  sshFrom: ['203.0.113.7/32'],
};

const withEc2 = (): TerraformStack =>
  stackWithProvider({ ssh: { keyFile: '/keys/id' }, ec2: { region: 'eu-central-1' } });

interface Group {
  name: string;
  ingress: Record<string, unknown>[];
}

/** What a group lets in: `tcp 5050-5050 from itself`. */
function rules({ resource }: SynthesizedStack, name: string): string[] {
  const groups = Object.values(resource.fleetwright_ec2_security_group ?? {}) as unknown as Group[];
  const ingress = groups.find((group) => group.name === name)?.ingress ?? [];
  return ingress
    .map(({ protocol, from_port, to_port, cidr, self, security_group_id }) => {
      const group = /security_group\.(\S+)_[0-9A-F]{8}\.id/.exec(String(security_group_id))?.[1];
      return `${String(protocol)} ${String(from_port)}-${String(to_port)} from ${self === true ? 'itself' : String(cidr ?? group)}`;
    })
    .sort();
}

test('hosts on EC2 let in what the roles of Mesos need of each other, and nothing else', () => {
  const stack = withEc2();
  const mesos = new MesosCluster(stack, 'mesos', {
    packages,
    masters: Ec2Hosts.of(stack, 'master', { ...machine, count: 3 }),
    agents: [Ec2Hosts.of(stack, 'agent', { ...machine, count: 2 })],
  });
  mesos.addAgents('edge', new Ec2Host(stack, 'edge', machine), { resources: { ports: '[80-80, 443-443]' } });
  const synthesized = synth(stack);
  expect(rules(synthesized, 'stack-mesos-ec2-default')).toEqual([
    'tcp 31000-32000 from itself',
    'tcp 443-443 from itself',
    'tcp 5051-5051 from itself',
    'tcp 80-80 from itself',
    'udp 31000-32000 from itself',
    'udp 443-443 from itself',
    'udp 80-80 from itself',
  ]);
  expect(rules(synthesized, 'stack-mesos-ec2-default-control-plane')).toEqual([
    'tcp 1024-65535 from itself',
    'tcp 2181-2181 from mesos_ec2-default',
    'tcp 5050-5050 from mesos_ec2-default',
    'tcp 8080-8080 from mesos_ec2-default',
  ]);
  // Members speak to each other at private addresses, and packets are the hosts' own.
  expect(JSON.stringify(synthesized.resource.fleetwright_mesos_agent)).toMatch(
    /"zookeeper":"zk:.*private_address/,
  );
  const instances = Object.values(synthesized.resource.fleetwright_ec2_instance ?? {});
  expect(instances.map(({ source_dest_check }) => source_dest_check)).toEqual(Array(6).fill(undefined));
});

test('agents elsewhere are let in by their address, at the ports that are set', () => {
  const stack = withEc2();
  new MesosCluster(stack, 'mesos', {
    packages,
    masters: new Ec2Host(stack, 'master', machine),
    agents: [host(stack, 9)],
    masterPort: 5060,
    agentPort: 5061,
    marathonPort: 8081,
  });
  const synthesized = synth(stack);
  expect(rules(synthesized, 'stack-mesos-ec2-default-control-plane')).toEqual(
    expect.arrayContaining([
      'tcp 2181-2181 from 10.0.0.9/32',
      'tcp 5060-5060 from 10.0.0.9/32',
      'tcp 8081-8081 from 10.0.0.9/32',
    ]),
  );
  expect(rules(synthesized, 'stack-mesos-ec2-default-control-plane')).not.toContain(
    'tcp 1024-65535 from 10.0.0.9/32',
  );
  expect(rules(synthesized, 'stack-mesos-ec2-default')).toContain('tcp 5061-5061 from 10.0.0.9/32');
});

test('on Azure the rules of the network say the same', () => {
  const stack = stackWithProvider({
    ssh: { keyFile: '/keys/id' },
    azure: { subscriptionId: '11111111-2222-3333-4444-555555555555' },
  });
  const network = new AzureNetwork(stack, 'network', { location: 'westeurope', sshFrom: ['203.0.113.7/32'] });
  const azure = (id: string) =>
    new AzureHost(stack, id, {
      network,
      image: AzureImage.fromReference({ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' }),
      size: 'Standard_D2s_v5',
      publicKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0000000000000000000000000000000000000000AA'],
    });
  new MesosCluster(stack, 'mesos', { packages, masters: azure('master'), agents: [azure('agent')] });
  const { security_rules: all } = only(synth(stack), 'fleetwright_azure_network');
  const opened = Object.values(all as Record<string, Record<string, unknown>>)
    .filter(({ description }) => /Meso|ZooKeeper|Marathon/.test(String(description)))
    .map(({ protocol, destination_ports: ports, destination_groups: to, source_groups: from }) =>
      [protocol, ports, from, 'to', to].flat().join(' '),
    );
  expect(opened).toEqual([
    'tcp 5050 stack-mesos to stack-mesos-control',
    'tcp 2181 stack-mesos to stack-mesos-control',
    'tcp 8080 stack-mesos to stack-mesos-control',
    'tcp 1024-65535 stack-mesos-control to stack-mesos-control',
    'tcp 5051 stack-mesos to stack-mesos',
    'tcp 31000-32000 stack-mesos to stack-mesos',
    'udp 31000-32000 stack-mesos to stack-mesos',
  ]);
});
