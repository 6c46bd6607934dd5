import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from 'cdktf';
import {
  AddressKind,
  AzureAccess,
  AzureCaching,
  AzureCloud,
  AzureDirection,
  AzureEviction,
  AzureHost,
  type AzureHostProps,
  AzureHosts,
  AzureImage,
  AzureNetwork,
  type AzureNetworkProps,
  Fleetwright,
  KubernetesCluster,
  PodNetwork,
  SshHost,
} from '../../../src';
import { codeOf } from '../../support/errors';
import { scratchFolder } from '../../support/scratch';
import { emptyStack, only, stackWithProvider, synth } from '../../support/stack';

const subscriptionId = '11111111-2222-3333-4444-555555555555';
const image = AzureImage.fromReference({ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' });
const size = 'Standard_D2s_v5';
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZyXfLuArTDCmK2LxGG7PkCrNRZAyVQMxyYuvCWXSkm';
const SUBNET =
  '/subscriptions/1/resourceGroups/office/providers/Microsoft.Network/virtualNetworks/office/subnets/default';

const withAzure = (): TerraformStack =>
  stackWithProvider({ ssh: { keyFile: '/keys/id' }, azure: { subscriptionId } });

function networkIn(stack: TerraformStack, props: Partial<AzureNetworkProps> = {}): AzureNetwork {
  return new AzureNetwork(stack, 'network', {
    location: 'westeurope',
    sshFrom: ['203.0.113.7/32'],
    ...props,
  });
}

const office = AzureNetwork.fromSubnet({
  subnetId: SUBNET,
  resourceGroupName: 'office',
  location: 'northeurope',
});

function make(props: Partial<AzureHostProps> = {}, stack = withAzure()): AzureHost {
  return new AzureHost(stack, 'box', { image, size, network: office, publicKeys: [KEY], ...props });
}

function resolved(scope: TerraformStack, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false });
}

test('a host is a virtual machine in a network that lets in SSH from where its user says, and nothing else', () => {
  const stack = withAzure();
  const host = make({ network: networkIn(stack) }, stack);
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_azure_network')).toEqual({
    configuration: 'default',
    owner: 'stack/network',
    name: 'stack-network',
    resource_group_name: 'stack-network',
    location: 'westeurope',
    security_rules: {
      ssh: { priority: 998, sources: ['203.0.113.7/32'], destination_ports: ['22'], description: 'SSH' },
      inside: {
        priority: 4096,
        access: 'deny',
        protocol: 'all',
        sources: ['VirtualNetwork'],
        description: 'Machines reach each other where a rule says so',
      },
    },
  });
  expect(only(synthesized, 'fleetwright_azure_virtual_machine')).toEqual({
    configuration: 'default',
    owner: 'stack/box',
    name: 'stack-box',
    resource_group_name: '${fleetwright_azure_network.network.resource_group_name}',
    location: 'westeurope',
    subnet_id: '${fleetwright_azure_network.network.subnet_id}',
    image: { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' },
    size,
    admin_username: 'azureuser',
    admin_ssh_keys: [KEY],
    associate_public_ip_address: true,
  });
  expect(resolved(stack, host.connection)).toEqual({
    address: '${fleetwright_azure_virtual_machine.box.public_address}',
    port: 22,
    user: 'azureuser',
    credential: 'default',
    hostKey: '${fleetwright_azure_virtual_machine.box.host_key}',
  });
  expect(resolved(stack, host.clusterAddress)).toBe(
    '${fleetwright_azure_virtual_machine.box.private_address}',
  );
});

