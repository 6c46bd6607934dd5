import { type TerraformStack, TerraformVariable } from 'cdktf';
import {
  Ec2Host,
  Ec2Hosts,
  Ec2Image,
  Hosts,
  KubernetesCluster,
  type KubernetesClusterProps,
  PodNetwork,
  SshHost,
} from '../../../src';
import { codeOf } from '../../support/errors';
import { HOST_KEY, host, only, stackWithProvider, synth, type SynthesizedStack } from '../../support/stack';

const image = Ec2Image.fromId('ami-0123456789abcdef0');
const settings = { image, instanceType: 't3.medium', sshFrom: ['203.0.113.7/32'] };

const withEc2 = (): TerraformStack =>
  stackWithProvider({
    ssh: { keyFile: '/keys/id' },
    ec2: { region: 'eu-central-1' },
    ec2Configurations: { us: { region: 'us-east-1' } },
  });

interface Group {
  name: string;
  ingress: Record<string, unknown>[];
}

function groups({ resource }: SynthesizedStack): Group[] {
  return Object.values(resource.fleetwright_ec2_security_group ?? {}) as unknown as Group[];
}

/** What a group lets in, apart from what is said about it: `tcp 22 from 203.0.113.7/32`. */
function rules(synthesized: SynthesizedStack, name: string): string[] {
  const group = groups(synthesized).find((one) => one.name === name);
  if (group === undefined)
    throw new Error(
      `no group ${name} among ${groups(synthesized)
        .map((one) => one.name)
        .join()}`,
    );
  return group.ingress
    .map(({ protocol, from_port, to_port, cidr, self, security_group_id }) => {
      const ports = from_port === undefined ? '' : ` ${String(from_port)}-${String(to_port)}`;
      const group = /security_group\.(\S+)_[0-9A-F]{8}\.id/.exec(String(security_group_id))?.[1];
      return `${String(protocol)}${ports} from ${self === true ? 'itself' : String(cidr ?? group)}`;
    })
    .sort();
}

function cluster(stack: TerraformStack, props: Omit<KubernetesClusterProps, 'version'>): KubernetesCluster {
  return new KubernetesCluster(stack, 'k8s', { version: '1.34.4', ...props });
}

test('hosts on EC2 let in each other and their pods, and nobody else', () => {
  const stack = withEc2();
  const master = new Ec2Host(stack, 'master', settings);
  cluster(stack, {
    controlPlane: master,
    workers: [Ec2Hosts.of(stack, 'worker', { count: 2, ...settings })],
  });
  const synthesized = synth(stack);
  expect(rules(synthesized, 'stack-k8s-ec2-default')).toEqual(['all from 10.244.0.0/16', 'all from itself']);
  expect(
    groups(synthesized)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['stack-k8s-ec2-default', 'stack-master-ssh', 'stack-worker-ssh']);
  for (const instance of Object.values(synthesized.resource.fleetwright_ec2_instance ?? {})) {
    expect(instance.security_group_ids).toHaveLength(2);
    expect(JSON.stringify(instance.security_group_ids)).toContain('k8s_ec2-default');
    expect(instance.source_dest_check).toBe(false);
  }
});

test('hosts of a cluster on EC2 reach its API at the private address', () => {
  const stack = withEc2();
  cluster(stack, { controlPlane: new Ec2Host(stack, 'master', settings) });
  expect(only(synth(stack), 'fleetwright_kubernetes_control_plane')).toMatchObject({
    control_plane_endpoint: '${fleetwright_ec2_instance.master.private_address}:6443',
    host: { address: '${fleetwright_ec2_instance.master.public_address}', user: 'admin' },
  });
});

