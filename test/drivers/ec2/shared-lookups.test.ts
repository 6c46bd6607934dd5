import { describeEc2, ubuntu } from './support/backends';
import { instanceRequest, useFixture } from './support/fixture';

describeEc2('what is asked only once, or not at all', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  test('an image is looked up once, by however many; after a failure again', async () => {
    const { proxy } = fixture;
    const account = fixture.anotherAccount();
    proxy.fail(({ action }, attempt) =>
      action === 'DescribeImages' && attempt === 0
        ? { kind: 'error', status: 403, code: 'UnauthorizedOperation' }
        : undefined,
    );
    await expect(account.images.resolve(ubuntu, { signal })).rejects.toMatchObject({ kind: 'forbidden' });
    proxy.reset();
    const images = await Promise.all(
      Array.from({ length: 5 }, () => account.images.resolve({ ...ubuntu }, { signal })),
    );
    expect(new Set(images.map(({ id }) => id)).size).toBe(1);
    expect(proxy.of('DescribeImages')).toHaveLength(1);

    const parameter = { kind: 'parameter', name: fixture.server.imageParameter } as const;
    await account.images.resolve(parameter, { signal });
    await account.images.resolve(parameter, { signal });
    expect(proxy.of('GetParameter')).toHaveLength(1);
  });

  test('a refresh does not ask for user data', async () => {
    const { account, proxy, imageId } = fixture;
    const { instance } = await account.instances.ensure(instanceRequest(imageId), { signal });
    proxy.reset();
    await account.instances.read(instance.id, { signal });
    const attributes = proxy.of('DescribeInstanceAttribute').map((asked) => asked.get('Attribute'));
    expect(attributes).toEqual(['disableApiTermination']);
    await account.instances.terminate(instance.id, { signal });
  });
});
