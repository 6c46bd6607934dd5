import {
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  CreateTagsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { TestCloud, launchInput } from './support/test-cloud';

describe('faults', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await TestCloud.start();
  });
  afterEach(() => cloud.stop());
  const vpcs = () => cloud.client.send(new DescribeVpcsCommand({}));

  test.each([
    ['throttle', undefined, 'RequestLimitExceeded', 503],
    ['error', undefined, 'InternalError', 500],
    ['error', 'Unavailable', 'Unavailable', 503],
    ['error', 'UnauthorizedOperation', 'UnauthorizedOperation', 403],
  ] as const)('%s %s', async (kind, errorCode, name, httpStatusCode) => {
    cloud.world.faults.add({ kind, errorCode, operation: 'CreateSecurityGroup', times: 1 });
    await vpcs();
    const create = () =>
      cloud.client.send(new CreateSecurityGroupCommand({ GroupName: 'g', Description: 'd' }));
    await expect(create()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
    expect(cloud.service.describe().securityGroups).toEqual([]);
    await create();
  });

  test('the SDK’s own retries get over throttling and lost responses', async () => {
    cloud.world.faults.add({ kind: 'throttle', times: 1 });
    cloud.world.faults.add({ kind: 'response-lost', operation: 'RunInstances', times: 1 });
    const patient = cloud.connect({ maxAttempts: 5 });
    await patient.send(new RunInstancesCommand(launchInput()));
    expect(cloud.service.describe().instances).toHaveLength(1);
  });

  test('slow takes as long as it says, and away answers nobody', async () => {
    cloud.world.faults.add({ kind: 'slow', delaySeconds: 20, times: 1 });
    let answered = false;
    const slow = vpcs().then(() => (answered = true));
    await cloud.world.clock.sleep(10);
    expect(answered).toBe(false);
    await slow;
    cloud.world.faults.add({ kind: 'away', service: 'ec2', times: 1 });
    await expect(vpcs()).rejects.toThrow();
    await vpcs();
  });

  test('kinds that are about machines are left to the machines', async () => {
    cloud.world.faults.add({ kind: 'dead', times: 1 });
    cloud.world.faults.add({ kind: 'no-capacity', times: 1 });
    await vpcs();
    expect(cloud.world.faults.list().map(({ struck }) => struck)).toEqual([0, 0]);
  });
});

describe('eventual consistency', () => {
  test('what was made is not found for a while, by some of the calls, and then by all', async () => {
    const cloud = await TestCloud.start({ eventualConsistency: { fraction: 1, seconds: 60 } });
    try {
      // At once: on a slow computer the time in which nothing is seen is over soon.
      const outcomes = async (ask: () => Promise<unknown>) => {
        const names = new Set<string>();
        for (let call = 0; call < 20; call += 1) {
          names.add(
            await ask().then(
              () => 'found',
              (error: Error) => error.name,
            ),
          );
        }
        return [...names].sort();
      };
      const { GroupId = '' } = await cloud.client.send(
        new CreateSecurityGroupCommand({ GroupName: 'g', Description: 'd' }),
      );
      const group = () => cloud.client.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
      expect(await outcomes(group)).toEqual(['InvalidGroup.NotFound', 'found']);
      const { Instances } = await cloud.client.send(new RunInstancesCommand(launchInput()));
      const InstanceIds = [Instances?.[0]?.InstanceId ?? ''];
      const instance = () => cloud.client.send(new DescribeInstancesCommand({ InstanceIds }));
      expect(await outcomes(instance)).toEqual(['InvalidInstanceID.NotFound', 'found']);
      await cloud.world.clock.sleep(120);
      for (let call = 0; call < 10; call += 1) {
        await cloud.client.send(new DescribeInstancesCommand({ InstanceIds }));
      }
    } finally {
      await cloud.stop();
    }
  });

  test('tags are seen late, and never lost', async () => {
    const cloud = await TestCloud.start({ eventualConsistency: { fraction: 1, seconds: 200 } });
    try {
      const { GroupId = '' } = await cloud.client.send(
        new CreateSecurityGroupCommand({ GroupName: 'g', Description: 'd' }),
      );
      await cloud.world.clock.sleep(250);
      await cloud.client.send(
        new CreateTagsCommand({ Resources: [GroupId], Tags: [{ Key: 'a', Value: 'b' }] }),
      );
      const seen = new Set<number>();
      for (let call = 0; call < 12; call += 1) {
        const { SecurityGroups } = await cloud.client.send(
          new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
        );
        seen.add(SecurityGroups?.[0]?.Tags?.length ?? 0);
      }
      expect([...seen].sort()).toEqual([0, 1]);
      expect(cloud.service.describe().securityGroups[0]?.tags).toEqual({ a: 'b' });
    } finally {
      await cloud.stop();
    }
  });
});
