import { Ec2Account } from '../../../src/drivers/ec2';
import { REGION, TestCloud } from '../../sandbox/ec2/support/test-cloud';
import { ubuntu } from './support/backends';
import { fast, instanceRequest, newOwner } from './support/fixture';

describe('an EC2 that shows everything late', () => {
  const { signal } = new AbortController();
  const before = { ...process.env };
  let cloud: TestCloud;
  let account: Ec2Account;

  beforeAll(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox' });
    cloud = await TestCloud.start({ eventualConsistency: { fraction: 1, seconds: 20 } }, 100);
    const configuration = {
      name: 'late',
      region: REGION,
      endpoint: cloud.endpoint,
      maxRequestsPerSecond: 1000,
    };
    account = new Ec2Account(configuration, { ...fast, visibleMs: 20_000 });
  });
  afterAll(async () => {
    process.env = before;
    await account.close();
    await cloud.stop();
  });

  test('groups, instances in them, their tags and their end are waited for', async () => {
    const { id: imageId } = await account.images.resolve(ubuntu, { signal });
    const groups = await Promise.all(
      ['inner', 'outer'].map((name) =>
        account.securityGroups.ensure(
          {
            owner: newOwner(),
            name,
            description: 'test',
            ingress: [{ protocol: 'tcp', fromPort: 22, toPort: 22, cidr: '0.0.0.0/0' }],
            tags: {},
          },
          { signal },
        ),
      ),
    );
    expect(groups.map(({ ingress }) => ingress.length)).toEqual([1, 1]);
    const ensured = await Promise.all(
      [1, 2, 3].map((index) =>
        account.instances.ensure(
          instanceRequest(imageId, {
            securityGroupIds: groups.map(({ id }) => id),
            tags: { Name: `node-${String(index)}` },
          }),
          { signal },
        ),
      ),
    );
    expect(ensured.map(({ instance }) => instance.state)).toEqual(['running', 'running', 'running']);
    expect(ensured.map(({ instance }) => instance.tags.Name)).toEqual(['node-1', 'node-2', 'node-3']);
    expect(cloud.park.machines.size).toBe(3);
    await Promise.all(ensured.map(({ instance }) => account.instances.terminate(instance.id, { signal })));
    await Promise.all(groups.map(({ id }) => account.securityGroups.delete(id, { signal })));
  });
});
