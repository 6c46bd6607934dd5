import { describeEc2 } from './support/backends';
import { instanceRequest, useFixture } from './support/fixture';

describeEc2('what is asked of many instances alike', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  const launch = (count: number) =>
    Promise.all(
      Array.from(
        { length: count },
        async () =>
          (await fixture.account.instances.ensure(instanceRequest(fixture.imageId), { signal })).instance,
      ),
    );

  test('goes in one request: removing tags, terminating', async () => {
    const { account, proxy } = fixture;
    const instances = await launch(4);
    for (const { id } of instances) await account.instances.update(id, { tags: { mark: 'x' } }, { signal });
    const details = await Promise.all(instances.map(({ id }) => account.instances.read(id, { signal })));
    proxy.reset();
    await Promise.all(
      details.map((one) =>
        one === undefined ? undefined : account.instances.untag(one, ['mark'], { signal }),
      ),
    );
    expect(proxy.of('DeleteTags')).toHaveLength(1);
    const untagged = await Promise.all(instances.map(({ id }) => account.instances.read(id, { signal })));
    expect(untagged.map((one) => one?.tags.mark)).toEqual([undefined, undefined, undefined, undefined]);

    await Promise.all(instances.map(({ id }) => account.instances.terminate(id, { signal })));
    expect(proxy.of('TerminateInstances')).toHaveLength(1);
    const after = await Promise.all(instances.map(({ id }) => account.instances.read(id, { signal })));
    expect(after).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('is asked of each alone when one of them stands in the way', async () => {
    const { account } = fixture;
    const [one, other, third] = await launch(3);
    if (one === undefined || other === undefined || third === undefined)
      throw new Error('three are launched');
    await account.instances.update(other.id, { terminationProtection: true }, { signal });
    const outcomes = await Promise.allSettled(
      [one, other, third].map(({ id }) => account.instances.terminate(id, { signal })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await account.instances.update(other.id, { terminationProtection: false }, { signal });
    await account.instances.terminate(other.id, { signal });
  });
});
