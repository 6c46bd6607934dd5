import {
  CreateKeyPairCommand,
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { imagesOf } from '../../../src/sandbox/ec2/catalogue/images';
import { REGION, TestCloud, launchInput, until } from './support/test-cloud';

describe('launches', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await TestCloud.start({ limits: { vcpus: 8, spotVcpus: 4 } });
  });
  afterEach(() => cloud.stop());

  async function run(input: Partial<RunInstancesCommandInput> = {}) {
    return cloud.client.send(new RunInstancesCommand(launchInput(input)));
  }
  const instances = () => cloud.service.describe().instances;

  describe('client tokens', () => {
    test('the same request gives the same instances, in the state they are in', async () => {
      const first = await run({ ClientToken: 'one' });
      const id = first.Instances?.[0]?.InstanceId;
      await cloud.client.send(new TerminateInstancesCommand({ InstanceIds: [id ?? ''] }));
      await until(() => instances()[0]?.state === 'terminated');
      const again = await run({ ClientToken: 'one' });
      expect(again.ReservationId).toBe(first.ReservationId);
      expect(again.Instances).toMatchObject([{ InstanceId: id, State: { Name: 'terminated' } }]);
      expect(instances()).toHaveLength(1);
    });

    test('another request with the token is refused, and does nothing', async () => {
      await run({ ClientToken: 'one' });
      await expect(run({ ClientToken: 'one', InstanceType: 't3.small' })).rejects.toMatchObject({
        name: 'IdempotentParameterMismatch',
      });
      expect(instances()).toHaveLength(1);
    });

    test('a launch that was refused leaves its token free', async () => {
      await expect(run({ ClientToken: 'one', InstanceType: 'nothing' as 't3.micro' })).rejects.toThrow();
      await run({ ClientToken: 'one' });
      expect(instances()).toHaveLength(1);
    });

    test('a token is one region’s', async () => {
      await run({ ClientToken: 'one' });
      const elsewhere = cloud.connect({ region: 'us-east-1' });
      const image = imagesOf('us-east-1').find(({ architecture }) => architecture === 'x86_64');
      await elsewhere.send(new RunInstancesCommand(launchInput({ ClientToken: 'one', ImageId: image?.id })));
      expect(instances().map(({ region }) => region)).toEqual([REGION, 'us-east-1']);
    });

    test('as many instances as there are tokens, whatever is sent again', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              token: fc.constantFrom('a', 'b', 'c'),
              type: fc.constantFrom('t3.nano', 't3.micro'),
            }),
            {
              maxLength: 8,
            },
          ),
          async (launches) => {
            const own = await TestCloud.start();
            try {
              const first = new Map<string, { type: string; reservation: string | undefined }>();
              for (const { token, type } of launches) {
                const input = launchInput({ ClientToken: token, InstanceType: type });
                const outcome = await own.client.send(new RunInstancesCommand(input)).then(
                  ({ ReservationId }) => ReservationId,
                  (error: Error) => error.name,
                );
                const before = first.get(token);
                if (before === undefined) first.set(token, { type, reservation: outcome });
                else if (before.type === type) expect(outcome).toBe(before.reservation);
                else expect(outcome).toBe('IdempotentParameterMismatch');
              }
              expect(own.service.describe().instances).toHaveLength(first.size);
            } finally {
              await own.stop();
            }
          },
        ),
        { numRuns: 15 },
      );
    });
  });

  test('limits: as many as there is room for, none when that is below the least', async () => {
    const { Instances } = await run({ InstanceType: 't3.micro', MinCount: 1, MaxCount: 6 });
    expect(Instances).toHaveLength(4);
    await expect(run()).rejects.toMatchObject({ name: 'VcpuLimitExceeded' });
    await expect(
      run({ InstanceMarketOptions: { MarketType: 'spot' }, MinCount: 3, MaxCount: 3 }),
    ).rejects.toMatchObject({ name: 'MaxSpotInstanceCountExceeded' });
    expect(instances()).toHaveLength(4);
  });

  describe('no capacity', () => {
    test.each([
      ['of the type', 't3.micro'],
      ['in the zone', `${REGION}b`],
    ])('%s', async (_, subject) => {
      cloud.world.faults.add({ kind: 'no-capacity', subject });
      const { Subnets } = await cloud.client.send(
        new DescribeSubnetsCommand({ Filters: [{ Name: 'availability-zone', Values: [`${REGION}b`] }] }),
      );
      const SubnetId = Subnets?.[0]?.SubnetId;
      await expect(run({ SubnetId })).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
      expect(instances()).toEqual([]);
      await run({ InstanceType: 't3.small', Placement: { AvailabilityZone: `${REGION}a` } });
      expect(instances()).toHaveLength(1);
    });

    test('is not spent on other calls, and hits a start too', async () => {
      const { Instances } = await run();
      const InstanceIds = [Instances?.[0]?.InstanceId ?? ''];
      await until(() => instances()[0]?.state === 'running');
      cloud.world.faults.add({ kind: 'no-capacity', times: 1 });
      await cloud.client.send(new StopInstancesCommand({ InstanceIds }));
      await until(() => instances()[0]?.state === 'stopped');
      await expect(cloud.client.send(new StartInstancesCommand({ InstanceIds }))).rejects.toMatchObject({
        name: 'InsufficientInstanceCapacity',
      });
      await cloud.client.send(new StartInstancesCommand({ InstanceIds }));
    });
  });

  test('a response that is lost has had its effect, and the token finds it', async () => {
    cloud.world.faults.add({ kind: 'response-lost', operation: 'RunInstances', times: 1 });
    await expect(run({ ClientToken: 'lost' })).rejects.toThrow();
    expect(instances()).toHaveLength(1);
    const { Reservations } = await cloud.client.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'client-token', Values: ['lost'] }] }),
    );
    expect(Reservations?.[0]?.Instances?.[0]?.InstanceId).toBe(instances()[0]?.id);
    await run({ ClientToken: 'lost' });
    expect(instances()).toHaveLength(1);
  });

  describe('what cannot be launched is refused by EC2’s code', () => {
    const arm = imagesOf(REGION).find(({ architecture }) => architecture === 'arm64')?.id;
    test.each<[string, Partial<RunInstancesCommandInput>]>([
      ['InvalidAMIID.NotFound', { ImageId: 'ami-00000000000000000' }],
      ['InvalidAMIID.Malformed', { ImageId: 'debian' }],
      ['InvalidParameterValue', { InstanceType: 'x9.huge' as 't3.micro' }],
      ['InvalidParameterValue', { ImageId: arm }],
      ['InvalidKeyPair.NotFound', { KeyName: 'nobody' }],
      ['InvalidSubnetID.NotFound', { SubnetId: 'subnet-00000000000000000' }],
      ['InvalidGroup.NotFound', { SecurityGroupIds: ['sg-00000000000000000'] }],
      ['InvalidParameterValue', { MinCount: 2, MaxCount: 1 }],
      ['InvalidParameterValue', { UserData: Buffer.alloc(16_385, 'a').toString('base64') }],
      ['InvalidParameterValue', { Placement: { AvailabilityZone: 'us-east-1a' } }],
      ['InvalidParameterValue', { IamInstanceProfile: { Name: 'nobody' } }],
      [
        'InvalidBlockDeviceMapping',
        { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 1 } }] },
      ],
      [
        'InvalidSnapshot.NotFound',
        { BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: { SnapshotId: 'snap-1' } }] },
      ],
      [
        'InvalidParameterCombination',
        { SubnetId: 'subnet-1', NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }] },
      ],
      [
        'InvalidParameterValue',
        { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'aws:x' }] }] },
      ],
      [
        'TagLimitExceeded',
        {
          TagSpecifications: [
            {
              ResourceType: 'instance',
              Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}` })),
            },
          ],
        },
      ],
      ['Unsupported', { HibernationOptions: { Configured: true } }],
      ['Unsupported', { Placement: { Tenancy: 'dedicated' } }],
      ['UnknownParameter', { LaunchTemplate: { LaunchTemplateName: 'x' } }],
    ])('%s, case %#', async (name, input) => {
      await expect(run(input)).rejects.toMatchObject({ name });
      expect(instances()).toEqual([]);
      expect(cloud.service.describe().volumes).toEqual([]);
    });
  });

  test('a network interface says subnet, groups and whether there is a public address', async () => {
    const group = await cloud.client.send(
      new CreateSecurityGroupCommand({ GroupName: 'g', Description: 'g' }),
    );
    const { Subnets } = await cloud.client.send(new DescribeSubnetsCommand({}));
    const subnet = Subnets?.[1];
    const { Instances } = await run({
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: subnet?.SubnetId,
          Groups: [group.GroupId ?? ''],
          AssociatePublicIpAddress: false,
        },
      ],
    });
    expect(Instances?.[0]).toMatchObject({
      SubnetId: subnet?.SubnetId,
      Placement: { AvailabilityZone: subnet?.AvailabilityZone },
      SecurityGroups: [{ GroupId: group.GroupId, GroupName: 'g' }],
    });
    expect(Instances?.[0]?.PublicIpAddress).toBeUndefined();
  });

  test('the key pair’s public key comes to the image’s user', async () => {
    const made = await cloud.client.send(new CreateKeyPairCommand({ KeyName: 'k', KeyType: 'ed25519' }));
    expect(made.KeyMaterial).toContain('PRIVATE KEY');
    const ubuntu = imagesOf(REGION).find(
      ({ user, architecture }) => user === 'ubuntu' && architecture === 'x86_64',
    );
    const { Instances } = await run({ KeyName: 'k', ImageId: ubuntu?.id });
    const id = Instances?.[0]?.InstanceId;
    await until(() => cloud.park.machines.has(id ?? ''));
    expect(cloud.park.get(id).spec.users).toEqual([
      { name: 'ubuntu', authorizedKeys: [expect.stringMatching(/^ssh-ed25519 \S+ k$/)] },
    ]);
  });
});
