import { ensureBundle } from '../harness/bundle';
import { TestHosts } from '../harness/hosts';
import type { TestHost } from '../harness/test-host';
import { ExampleFleet, type Web } from './example-fleet';
import { answer, kubectl, nodesReady } from './host-checks';

const web: Web = { image: 'fleetwright.test/web:2', replicas: 1, greeting: 'hello from three' };

let hosts: TestHosts;
let fleet: ExampleFleet;
let all: readonly [TestHost, TestHost, TestHost];

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 3, prefix: 'cp' });
  all = hosts.hosts as [TestHost, TestHost, TestHost];
  fleet = new ExampleFleet(hosts.keyFile, all, await ensureBundle());
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
