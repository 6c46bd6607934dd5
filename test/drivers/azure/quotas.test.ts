import { machineRequest, networkRequest, useFixture } from './support/fixture';

describe('quotas and capacity', () => {
  const fixture = useFixture({ quotas: { cores: 2 } });
  const { signal } = fixture;

  test('a machine that is refused leaves what was made for it to be found and removed', async () => {
    const { subscription, existing } = fixture;
    const network = await subscription.networks.ensure(networkRequest(), { signal });
    const before = existing();
    const request = machineRequest(network.subnetId ?? '', { size: 'Standard_D4s_v5', zone: '2' });
    const onExists = jest.fn();
    await expect(subscription.machines.ensure(request, { signal, onExists })).rejects.toMatchObject({
      kind: 'quota',
      message: expect.stringMatching(
        /^no machine "box" of size Standard_D4s_v5 in zone 2 of westeurope: .*Usage \+ quotas/s,
      ) as string,
    });
    expect(onExists).toHaveBeenCalled();
    const reference = { group: 'nodes', name: 'box' };
    const owner = request.owner.tags['fleetwright:owner'] ?? '';
    expect(await subscription.machines.remains(reference, owner, { signal })).toEqual(['box-nic', 'box-ip']);
    expect(await subscription.machines.remains(reference, 'other', { signal })).toEqual([]);
    await subscription.machines.delete(reference, { signal, owner, vmId: undefined });
    expect(existing()).toEqual(before);
  });
});