test('every setting reaches the machine', () => {
  const stack = withAzure();
  const host = make(
    {
      image: AzureImage.fromId(
        `${SUBNET.split('/providers')[0] ?? ''}/providers/Microsoft.Compute/images/base`,
      ),
      name: 'Worker-1',
      user: 'ops',
      sshPort: 2222,
      addressKind: AddressKind.PRIVATE,
      zone: '2',
      osDisk: { sizeGib: 64, type: 'Premium_LRS', caching: AzureCaching.READ_ONLY },
      dataDisks: { '0': { sizeGib: 128, type: 'StandardSSD_LRS' } },
      customData: '#!/bin/sh\necho ${HOME}\n',
      acceleratedNetworking: true,
      identity: { systemAssigned: true, userAssignedIds: ['/subscriptions/1/one'] },
      spot: { eviction: AzureEviction.DELETE, maxPrice: 0.05 },
      tags: { team: 'one' },
      timeout: '45m',
      nodeName: 'node-1',
      hostKey: KEY,
    },
    stack,
  );
  expect(only(synth(stack), 'fleetwright_azure_virtual_machine')).toMatchObject({
    image_id: expect.stringContaining('/images/base') as string,
    name: 'Worker-1',
    admin_username: 'ops',
    resource_group_name: 'office',
    location: 'northeurope',
    subnet_id: SUBNET,
    associate_public_ip_address: false,
    zone: '2',
    os_disk: { size_gib: 64, type: 'Premium_LRS', caching: 'ReadOnly' },
    data_disks: { '0': { size_gib: 128, type: 'StandardSSD_LRS' } },
    custom_data: '#!/bin/sh\necho $${HOME}\n',
    accelerated_networking: true,
    identity: { system_assigned: true, user_assigned_ids: ['/subscriptions/1/one'] },
    spot: { eviction: 'delete', max_price: 0.05 },
    tags: { team: 'one' },
    timeout: '45m',
    host_key: KEY,
  });
  expect(host.nodeName).toBe('node-1');
  expect(host.connection.port).toBe(2222);
  expect(resolved(stack, host.connection.address)).toBe(
    '${fleetwright_azure_virtual_machine.box.private_address}',
  );
});

test('every setting reaches the network', () => {
  const stack = withAzure();
  networkIn(stack, {
    name: 'nodes',
    resourceGroupName: 'shared',
    createResourceGroup: false,
    addressPrefixes: ['10.1.0.0/16'],
    subnetPrefix: '10.1.2.0/24',
    sshFrom: ['203.0.113.7/32', '2001:db8::/64'],
    sshPort: 2222,
    openInside: true,
    rules: {
      web: { priority: 100, sources: ['Internet'], destinationPorts: ['80', '443'] },
      mail: {
        priority: 100,
        direction: AzureDirection.OUTBOUND,
        access: AzureAccess.DENY,
        sources: ['*'],
        destinationPorts: ['25'],
      },
    },
    tags: { team: 'one' },
    timeout: '5m',
  });
  expect(only(synth(stack), 'fleetwright_azure_network')).toMatchObject({
    name: 'nodes',
    resource_group_name: 'shared',
    create_resource_group: false,
    address_prefixes: ['10.1.0.0/16'],
    subnet_prefix: '10.1.2.0/24',
    security_rules: {
      web: { priority: 100, sources: ['Internet'], destination_ports: ['80', '443'] },
      mail: {
        priority: 100,
        direction: 'outbound',
        access: 'deny',
        sources: ['*'],
        destination_ports: ['25'],
      },
      ssh: { priority: 998, sources: ['203.0.113.7/32'], destination_ports: ['2222'] },
      'ssh-ipv6': { priority: 999, sources: ['2001:db8::/64'], destination_ports: ['2222'] },
    },
    tags: { team: 'one' },
    timeout: '5m',
  });
});

test('hosts that are alike are called by number or by name', () => {
  const stack = withAzure();
  const settings = { image, size, network: office, publicKeys: [KEY] };
  AzureHosts.of(stack, 'worker', { ...settings, count: 2 });
  const named = AzureHosts.of(stack, 'edge', { ...settings, names: ['blue'] });
  const machines = Object.values(synth(stack).resource.fleetwright_azure_virtual_machine ?? {});
  expect(machines).toMatchObject([
    { name: 'stack-edge-blue' },
    { name: 'stack-worker-1' },
    { name: 'stack-worker-2' },
  ]);
  expect(named.hosts.map(({ node }) => node.id)).toEqual(['blue']);
});

