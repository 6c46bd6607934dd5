import { describeEc2, ubuntu } from './support/backends';
import { useFixture } from './support/fixture';

describeEc2('images', (backend) => {
  const fixture = useFixture(backend);
  const { signal } = fixture;

  test('the newest image of an owner that matches', async () => {
    const { account } = fixture;
    const image = await account.images.resolve(ubuntu, { signal });
    expect(image).toMatchObject({ architecture: 'x86_64', state: 'available' });
    expect(image.id).toMatch(/^ami-/);
    expect(await account.images.resolve({ kind: 'id', id: image.id }, { signal })).toEqual(image);
    expect(await account.images.resolve(ubuntu, { signal })).toEqual(image);
  });

  test('what does not exist is told with what was asked', async () => {
    const { account } = fixture;
    const noId = account.images.resolve({ kind: 'id', id: 'ami-0123456789abcdef0' }, { signal });
    await expect(noId).rejects.toMatchObject({ kind: 'not-found' });
    await expect(noId).rejects.toThrow(/image "ami-0123456789abcdef0" does not exist in this region/);
    const noName = account.images.resolve(
      { kind: 'newest', owners: ['self'], name: 'no-such-*' },
      { signal },
    );
    await expect(noName).rejects.toThrow(/no available image of "self" is named "no-such-\*"/);
    const noParameter = account.images.resolve({ kind: 'parameter', name: '/no/such/parameter' }, { signal });
    await expect(noParameter).rejects.toThrow(/the SSM parameter "\/no\/such\/parameter" does not exist/);
  });

  test('an image by the name of a public parameter', async () => {
    const { account } = fixture;
    const name = fixture.server.imageParameter;
    const image = await account.images.resolve({ kind: 'parameter', name }, { signal });
    expect(image.id).toMatch(/^ami-/);
    expect(image.architecture).toBe('x86_64');
  });
});
