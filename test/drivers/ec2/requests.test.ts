import { describeWith } from '../../support/require-component';
import { apiModel, problemsOf } from './support/api-model';
import { describeEc2 } from './support/backends';
import { instanceRequest, newOwner, useFixture } from './support/fixture';

describeWith(apiModel, 'requests', () => {
  describeEc2('as the service model has them', (backend) => {
    const fixture = useFixture(backend);
    const { signal } = fixture;

    test('every parameter that is sent is one, and none is missing', async () => {
      const { account, imageId, proxy } = fixture;
      const group = await account.securityGroups.ensure(
        {
          owner: newOwner(),
          name: `model ${String(Date.now())}`,
          description: 'test',
          ingress: [
            { protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '0.0.0.0/0', description: 'ssh' },
            { protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '::/0' },
            { protocol: '-1', self: true },
          ],
          egress: [],
          tags: {},
        },
        { signal },
      );
      const everything = instanceRequest(imageId, {
        securityGroupIds: [group.id],
        userData: Buffer.from('#!/bin/sh\n'),
        rootVolume: { sizeGib: 20, type: 'gp3', encrypted: true, iops: 3000, throughput: 125 },
        volumes: [{ deviceName: '/dev/sdf', sizeGib: 1, deleteOnTermination: false }],
        publicAddress: true,
        instanceProfile: 'nodes',
        metadata: { hopLimit: 2 },
        spot: { maxPrice: '0.1', interruption: 'stop' },
        placement: { availabilityZone: `${fixture.server.region}a`, tenancy: 'default' },
        terminationProtection: true,
      });
      proxy.fail(({ action, parameters }) =>
        action === 'RunInstances' && parameters.has('InstanceMarketOptions.MarketType')
          ? { kind: 'error', code: 'InvalidParameterValue', status: 400 }
          : undefined,
      );
      await expect(account.instances.ensure(everything, { signal })).rejects.toMatchObject({
        kind: 'invalid',
      });
      const { instance } = await account.instances.ensure(instanceRequest(imageId), { signal });
      await account.instances.update(
        instance.id,
        {
          instanceType: 't3.large',
          securityGroupIds: [group.id],
          terminationProtection: true,
          tags: { a: 'b' },
          removeTags: ['Name'],
        },
        { signal },
      );
      await account.instances.update(instance.id, { terminationProtection: false }, { signal });
      await account.instances.consoleOutput(instance.id, { signal });
      await account.instances.terminate(instance.id, { signal });
      await account.securityGroups.update(group.id, { ingress: [] }, { signal });
      await account.securityGroups.delete(group.id, { signal });
      await account.keyPairs.read('none', { signal });

      const checked = proxy.seen.map((seen) => ({ action: seen.action, problems: problemsOf(seen) }));
      expect(checked.flatMap(({ problems }) => problems ?? [])).toEqual([]);
      const unchecked = checked.filter(({ problems }) => problems === undefined).map(({ action }) => action);
      expect([...new Set(unchecked)]).toEqual([]);
    });
  });
});
