import { TerraformVariable } from 'cdktf';
import { MesosCluster, SshHost, type SshHostProps, SshHosts } from '../../../src';
import { codeOf } from '../../support/errors';
import { HOST_KEY, only, stackWithProvider, synth } from '../../support/stack';

const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHb4YQ3X2vJ2G0T5bW3f9kq1xq9m1b6p9r8s7t6u5v4w root@rack';

function make(props: Partial<SshHostProps>): () => SshHost {
  return () => new SshHost(stackWithProvider(), 'host', { address: '10.0.0.1', ...props });
}

test('a host has the defaults of a machine one just installed', () => {
  const stack = stackWithProvider();
  new SshHost(stack, 'rack-1', { address: '10.0.0.1', hostKey: PUBLIC_KEY });
  expect(only(synth(stack), 'fleetwright_ssh_host')).toEqual({
    address: '10.0.0.1',
    credential: 'default',
    host_key: PUBLIC_KEY,
    port: 22,
    user: 'root',
  });
});

test('a host that others reach at another address says so to clusters alone', () => {
  const stack = stackWithProvider();
  const rack = new SshHost(stack, 'rack', {
    address: '203.0.113.7',
    clusterAddress: '192.168.7.11',
    hostKey: HOST_KEY,
  });
  expect(rack.connection.address).toBe('203.0.113.7');
  const source = { system: true };
  new MesosCluster(stack, 'mesos', { packages: { mesos: source, marathon: source }, masters: rack });
  expect(only(synth(stack), 'fleetwright_mesos_master')).toMatchObject({
    host: { address: '203.0.113.7' },
    hostname: '192.168.7.11',
    zookeeper: 'zk://192.168.7.11:2181/mesos',
  });
  expect(JSON.stringify(synth(stack).resource.fleetwright_ssh_host)).not.toContain('192.168');
});

test('exactly one way to the host key is needed', () => {
  expect(codeOf(make({}))).toBe('hostKeyMissing');
  expect(codeOf(make({ trustOnFirstUse: false }))).toBe('hostKeyMissing');
  expect(codeOf(make({ hostKey: HOST_KEY, trustOnFirstUse: true }))).toBe('hostKeyTwice');
  expect(codeOf(make({ knownHostsFile: '~/.ssh/known_hosts' }))).toBe('no error');
  expect(codeOf(make({ hostKey: 'SHA256:short' }))).toBe('invalidHostKey');
  expect(codeOf(make({ hostKey: HOST_KEY, port: 70000 }))).toBe('invalidPort');
});

test('a node name is a DNS name in lower case, and no argument of the host', () => {
  expect(codeOf(make({ hostKey: HOST_KEY, nodeName: 'Rack 1' }))).toBe('invalidNodeName');
  const stack = stackWithProvider();
  const { stringValue } = new TerraformVariable(stack, 'v', {});
  new SshHost(stack, 'host', { address: '10.0.0.1', hostKey: HOST_KEY, nodeName: stringValue });
  expect(only(synth(stack), 'fleetwright_ssh_host')).not.toHaveProperty('node_name');
});

test('an address, a port and a key of another resource are taken', () => {
  const stack = stackWithProvider();
  const variable = new TerraformVariable(stack, 'v', {});
  new SshHost(stack, 'host', {
    address: variable.stringValue,
    hostKey: variable.stringValue,
    port: variable.numberValue,
    user: variable.stringValue,
  });
  expect(only(synth(stack), 'fleetwright_ssh_host')).toMatchObject({ address: '${var.v}', port: '${var.v}' });
});

test('the hosts of a group are named after their addresses, so that removing one renames no other', () => {
  const names = (addresses: string[]): string[] => {
    const stack = stackWithProvider();
    SshHosts.of(stack, 'rack', { addresses, trustOnFirstUse: true });
    return Object.keys(synth(stack).resource.fleetwright_ssh_host ?? {});
  };
  const all = names(['10.0.0.11', '10.0.0.12', 'fd00::1', 'db.example.org']);
  expect(all).toHaveLength(4);
  expect(all).toEqual(expect.arrayContaining(names(['db.example.org', '10.0.0.12'])));
});

test('names may be given, and have to be for addresses that are not known yet', () => {
  const stack = stackWithProvider();
  const address = new TerraformVariable(stack, 'v', {}).stringValue;
  expect(codeOf(() => SshHosts.of(stack, 'a', { addresses: [address], trustOnFirstUse: true }))).toBe(
    'hostNameNeeded',
  );
  expect(
    codeOf(() => SshHosts.of(stack, 'b', { addresses: [address], names: [], trustOnFirstUse: true })),
  ).toBe('hostNamesDiffer');
  const group = SshHosts.of(stack, 'c', { addresses: [address], names: ['one'], trustOnFirstUse: true });
  expect(group.hosts.map((one) => one.node.path)).toEqual(['stack/c/one']);
});

test('every host of a group gets its own key', () => {
  const stack = stackWithProvider();
  const addresses = ['10.0.0.1', '10.0.0.2'];
  expect(codeOf(() => SshHosts.of(stack, 'a', { addresses, hostKeys: { '10.0.0.1': HOST_KEY } }))).toBe(
    'hostKeyMissing',
  );
  expect(
    codeOf(() =>
      SshHosts.of(stack, 'b', { addresses, hostKeys: { '10.0.0.3': HOST_KEY }, trustOnFirstUse: true }),
    ),
  ).toBe('hostKeyWithoutHost');
});
