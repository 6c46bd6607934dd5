import { EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { Sandbox } from '../../../src/sandbox';
import { QuickstartFleet, alive, condition } from './quickstart-fleet';

// One fleet through its life; each test goes on where the one before it stopped.
let sandbox: Sandbox;
let fleet: QuickstartFleet;

beforeAll(async () => {
  sandbox = await Sandbox.start({ seed: 3 });
  await sandbox.addRackMachine({ name: 'rack-1' });
  fleet = new QuickstartFleet(sandbox);
});
afterAll(() => sandbox.stop());

test('one apply goes from nothing to a cluster on EC2 and the rack with a ready workload', async () => {
  fleet.declare(3);
  await fleet.mustDeploy();
  const inventory = await sandbox.inventory();
  expect(alive(inventory)).toHaveLength(3);
  expect(condition(inventory)).toEqual({ ready: 4, notReady: [], web: '3/3' });
});

test('the plan is empty afterwards, and neither state nor plan nor log has a secret', async () => {
  expect(await fleet.plan()).toEqual([]);
  const kubeconfig = await sandbox.kubeconfig();
  const [, clientKey] = /client-key-data: (\S+)/.exec(kubeconfig) ?? [];
  expect(clientKey).toBeDefined();
  for (const { file, content } of fleet.leftBehind()) {
    const found = [clientKey ?? '', 'PRIVATE KEY'].filter((secret) => content.includes(secret));
    expect([file, found]).toEqual([file, []]);
  }
});

test('another number of replicas changes the workload and nothing else', async () => {
  fleet.declare(5);
  const planned = await fleet.plan();
  expect(planned.map(({ address, actions }) => [address, actions])).toEqual([
    ['fleetwright_kubernetes_release.web', ['update']],
  ]);
  await fleet.mustDeploy();
  expect(condition(await sandbox.inventory())).toMatchObject({ ready: 4, web: '5/5' });
});

test('of an instance that was terminated behind our back the plan shows instance and node, and an apply brings both back', async () => {
  const before = alive(await sandbox.inventory());
  const { id, address } = await aWorker();
  await terminate(id);
  const planned = await fleet.plan();
  const number = /_(\d)_/.exec(address)?.[1] ?? '';
  const shown = planned.map(
    ({ address, actions }) => `${address.replace(/_[0-9A-F]{8}$/, '')}: ${actions.join()}`,
  );
  expect(shown).toContainEqual(expect.stringMatching(`fleetwright_ec2_instance.worker_${number}: create`));
  expect(shown).toContainEqual(
    expect.stringMatching(/fleetwright_kubernetes_node\..*: (create|delete,create)$/),
  );
  expect(shown.filter((line) => line.startsWith('fleetwright_ec2_instance'))).toHaveLength(1);

  await fleet.mustDeploy();
  const inventory = await sandbox.inventory();
  expect(alive(inventory)).toHaveLength(3);
  expect(alive(inventory).filter((one) => before.includes(one))).toHaveLength(2);
  expect(condition(inventory)).toEqual({ ready: 4, notReady: [], web: '5/5' });
  expect(await fleet.plan()).toEqual([]);
});

test('destroy leaves nothing: not on EC2, not on the rack, not in the state', async () => {
  await fleet.mustDestroy();
  const { ec2, clusters, machines } = await sandbox.inventory();
  expect(alive(await sandbox.inventory())).toEqual([]);
  expect([ec2.keyPairs, ec2.securityGroups, ec2.volumes, clusters]).toEqual([[], [], [], []]);
  expect(machines).toMatchObject([{ name: 'rack-1', state: 'running' }]);
  expect(await fleet.state()).toEqual([]);
});

/** The first worker on EC2, as the state has it. */
async function aWorker(): Promise<{ readonly id: string; readonly address: string }> {
  const { output } = await fleet.terraform('show', '-json', '-no-color');
  const { values } = JSON.parse(output) as {
    values: { root_module: { resources: { address: string; values: { id?: string } }[] } };
  };
  const worker = values.root_module.resources.find(({ address }) =>
    address.includes('ec2_instance.worker_1'),
  );
  if (worker?.values.id === undefined) throw new Error('no worker is in the state');
  return { address: worker.address, id: worker.values.id };
}

async function terminate(id: string): Promise<void> {
  const { endpoint, region, accessKeyId, secretAccessKey } = sandbox.ec2;
  const client = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  await client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  client.destroy();
  while (alive(await sandbox.inventory()).includes(id))
    await new Promise((resolve) => setTimeout(resolve, 50));
}
