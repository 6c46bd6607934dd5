import { SshConnection } from '../../../src/drivers/ssh';
import { Sandbox } from '../../../src/sandbox';
import { condition, eventually, named } from '../fleet-condition';
import { QuickstartFleet, alive, terminate } from './quickstart-fleet';

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
  const { id, address } = await fleet.resource('ec2_instance.worker_1');
  await terminate(sandbox, id);
  const planned = await fleet.plan();
  expect(named([address])).toEqual(['ec2_instance.worker_1']);
  expect(planned.map((one) => `${named([one.address]).join()}: ${one.actions.join()}`).sort()).toEqual([
    'ec2_instance.worker_1: create',
    'kubernetes_node.k8s_worker-worker-1: delete,create',
  ]);

  await fleet.mustDeploy();
  const inventory = await sandbox.inventory();
  expect(alive(inventory)).toHaveLength(3);
  expect(alive(inventory).filter((one) => before.includes(one))).toHaveLength(2);
  expect(condition(inventory)).toEqual({ ready: 4, notReady: [], web: '5/5' });
  expect(await fleet.plan()).toEqual([]);
});

test.each([
  ['in good order', () => reboot('rack-1')],
  ['by losing its power', () => powerCut('rack-1')],
])('a node that rebooted %s is ready again, and the plan is empty', async (_, act) => {
  await act();
  await eventually(async () => (await stateOf('rack-1')) === 'running');
  await eventually(async () => condition(await sandbox.inventory()).ready === 4);
  expect(await fleet.plan()).toEqual([]);
});

test('of a node whose machine is dead for good the removal works, and the others stay as they are', async () => {
  sandbox.faults.add({ kind: 'dead', subject: 'rack-1', times: 1 });
  await eventually(async () => condition(await sandbox.inventory()).notReady.join() === 'rack-1');
  fleet.declare(5, (name) => name !== 'rack-1');
  expect(await fleet.mustDeploy()).toContain('rack-1');
  expect(condition(await sandbox.inventory())).toEqual({ ready: 3, notReady: [], web: '5/5' });
  expect(await fleet.plan()).toEqual([]);
});

test('destroy leaves nothing: not on EC2, not on the rack, not in the state', async () => {
  await fleet.mustDestroy();
  const { ec2, clusters, machines } = await sandbox.inventory();
  expect(alive(await sandbox.inventory())).toEqual([]);
  expect([ec2.keyPairs, ec2.securityGroups, ec2.volumes, clusters]).toEqual([[], [], [], []]);
  expect(machines).toMatchObject([{ name: 'rack-1', state: 'off' }]);
  expect(await fleet.state()).toEqual([]);
});

/** As its operator would. */
async function reboot(name: string): Promise<void> {
  const machine = sandbox.rackMachines().find((one) => one.name === name);
  if (machine === undefined) throw new Error(`there is no machine "${name}"`);
  const { address, port, user, hostKey } = machine;
  const ssh = await SshConnection.connect({
    ...{ address, port, user },
    credential: { kind: 'key-file', privateKeyFile: sandbox.sshKeyFile },
    hostKeys: { kind: 'pinned', keys: [hostKey] },
  });
  // The link may go before the answer comes; it goes when the machine does.
  await Promise.allSettled([ssh.run('systemctl reboot')]);
  await eventually(() => Promise.resolve(ssh.closed));
}

async function powerCut(name: string): Promise<void> {
  sandbox.faults.add({ kind: 'reboot', subject: name, times: 1, delaySeconds: 60 });
  await eventually(async () => (await stateOf(name)) === 'off');
}

async function stateOf(name: string): Promise<string | undefined> {
  return (await sandbox.inventory()).machines.find((one) => one.name === name)?.state;
}