test('a cluster opens the ports it needs between its hosts, by role, and for hosts elsewhere by address', () => {
  const stack = withAzure();
  const network = networkIn(stack);
  const settings = { image, size, network, publicKeys: [KEY] };
  const cluster = new KubernetesCluster(stack, 'k8s', {
    version: '1.34.4',
    controlPlane: new AzureHost(stack, 'master', settings),
    podNetwork: PodNetwork.NONE,
  });
  cluster.addWorkers('azure', new AzureHost(stack, 'worker', settings));
  cluster.addWorkers('rack', new SshHost(stack, 'rack', { address: '198.51.100.7', hostKey: KEY }));
  const synthesized = synth(stack);
  const declared = only(synthesized, 'fleetwright_azure_network');
  expect(declared.application_security_groups).toEqual(['stack-k8s', 'stack-k8s-control']);
  const { ssh, inside, ...rules } = declared.security_rules as Record<string, object>;
  expect([ssh, inside]).not.toContain(undefined);
  expect(Object.values(rules)).toEqual([
    {
      priority: 1000,
      protocol: 'tcp',
      destination_ports: ['6443'],
      source_groups: ['stack-k8s'],
      destination_groups: ['stack-k8s-control'],
      description: 'Kubernetes API',
    },
    {
      priority: 1001,
      protocol: 'tcp',
      destination_ports: ['6443'],
      sources: ['198.51.100.7/32'],
      destination_groups: ['stack-k8s-control'],
      description: 'Kubernetes API, from outside',
    },
    {
      priority: 1002,
      protocol: 'tcp',
      destination_ports: ['2379-2380'],
      source_groups: ['stack-k8s-control'],
      destination_groups: ['stack-k8s-control'],
      description: 'etcd',
    },
    {
      priority: 1003,
      protocol: 'tcp',
      destination_ports: ['10250'],
      source_groups: ['stack-k8s'],
      destination_groups: ['stack-k8s'],
      description: 'kubelet',
    },
    {
      priority: 1004,
      protocol: 'tcp',
      destination_ports: ['10250'],
      sources: ['198.51.100.7/32'],
      destination_groups: ['stack-k8s'],
      description: 'kubelet, from outside',
    },
  ]);
  const groupsOf = (name: string): unknown =>
    (synthesized.resource.fleetwright_azure_virtual_machine?.[name] as Record<string, unknown>)
      .application_security_group_ids;
  const id = (group: string): string =>
    `\${fleetwright_azure_network.network.application_security_group_ids["${group}"]}`;
  expect(groupsOf('master')).toEqual([id('stack-k8s'), id('stack-k8s-control')]);
  expect(groupsOf('worker')).toEqual([id('stack-k8s')]);
});

test('hosts of the built-in pod network forward packets, and the user is told what Azure does with those', () => {
  const stack = withAzure();
  const host = make({ network: networkIn(stack) }, stack);
  new KubernetesCluster(stack, 'k8s', { version: '1.34.4', controlPlane: host });
  expect(only(synth(stack), 'fleetwright_azure_virtual_machine')).toMatchObject({ ip_forwarding: true });
  const warnings = host.node.metadata.filter(({ type }) => type === '@cdktf/warn');
  expect(warnings).toHaveLength(1);
  expect(String(warnings[0]?.data)).toContain('PodNetwork.NONE');
});

test('a network of somebody else is left as it is when a cluster has hosts in it', () => {
  const stack = withAzure();
  const host = make({ addressKind: AddressKind.PRIVATE }, stack);
  new KubernetesCluster(stack, 'k8s', {
    version: '1.34.4',
    controlPlane: host,
    podNetwork: PodNetwork.NONE,
  });
  const synthesized = synth(stack);
  expect(synthesized.resource.fleetwright_azure_network).toBeUndefined();
  expect(only(synthesized, 'fleetwright_azure_virtual_machine')).not.toHaveProperty(
    'application_security_group_ids',
  );
});

