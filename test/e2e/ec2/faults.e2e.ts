import { Sandbox } from '../../../src/sandbox';
import { QuickstartFleet, alive, condition } from './quickstart-fleet';

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
  const { exitCode, output } = await fleet.deploy();
  expect(exitCode).not.toBe(0);
  for (const type of ['t3.large', 'm5.large']) expect(output).toContain(type);
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

test('a machine that reboots meanwhile is waited for', async () => {
  sandbox.faults.add({
    kind: 'reboot',
    subject: 'rack-1',
    operation: 'exec',
    skip: 2,
    times: 1,
    delaySeconds: 30,
  });
  const { exitCode } = await fleet.deploy();
  // The command that was running may have failed; whatever it left is gone on with.
  if (exitCode !== 0) await fleet.mustDeploy();
  await expectAllThere();
});
