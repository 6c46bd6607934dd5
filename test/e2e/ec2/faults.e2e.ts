import { Sandbox } from '../../../src/sandbox';
import { condition, named } from '../fleet-condition';
import { QuickstartFleet, alive } from './quickstart-fleet';

// Every test begins with an empty sandbox and an empty state.
let sandbox: Sandbox;
let fleet: QuickstartFleet;

beforeAll(async () => {
  sandbox = await Sandbox.start({ seed: 11 });
  await sandbox.addRackMachine({ name: 'rack-1' });
});
afterAll(() => sandbox.stop());

beforeEach(async () => {
  await sandbox.reset();
  fleet = new QuickstartFleet(sandbox);
  fleet.declare(2);
});

async function expectAllThere(): Promise<void> {
  const inventory = await sandbox.inventory();
  expect(alive(inventory)).toHaveLength(3);
  expect(condition(inventory)).toEqual({ ready: 4, notReady: [], web: '2/2' });
  sandbox.faults.clear();
  expect(await fleet.plan()).toEqual([]);
}

test('throttled and failing calls are made again until they succeed', async () => {
  sandbox.faults.add({ kind: 'throttle', service: 'ec2', probability: 0.25 });
  sandbox.faults.add({ kind: 'error', service: 'ec2', probability: 0.1 });
  await fleet.mustDeploy();
  const struck = sandbox.faults.list().map((fault) => fault.struck);
  expect(Math.min(...struck)).toBeGreaterThan(0);
  await expectAllThere();
});

test('launches whose responses are lost make no second machine', async () => {
  const id = sandbox.faults.add({ kind: 'response-lost', operation: 'RunInstances', times: 2 });
  await fleet.mustDeploy();
  expect(sandbox.faults.list()).toMatchObject([{ id, struck: 2 }]);
  await expectAllThere();
});

test('without capacity for a type the next one is taken', async () => {
  sandbox.faults.add({ kind: 'no-capacity', subject: 't3.large' });
  await fleet.mustDeploy();
  const { ec2 } = await sandbox.inventory();
  const types = ec2.instances.map(({ instanceType }) => instanceType).sort();
  expect(types).toEqual(['m5.large', 'm5.large', 't3.medium']);
  await expectAllThere();
});

test('without capacity anywhere the error says what was tried, and the rest of the fleet is there', async () => {
  for (const subject of ['t3.large', 'm5.large']) sandbox.faults.add({ kind: 'no-capacity', subject });
  const { exitCode, output } = await fleet.apply();
  expect(exitCode).not.toBe(0);
  for (const type of ['t3.large', 'm5.large']) expect(output).toContain(type);
  const inventory = await sandbox.inventory();
  expect(alive(inventory)).toHaveLength(1);
  expect(condition(inventory)).toEqual({ ready: 2, notReady: [], web: 'none' });
  expect(named(await fleet.state())).toEqual([
    'ec2_instance.master_1',
    'ec2_key_pair.operator',
    'ec2_security_group.k8s_ec2-default',
    'ec2_security_group.k8s_ec2-default-control-plane',
    'ec2_security_group.master_ssh',
    'ec2_security_group.worker_ssh',
    'kubernetes_control_plane.k8s_control-plane',
    'kubernetes_node.k8s_worker-rack-1',
    'ssh_host.rack-1',
  ]);
  sandbox.faults.clear();
  await fleet.mustDeploy();
  await expectAllThere();
});

test('what a killed provider began is taken over by the next apply, nothing twice and nothing lost', async () => {
  const deploying = fleet.deploy();
  while (alive(await sandbox.inventory()).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(fleet.killProviders()).toBeGreaterThan(0);
  expect((await deploying).exitCode).not.toBe(0);
  await fleet.mustDeploy();
  await expectAllThere();
  await fleet.mustDestroy();
  expect(alive(await sandbox.inventory())).toEqual([]);
});

// Each in the middle of what is being done to the machine.
test.each([
  ['reboots', { kind: 'reboot', delaySeconds: 30 }],
  ['loses its link, while its command goes on', { kind: 'link-cut' }],
  ['cannot write, for one command', { kind: 'disk-full' }],
] as const)('a machine that %s does not keep the fleet from being there in the end', async (_, fault) => {
  const id = sandbox.faults.add({ ...fault, subject: 'rack-1', operation: 'exec', skip: 2, times: 1 });
  const { exitCode, output } = await fleet.apply();
  expect(sandbox.faults.list()).toMatchObject([{ id, struck: 1 }]);
  // The command that was running may have failed; whatever it left is gone on with.
  if (exitCode !== 0) {
    expect(output).toContain('rack-1');
    await fleet.mustDeploy();
  }
  await expectAllThere();
});
