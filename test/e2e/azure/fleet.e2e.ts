import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '../../../src/sandbox';
import { condition, eventually, named } from '../fleet-condition';
import { AzureAccount } from './azure-account';
import { AzureFleet, type Declaration } from './azure-fleet';

// One fleet through its life; each test goes on where the one before it stopped.
let sandbox: Sandbox;
let account: AzureAccount;
let fleet: AzureFleet;

const spot = { count: 1, spot: {} };
const first: Declaration = {
  groups: {
    master: { count: 1 },
    worker: { count: 1, dataDisks: { '0': { sizeGib: 8 } }, tags: { team: 'one' } },
    burst: spot,
  },
  replicas: 3,
};
const workersChanged = {
  count: 1,
  dataDisks: { '0': { sizeGib: 16 } },
  osDisk: { sizeGib: 50 },
  size: 'Standard_D4s_v5',
  tags: { team: 'two' },
};
const changed: Declaration = {
  network: {
    tags: { team: 'two' },
    rules: { shop: { priority: 100, sources: ['Internet'], destinationPorts: ['30080'] } },
  },
  groups: { ...first.groups, worker: workersChanged },
  replicas: 3,
};
const replaced: Declaration = {
  ...changed,
  groups: { ...first.groups, worker: { ...workersChanged, customData: '#!/bin/sh\ntrue\n' } },
};

beforeAll(async () => {
  sandbox = await Sandbox.start({ seed: 5 });
  account = new AzureAccount(sandbox);
  fleet = new AzureFleet(sandbox);
});
afterAll(() => sandbox.stop());

const changes = async () =>
  (await fleet.planned())
    .map(({ address, actions }) => `${named([address]).join()}: ${actions.join()}`)
    .sort();
const machine = async (name: string) => (await account.machines()).find((one) => one.name.endsWith(name));
const ready = { ready: 3, notReady: [], web: '3/3' };

test('one deploy goes from nothing to a cluster on Azure with a ready workload', async () => {
  fleet.declare(first);
  await fleet.mustDeploy();
  const machines = await account.machines();
  expect(machines.map(({ name, properties }) => [name, properties.priority])).toEqual([
    ['quickstart-burst-1', 'Spot'],
    ['quickstart-master-1', undefined],
    ['quickstart-worker-1', undefined],
  ]);
  expect(await Promise.all(machines.map((one) => account.powerOf(one)))).toEqual(
    machines.map(() => 'running'),
  );
  expect(await account.rules()).toEqual(expect.arrayContaining(['inside', 'ssh']));
  expect(condition(await sandbox.inventory())).toEqual(ready);
});

test('the plan is empty, also after a refresh, and no secret is in any file', async () => {
  expect(await changes()).toEqual([]);
  await fleet.mustApply('-refresh-only');
  expect(await changes()).toEqual([]);
  expect(await account.tagged('fleetwright:creating')).toEqual([]);
  const kubeconfig = await sandbox.kubeconfig();
  const [, clientKey = 'no key'] = /client-key-data: (\S+)/.exec(kubeconfig) ?? [];
  for (const { file, content } of fleet.leftBehind()) {
    const found = [clientKey, 'PRIVATE KEY', 'access_token'].filter((secret) => content.includes(secret));
    expect([file, found]).toEqual([file, []]);
  }
});

test('what the state has lost is imported beneath the cluster, and the plan is empty', async () => {
  const ids = await fleet.ids('fleetwright_azure_');
  expect(Object.keys(ids)).toHaveLength(4);
  await fleet.terraform('state', 'rm', ...Object.keys(ids));
  const file = join(fleet.stack, 'imports.tf.json');
  writeFileSync(file, JSON.stringify({ import: Object.entries(ids).map(([to, id]) => ({ to, id })) }));
  expect(await fleet.mustApply()).toContain('4 imported, 0 added, 0 changed, 0 destroyed');
  rmSync(file);
  expect(await changes()).toEqual([]);
});

test('size, disks, tags and rules change in place, and the node comes back', async () => {
  const before = await machine('worker-1');
  fleet.declare(changed);
  await fleet.synth();
  expect(await changes()).toEqual([
    'azure_network.network: update',
    'azure_virtual_machine.worker_1: update',
  ]);
  await fleet.mustApply();
  const after = await machine('worker-1');
  expect(after).toMatchObject({
    tags: { team: 'two' },
    properties: { vmId: before?.properties.vmId, hardwareProfile: { vmSize: 'Standard_D4s_v5' } },
  });
  expect(await account.disks()).toMatchObject({
    'quickstart-worker-1-os': 50,
    'quickstart-worker-1-data-0': 16,
  });
  expect(await account.rules()).toContain('shop');
  await eventually(async () => condition(await sandbox.inventory()).ready === 3);
  expect(await changes()).toEqual([]);
});

test('what replaces a machine is named in the plan, and its node goes with it', async () => {
  const before = await machine('worker-1');
  fleet.declare(replaced);
  await fleet.synth();
  const planned = await fleet.planned();
  const [worker] = planned.filter(({ address }) => address.includes('azure_virtual_machine'));
  expect(worker).toMatchObject({ actions: ['delete', 'create'], replace_paths: [['custom_data']] });
  expect(named(planned.map(({ address }) => address))).toEqual([
    'azure_virtual_machine.worker_1',
    'kubernetes_node.k8s_worker-worker-1',
  ]);
  await fleet.mustApply();
  expect((await machine('worker-1'))?.properties.vmId).not.toBe(before?.properties.vmId);
  expect(condition(await sandbox.inventory())).toEqual(ready);
  expect(await changes()).toEqual([]);
});

test('an evicted spot machine and one deleted behind our back are brought back by one apply', async () => {
  sandbox.evictSpot('quickstart-burst-1');
  sandbox.deleteVirtualMachine('quickstart-worker-1');
  await eventually(async () => {
    const left = await account.machines();
    const [burst] = left;
    return left.length === 2 && burst !== undefined && (await account.powerOf(burst)) === 'deallocated';
  });
  const before = await machine('burst-1');
  expect(await changes()).toEqual(
    expect.arrayContaining([
      'azure_virtual_machine.burst_1: update',
      'azure_virtual_machine.worker_1: create',
      'kubernetes_node.k8s_worker-worker-1: delete,create',
    ]),
  );
  await fleet.mustApply();
  expect((await machine('burst-1'))?.properties.vmId).toBe(before?.properties.vmId);
  await eventually(async () => condition(await sandbox.inventory()).ready === 3);
  expect(await changes()).toEqual([]);
});

test('destroy leaves nothing', async () => {
  await fleet.mustDestroy();
  expect(await account.existing()).toEqual([]);
  expect(await fleet.state()).toEqual([]);
  const { machines, clusters } = await sandbox.inventory();
  expect([machines, clusters]).toEqual([[], []]);
});
