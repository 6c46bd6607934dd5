import { ensureBundle } from '../harness/bundle';
import { TestHosts } from '../harness/hosts';
import type { TestHost } from '../harness/test-host';
import { answer } from '../host-waits';
import { ExampleFleet, type Web } from './example-fleet';
import { kubectl, nodesReady, remains } from './host-checks';

const web: Web = { image: 'fleetwright.test/web:2', replicas: 1, greeting: 'hello from three' };

let hosts: TestHosts;
let fleet: ExampleFleet;
let all: readonly [TestHost, TestHost, TestHost, TestHost];

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 4, prefix: 'cp' });
  all = hosts.hosts as [TestHost, TestHost, TestHost, TestHost];
  fleet = new ExampleFleet(hosts.keyFile, all.slice(0, 3), await ensureBundle());
});

afterAll(() => hosts.stop());

/** Names of the members, as etcd itself has them. */
async function members(): Promise<readonly string[]> {
  const pki = '/etc/kubernetes/pki/etcd';
  const list = await kubectl(
    all[0],
    `-n kube-system exec etcd-cp-1 -- etcdctl --cacert ${pki}/ca.crt --cert ${pki}/healthcheck-client.crt --key ${pki}/healthcheck-client.key member list`,
  );
  return list
    .trim()
    .split('\n')
    .map((line) => line.split(', ')[2] ?? line)
    .sort();
}

test('three control planes join one after the other, in one deploy', async () => {
  fleet.declare([], web);
  await fleet.mustDeploy();
  expect(await nodesReady(all[0])).toEqual({ 'cp-1': 'True', 'cp-2': 'True', 'cp-3': 'True' });
  expect(await members()).toEqual(['cp-1', 'cp-2', 'cp-3']);
  expect(await answer(fleet.url)).toContain('hello from three');
  expect(await fleet.plan()).toEqual([]);
});

test('a changed configuration of the cluster reaches every control plane in one deploy', async () => {
  fleet.certSans = [all[0].address, 'api.fleetwright.test'];
  fleet.declare([], web);
  await fleet.mustDeploy();
  const names = 'openssl x509 -noout -ext subjectAltName -in /etc/kubernetes/pki/apiserver.crt';
  for (const host of all.slice(0, 3)) expect(await host.exec(names)).toContain('DNS:api.fleetwright.test');
  expect(await nodesReady(all[0])).toEqual({ 'cp-1': 'True', 'cp-2': 'True', 'cp-3': 'True' });
  expect(await fleet.plan()).toEqual([]);
});

test('a dead control plane is replaced by another machine in one deploy', async () => {
  await all[2].kill();
  fleet.controlPlanes = [all[0], all[1], all[3]];
  fleet.declare([], web);
  expect(await fleet.mustDeploy()).toContain(all[2].address);
  expect(await nodesReady(all[0])).toEqual({ 'cp-1': 'True', 'cp-2': 'True', 'cp-4': 'True' });
  expect(await members()).toEqual(['cp-1', 'cp-2', 'cp-4']);
  expect(await fleet.plan()).toEqual([]);
});

test('back to one: the others leave etcd and their hosts are clean', async () => {
  fleet.controlPlanes = [all[0]];
  fleet.declare([], web);
  await fleet.mustDeploy();
  expect(await members()).toEqual(['cp-1']);
  expect(await Promise.all([all[1], all[3]].map(remains))).toEqual([[], []]);
  expect(await nodesReady(all[0])).toEqual({ 'cp-1': 'True' });
  expect(await answer(fleet.url)).toContain('hello from three');
  await fleet.mustDestroy();
  expect(await remains(all[0])).toEqual([]);
});
