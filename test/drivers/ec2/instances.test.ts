import { EC2Client, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { isEc2Error } from '../../../src/drivers/ec2';
import { describeEc2 } from './support/backends';
import { instanceRequest, newOwner, useFixture } from './support/fixture';

describeEc2('instances', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  test('an instance is launched, read, and terminated', async () => {
    const { account, imageId } = fixture;
    const owner = newOwner();
    const exists: string[] = [];
    const { instance, how } = await account.instances.ensure(
      instanceRequest(imageId, {
        owner,
        userData: Buffer.from('#!/bin/sh\necho hello\n'),
        rootVolume: { sizeGib: 20, type: 'gp3', encrypted: true },
        volumes: [{ deviceName: '/dev/sdf', sizeGib: 5, type: 'gp3' }],
        tags: { Name: 'first' },
      }),
      { signal, onExists: ({ id }) => exists.push(id) },
    );

    expect(how).toBe('launched');
    expect(exists).toEqual([instance.id]);
    expect(instance).toMatchObject({
      state: 'running',
      instanceType: 't3.medium',
      imageId,
      clientToken: owner.clientToken,
      tags: { Name: 'first', ...owner.tags },
      lifecycle: 'on-demand',
      interruptedTypeChange: false,
    });
    const details = await account.instances.read(instance.id, { signal });
    const userData = await account.instances.userData(instance.id, { signal });
    expect(userData?.toString()).toBe('#!/bin/sh\necho hello\n');
    expect(details?.terminationProtection).toBe(false);
    expect(details?.volumes.map(({ root, deviceName, sizeGib }) => ({ root, deviceName, sizeGib }))).toEqual([
      { root: true, deviceName: instance.rootDeviceName, sizeGib: 20 },
      { root: false, deviceName: '/dev/sdf', sizeGib: 5 },
    ]);
    expect(details?.volumes.every(({ tags }) => tags['fleetwright:owner'] === 'tests')).toBe(true);

    await account.instances.terminate(instance.id, { signal });
    expect(await account.instances.read(instance.id, { signal })).toBeUndefined();
    await account.instances.terminate(instance.id, { signal });
  });

  test('session tokens are required of the metadata service unless said otherwise', async () => {
    const { account, imageId, proxy } = fixture;
    await account.instances.ensure(instanceRequest(imageId), { signal });
    const [parameters] = proxy.of('RunInstances');
    expect(parameters?.get('MetadataOptions.HttpTokens')).toBe('required');
  });

  test('what the owner launched before is found by its token, and by its tags when the token is another', async () => {
    const { account, imageId, proxy } = fixture;
    const owner = newOwner();
    const request = instanceRequest(imageId, { owner });
    const { instance } = await account.instances.ensure(request, { signal });
    proxy.reset();

    const again = await fixture.anotherAccount().instances.ensure(request, { signal });
    expect(again).toMatchObject({ how: 'found by token', instance: { id: instance.id } });
    const planned = { ...request, owner: { ...owner, clientToken: 'minted-by-another-plan' } };
    const adopted = await fixture.anotherAccount().instances.ensure(planned, { signal });
    expect(adopted).toMatchObject({ how: 'found by tags', instance: { id: instance.id } });
    expect(proxy.of('RunInstances')).toHaveLength(0);
  });

  test('what was found stopped is started', async () => {
    const { account, imageId } = fixture;
    const request = instanceRequest(imageId);
    const { instance } = await account.instances.ensure(request, { signal });
    const client = new EC2Client({ region: fixture.server.region, endpoint: fixture.server.endpoint });
    await client.send(new StopInstancesCommand({ InstanceIds: [instance.id] }));
    client.destroy();
    const again = await fixture.anotherAccount().instances.ensure(request, { signal });
    expect(again).toMatchObject({ how: 'found by token', instance: { id: instance.id, state: 'running' } });
  });

  test('a predecessor that still lives is not taken for its successor', async () => {
    const { account, imageId } = fixture;
    const owner = newOwner();
    const first = await account.instances.ensure(instanceRequest(imageId, { owner }), { signal });
    const successor = { ...owner, clientToken: `${owner.clientToken}-2`, except: [first.instance.id] };
    const second = await account.instances.ensure(instanceRequest(imageId, { owner: successor }), { signal });
    expect(second.how).toBe('launched');
    expect(second.instance.id).not.toBe(first.instance.id);

    const both = { ...owner, clientToken: `${owner.clientToken}-3` };
    const third = account.instances.ensure(instanceRequest(imageId, { owner: both }), { signal });
    await expect(third).rejects.toMatchObject({ kind: 'taken' });
    await expect(third).rejects.toThrow(first.instance.id);
  });

  test('an instance that was terminated is not taken for its successor', async () => {
    const { account, imageId } = fixture;
    const owner = newOwner();
    const first = await account.instances.ensure(instanceRequest(imageId, { owner }), { signal });
    await account.instances.terminate(first.instance.id, { signal });
    const next = { ...owner, clientToken: `${owner.clientToken}-2` };
    const second = await account.instances.ensure(instanceRequest(imageId, { owner: next }), { signal });
    expect(second).toMatchObject({ how: 'launched', instance: { state: 'running' } });
  });

  test('tags, groups, protection, volumes and the type change in place', async () => {
    const { account, imageId, proxy } = fixture;
    const { instance } = await account.instances.ensure(
      instanceRequest(imageId, { rootVolume: { sizeGib: 10 }, tags: { Name: 'before', team: 'a' } }),
      { signal },
    );
    const group = await account.securityGroups.ensure(
      { owner: newOwner(), name: `for ${instance.id}`, description: 'test', ingress: [], tags: {} },
      { signal },
    );
    const root = (await account.instances.read(instance.id, { signal }))?.volumes[0];
    proxy.reset();
    const changed = await account.instances.update(
      instance.id,
      {
        tags: { Name: 'after' },
        removeTags: ['team'],
        securityGroupIds: [group.id],
        terminationProtection: true,
        instanceType: 't3.large',
        metadata: { hopLimit: 2 },
        volumes: { root: { sizeGib: (root?.sizeGib ?? 0) + 5 } },
      },
      { signal },
    );
    expect(changed).toMatchObject({
      state: 'running',
      instanceType: 't3.large',
      securityGroupIds: [group.id],
      terminationProtection: true,
      interruptedTypeChange: false,
    });
    expect(changed.tags.Name).toBe('after');
    expect(changed.tags).not.toHaveProperty('team');
    expect(changed.volumes[0]?.sizeGib).toBe((root?.sizeGib ?? 0) + 5);

    proxy.reset();
    const { tags, instanceType, securityGroupIds } = changed;
    await account.instances.update(
      instance.id,
      { tags, instanceType, securityGroupIds, terminationProtection: true },
      { signal },
    );
    expect(proxy.actions().filter((action) => !action.startsWith('Describe'))).toEqual([]);

    const refused = await account.instances
      .terminate(instance.id, { signal })
      .catch((error: unknown) => error);
    expect(isEc2Error(refused, 'protected')).toBe(true);
    await account.instances.update(instance.id, { terminationProtection: false }, { signal });
    await account.instances.terminate(instance.id, { signal });
    await account.securityGroups.delete(group.id, { signal });
  });

  test('a volume does not shrink', async () => {
    const { account, imageId } = fixture;
    const { instance } = await account.instances.ensure(
      instanceRequest(imageId, { rootVolume: { sizeGib: 30 } }),
      { signal },
    );
    const shrink = account.instances.update(instance.id, { volumes: { root: { sizeGib: 10 } } }, { signal });
    await expect(shrink).rejects.toThrow(/has 30 GiB and cannot shrink to 10 GiB/);
  });

  test('an unknown instance is gone', async () => {
    const { account } = fixture;
    expect(await account.instances.read('i-0123456789abcdef0', { signal })).toBeUndefined();
    await account.instances.terminate('i-0123456789abcdef0', { signal });
    await expect(account.instances.waitUntilRunning('i-0123456789abcdef0', { signal })).rejects.toMatchObject(
      {
        kind: 'not-found',
      },
    );
  });

  test('waits of many instances share their describes, and identical launches their request', async () => {
    const { account, imageId, proxy } = fixture;
    const owners = Array.from({ length: 4 }, () => newOwner());
    const ensured = await Promise.all(
      owners.map((owner, index) =>
        account.instances.ensure(
          instanceRequest(imageId, { owner, tags: { Name: `node-${String(index)}`, fleet: 'x' } }),
          { signal },
        ),
      ),
    );
    expect(new Set(ensured.map(({ instance }) => instance.id)).size).toBe(4);
    expect(proxy.of('RunInstances')).toHaveLength(1);
    expect(proxy.of('DescribeInstances').length).toBeLessThan(8);
    for (const [index, { instance }] of ensured.entries()) {
      const details = await account.instances.read(instance.id, { signal });
      const own = { Name: `node-${String(index)}`, fleet: 'x', ...owners[index]?.tags };
      expect(details?.tags).toEqual(own);
      expect(details?.volumes.map(({ tags }) => tags)).toEqual([own]);
    }
  });
});
