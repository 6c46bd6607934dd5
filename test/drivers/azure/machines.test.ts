import { machineRequest, networkRequest, newOwner, useFixture } from './support/fixture';

describe('virtual machines', () => {
  const fixture = useFixture();
  const { signal } = fixture;
  const reference = { group: 'nodes', name: 'box' };

  async function subnet(): Promise<string> {
    const network = await fixture.subscription.networks.ensure(networkRequest(), { signal });
    return network.subnetId ?? '';
  }

  describe.each(['VirtualMachines', 'NetworkInterfaces', 'PublicIPAddresses'])(
    'where the creation of %s fails after it was accepted',
    (operations) => {
      const fail = (fault: { readonly errorCode?: string }): void => {
        const operation = `${operations}_CreateOrUpdate`;
        fixture.azure.world.faults.add({ kind: 'operation-fails', operation, times: 1, ...fault });
      };
      const states = (): string[] => {
        const { virtualMachines, networkInterfaces, publicAddresses } = fixture.azure.service.describe();
        return [...virtualMachines, ...networkInterfaces, ...publicAddresses].map(({ state }) => state);
      };
      const all = ['Succeeded', 'Succeeded', 'Succeeded'];

      test('because Azure has failed, it is asked for again', async () => {
        const request = machineRequest(await subnet(), { publicAddress: true });
        fail({});
        await fixture.subscription.machines.ensure(request, { signal });
        expect(states()).toEqual(all);
      });

      test('what that has left is mended when it is found', async () => {
        const { machines } = fixture.subscription;
        const request = machineRequest(await subnet(), { publicAddress: true });
        fail({ errorCode: 'InvalidParameter' });
        await expect(machines.ensure(request, { signal })).rejects.toMatchObject({
          code: 'InvalidParameter',
        });
        await machines.ensure(request, { signal });
        expect(states()).toEqual(all);
      });
    },
  );

  test('are made with all that belongs to them, and leave none of it behind', async () => {
    const { subscription, existing } = fixture;
    const subnetId = await subnet();
    const before = existing();
    const urls: (string | undefined)[] = [];
    const request = machineRequest(subnetId, {
      zone: '1',
      osDisk: { sizeGib: 40, type: 'Premium_LRS', caching: 'ReadWrite' },
      dataDisks: [{ lun: 1, sizeGib: 64, type: 'StandardSSD_LRS', caching: 'ReadOnly' }],
      identity: { system: true, userAssignedIds: [] },
      customData: Buffer.from('#!/bin/sh\n'),
      acceleratedNetworking: true,
      ipForwarding: true,
    });
    const { machine, how } = await subscription.machines.ensure(request, {
      signal,
      onOperation: (url) => urls.push(url),
    });
    expect(how).toBe('made');
    expect(machine).toMatchObject({
      name: 'box',
      location: 'westeurope',
      zone: '1',
      size: 'Standard_D2s_v5',
      provisioningState: 'Succeeded',
      power: 'running',
      image: request.image,
      adminUser: 'ops',
      publicKeys: request.publicKeys,
      osDisk: { name: 'box-os', sizeGib: 40, type: 'Premium_LRS', caching: 'ReadWrite', deleted: true },
      dataDisks: [
        {
          lun: 1,
          name: 'box-data-1',
          sizeGib: 64,
          type: 'StandardSSD_LRS',
          caching: 'ReadOnly',
          deleted: true,
        },
      ],
      nic: { deleted: true, acceleratedNetworking: true, ipForwarding: true, subnetId },
      identity: { system: true, userAssignedIds: [] },
      tags: { team: 'one' },
      interruptedChange: false,
    });
    expect(machine.principalId).toMatch(/^[0-9a-f-]{36}$/);
    expect(machine.publicAddress).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    const { networkInterfaces } = fixture.azure.service.describe();
    expect(networkInterfaces).toMatchObject([{ privateAddress: machine.nic?.privateAddress }]);
    // Three operations: each URL was given out while it was followed.
    expect(urls.filter((url) => url === undefined)).toHaveLength(3);
    expect(urls.at(-1)).toBeUndefined();
    expect(urls[0]).toContain('/operations/');

    const whose = { owner: undefined, vmId: machine.vmId };
    await subscription.machines.delete(reference, { signal, ...whose });
    expect(existing()).toEqual(before);
    await subscription.machines.delete(reference, { signal, ...whose });
    expect(await subscription.machines.read(reference, { signal })).toBeUndefined();
  });

  test('that are there already are found by whoever owns them, and refused to everybody else', async () => {
    const { subscription, another, proxy } = fixture;
    const subnetId = await subnet();
    const request = machineRequest(subnetId);
    const { machine } = await subscription.machines.ensure(request, { signal });
    const again = await another().machines.ensure(
      { ...request, owner: { ...request.owner, clientToken: 'another' } },
      { signal },
    );
    expect(again).toMatchObject({ how: 'found', machine: { vmId: machine.vmId } });
    proxy.reset();
    const stranger = subscription.machines.ensure({ ...request, owner: newOwner() }, { signal });
    await expect(stranger).rejects.toMatchObject({
      kind: 'taken',
      message: expect.stringContaining(
        'exists and belongs to something else; choose another name, or import it',
      ) as string,
    });
    expect(proxy.count('PUT virtualMachines')).toBe(0);
  });

  test('that somebody else makes at the same moment are not taken over', async () => {
    const { subscription, azure, proxy } = fixture;
    const subnetId = await subnet();
    const other = machineRequest(subnetId);
    const { machine } = await subscription.machines.ensure(other, { signal });
    await subscription.machines.update(reference, { tags: { theirs: 'yes' } }, { signal });
    // It was not there when it was looked for, but is when it is asked for.
    proxy.fail(({ action, url }, attempt) =>
      action === 'GET virtualMachines' && url.includes('/box') && attempt === 0
        ? { kind: 'error', status: 404, code: 'ResourceNotFound' }
        : undefined,
    );
    const mine = { ...machineRequest(subnetId, { publicAddress: false }), owner: other.owner };
    const late = subscription.machines.ensure(
      { ...mine, owner: { clientToken: other.owner.clientToken, tags: {} }, size: 'Standard_D4s_v5' },
      { signal },
    );
    await expect(late).rejects.toMatchObject({ kind: 'taken' });
    const [there] = azure.service.describe().virtualMachines;
    expect(there).toMatchObject({ vmId: machine.vmId, size: 'Standard_D2s_v5' });
  });

  test('change in place: tags, disks that grow, packets that are forwarded, and size', async () => {
    const { subscription } = fixture;
    const subnetId = await subnet();
    const request = machineRequest(subnetId, { dataDisks: [{ lun: 0, sizeGib: 8 }] });
    const { machine } = await subscription.machines.ensure(request, { signal });
    const changed = await subscription.machines.update(
      reference,
      {
        tags: { come: 'yes' },
        removeTags: ['team'],
        osDisk: { sizeGib: 60 },
        dataDisks: { 0: { sizeGib: 16, type: 'Premium_LRS' } },
        ipForwarding: true,
        size: 'Standard_D4s_v5',
      },
      { signal },
    );
    expect(changed).toMatchObject({
      vmId: machine.vmId,
      power: 'running',
      size: 'Standard_D4s_v5',
      osDisk: { sizeGib: 60 },
      dataDisks: [{ lun: 0, sizeGib: 16, type: 'Premium_LRS' }],
      nic: { ipForwarding: true, privateAddress: machine.nic?.privateAddress },
      publicAddress: machine.publicAddress,
      interruptedChange: false,
    });
    expect(changed.tags).toMatchObject({ come: 'yes' });
    expect(changed.tags).not.toHaveProperty('team');
    await expect(
      subscription.machines.update(reference, { osDisk: { sizeGib: 30 } }, { signal }),
    ).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('cannot shrink') as string });
  });

  test('that were stopped are started', async () => {
    const { subscription, azure } = fixture;
    await subscription.machines.ensure(machineRequest(await subnet()), { signal });
    await azure.compute.virtualMachines.deallocate('nodes', 'box', { updateIntervalInMs: 5 });
    expect(await subscription.machines.read(reference, { signal })).toMatchObject({ power: 'deallocated' });
    const started = await subscription.machines.update(reference, { running: true }, { signal });
    expect(started.power).toBe('running');
  });

  test("that are somebody else's by now are not removed", async () => {
    const { subscription, azure, existing } = fixture;
    const request = machineRequest(await subnet());
    await subscription.machines.ensure(request, { signal });
    const before = existing();
    const other = { owner: request.owner.tags['fleetwright:owner'], vmId: 'another' };
    await azure.network.networkInterfaces.updateTags('nodes', 'box-nic', { tags: {} });
    await azure.network.publicIPAddresses.updateTags('nodes', 'box-ip', { tags: {} });
    await subscription.machines.delete(reference, { signal, ...other });
    expect(existing()).toEqual(before);
  });

  test('lose tags with all of their parts, but for what others have put in their place', async () => {
    const { subscription, azure } = fixture;
    const owner = newOwner('one');
    const request = machineRequest(await subnet(), { owner });
    await subscription.machines.ensure(request, { signal });
    const theirs = { ...owner.tags, 'fleetwright:owner': 'another' };
    await azure.network.publicIPAddresses.updateTags('nodes', 'box-ip', { tags: theirs });
    const untag = () =>
      subscription.machines.untag(reference, ['fleetwright:creating'], { signal, owner: 'one' });
    await untag();
    const { virtualMachines, networkInterfaces, publicAddresses } = azure.service.describe();
    for (const { tags } of [...virtualMachines, ...networkInterfaces]) {
      expect(tags).toMatchObject({ team: 'one', 'fleetwright:owner': 'one' });
      expect(Object.keys(tags)).not.toContain('fleetwright:creating');
    }
    expect(publicAddresses).toMatchObject([{ tags: theirs }]);
    fixture.proxy.reset();
    await untag();
    expect(fixture.proxy.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
