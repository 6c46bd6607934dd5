import { describeEc2 } from './support/backends';
import { instanceRequest, useFixture } from './support/fixture';

jest.setTimeout(60_000);

describeEc2('spot instances', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  test.each(['terminate', 'stop'] as const)(
    'one that an interruption would %s is launched, told of, and terminated with its request',
    async (interruption) => {
      const { account, proxy, imageId } = fixture;
      const request = instanceRequest(imageId, { spot: { interruption, maxPrice: '0.05' } });
      const { instance } = await account.instances.ensure(request, { signal });
      expect(instance.lifecycle).toBe('spot');
      const { spotRequestId } = instance;
      if (backend.differences.hasNoSpotRequests) {
        expect(spotRequestId).toBeUndefined();
      } else {
        const spot = await account.instances.spotRequest(spotRequestId ?? '', { signal });
        expect(spot?.interruption).toBe(interruption);
        expect(Number(spot?.maxPrice)).toBe(0.05);
      }
      proxy.reset();
      await account.instances.terminate(instance.id, { signal });
      expect(
        proxy.of('CancelSpotInstanceRequests').map((asked) => asked.get('SpotInstanceRequestId.1')),
      ).toEqual(backend.differences.hasNoSpotRequests ? [] : [spotRequestId]);
    },
  );

  test('a spot request that is gone does not keep its instance', async () => {
    const { account, proxy, imageId } = fixture;
    const { instance } = await account.instances.ensure(instanceRequest(imageId, { spot: {} }), { signal });
    proxy.fail(({ action }) =>
      action === 'CancelSpotInstanceRequests'
        ? { kind: 'error', status: 400, code: 'InvalidSpotInstanceRequestID.NotFound' }
        : undefined,
    );
    await account.instances.terminate(instance.id, { signal });
    expect(await account.instances.find(instance.id, { signal })).toBeUndefined();
  });
});
