import { AzureBench, GROUP, HOST_KEY, MACHINE, type Arguments } from '../support/azure-bench';
import { unwrapped } from '../support/fleetwright';
import { differences } from '../support/release-bench';

jest.setTimeout(300_000);

const poll = { updateIntervalInMs: 5 };
const onlyNetwork = ['resourceGroups/nodes', 'securityGroups/net-nsg', 'virtualNetworks/net'];

describe('fleetwright_azure_virtual_machine under the Terraform CLI', () => {
  let bench: AzureBench;
  beforeAll(async () => {
    bench = await AzureBench.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  const declare = (args: Arguments = {}) => {
    bench.declareMachines({ box: args });
  };

  test('apply, refresh and import end in an empty plan; destroy leaves nothing', async () => {
    const { terraform } = bench;
    const everything = {
      zone: '1',
      os_disk: { size_gib: 40, type: 'Premium_LRS', caching: 'ReadWrite' },
      data_disks: { '1': { size_gib: 64 } },
      associate_public_ip_address: true,
      accelerated_networking: true,
      identity: { system_assigned: true },
      custom_data: '#!/bin/sh\ntrue\n',
      tags: { team: 'one' },
    };
    declare(everything);
    await terraform.apply();
    const values = await bench.valuesOf(MACHINE);
    expect(values).toMatchObject({
      state: 'running',
      host_key: HOST_KEY,
      size: 'Standard_D2s_v5',
      os_disk: { size_gib: 40, type: 'Premium_LRS', caching: 'ReadWrite' },
      data_disks: { '1': { size_gib: 64, type: expect.any(String) as string } },
    });
    const { virtualMachines, networkInterfaces, publicAddresses } = bench.snapshot;
    expect(virtualMachines).toMatchObject([
      { vmId: values.vm_id, power: 'running', zone: '1', privateAddress: values.private_address },
    ]);
    expect(publicAddresses).toMatchObject([{ name: 'box-ip', address: values.public_address }]);
    for (const { tags } of [...virtualMachines, ...networkInterfaces, ...publicAddresses]) {
      expect(tags).toMatchObject({ team: 'one', 'fleetwright:owner': 'bench/box' });
    }
    expect(await terraform.plan()).toEqual([]);
    await terraform.apply('-refresh-only');
    expect(await terraform.plan()).toEqual([]);

    await terraform.run('state', 'rm', MACHINE);
    await terraform.run('import', '-no-color', MACHINE, `default${String(values.id)}`);
    // Azure does not tell custom data back: it is taken note of.
    const [noted] = await terraform.plan();
    expect(noted?.change.actions).toEqual(['update']);
    expect(differences(noted)).toEqual(['custom_data']);
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect(await bench.valuesOf(MACHINE)).toEqual(values);

    bench.declareMachines({});
    await terraform.apply();
    expect(bench.existing()).toEqual(onlyNetwork);
    await terraform.destroy();
    expect(bench.existing()).toEqual([]);
  });

  test('what changes in place does so', async () => {
    const { terraform, azure } = bench;
    declare({ tags: { keep: 'yes', go: 'yes' }, data_disks: { '0': { size_gib: 8 } } });
    await terraform.apply();
    const { vm_id, private_address } = await bench.valuesOf(MACHINE);
    const changed = {
      tags: { keep: 'no', come: 'yes' },
      data_disks: { '0': { size_gib: 16 } },
      os_disk: { size_gib: 50 },
      ip_forwarding: true,
      size: 'Standard_D4s_v5',
    };
    declare(changed);
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['update']);
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect(await bench.valuesOf(MACHINE)).toMatchObject({ vm_id, private_address, state: 'running' });
    const { virtualMachines, disks } = bench.snapshot;
    expect(virtualMachines).toMatchObject([{ size: 'Standard_D4s_v5', power: 'running' }]);
    expect(virtualMachines[0]?.tags).toMatchObject({ keep: 'no', come: 'yes' });
    expect(Object.keys(virtualMachines[0]?.tags ?? {})).not.toContain('go');
    expect(disks.map(({ name, sizeGB }) => [name, sizeGB]).sort()).toEqual([
      ['box-data-0', 16],
      ['box-os', 50],
    ]);

    // Stopped behind our back: the plan starts it.
    await azure.compute.virtualMachines.deallocate(GROUP, 'box', poll);
    const [again] = await terraform.plan();
    expect(again?.change).toMatchObject({ actions: ['update'], before: { state: 'deallocated' } });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
  });

  test('the plan names what replaces the machine, and the one in its place is another one', async () => {
    const { terraform } = bench;
    const base = { data_disks: { '0': { size_gib: 8 } }, os_disk: { size_gib: 40 } };
    declare(base);
    await terraform.apply();
    const { vm_id } = await bench.valuesOf(MACHINE);
    const cases: [Arguments, (string | number)[]][] = [
      [{ name: 'other' }, ['name']],
      [{ zone: '2' }, ['zone']],
      [{ image: { publisher: 'Debian', offer: 'debian-12', sku: '12' } }, ['image', 'sku']],
      [{ admin_username: 'another' }, ['admin_username']],
      [{ custom_data: '#!/bin/sh\ntrue\n' }, ['custom_data']],
      [{ os_disk: { size_gib: 30 } }, ['os_disk', 'size_gib']],
      [{ data_disks: { '0': { size_gib: 4 } } }, ['data_disks', '0', 'size_gib']],
      [{ data_disks: { ...base.data_disks, '1': { size_gib: 4 } } }, ['data_disks', '1']],
      [{ associate_public_ip_address: true }, ['associate_public_ip_address']],
      [{ accelerated_networking: true }, ['accelerated_networking']],
      [{ identity: { system_assigned: true } }, ['identity']],
      [{ spot: {} }, ['spot']],
    ];
    for (const [change, path] of cases) {
      declare({ ...base, ...change });
      const [planned] = await terraform.plan('-refresh=false');
      expect(planned?.change.actions).toEqual(['delete', 'create']);
      expect(planned?.change.replace_paths?.map((one) => one[0])).toContain(path[0]);
    }
    declare({ ...base, custom_data: '#!/bin/sh\ntrue\n' });
    await terraform.apply();
    expect((await bench.valuesOf(MACHINE)).vm_id).not.toBe(vm_id);
    expect(bench.snapshot.virtualMachines).toHaveLength(1);
    expect(await terraform.plan()).toEqual([]);
  });

  test('one that was deleted behind our back is made again, and one of its name is not taken over', async () => {
    const { terraform, azure } = bench;
    declare();
    await terraform.apply();
    const { vm_id } = await bench.valuesOf(MACHINE);
    await azure.compute.virtualMachines.delete(GROUP, 'box', poll);
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['create']);
    await terraform.apply();
    const again = await bench.valuesOf(MACHINE);
    expect(again.vm_id).not.toBe(vm_id);
    expect(await terraform.plan()).toEqual([]);

    // Forgotten by the state, it is somebody else's.
    await terraform.run('state', 'rm', MACHINE);
    const refused = await terraform.try('apply', '-auto-approve', '-no-color');
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain(
      'exists and belongs to something else; choose another name, or import it',
    );
    expect(bench.snapshot.virtualMachines).toMatchObject([{ vmId: again.vm_id, power: 'running' }]);
    await terraform.run('import', '-no-color', MACHINE, String(again.id));
    expect(await terraform.plan()).toEqual([]);
  });

  test.each<[string, Arguments, string]>([
    [
      'two images',
      { image_id: '/subscriptions/1/x', image: { publisher: 'a', offer: 'b', sku: 'c' } },
      'two images',
    ],
    ['a reserved user', { admin_username: 'admin' }, 'that Azure does not reserve'],
    ['a name', { name: 'a_b' }, 'must be 1 to 64 letters'],
    ['a LUN', { data_disks: { '64': { size_gib: 1 } } }, 'must have LUNs from 0 to 63'],
    ['a key', { admin_ssh_keys: ['ecdsa-sha2-nistp256 AAAA'] }, 'must be OpenSSH public keys'],
    ['a tag', { tags: { 'a/b': 'c' } }, 'without <>%&'],
  ])('what cannot be right is refused before anything is asked: %s', async (_, args, message) => {
    const { terraform, proxy } = bench;
    declare(args);
    const refused = await terraform.try('plan', '-no-color');
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain(message);
    expect(proxy.seen).toEqual([]);
  });
});
