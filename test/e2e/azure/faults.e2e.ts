import { Sandbox } from '../../../src/sandbox';
import { eventually, named } from '../fleet-condition';
import { AzureAccount } from './azure-account';
import { AzureFleet, type Declaration } from './azure-fleet';

// Every test begins with an empty subscription and an empty state, and ends with a destroy that leaves only what others have.
let theirs: readonly string[];
let sandbox: Sandbox;
let account: AzureAccount;
let fleet: AzureFleet;

const workers = { worker: { count: 2 } };

beforeAll(async () => {
  sandbox = await Sandbox.start({ seed: 12, azureQuotas: { cores: 5 } });
  account = new AzureAccount(sandbox);
  fleet = new AzureFleet(sandbox, { TF_LOG: '' });
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  theirs = [];
});
afterEach(async () => {
  sandbox.faults.clear();
  await fleet.mustApply('-destroy');
  expect(await account.existing()).toEqual(theirs);
  await sandbox.reset();
});

async function declare(declaration: Declaration): Promise<void> {
  // A synthesis takes a while, and what is declared already needs none.
  if (fleet.declare(declaration)) await fleet.synth();
}

const tryApply = () => fleet.terraform('apply', '-auto-approve', '-no-color');
const vmIds = async () => (await account.machines()).map(({ properties }) => properties.vmId);

test('throttled and failing calls are made again, and lost answers make nothing twice', async () => {
  await declare({ groups: workers });
  sandbox.faults.add({ kind: 'throttle', service: 'azure', probability: 0.15 });
  sandbox.faults.add({ kind: 'error', service: 'azure', probability: 0.1 });
  for (const operation of [
    'ResourceGroups_CreateOrUpdate',
    'VirtualNetworks_CreateOrUpdate',
    'PublicIPAddresses_CreateOrUpdate',
    'NetworkInterfaces_CreateOrUpdate',
    'VirtualMachines_CreateOrUpdate',
  ]) {
    sandbox.faults.add({ kind: 'response-lost', service: 'azure', operation, times: 1 });
  }
  await fleet.mustApply();
  expect(Math.min(...sandbox.faults.list().map(({ struck }) => struck))).toBeGreaterThan(0);
  sandbox.faults.clear();
  expect(await account.machines()).toHaveLength(2);
  // Group, network, its security group, and of each machine itself, disk, interface and address.
  expect(await account.existing()).toHaveLength(11);
  expect(await fleet.planned()).toEqual([]);
});

test.each([
  ['the provider', () => fleet.killProviders()],
  ['Terraform and the provider', () => fleet.killTerraform()],
])(
  'what was under way when %s was killed is gone on with, nothing twice and nothing lost',
  async (_, kill) => {
    await declare({ groups: workers });
    const applying = tryApply();
    await eventually(async () => (await account.machines()).length === 2);
    const begun = await vmIds();
    expect((await account.machines()).map(({ properties }) => properties.provisioningState)).toContain(
      'Creating',
    );
    expect(kill()).toBeGreaterThan(0);
    expect((await applying).exitCode).not.toBe(0);

    await fleet.mustApply();
    expect(await vmIds()).toEqual(begun);
    expect(await account.existing()).toHaveLength(11);
    expect(await fleet.planned()).toEqual([]);
  },
);

test('what a quota refuses is in the state with what was made of it, and goes when it is not wanted any more', async () => {
  await declare({ groups: { ...workers, big: { count: 1, size: 'Standard_D8s_v5' } } });
  const { exitCode, output } = await tryApply();
  expect(exitCode).not.toBe(0);
  expect(unwrapped(output)).toContain('no machine "quickstart-big-1" of size Standard_D8s_v5 in westeurope');
  expect(await account.machines()).toHaveLength(2);
  expect(await account.existing()).toContain('networkInterfaces/quickstart-big-1-nic');
  expect(named(await fleet.state())).toContain('azure_virtual_machine.big_1');

  await declare({ groups: workers });
  await fleet.mustApply();
  expect((await account.existing()).filter((name) => name.includes('big'))).toEqual([]);
  expect(await fleet.planned()).toEqual([]);
});

test('what others have made under the same names is refused, and stays as it is', async () => {
  const tags = { theirs: 'yes' };
  const address = 'providers/Microsoft.Network/publicIPAddresses/quickstart-worker-1-ip';
  await account.make('resourceGroups/quickstart-network', { tags });
  await account.make(`resourceGroups/quickstart-network/${address}`, {
    tags,
    sku: { name: 'Standard' },
    properties: { publicIPAllocationMethod: 'Static' },
  });
  theirs = await account.existing();
  await declare({ groups: workers });
  const group = await tryApply();
  expect(group.exitCode).not.toBe(0);
  expect(unwrapped(group.output)).toMatch(
    /resource group "quickstart-network" exists and belongs to something/,
  );
  expect(await account.existing()).toEqual(theirs);

  await declare({ groups: workers, network: { createResourceGroup: false } });
  const machine = await tryApply();
  expect(machine.exitCode).not.toBe(0);
  expect(unwrapped(machine.output)).toMatch(/quickstart-worker-1-ip" exists and belongs to something else/);
  expect((await account.machines()).map(({ name }) => name)).toEqual(['quickstart-worker-2']);
  expect(await account.tagged('theirs')).toHaveLength(2);
});

/** Terraform breaks long lines and puts a frame around them. */
function unwrapped(output: string): string {
  return output.replace(/[\s│]+/g, ' ').replaceAll('\\"', '"');
}
