import { EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { describeEc2 } from './support/backends';
import { instanceRequest, useFixture } from './support/fixture';

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

  if (!backend.differences.hasNoSpotRequests) {
    test('what a persistent request has launched after a termination by somebody else goes with it', async () => {
      const { account, imageId } = fixture;
      const request = instanceRequest(imageId, { spot: { interruption: 'stop' } });
      const { instance } = await account.instances.ensure(request, { signal });
      const { id, spotRequestId = '' } = instance;
      await terminateElsewhere(id);
      const successor = await launchedAgain(spotRequestId, id);
      // The request is known from elsewhere once EC2 has forgotten the instance.
      await account.instances.terminate(id, { signal, spotRequestId });
      expect(await account.instances.find(successor, { signal })).toBeUndefined();
      expect(await account.instances.spotRequest(spotRequestId, { signal })).toMatchObject({
        launchesAgain: false,
        instanceId: successor,
      });
    });

    test('whether a request launches again is told', async () => {
      const { account, imageId } = fixture;
      for (const [interruption, launchesAgain] of [
        ['terminate', false],
        ['stop', true],
      ] as const) {
        const request = instanceRequest(imageId, { spot: { interruption } });
        const { instance } = await account.instances.ensure(request, { signal });
        const spot = await account.instances.spotRequest(instance.spotRequestId ?? '', { signal });
        expect(spot).toMatchObject({ launchesAgain, instanceId: instance.id });
        await account.instances.terminate(instance.id, { signal });
      }
    });
  }

  async function terminateElsewhere(id: string): Promise<void> {
    const { endpoint, region } = fixture.server;
    const client = new EC2Client({ endpoint, region });
    await client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    client.destroy();
  }

  async function launchedAgain(requestId: string, before: string): Promise<string> {
    for (;;) {
      const spot = await fixture.account.instances.spotRequest(requestId, { signal });
      if (spot?.instanceId !== undefined && spot.instanceId !== before) return spot.instanceId;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

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
