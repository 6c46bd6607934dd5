import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  GetConsoleOutputCommand,
  ModifyInstanceAttributeCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  waitUntilInstanceRunning,
  waitUntilInstanceStopped,
  waitUntilInstanceTerminated,
  type Instance,
} from '@aws-sdk/client-ec2';
import { TestCloud, launchInput, until } from './support/test-cloud';

describe('instances', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await TestCloud.start({ delays: { terminatedVisible: 100 } });
  });
  afterEach(() => cloud.stop());

  const wait = { minDelay: 0.01, maxDelay: 0.02, maxWaitTime: 10 };

  async function launch(
    input: Parameters<typeof launchInput>[0] = {},
  ): Promise<Instance & { InstanceId: string }> {
    const { Instances } = await cloud.client.send(new RunInstancesCommand(launchInput(input)));
    const [instance] = Instances ?? [];
    if (instance?.InstanceId === undefined) throw new Error('nothing was launched');
    return { ...instance, InstanceId: instance.InstanceId };
  }

  async function describeOne(id: string): Promise<Instance | undefined> {
    const { Reservations } = await cloud.client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations?.[0]?.Instances?.[0];
  }

  test('run, stop, start, reboot and terminate as EC2 has it', async () => {
    const { InstanceId: id, State } = await launch();
    expect(State).toEqual({ Code: 0, Name: 'pending' });
    await waitUntilInstanceRunning({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    const machine = cloud.park.get(id);
    await until(() => machine.state === 'running');

    const stopped = await cloud.client.send(new StopInstancesCommand({ InstanceIds: [id] }));
    expect(stopped.StoppingInstances).toEqual([
      {
        InstanceId: id,
        CurrentState: { Code: 64, Name: 'stopping' },
        PreviousState: { Code: 16, Name: 'running' },
      },
    ]);
    await waitUntilInstanceStopped({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    expect(machine.state).toBe('off');
    expect(await describeOne(id)).toMatchObject({
      PublicDnsName: '',
      StateReason: { Code: 'Client.UserInitiatedShutdown' },
    });
    expect((await describeOne(id))?.PublicIpAddress).toBeUndefined();

    const started = await cloud.client.send(new StartInstancesCommand({ InstanceIds: [id] }));
    expect(started.StartingInstances?.[0]?.CurrentState?.Name).toBe('pending');
    await waitUntilInstanceRunning({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    await until(() => machine.boots === 2);

    await cloud.client.send(new RebootInstancesCommand({ InstanceIds: [id] }));
    expect((await describeOne(id))?.State?.Name).toBe('running');
    await until(() => machine.boots === 3);

    const terminated = await cloud.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    expect(terminated.TerminatingInstances?.[0]?.CurrentState?.Name).toBe('shutting-down');
    await waitUntilInstanceTerminated({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    expect(machine.destroyed).toBe(true);
    const { Volumes } = await cloud.client.send(new DescribeVolumesCommand({}));
    expect(Volumes).toEqual([]);
    // Described for a while, and then not found.
    await until(() =>
      describeOne(id).then(
        () => false,
        (error: Error) => error.name === 'InvalidInstanceID.NotFound',
      ),
    );
  });

  test('an instance says what it is', async () => {
    const { InstanceId: id } = await launch({
      ClientToken: 'token-1',
      UserData: Buffer.from('#!/bin/sh\n').toString('base64'),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'a <b> & "c"' }] }],
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, VolumeType: 'gp3' } },
        { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 5, Encrypted: true, DeleteOnTermination: false } },
      ],
    });
    const instance = await describeOne(id);
    expect(instance).toMatchObject({
      ClientToken: 'token-1',
      Architecture: 'x86_64',
      RootDeviceName: '/dev/xvda',
      Tags: [{ Key: 'Name', Value: 'a <b> & "c"' }],
      MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'enabled' },
      Placement: { Tenancy: 'default' },
    });
    expect(instance?.LaunchTime).toBeInstanceOf(Date);
    expect(instance?.PrivateIpAddress).toMatch(/^127\.77\.(1[6-9]|[2-6]\d)\.\d+$/);
    expect(instance?.PublicIpAddress).toMatch(/^127\.78\./);
    expect(instance?.NetworkInterfaces?.[0]?.PrivateIpAddress).toBe(instance?.PrivateIpAddress);
    await until(() => cloud.park.machines.has(id));
    const { spec } = cloud.park.get(id);
    expect(spec.addresses).toEqual([instance?.PrivateIpAddress, instance?.PublicIpAddress]);
    expect(spec.users).toEqual([{ name: 'admin', authorizedKeys: [] }]);
    expect(spec.userData?.toString()).toBe('#!/bin/sh\n');

    const { Volumes } = await cloud.client.send(
      new DescribeVolumesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [id] }] }),
    );
    expect(Volumes).toMatchObject([
      { Size: 20, VolumeType: 'gp3', Iops: 3000, Throughput: 125, Encrypted: false },
      { Size: 5, VolumeType: 'gp2', Iops: 100, Encrypted: true, Attachments: [{ Device: '/dev/sdf' }] },
    ]);
    await cloud.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await waitUntilInstanceTerminated({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    const left = await cloud.client.send(new DescribeVolumesCommand({}));
    expect(left.Volumes).toMatchObject([{ Size: 5, State: 'available' }]);
  });

  test('console output comes a while after the boot; the latest comes at once', async () => {
    const { InstanceId: id } = await launch();
    const before = await cloud.client.send(new GetConsoleOutputCommand({ InstanceId: id }));
    expect(before.Output).toBeUndefined();
    const output = async (Latest: boolean) => {
      const answer = await cloud.client.send(new GetConsoleOutputCommand({ InstanceId: id, Latest }));
      return Buffer.from(answer.Output ?? '', 'base64').toString();
    };
    await until(async () => (await output(true)).includes('boot 1'));
    await until(async () => (await output(false)).includes(`boot 1 of ${id}`));
  });

  test('status checks tell a machine that is up from one that has lost its power', async () => {
    const { InstanceId: id } = await launch();
    const status = async () => {
      const answer = await cloud.client.send(new DescribeInstanceStatusCommand({ InstanceIds: [id] }));
      return answer.InstanceStatuses?.[0];
    };
    await until(async () => (await status())?.InstanceStatus?.Status === 'ok');
    await cloud.park.get(id).kill();
    expect(await status()).toMatchObject({
      InstanceState: { Name: 'running' },
      SystemStatus: { Status: 'impaired', Details: [{ Name: 'reachability', Status: 'failed' }] },
    });
  });

  test.each([
    ['stop', 'stopped'],
    ['terminate', 'terminated'],
  ] as const)('a machine that shuts itself down ends as the instance says: %s', async (behavior, state) => {
    const { InstanceId: id } = await launch({ InstanceInitiatedShutdownBehavior: behavior });
    await waitUntilInstanceRunning({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    await until(() => cloud.park.get(id).state === 'running');
    await cloud.park.get(id).stop();
    await until(async () => (await describeOne(id))?.State?.Name === state);
    expect((await describeOne(id))?.StateReason?.Code).toBe('Client.InstanceInitiatedShutdown');
  });

  test('a machine that cannot be made ends its launch with the reason', async () => {
    cloud.park.fails = 'user namespaces are forbidden here';
    const { InstanceId: id } = await launch();
    await until(async () => (await describeOne(id))?.State?.Name === 'terminated');
    expect((await describeOne(id))?.StateReason).toEqual({
      Code: 'Server.InternalError',
      Message: 'Server.InternalError: Internal error on launch: user namespaces are forbidden here',
    });
  });

  test('protection spares the zone of a protected instance, and no other zone', async () => {
    const { Subnets } = await import('@aws-sdk/client-ec2').then(({ DescribeSubnetsCommand }) =>
      cloud.client.send(new DescribeSubnetsCommand({})),
    );
    const [one, other] = (Subnets ?? []).map(({ SubnetId }) => SubnetId);
    const kept = await launch({ SubnetId: one, DisableApiTermination: true });
    const beside = await launch({ SubnetId: one });
    const elsewhere = await launch({ SubnetId: other });
    const ids = [kept, beside, elsewhere].map(({ InstanceId }) => InstanceId);
    await expect(
      cloud.client.send(new TerminateInstancesCommand({ InstanceIds: ids })),
    ).rejects.toMatchObject({
      name: 'OperationNotPermitted',
    });
    const states = await Promise.all(ids.map(async (id) => (await describeOne(id))?.State?.Name));
    expect(states[0]).not.toBe('shutting-down');
    expect(states[1]).not.toBe('shutting-down');
    expect(['shutting-down', 'terminated']).toContain(states[2]);
    await cloud.client.send(
      new ModifyInstanceAttributeCommand({
        InstanceId: kept.InstanceId,
        DisableApiTermination: { Value: false },
      }),
    );
    await cloud.client.send(new TerminateInstancesCommand({ InstanceIds: ids }));
  });

  test('the type is changed while the instance is stopped', async () => {
    const { InstanceId: id } = await launch();
    await waitUntilInstanceRunning({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    const change = new ModifyInstanceAttributeCommand({
      InstanceId: id,
      InstanceType: { Value: 't3.large' },
    });
    await expect(cloud.client.send(change)).rejects.toMatchObject({ name: 'IncorrectInstanceState' });
    await cloud.client.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await waitUntilInstanceStopped({ client: cloud.client, ...wait }, { InstanceIds: [id] });
    await cloud.client.send(change);
    expect((await describeOne(id))?.InstanceType).toBe('t3.large');
    const wrong = new ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType: { Value: 'm99.nano' } });
    await expect(cloud.client.send(wrong)).rejects.toMatchObject({ name: 'InvalidInstanceAttributeValue' });
  });
});
