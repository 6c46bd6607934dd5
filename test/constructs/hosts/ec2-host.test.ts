import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DefaultTokenResolver,
  StringConcat,
  type TerraformStack,
  TerraformVariable,
  Tokenization,
} from 'cdktf';
import {
  AddressKind,
  Ec2Host,
  type Ec2HostProps,
  Ec2Hosts,
  type Ec2HostsProps,
  Ec2Image,
  Ec2KeyPair,
  type Ec2Rule,
  Ec2SecurityGroup,
  Fleetwright,
  HostKeySource,
  SpotInterruption,
} from '../../../src';
import { codeOf } from '../../support/errors';
import { scratchFolder } from '../../support/scratch';
import { emptyStack, only, stackWithProvider, synth } from '../../support/stack';

const image = Ec2Image.fromId('ami-0123456789abcdef0');
const sshFrom = ['203.0.113.7/32'];
const region = 'eu-central-1';
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZyXfLuArTDCmK2LxGG7PkCrNRZAyVQMxyYuvCWXSkm';

const withEc2 = (): TerraformStack => stackWithProvider({ ssh: { keyFile: '/keys/id' }, ec2: { region } });

function make(props: Partial<Ec2HostProps>, stack = withEc2()): Ec2Host {
  return new Ec2Host(stack, 'box', { image, instanceType: 't3.medium', sshFrom, ...props });
}

test('a host is an instance with a group that lets in SSH from where its user says', () => {
  const stack = withEc2();
  const host = make({}, stack);
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_ec2_instance')).toEqual({
    configuration: 'default',
    owner: 'stack/box',
    image_id: 'ami-0123456789abcdef0',
    instance_type: 't3.medium',
    associate_public_ip_address: true,
    security_group_ids: [
      '${fleetwright_ec2_security_group.box_ssh_0B3B3C3F.id}'.replace(/box_ssh_\w+/, name(synthesized)),
    ],
    tags: { Name: 'stack/box' },
  });
  expect(only(synthesized, 'fleetwright_ec2_security_group')).toMatchObject({
    configuration: 'default',
    owner: 'stack/box/ssh',
    name: 'stack-box-ssh',
    ingress: [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr: '203.0.113.7/32', description: 'SSH' }],
  });
  expect(resolved(stack, host.connection)).toEqual({
    address: '${fleetwright_ec2_instance.box.public_address}',
    port: 22,
    user: 'admin',
    credential: 'default',
    hostKey: '${fleetwright_ec2_instance.box.host_key}',
  });
  expect(resolved(stack, host.clusterAddress)).toBe('${fleetwright_ec2_instance.box.private_address}');
});

function resolved(scope: TerraformStack, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false });
}

function name(synthesized: ReturnType<typeof synth>): string {
  return Object.keys(synthesized.resource.fleetwright_ec2_security_group ?? {})[0] ?? '';
}

test('every setting reaches the instance', () => {
  const stack = withEc2();
  const host = make(
    {
      image: Ec2Image.fromFilter({ owners: ['136693071363'], name: 'debian-12-*', architecture: 'arm64' }),
      fallbackInstanceTypes: ['m6g.medium'],
      subnetId: 'subnet-1',
      fallbackSubnetIds: ['subnet-2'],
      vpcId: 'vpc-1',
      securityGroups: [Ec2SecurityGroup.fromSecurityGroupId('sg-1')],
      keyPair: Ec2KeyPair.fromKeyName('operators'),
      user: 'debian',
      sshPort: 2222,
      addressKind: AddressKind.PRIVATE,
      hostKeySource: HostKeySource.INJECTED,
      rootVolume: {
        sizeGib: 20,
        type: 'gp3',
        iops: 3000,
        throughput: 125,
        encrypted: true,
        kmsKeyId: 'alias/k',
      },
      volumes: { '/dev/sdf': { sizeGib: 100, snapshotId: 'snap-1', deleteOnTermination: false } },
      iamInstanceProfile: 'node',
      userData: '#!/bin/sh\necho ${HOME}\n',
      metadata: { allowVersion1: true, hopLimit: 2 },
      spot: { maxPrice: '0.05', interruption: SpotInterruption.STOP },
      availabilityZone: 'eu-central-1a',
      placementGroup: 'near',
      tenancy: 'dedicated',
      tags: { Name: 'mine', team: 'one' },
      terminationProtection: true,
      timeout: '20m',
      nodeName: 'node-1',
    },
    stack,
  );
  expect(only(synth(stack), 'fleetwright_ec2_instance')).toMatchObject({
    image: { owners: ['136693071363'], name_filter: 'debian-12-*', architecture: 'arm64' },
    fallback_instance_types: ['m6g.medium'],
    subnet_id: 'subnet-1',
    fallback_subnet_ids: ['subnet-2'],
    security_group_ids: ['sg-1', expect.stringContaining('ssh') as string],
    key_name: 'operators',
    host_key_source: 'injected',
    login: { user: 'debian', credential: 'default', port: 2222, address: 'private' },
    root_volume: {
      size_gib: 20,
      type: 'gp3',
      iops: 3000,
      throughput: 125,
      encrypted: true,
      kms_key_id: 'alias/k',
    },
    volumes: { '/dev/sdf': { size_gib: 100, snapshot_id: 'snap-1', delete_on_termination: false } },
    iam_instance_profile: 'node',
    user_data: '#!/bin/sh\necho $${HOME}\n',
    metadata: { http_tokens: 'optional', hop_limit: 2 },
    spot: { max_price: '0.05', interruption: 'stop' },
    placement: { availability_zone: 'eu-central-1a', group: 'near', tenancy: 'dedicated' },
    tags: { Name: 'mine', team: 'one' },
    termination_protection: true,
    timeout: '20m',
  });
  expect(host.nodeName).toBe('node-1');
  expect(resolved(stack, host.connection.address)).toBe('${fleetwright_ec2_instance.box.private_address}');
});