test('names of long paths are cut to what Azure takes, and stay different', () => {
  const stack = withAzure();
  const settings = { image, size, network: office, publicKeys: [KEY] };
  const long = 'a-rather-long-name-of-a-host-that-somebody-has-thought-of-for-a-test';
  for (const end of ['one', 'two']) new AzureHost(stack, `${end}-${long}`, settings);
  const names = Object.values(synth(stack).resource.fleetwright_azure_virtual_machine ?? {}).map((machine) =>
    String((machine as { name: unknown }).name),
  );
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,60}$/);
});

test('the provider block gets the subscriptions', () => {
  const stack = emptyStack();
  new Fleetwright(stack, 'fleetwright', {
    azure: { subscriptionId, cloud: AzureCloud.CHINA, maxRequestsPerSecond: 5 },
    azureConfigurations: { lab: { subscriptionId, endpoint: 'http://127.0.0.1:4000' } },
  });
  expect(synth(stack).provider.fleetwright?.[0]).toMatchObject({
    azure: {
      default: { subscription_id: subscriptionId, cloud: 'china', max_requests_per_second: 5 },
      lab: { subscription_id: subscriptionId, endpoint: 'http://127.0.0.1:4000' },
    },
  });
});

describe('mistakes', () => {
  const folder = scratchFolder();
  const cases: [string, () => unknown][] = [
    ['azureKeysNotOneWay', () => make({ publicKeyFile: 'also.pub' })],
    ['publicKeyUnreadable', () => makeByFile('no-such-file.pub')],
    ['privateKeyGiven', () => makeByFile(privateKeyFile())],
    ['reservedUser', () => make({ user: 'admin' })],
    ['invalidAzureName', () => make({ name: 'a_b' })],
    ['invalidZone', () => make({ zone: '4' })],
    ['invalidLun', () => make({ dataDisks: { '64': { sizeGib: 1 } } })],
    ['invalidDuration', () => make({ timeout: 'soon' })],
    ['publicAddressDisabled', () => make({ associatePublicIpAddress: false })],
    ['noAzureWayIn', () => networkIn(withAzure(), { sshFrom: [] })],
    ['invalidLocation', () => networkIn(withAzure(), { location: 'West Europe' })],
    ['invalidRange', () => networkIn(withAzure(), { sshFrom: ['203.0.113.7'] })],
    ['azureRuleNotOneSide', () => networkIn(withAzure(), { rules: { web: { priority: 100 } } })],
    ['azurePriority', () => networkIn(withAzure(), { rules: { web: { priority: 1000, sources: ['*'] } } })],
    ['azurePriority', () => networkIn(withAzure(), { rules: { web: { priority: 998, sources: ['*'] } } })],
    [
      'countAndNames',
      () => AzureHosts.of(withAzure(), 'all', { image, size, network: office, publicKeys: [KEY] }),
    ],
    [
      'invalidCount',
      () => AzureHosts.of(withAzure(), 'all', { image, size, network: office, publicKeys: [KEY], count: 0 }),
    ],
    ['invalidSubscription', () => stackWithProvider({ azure: { subscriptionId: 'mine' } })],
    [
      'invalidEndpoint',
      () => stackWithProvider({ azure: { subscriptionId, endpoint: 'http://arm.example.org' } }),
    ],
    [
      'azureDeclaredTwice',
      () =>
        stackWithProvider({
          azure: { subscriptionId },
          azureConfigurations: { default: { subscriptionId } },
        }),
    ],
  ];

  function makeByFile(publicKeyFile: string): AzureHost {
    const stack = withAzure();
    return new AzureHost(stack, 'box', { image, size, network: office, publicKeyFile });
  }

  function privateKeyFile(): string {
    const file = join(folder, 'id');
    writeFileSync(file, '-----BEGIN OPENSSH PRIVATE KEY-----\n');
    return file;
  }

  test.each(cases)('%s', (code, mistake) => {
    expect(codeOf(mistake)).toBe(code);
  });

  test('a configuration that the stack does not have', () => {
    const stack = stackWithProvider({ ssh: { keyFile: '/keys/id' } });
    make({}, stack);
    expect(() => synth(stack)).toThrow(
      'Azure configuration "default" is not one of this stack\'s Fleetwright',
    );
  });
});