test('machines of a rack are let in by their addresses, also those that are added later', () => {
  const stack = withEc2();
  const address = new TerraformVariable(stack, 'address', {}).stringValue;
  const k8s = cluster(stack, {
    podCidr: '10.200.0.0/16',
    controlPlane: new Ec2Host(stack, 'master', settings),
    workers: [host(stack, 11)],
  });
  k8s.addWorkers('more', new SshHost(stack, 'rented', { address, hostKey: HOST_KEY }));
  k8s.addWorkers('v6', new SshHost(stack, 'v6', { address: '2001:db8::7', hostKey: HOST_KEY }));
  expect(rules(synth(stack), 'stack-k8s-ec2-default')).toEqual([
    'all from ${var.address}/32',
    'all from 10.0.0.11/32',
    'all from 10.200.0.0/16',
    'all from 2001:db8::7/128',
    'all from itself',
  ]);
});

test('with a pod network of your own, only what Kubernetes itself needs is let in, by role', () => {
  const stack = withEc2();
  cluster(stack, {
    podNetwork: PodNetwork.NONE,
    endpoint: 'api.example.org:6443',
    controlPlane: Hosts.of(Ec2Hosts.of(stack, 'master', { count: 2, ...settings }), host(stack, 10)),
    workers: [new Ec2Host(stack, 'worker', settings), host(stack, 11)],
  });
  const synthesized = synth(stack);
  expect(rules(synthesized, 'stack-k8s-ec2-default')).toEqual([
    'tcp 10250-10250 from 10.0.0.10/32',
    'tcp 10250-10250 from 10.0.0.11/32',
    'tcp 10250-10250 from itself',
  ]);
  expect(rules(synthesized, 'stack-k8s-ec2-default-control-plane')).toEqual([
    'tcp 2379-2380 from 10.0.0.10/32',
    'tcp 2379-2380 from itself',
    'tcp 6443-6443 from 10.0.0.10/32',
    'tcp 6443-6443 from 10.0.0.11/32',
    'tcp 6443-6443 from k8s_ec2-default',
  ]);
  const instances = Object.entries(synthesized.resource.fleetwright_ec2_instance ?? {});
  const groupsOf = (name: string) =>
    instances
      .filter(([id]) => id.startsWith(name))
      .map(([, { security_group_ids: ids }]) => (ids as string[]).length);
  expect([groupsOf('master'), groupsOf('worker')]).toEqual([[3, 3], [2]]);
});

test('a host whose address nothing tells needs a range, as do hosts of a second region', () => {
  const named = () => {
    const stack = withEc2();
    const rack = new SshHost(stack, 'rack', { address: 'rack.example.org', hostKey: HOST_KEY });
    return { stack, props: { controlPlane: new Ec2Host(stack, 'master', settings), workers: [rack] } };
  };
  const first = named();
  expect(codeOf(() => cluster(first.stack, first.props))).toBe('peerAddressNeeded');
  const { stack, props } = named();
  cluster(stack, { ...props, peerCidrs: ['10.1.0.0/16'] });
  expect(rules(synth(stack), 'stack-k8s-ec2-default')).toContain('all from 10.1.0.0/16');

  const far = withEc2();
  const elsewhere = new Ec2Host(far, 'far', { ...settings, configuration: 'us' });
  const near = new Ec2Host(far, 'near', settings);
  expect(codeOf(() => cluster(far, { controlPlane: near, workers: [elsewhere] }))).toBe('peerAddressNeeded');
  const again = withEc2();
  cluster(again, {
    controlPlane: new Ec2Host(again, 'near', settings),
    workers: [new Ec2Host(again, 'far', { ...settings, configuration: 'us' })],
    peerCidrs: ['10.0.0.0/8'],
  });
  expect(groups(synth(again)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['stack-k8s-ec2-default', 'stack-k8s-ec2-us']),
  );
});

test('a cluster without hosts on EC2 has no groups and needs no ranges', () => {
  const stack = stackWithProvider();
  cluster(stack, {
    controlPlane: host(stack, 1),
    workers: [new SshHost(stack, 'rack', { address: 'rack.example.org', hostKey: HOST_KEY })],
  });
  expect(groups(synth(stack))).toEqual([]);
  const other = stackWithProvider();
  expect(codeOf(() => cluster(other, { controlPlane: host(other, 1), peerCidrs: ['10.0.0.0'] }))).toBe(
    'invalidRange',
  );
});