test('hosts that are alike share the group for SSH, and are called by number or by name', () => {
  const stack = withEc2();
  const settings = { image, instanceType: 't3.medium', sshFrom };
  const numbered = Ec2Hosts.of(stack, 'worker', { count: 3, ...settings });
  const named = Ec2Hosts.of(stack, 'db', { names: ['blue', 'green'], ...settings });
  expect(numbered.hosts.map(({ node }) => node.path)).toEqual([
    'stack/worker/1',
    'stack/worker/2',
    'stack/worker/3',
  ]);
  expect(named.hosts.map(({ node }) => node.path)).toEqual(['stack/db/blue', 'stack/db/green']);
  const { resource } = synth(stack);
  expect(Object.keys(resource.fleetwright_ec2_instance ?? {})).toHaveLength(5);
  expect(Object.keys(resource.fleetwright_ec2_security_group ?? {})).toHaveLength(2);
});

test('accounts and regions are named in the provider block, without any key', () => {
  const stack = emptyStack();
  const assumeRole = { roleArn: 'arn:aws:iam::123456789012:role/deploy', externalId: 'x', duration: '30m' };
  new Fleetwright(stack, 'fleetwright', {
    ec2: { region, endpoint: 'http://127.0.0.1:5000' },
    ec2Configurations: { us: { region: 'us-east-1', profile: 'ops', assumeRole, maxRequestsPerSecond: 5 } },
  });
  expect(synth(stack).provider.fleetwright?.[0]?.ec2).toEqual({
    default: { region, endpoint: 'http://127.0.0.1:5000' },
    us: {
      region: 'us-east-1',
      profile: 'ops',
      max_requests_per_second: 5,
      assume_role: { role_arn: assumeRole.roleArn, external_id: 'x', duration: '30m' },
    },
  });
});

test('an account that the provider block does not name fails at synth', () => {
  const stack = withEc2();
  make({ configuration: 'us' }, stack);
  expect(() => synth(stack)).toThrow(
    'EC2 configuration "us" is not one of this stack\'s Fleetwright ("default")',
  );
});

test('a key pair has the public half of a key', () => {
  const stack = withEc2();
  const file = join(scratchFolder(), 'id.pub');
  writeFileSync(file, `${KEY}\n`);
  const pair = new Ec2KeyPair(stack, 'operators', { publicKeyFile: file });
  make({ keyPair: pair }, stack);
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_ec2_key_pair')).toEqual({
    configuration: 'default',
    owner: 'stack/operators',
    name: 'stack-operators',
    public_key: KEY,
  });
  expect(only(synthesized, 'fleetwright_ec2_instance').key_name).toBe(
    '${fleetwright_ec2_key_pair.operators.name}',
  );
});

test('a group takes rules of every kind, also later', () => {
  const stack = withEc2();
  const other = Ec2SecurityGroup.fromSecurityGroupId('sg-1');
  const group = new Ec2SecurityGroup(stack, 'web', {
    name: 'web',
    ingress: [{ port: 443, cidr: '0.0.0.0/0' }],
    egress: [{ protocol: 'all', cidr: '::/0' }],
  });
  group.addIngress(
    { protocol: 'udp', fromPort: 8000, toPort: 8100, securityGroup: other },
    { protocol: 'icmp', fromPort: -1, toPort: -1, self: true },
    { protocol: '50', prefixListId: 'pl-1' },
  );
  expect(only(synth(stack), 'fleetwright_ec2_security_group')).toMatchObject({
    ingress: [
      { protocol: 'tcp', from_port: 443, to_port: 443, cidr: '0.0.0.0/0' },
      { protocol: 'udp', from_port: 8000, to_port: 8100, security_group_id: 'sg-1' },
      { protocol: 'icmp', from_port: -1, to_port: -1, self: true },
      { protocol: '50', prefix_list_id: 'pl-1' },
    ],
    egress: [{ protocol: 'all', cidr: '::/0' }],
  });
});

