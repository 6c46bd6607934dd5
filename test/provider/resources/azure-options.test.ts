import { AzureBench, GROUP, MACHINE, NETWORK, type Arguments } from '../support/azure-bench';
import { differences } from '../support/release-bench';

jest.setTimeout(300_000);

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('what machines of Azure may be beside the usual, under the Terraform CLI', () => {
  let bench: AzureBench;
  beforeAll(async () => {
    bench = await AzureBench.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  const declare = (args: Arguments, network: Arguments = {}) => {
    bench.declareMachines({ box: args }, network);
  };
  const reimport = async () => {
    const { id } = await bench.valuesOf(MACHINE);
    await bench.terraform.run('state', 'rm', MACHINE);
    await bench.terraform.run('import', '-no-color', MACHINE, String(id));
  };

  test('a spot machine that was evicted and deallocated is started again, as the same one', async () => {
    const { terraform, azure } = bench;
    declare({ spot: { max_price: 0.5 } });
    await terraform.apply();
    const { vm_id } = await bench.valuesOf(MACHINE);
    expect(bench.snapshot.virtualMachines).toMatchObject([{ priority: 'Spot' }]);
    await reimport();
    expect(await terraform.plan()).toEqual([]);

    azure.service.evictSpot('box');
    await until(() => bench.snapshot.virtualMachines[0]?.power === 'deallocated');
    const [planned] = await terraform.plan();
    expect(planned?.change).toMatchObject({ actions: ['update'], before: { state: 'deallocated' } });
    expect(differences(planned)).toEqual(['state']);
    await terraform.apply();
    expect(bench.snapshot.virtualMachines).toMatchObject([{ vmId: vm_id, power: 'running' }]);
    expect(await terraform.plan()).toEqual([]);
  });

  test('a spot machine that was evicted and deleted is made again, with all that went with it', async () => {
    const { terraform, azure } = bench;
    declare({ spot: { eviction: 'delete' }, associate_public_ip_address: true });
    await terraform.apply();
    const { vm_id } = await bench.valuesOf(MACHINE);
    const before = bench.existing();
    azure.service.evictSpot('box');
    await until(() => bench.snapshot.virtualMachines.length === 0);
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['create']);
    await terraform.apply();
    expect((await bench.valuesOf(MACHINE)).vm_id).not.toBe(vm_id);
    expect(bench.existing()).toEqual(before);
    expect(await terraform.plan()).toEqual([]);
  });

  test('identities of the user are told back, also after an import, and others replace the machine', async () => {
    const { terraform, azure } = bench;
    const id = (name: string) =>
      azure.id(`resourceGroups/shared/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`);
    const identity = { system_assigned: true, user_assigned_ids: [id('puller'), id('Writer')] };
    declare({ identity });
    await terraform.apply();
    const shown = await azure.compute.virtualMachines.get(GROUP, 'box');
    expect(shown.identity?.type).toMatch(/^SystemAssigned, ?UserAssigned$/);
    expect(Object.keys(shown.identity?.userAssignedIdentities ?? {}).sort()).toEqual(
      [...identity.user_assigned_ids].sort(),
    );
    expect(await bench.valuesOf(MACHINE)).toMatchObject({ principal_id: shown.identity?.principalId });
    expect(await terraform.plan()).toEqual([]);
    await reimport();
    expect(await terraform.plan()).toEqual([]);
    // Azure does not tell upper from lower case in an id, so neither does a plan.
    declare({ identity: { ...identity, user_assigned_ids: [id('PULLER').toUpperCase(), id('writer')] } });
    expect(await terraform.plan()).toEqual([]);
    declare({ identity: { user_assigned_ids: [id('puller')] } });
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['delete', 'create']);
    expect(planned?.change.replace_paths?.map(([first]) => first)).toContain('identity');
  });

  test('a machine is made from an image of one’s own, and an import says so', async () => {
    const { terraform, azure } = bench;
    const image_id = azure.id('resourceGroups/images/providers/Microsoft.Compute/images/debian-12');
    declare({ image_id });
    await terraform.apply();
    const shown = await azure.compute.virtualMachines.get(GROUP, 'box');
    expect(shown.storageProfile?.imageReference?.id).toBe(image_id);
    expect(await terraform.plan()).toEqual([]);
    await reimport();
    expect(await bench.valuesOf(MACHINE)).toMatchObject({ image_id, image: null });
    expect(await terraform.plan()).toEqual([]);

    declare({ image_id: azure.id('resourceGroups/images/providers/Microsoft.Compute/images/other') });
    const [planned] = await terraform.plan();
    expect(planned?.change).toMatchObject({
      actions: ['delete', 'create'],
      replace_paths: [['image_id']],
    });
  });

  test('application security groups come with their network, change in place, and go when nothing is in them', async () => {
    const { terraform } = bench;
    const groupId = (name: string) => `\${${NETWORK}.application_security_group_ids["${name}"]}`;
    const rule = {
      priority: 200,
      source_groups: ['web'],
      destination_groups: ['db'],
      destination_ports: ['5432'],
    };
    declare(
      { application_security_group_ids: [groupId('web')] },
      { application_security_groups: ['db', 'web'], security_rules: { db: rule } },
    );
    await terraform.apply();
    const { vm_id } = await bench.valuesOf(MACHINE);
    expect(bench.snapshot.applicationGroups.map(({ name }) => name)).toEqual(['net-db', 'net-web']);
    expect(await terraform.plan()).toEqual([]);

    declare(
      { application_security_group_ids: [groupId('cache'), groupId('web')] },
      { application_security_groups: ['cache', 'db', 'web'], security_rules: { db: rule } },
    );
    expect((await terraform.plan()).map(({ change }) => change.actions)).toEqual([['update'], ['update']]);
    await terraform.apply();
    expect(await bench.valuesOf(MACHINE)).toMatchObject({ vm_id });
    expect(await terraform.plan()).toEqual([]);

    // The machine leaves the groups after their network has changed: what it is still in goes with the next change.
    declare({}, { application_security_groups: [] });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    await terraform.destroy();
    expect(bench.existing()).toEqual([]);
  });
});
