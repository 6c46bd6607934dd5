import { GROUP, LOCATION, machineInput, makeInterface, makeNetwork, POLL } from './support/fixtures';
import { TestAzure } from './support/test-azure';

describe('resources and what becomes of them', () => {
  let azure: TestAzure;
  let subnetId: string;
  beforeEach(async () => {
    azure = await TestAzure.start({ pageSize: 2 });
    subnetId = await makeNetwork(azure);
  });
  afterEach(() => azure.stop());
  const counts = () => {
    const all = azure.service.describe();
    return [all.virtualMachines, all.disks, all.networkInterfaces, all.publicAddresses].map(
      ({ length }) => length,
    );
  };

  test('what is to be deleted with a machine is, and the rest is free again', async () => {
    const { virtualMachines, disks } = azure.compute;
    const interfaceId = await makeInterface(azure, subnetId, 'vm');
    await disks.createOrUpdate(
      GROUP,
      'kept',
      { location: LOCATION, creationData: { createOption: 'Empty' }, diskSizeGB: 10 },
      POLL,
    );
    const kept = await disks.get(GROUP, 'kept');
    const made = await virtualMachines.createOrUpdate(
      GROUP,
      'vm',
      machineInput(interfaceId, {
        storageProfile: {
          ...machineInput(interfaceId).storageProfile,
          dataDisks: [
            { lun: 0, createOption: 'Attach', managedDisk: { id: kept.id ?? '' } },
            { lun: 1, createOption: 'Empty', diskSizeGB: 20, deleteOption: 'Delete' },
          ],
        },
      }),
      POLL,
    );
    expect(made.storageProfile?.dataDisks?.map(({ diskSizeGB }) => diskSizeGB)).toEqual([10, 20]);
    expect(counts()).toEqual([1, 3, 1, 1]);
    await virtualMachines.delete(GROUP, 'vm', POLL);
    expect(counts()).toEqual([0, 1, 1, 1]);
    expect((await disks.get(GROUP, 'kept')).diskState).toBe('Unattached');
    await azure.network.networkInterfaces.beginDeleteAndWait(GROUP, 'vm-nic', POLL);
    await azure.network.publicIPAddresses.beginDeleteAndWait(GROUP, 'vm-ip', POLL);
    expect(counts()).toEqual([0, 1, 0, 0]);
  });

  test('an interface and an address that are made with a machine go with it', async () => {
    const { virtualMachines } = azure.compute;
    await virtualMachines.createOrUpdate(
      GROUP,
      'vm',
      machineInput('', {
        networkProfile: {
          networkApiVersion: '2020-11-01',
          networkInterfaceConfigurations: [
            {
              name: 'card',
              primary: true,
              deleteOption: 'Delete',
              ipConfigurations: [
                {
                  name: 'primary',
                  subnet: { id: subnetId },
                  publicIPAddressConfiguration: {
                    name: 'ip',
                    sku: { name: 'Standard' },
                    deleteOption: 'Delete',
                  },
                },
              ],
            },
          ],
        },
      }),
      POLL,
    );
    expect(counts()).toEqual([1, 1, 1, 1]);
    const [vm] = azure.service.describe().virtualMachines;
    expect(azure.park.get(vm?.vmId).spec.addresses).toEqual([vm?.privateAddress, vm?.publicAddress]);
    await virtualMachines.delete(GROUP, 'vm', POLL);
    expect(counts()).toEqual([0, 0, 0, 0]);
  });

  test('disks grow, the one of the system while its machine is deallocated, and never shrink', async () => {
    const { virtualMachines, disks } = azure.compute;
    const interfaceId = await makeInterface(azure, subnetId, 'vm');
    await virtualMachines.createOrUpdate(GROUP, 'vm', machineInput(interfaceId), POLL);
    const name = azure.service.describe().disks[0]?.name ?? '';
    const grow = (diskSizeGB: number) => disks.update(GROUP, name, { diskSizeGB }, POLL);
    await expect(grow(64)).rejects.toMatchObject({ statusCode: 409, code: 'OperationNotAllowed' });
    await virtualMachines.deallocate(GROUP, 'vm', POLL);
    expect((await grow(64)).diskSizeGB).toBe(64);
    await expect(grow(32)).rejects.toMatchObject({ statusCode: 409 });
    expect((await virtualMachines.get(GROUP, 'vm')).storageProfile?.osDisk?.diskSizeGB).toBe(64);
  });

  test('a size of another family wants a deallocated machine, one of the same restarts it', async () => {
    const { virtualMachines } = azure.compute;
    const interfaceId = await makeInterface(azure, subnetId, 'vm');
    const { vmId } = await virtualMachines.createOrUpdate(GROUP, 'vm', machineInput(interfaceId), POLL);
    const resize = (vmSize: string) =>
      virtualMachines.update(GROUP, 'vm', { hardwareProfile: { vmSize } }, POLL);
    await resize('Standard_D4s_v5');
    expect(azure.park.get(vmId).boots).toBe(2);
    await expect(resize('Standard_E2s_v5')).rejects.toMatchObject({ statusCode: 409 });
    await virtualMachines.deallocate(GROUP, 'vm', POLL);
    expect((await resize('Standard_E2s_v5')).hardwareProfile?.vmSize).toBe('Standard_E2s_v5');
    expect(azure.park.get(vmId).state).toBe('off');
  });

  test('a PUT replaces tags and a PATCH changes them; identities come with their ids', async () => {
    const { virtualMachines } = azure.compute;
    const interfaceId = await makeInterface(azure, subnetId, 'vm');
    const input = machineInput(interfaceId, { tags: { a: '1' }, identity: { type: 'SystemAssigned' } });
    const made = await virtualMachines.createOrUpdate(GROUP, 'vm', input, POLL);
    expect(made.identity).toMatchObject({
      type: 'SystemAssigned',
      principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect((await virtualMachines.update(GROUP, 'vm', { tags: { b: '2' } }, POLL)).tags).toEqual({ b: '2' });
    const again = await virtualMachines.createOrUpdate(GROUP, 'vm', machineInput(interfaceId), POLL);
    expect(again.tags).toBeUndefined();
    expect(again.identity?.principalId).toBe(made.identity?.principalId);
    expect(azure.park.machines.size).toBe(1);
  });

  test('lists come in pages, and by what they are filtered', async () => {
    for (const name of ['a', 'b', 'c']) {
      await azure.resources.resourceGroups.createOrUpdate(name, { location: LOCATION, tags: { team: name } });
    }
    const names: (string | undefined)[] = [];
    for await (const group of azure.resources.resourceGroups.list()) names.push(group.name);
    expect(names).toEqual([GROUP, 'a', 'b', 'c']);
    const filter = "tagName eq 'team' and tagValue eq 'b'";
    const found: (string | undefined)[] = [];
    for await (const group of azure.resources.resourceGroups.list({ filter })) found.push(group.name);
    expect(found).toEqual(['b']);
    const types: (string | undefined)[] = [];
    for await (const one of azure.resources.resources.listByResourceGroup(GROUP)) types.push(one.type);
    expect(types).toEqual(['Microsoft.Network/networkSecurityGroups', 'Microsoft.Network/virtualNetworks']);
  });

  test('a group goes with all that is in it, unless something outside needs that', async () => {
    const { resourceGroups } = azure.resources;
    const interfaceId = await makeInterface(azure, subnetId, 'vm');
    const { vmId } = await azure.compute.virtualMachines.createOrUpdate(
      GROUP,
      'vm',
      machineInput(interfaceId),
      POLL,
    );
    await resourceGroups.createOrUpdate('other', { location: LOCATION });
    await makeInterface(azure, subnetId, 'guest', 'other');
    await expect(resourceGroups.beginDeleteAndWait(GROUP, POLL)).rejects.toThrow();
    expect((await resourceGroups.get(GROUP)).properties?.provisioningState).toBe('Succeeded');
    await resourceGroups.beginDeleteAndWait('other', POLL);
    await resourceGroups.beginDeleteAndWait(GROUP, POLL);
    expect((await resourceGroups.checkExistence(GROUP)).body).toBe(false);
    expect(azure.park.get(vmId).destroyed).toBe(true);
    expect(Object.values(azure.service.describe()).flat()).toEqual([]);
  });

  test('a network that is said again keeps its subnets, unless they are said otherwise', async () => {
    const put = (properties: object) =>
      azure.settle(
        'PUT',
        azure.id(`resourceGroups/${GROUP}/providers/Microsoft.Network/virtualNetworks/net`),
        {
          body: {
            location: LOCATION,
            properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, ...properties },
          },
        },
      );
    const subnets = () => azure.service.describe().virtualNetworks[0]?.subnets.length;
    await put({});
    expect(subnets()).toBe(1);
    await put({ subnets: [] });
    expect(subnets()).toBe(0);
  });
});
