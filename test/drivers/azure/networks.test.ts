import { ownerTag, type SecurityRule } from '../../../src/drivers/azure';
import { machineRequest, networkRequest, newOwner, useFixture } from './support/fixture';

const poll = { updateIntervalInMs: 5 };

describe('networks', () => {
  const fixture = useFixture();
  const { signal } = fixture;
  const reference = { group: 'nodes', name: 'net', subnetName: 'default' };

  test('are made with their security group and resource group, and leave nothing behind', async () => {
    const { subscription, existing, azure } = fixture;
    const request = networkRequest();
    const network = await subscription.networks.ensure(request, { signal });
    expect(network).toMatchObject({
      location: 'westeurope',
      addressPrefixes: ['10.0.0.0/16'],
      subnetPrefix: '10.0.1.0/24',
      isGuarded: true,
      tags: { team: 'one' },
      applicationGroups: {},
    });
    expect(network.rules.ssh).toMatchObject({
      ...request.rules.ssh,
      sources: ['198.51.100.7/32', '203.0.113.0/24'],
    });
    expect(existing()).toEqual(['resourceGroups/nodes', 'securityGroups/net-nsg', 'virtualNetworks/net']);
    const subnet = await azure.network.subnets.get('nodes', 'net', 'default');
    expect(subnet.networkSecurityGroup?.id).toBe(network.securityGroupId);
    const owner = request.owner.tags[ownerTag];
    await subscription.networks.delete(reference, { signal, owner, removesGroup: true });
    expect(existing()).toEqual([]);
  });

  test('that are there are found by their owner, completed, and refused to everybody else', async () => {
    const { subscription, another, azure } = fixture;
    const request = networkRequest();
    const { id } = await subscription.networks.ensure(request, { signal });
    await azure.network.virtualNetworks.beginDeleteAndWait('nodes', 'net', poll);
    expect(await subscription.networks.read(reference, { signal })).toBeUndefined();
    const owner = request.owner.tags[ownerTag] ?? '';
    expect(await subscription.networks.remains(reference, owner, { signal })).toEqual(['nodes', 'net-nsg']);
    const again = await another().networks.ensure(request, { signal });
    expect(again).toMatchObject({ id, isGuarded: true });
    const stranger = subscription.networks.ensure({ ...request, owner: newOwner() }, { signal });
    await expect(stranger).rejects.toMatchObject({
      kind: 'taken',
      message: expect.stringContaining(
        'resource group "nodes" exists and belongs to something else',
      ) as string,
    });
    const guest = subscription.networks.ensure(
      { ...request, makesGroup: false, owner: newOwner() },
      { signal },
    );
    await expect(guest).rejects.toMatchObject({
      kind: 'taken',
      message: expect.stringContaining('networkSecurityGroups/net-nsg" exists') as string,
    });
  });

  describe.each(['VirtualNetworks', 'NetworkSecurityGroups', 'ApplicationSecurityGroups'])(
    'where the creation of %s fails after it was accepted',
    (operations) => {
      const request = networkRequest({ applicationGroups: ['web'] });
      const fail = (fault: { readonly errorCode?: string }): void => {
        const operation = `${operations}_CreateOrUpdate`;
        fixture.azure.world.faults.add({ kind: 'operation-fails', operation, times: 1, ...fault });
      };
      const states = (): string[] => {
        const { virtualNetworks, securityGroups, applicationGroups } = fixture.azure.service.describe();
        return [...virtualNetworks, ...securityGroups, ...applicationGroups].map(({ state }) => state);
      };
      const all = ['Succeeded', 'Succeeded', 'Succeeded'];

      test('because Azure has failed, it is asked for again', async () => {
        fail({});
        await fixture.subscription.networks.ensure(request, { signal });
        expect(states()).toEqual(all);
      });

      test('what that has left is mended when it is found', async () => {
        fail({ errorCode: 'InvalidParameter' });
        const { networks } = fixture.subscription;
        await expect(networks.ensure(request, { signal })).rejects.toMatchObject({
          code: 'InvalidParameter',
        });
        await networks.ensure(request, { signal });
        expect(states()).toEqual(all);
      });
    },
  );

  test('a network that a change has left as failed is told to be so', async () => {
    const { subscription, azure } = fixture;
    const request = networkRequest();
    await subscription.networks.ensure(request, { signal });
    const failing = { operation: 'VirtualNetworks_CreateOrUpdate', errorCode: 'InvalidParameter', times: 1 };
    azure.world.faults.add({ kind: 'operation-fails', ...failing });
    const changes = { addressPrefixes: ['10.0.0.0/16', '10.1.0.0/16'] };
    await expect(subscription.networks.update(reference, changes, { signal })).rejects.toMatchObject({
      code: 'InvalidParameter',
    });
    expect(await subscription.networks.read(reference, { signal })).toMatchObject({ hasFailed: true });
    expect(await subscription.networks.ensure(request, { signal })).toMatchObject({ hasFailed: false });
  });

  test('a given resource group has to be there', async () => {
    const missing = fixture.subscription.networks.ensure(networkRequest({ makesGroup: false }), { signal });
    await expect(missing).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('make it first, or have it made') as string,
    });
  });

  test("rules by application security groups reach the machines in them, and others' subnets stay", async () => {
    const { subscription, azure, existing } = fixture;
    const rule: SecurityRule = {
      priority: 200,
      direction: 'inbound',
      access: 'allow',
      protocol: 'tcp',
      sources: [],
      destinations: [],
      sourceGroups: ['workers'],
      destinationGroups: ['masters'],
      sourcePorts: ['*'],
      destinationPorts: ['6443'],
    };
    const deny: SecurityRule = {
      ...rule,
      priority: 4096,
      access: 'deny',
      protocol: 'all',
      sources: ['VirtualNetwork'],
      destinations: ['*'],
      sourceGroups: [],
      destinationGroups: [],
      destinationPorts: ['*'],
    };
    const request = networkRequest({
      rules: { api: rule, inside: deny },
      applicationGroups: ['workers', 'masters'],
    });
    const network = await subscription.networks.ensure(request, { signal });
    expect(Object.keys(network.applicationGroups)).toEqual(['workers', 'masters']);
    expect(network.rules.api).toEqual(rule);
    const machineIn = async (name: string, group: string) => {
      const { machine } = await subscription.machines.ensure(
        machineRequest(network.subnetId ?? '', {
          name,
          publicAddress: false,
          applicationGroupIds: [network.applicationGroups[group] ?? ''],
        }),
        { signal },
      );
      return machine.nic?.privateAddress ?? '';
    };
    const [master, worker] = [await machineIn('master', 'masters'), await machineIn('worker', 'workers')];
    const { service } = azure;
    expect(service.allows(worker, master, 6443)).toBe(true);
    expect(service.allows(worker, master, 2379)).toBe(false);
    expect(service.allows(master, worker, 6443)).toBe(false);

    // A machine may change its groups while it runs.
    const both = Object.values(network.applicationGroups);
    const moved = await subscription.machines.update(
      { group: 'nodes', name: 'worker' },
      { applicationGroupIds: both },
      { signal },
    );
    expect(moved.nic?.applicationGroupIds).toEqual([...both].sort());
    expect(service.allows(worker, worker, 6443)).toBe(true);

    await azure.network.subnets.beginCreateOrUpdateAndWait(
      'nodes',
      'net',
      'theirs',
      { addressPrefix: '10.0.9.0/24' },
      poll,
    );
    const changed = await subscription.networks.update(
      reference,
      { addressPrefixes: ['10.0.0.0/16', '10.5.0.0/16'], tags: { come: 'yes' }, removeTags: ['team'] },
      { signal },
    );
    expect(changed.addressPrefixes).toEqual(['10.0.0.0/16', '10.5.0.0/16']);
    expect(changed.tags).toMatchObject({ come: 'yes' });
    const { subnets = [] } = await azure.network.virtualNetworks.get('nodes', 'net');
    expect(subnets.map(({ name }) => name).sort()).toEqual(['default', 'theirs']);

    for (const name of ['master', 'worker']) {
      await subscription.machines.delete(
        { group: 'nodes', name },
        { signal, owner: undefined, vmId: undefined },
      );
    }
    await subscription.networks.delete(reference, {
      signal,
      owner: request.owner.tags[ownerTag],
      removesGroup: true,
    });
    expect(existing()).toEqual([]);
  });

  test('a group that machines are still in does not hold a change up, and goes later', async () => {
    const { subscription, azure } = fixture;
    const request = networkRequest({ applicationGroups: ['workers'] });
    const network = await subscription.networks.ensure(request, { signal });
    const applicationGroupIds = Object.values(network.applicationGroups);
    await subscription.machines.ensure(
      machineRequest(network.subnetId ?? '', { publicAddress: false, applicationGroupIds }),
      { signal },
    );
    const without = await subscription.networks.update(reference, { applicationGroups: [] }, { signal });
    expect(without.applicationGroups).toEqual({});
    expect(azure.service.describe().applicationGroups).toHaveLength(1);
    await subscription.machines.update(
      { group: 'nodes', name: 'box' },
      { applicationGroupIds: [] },
      { signal },
    );
    await subscription.networks.update(reference, { tags: { come: 'yes' } }, { signal });
    expect(azure.service.describe().applicationGroups).toEqual([]);
  });

  test('are removed when the machines in them have gone', async () => {
    const { subscription, existing } = fixture;
    const request = networkRequest();
    const network = await subscription.networks.ensure(request, { signal });
    const machine = machineRequest(network.subnetId ?? '', { publicAddress: false });
    await subscription.machines.ensure(machine, { signal });
    const going = subscription.networks.delete(reference, {
      signal,
      owner: request.owner.tags[ownerTag],
      removesGroup: true,
    });
    await subscription.machines.delete(
      { group: 'nodes', name: 'box' },
      { signal, owner: undefined, vmId: undefined },
    );
    expect(await going).toEqual([]);
    expect(existing()).toEqual([]);
  });

  test('lose tags with their security groups, and with a resource group of theirs', async () => {
    const { subscription, azure } = fixture;
    const owner = newOwner('one');
    await subscription.networks.ensure(networkRequest({ owner, applicationGroups: ['workers'] }), { signal });
    const network = { group: 'nodes', name: 'net', subnetName: 'default' };
    const keys = ['fleetwright:creating'];
    await subscription.networks.untag(network, keys, { signal, owner: 'another' });
    const all = () => {
      const { resourceGroups, virtualNetworks, securityGroups, applicationGroups } = azure.service.describe();
      return [...resourceGroups, ...virtualNetworks, ...securityGroups, ...applicationGroups];
    };
    expect(all().map(({ tags }) => Object.keys(tags).includes('fleetwright:creating'))).toEqual(
      all().map(() => true),
    );
    await subscription.networks.untag(network, keys, { signal, owner: 'one' });
    expect(all()).toHaveLength(4);
    for (const { tags } of all()) {
      expect(tags).toMatchObject({ 'fleetwright:owner': 'one' });
      expect(Object.keys(tags)).not.toContain('fleetwright:creating');
    }
  });
});