test.each<[string, Partial<Ec2HostProps>]>([
  ['noWayIn', { sshFrom: [] }],
  ['vpcNeeded', { subnetId: 'subnet-1' }],
  ['volumeWithoutSize', { volumes: { '/dev/sdf': { type: 'gp3' } } }],
  ['publicAddressNeeded', { associatePublicIpAddress: false }],
  ['fallbackWithoutFirst', { fallbackSubnetIds: ['subnet-1'] }],
  ['invalidRange', { sshFrom: ['203.0.113.7'] }],
  ['invalidRange', { sshFrom: ['203.0.113.7/33'] }],
  ['invalidPort', { sshPort: 0 }],
  ['invalidDuration', { timeout: '10 minutes' }],
  ['invalidNodeName', { nodeName: 'Node' }],
])('%s: %j', (code, props) => {
  expect(codeOf(() => make(props))).toBe(code);
});

test.each<[string, Partial<Ec2HostsProps>]>([
  ['countAndNames', {}],
  ['countAndNames', { count: 1, names: ['a'] }],
  ['invalidCount', { count: 0 }],
  ['invalidCount', { count: 1.5 }],
])('%s: %j', (code, props) => {
  const settings = { image, instanceType: 't3.medium', sshFrom };
  expect(codeOf(() => Ec2Hosts.of(withEc2(), 'x', { ...settings, ...props }))).toBe(code);
});

test.each<[string, Ec2Rule]>([
  ['ruleNotOneSide', { port: 22 }],
  ['ruleNotOneSide', { port: 22, self: true, cidr: '10.0.0.0/8' }],
  ['rulePorts', { self: true }],
  ['rulePorts', { protocol: 'all', port: 22, self: true }],
  ['invalidRange', { port: 22, cidr: 'everywhere' }],
])('%s: %j', (code, rule) => {
  expect(codeOf(() => new Ec2SecurityGroup(withEc2(), 'x', { ingress: [rule] }))).toBe(code);
});

test('user data that EC2 would not take is a mistake; compressed, or not known yet, it is none', () => {
  const large = `#!/bin/sh\n# ${randomBytes(20_000).toString('base64')}\n`;
  expect(codeOf(() => make({ userData: large }))).toBe('userDataTooLarge');
  expect(() => make({ userData: `#!/bin/sh\n${'true\n'.repeat(10_000)}` })).not.toThrow();
  const stack = withEc2();
  const script = new TerraformVariable(stack, 'script', {}).stringValue;
  expect(() => make({ userData: script }, stack)).not.toThrow();
  const filled = { '/dev/sdf': { snapshotId: 'snap-0123456789abcdef0' } };
  expect(() => make({ volumes: filled })).not.toThrow();
});

test('mistakes about keys, accounts and regions fail where they are written', () => {
  const pair = (props: object) => codeOf(() => new Ec2KeyPair(withEc2(), 'x', props));
  expect(pair({})).toBe('publicKeyNotOneWay');
  expect(pair({ publicKey: KEY, publicKeyFile: '/x' })).toBe('publicKeyNotOneWay');
  expect(pair({ publicKeyFile: '/nowhere/id.pub' })).toBe('publicKeyUnreadable');
  expect(pair({ publicKey: '-----BEGIN OPENSSH PRIVATE KEY-----' })).toBe('privateKeyGiven');
  expect(codeOf(() => stackWithProvider({ ec2: { region: 'Frankfurt' } }))).toBe('invalidRegion');
  const twice = { ec2: { region }, ec2Configurations: { default: { region } } };
  expect(codeOf(() => stackWithProvider(twice))).toBe('ec2DeclaredTwice');
});

test('tokens are taken for everything that is checked', () => {
  const stack = emptyStack();
  const { stringValue } = new TerraformVariable(stack, 'v', {});
  new Fleetwright(stack, 'fleetwright', { ssh: { agent: true }, ec2: { region: stringValue } });
  make(
    {
      subnetId: stringValue,
      vpcId: stringValue,
      sshFrom: [stringValue],
      nodeName: stringValue,
      timeout: stringValue,
    },
    stack,
  );
  new Ec2KeyPair(stack, 'pair', { publicKey: stringValue });
  expect(only(synth(stack), 'fleetwright_ec2_instance')).toMatchObject({ subnet_id: '${var.v}' });
});
