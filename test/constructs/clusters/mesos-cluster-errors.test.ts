import { FileDelivery, Hosts, MesosCluster, type MesosClusterProps, SshHost } from '../../../src';
import { codeOf } from '../../support/errors';
import { HOST_KEY, host, stackWithProvider } from '../../support/stack';
import {
  type MesosProps,
  mesosCluster as make,
  synthesizedMesos as cluster,
  systemPackages as packages,
} from '../support/mesos';

const sha256 = '0'.repeat(64);
const withMesos = (mesos: MesosClusterProps['packages']['mesos']) => ({ packages: { ...packages, mesos } });

test.each<[string, number, MesosProps]>([
  ['noHosts', 0, {}],
  ['evenHosts', 2, {}],
  ['evenHosts', 4, {}],
  ['tooManyHosts', 7, {}],
  ['quorumTooLarge', 3, { quorum: 4 }],
  ['quorumNotMajority', 3, { quorum: 1 }],
  ['quorumNotMajority', 3, { quorum: 3 }],
  ['no error', 3, { quorum: 2 }],
  ['invalidConsent', 3, { newRegistry: 'yes' }],
  ['invalidZookeeperPath', 1, { zookeeperPath: 'mesos' }],
  ['invalidZookeeperPath', 1, { zookeeperPath: '/' }],
  ['zookeeperIdWithoutHost', 1, { zookeeperIds: { nobody: 1 } }],
  ['invalidZookeeperId', 1, { zookeeperIds: { 'host-1': 256 } }],
  ['packagesNeeded', 1, { packages: { mesos: { system: true } } }],
  ['packagesNotOneWay', 1, withMesos({})],
  ['packagesNotOneWay', 1, withMesos({ system: true, files: [] })],
  ['aptKeyNeeded', 1, withMesos({ aptRepository: 'https://packages.example.org' })],
  ['aptKeyNeeded', 1, withMesos({ system: true, aptKeyUrl: 'https://packages.example.org/key' })],
  ['packageFileNotOneWay', 1, withMesos({ files: [{ sha256 }] })],
  [
    'packageFileNotOneWay',
    1,
    withMesos({ files: [{ path: 'a.deb', sha256, delivery: FileDelivery.FETCH }] }),
  ],
  ['invalidSha256', 1, withMesos({ files: [{ path: 'a.deb', sha256: 'abc' }] })],
  ['no error', 1, withMesos({ files: [{ path: 'a.deb', sha256 }] })],
  ['flagTaken', 1, { masterFlags: { quorum: '1' } }],
  ['flagTaken', 1, { agentFlags: { attributes: 'rack:r1' } }],
  ['flagTaken', 1, { marathonFlags: { zk: 'zk://a:2181/marathon' } }],
  ['invalidFlag', 1, { masterFlags: { '--roles': 'a' } }],
  ['invalidPort', 1, { marathonPort: 0 }],
  ['invalidMesosDuration', 1, { executorRegistrationTimeout: '5m' }],
  ['invalidDuration', 1, { drainTimeout: '5mins' }],
  ['invalidRange', 1, { peerCidrs: ['10.0.0.1'] }],
])('%s with %i masters and %j', (code, masters, props) => {
  expect(codeOf(() => cluster(masters, 1, props))).toBe(code);
});

test.each<[string, Parameters<MesosCluster['addAgents']>[2]]>([
  ['invalidAttribute', { attributes: { rack: '' } }],
  ['invalidAttribute', { attributes: { rack: 'a;b' } }],
  ['invalidAttribute', { attributes: { rack: '{a,b}' } }],
  ['invalidAttribute', { attributes: { rack: '[1-' } }],
  ['invalidAttribute', { attributes: { 'a:b': 'c' } }],
  ['no error', { attributes: { rack: 'r1:x', level: '[1-3,7-9]' } }],
  ['invalidResource', { resources: { mem: '8GiB' } }],
  ['invalidResource', { resources: { mem: '[1-2]' } }],
  ['invalidResource', { resources: { 'cpus(': '1' } }],
  ['no error', { resources: { 'cpus(web)': '1.5', zones: '{a,b}' } }],
  ['domainNotWhole', { region: 'eu' }],
  ['flagTaken', { flags: { resources: 'cpus:4' } }],
])('%s for agents with %j', (code, settings) => {
  const stack = stackWithProvider();
  const mesos = make(stack, 1, 0);
  expect(codeOf(() => mesos.addAgents('more', host(stack, 9), settings))).toBe(code);
});

test('a host of a service is no agent, and a host is part of one cluster once', () => {
  const stack = stackWithProvider();
  const [a, b, c] = [host(stack, 1), host(stack, 2), host(stack, 3)];
  expect(() => new MesosCluster(stack, 'x', { packages, masters: a, agents: [a] })).toThrow(
    'stack/x: host "stack/host-1" is a master and cannot be an agent as well',
  );
  expect(() => new MesosCluster(stack, 'y', { packages, masters: c, zookeeper: b, agents: [b] })).toThrow(
    'is a ZooKeeper node and cannot be an agent as well',
  );
  const again = stackWithProvider();
  const one = host(again, 1);
  expect(
    codeOf(() => new MesosCluster(again, 'x', { packages, masters: Hosts.of(one, one, host(again, 2)) })),
  ).toBe('hostUsedTwice');
  new MesosCluster(again, 'first', { packages, masters: host(again, 3) });
  const alias = new SshHost(again, 'alias', { address: '10.0.0.3', hostKey: HOST_KEY });
  expect(codeOf(() => new MesosCluster(again, 'second', { packages, masters: alias }))).toBe('hostUsedTwice');
});
