import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  ModifyInstanceAttributeCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { TestCloud, launchInput, until } from './support/test-cloud';

const ANYWHERE = '0.0.0.0/0';

describe('security groups', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await TestCloud.start({ limits: { rulesPerGroup: 3 } });
  });
  afterEach(() => cloud.stop());

  async function create(name: string): Promise<string> {
    const { GroupId } = await cloud.client.send(
      new CreateSecurityGroupCommand({ GroupName: name, Description: name }),
    );
    return GroupId ?? '';
  }
  const tcp = (port: number, source: Partial<IpPermission>): IpPermission => ({
    IpProtocol: 'tcp',
    FromPort: port,
    ToPort: port,
    ...source,
  });
  const ssh = (cidr = ANYWHERE) => tcp(2222, { IpRanges: [{ CidrIp: cidr }] });
  const admit = (GroupId: string, ...IpPermissions: IpPermission[]) =>
    cloud.client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  async function describeOne(id: string) {
    const { SecurityGroups } = await cloud.client.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
    return SecurityGroups?.[0];
  }

  test('a new one lets everything out and nothing in', async () => {
    const id = await create('g');
    expect(await describeOne(id)).toMatchObject({
      GroupName: 'g',
      IpPermissions: [],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: ANYWHERE }] }],
    });
  });

  test('rules are kept one for each source and shown together', async () => {
    const id = await create('g');
    const { SecurityGroupRules } = await admit(
      id,
      tcp(80, {
        IpRanges: [{ CidrIp: '10.1.2.3/8', Description: 'a' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0::/32' }],
      }),
      tcp(80, { UserIdGroupPairs: [{ GroupId: id }] }),
    );
    expect(SecurityGroupRules).toMatchObject([
      {
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 80,
        CidrIpv4: '10.0.0.0/8',
        Description: 'a',
      },
      { CidrIpv6: '2001:db8::/32' },
      { ReferencedGroupInfo: { GroupId: id } },
    ]);
    expect((await describeOne(id))?.IpPermissions).toMatchObject([
      {
        IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'a' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
        UserIdGroupPairs: [{ GroupId: id }],
      },
    ]);
    const [rule] = SecurityGroupRules ?? [];
    await cloud.client.send(
      new UpdateSecurityGroupRuleDescriptionsIngressCommand({
        GroupId: id,
        SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: rule?.SecurityGroupRuleId, Description: 'b' }],
      }),
    );
    const described = await cloud.client.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [id] }] }),
    );
    expect(described.SecurityGroupRules?.map(({ Description }) => Description)).toContain('b');
    await cloud.client.send(
      new RevokeSecurityGroupIngressCommand({
        GroupId: id,
        SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ''],
      }),
    );
    expect((await describeOne(id))?.IpPermissions?.[0]?.IpRanges).toEqual([]);
  });

  test('a batch with a rule that is there already adds nothing', async () => {
    const id = await create('g');
    await admit(id, ssh());
    await expect(admit(id, tcp(80, { IpRanges: [{ CidrIp: ANYWHERE }] }), ssh())).rejects.toMatchObject({
      name: 'InvalidPermission.Duplicate',
    });
    expect((await describeOne(id))?.IpPermissions).toHaveLength(1);
  });

  test('a group has only so many rules', async () => {
    const id = await create('g');
    const ranges = ['10.0.0.0/8', '11.0.0.0/8', '12.0.0.0/8', '13.0.0.0/8'].map((CidrIp) => ({ CidrIp }));
    await expect(admit(id, tcp(80, { IpRanges: ranges }))).rejects.toMatchObject({
      name: 'RulesPerSecurityGroupLimitExceeded',
    });
  });

  test('revoking what is not there says so and succeeds, as in a default VPC', async () => {
    const id = await create('g');
    const answer = await cloud.client.send(
      new RevokeSecurityGroupIngressCommand({ GroupId: id, IpPermissions: [ssh()] }),
    );
    expect(answer.UnknownIpPermissions).toMatchObject([{ FromPort: 2222, IpRanges: [{ CidrIp: ANYWHERE }] }]);
  });

  test.each([
    ['InvalidGroup.Duplicate', { GroupName: 'TAKEN', Description: 'd' }],
    ['InvalidParameterValue', { GroupName: 'sg-x', Description: 'd' }],
    ['InvalidParameterValue', { GroupName: 'ü', Description: 'd' }],
    ['InvalidParameterValue', { GroupName: 'x'.repeat(256), Description: 'd' }],
    ['InvalidVpcID.NotFound', { GroupName: 'x', Description: 'd', VpcId: 'vpc-00000000000000000' }],
  ])('creating is refused: %s, case %#', async (name, input) => {
    await create('taken');
    await expect(cloud.client.send(new CreateSecurityGroupCommand(input))).rejects.toMatchObject({ name });
  });

  test.each<[string, IpPermission]>([
    [
      'InvalidParameterValue',
      { IpProtocol: 'tcp', FromPort: 2, ToPort: 1, IpRanges: [{ CidrIp: ANYWHERE }] },
    ],
    [
      'InvalidParameterValue',
      { IpProtocol: 'tcp', FromPort: 0, ToPort: 65_536, IpRanges: [{ CidrIp: ANYWHERE }] },
    ],
    ['InvalidParameterValue', { IpProtocol: 'carrier-pigeon', IpRanges: [{ CidrIp: ANYWHERE }] }],
    ['InvalidParameterValue', { IpProtocol: '-1', IpRanges: [{ CidrIp: '1.2.3/8' }] }],
    ['InvalidParameterValue', { IpProtocol: '-1', IpRanges: [{ CidrIp: ANYWHERE, Description: 'ü' }] }],
    ['InvalidGroup.NotFound', { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-00000000000000000' }] }],
    ['Unsupported', { IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
  ])('a rule is refused: %s, case %#', async (name, permission) => {
    const id = await create('g');
    await expect(admit(id, permission)).rejects.toMatchObject({ name });
  });

  test('one that is in use or referenced cannot be deleted', async () => {
    const [used, other] = [await create('used'), await create('other')];
    const { Instances } = await cloud.client.send(
      new RunInstancesCommand(launchInput({ SecurityGroupIds: [used] })),
    );
    await admit(other, tcp(80, { UserIdGroupPairs: [{ GroupId: used }] }));
    const remove = (GroupId: string) => cloud.client.send(new DeleteSecurityGroupCommand({ GroupId }));
    await expect(remove(used)).rejects.toMatchObject({ name: 'DependencyViolation' });
    await remove(other);
    await expect(remove(used)).rejects.toMatchObject({ name: 'DependencyViolation' });
    await cloud.client.send(
      new TerminateInstancesCommand({ InstanceIds: [Instances?.[0]?.InstanceId ?? ''] }),
    );
    await until(() => cloud.service.describe().instances[0]?.state === 'terminated');
    await remove(used);
    await expect(remove(used)).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' });
  });

  describe('which host reaches which', () => {
    async function launch(...SecurityGroupIds: string[]) {
      const { Instances } = await cloud.client.send(
        new RunInstancesCommand(launchInput({ SecurityGroupIds })),
      );
      const {
        InstanceId: id = '',
        PrivateIpAddress: inside = '',
        PublicIpAddress: outside = '',
      } = Instances?.[0] ?? {};
      return { id, inside, outside };
    }
    const reaches = (from: string, to: string, port = 2222) => cloud.service.allows(from, to, port);

    test('the operator is let in by a block, instances of a group by the group', async () => {
      const [front, back] = [await create('front'), await create('back')];
      await admit(front, ssh('127.0.0.0/8'));
      await admit(back, tcp(2222, { UserIdGroupPairs: [{ GroupId: front }] }));
      const [a, b] = [await launch(front), await launch(back)];
      expect(reaches('127.0.0.1', a.outside)).toBe(true);
      expect(reaches('127.0.0.1', a.inside)).toBe(true);
      expect(reaches('127.0.0.1', a.outside, 80)).toBe(false);
      expect(reaches('127.0.0.1', b.outside)).toBe(false);
      expect(reaches(a.inside, b.inside)).toBe(true);
      // A rule that names a group means private addresses.
      expect(reaches(a.outside, b.inside)).toBe(false);
      expect(reaches(b.inside, a.inside)).toBe(true);
      expect(cloud.park.get(a.id).spec.allows?.('127.0.0.1', a.outside, 2222)).toBe(true);
    });

    test('what goes out needs a rule too, and changes count at once', async () => {
      const group = await create('g');
      await admit(group, ssh());
      const [a, b] = [await launch(group), await launch(group)];
      expect(reaches(a.inside, b.inside)).toBe(true);
      await cloud.client.send(
        new RevokeSecurityGroupEgressCommand({
          GroupId: group,
          IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: ANYWHERE }] }],
        }),
      );
      expect(reaches(a.inside, b.inside)).toBe(false);
      await cloud.client.send(
        new AuthorizeSecurityGroupEgressCommand({
          GroupId: group,
          IpPermissions: [tcp(2222, { UserIdGroupPairs: [{ GroupId: group }] })],
        }),
      );
      expect(reaches(a.inside, b.inside)).toBe(true);
      const other = await create('other');
      await cloud.client.send(new ModifyInstanceAttributeCommand({ InstanceId: b.id, Groups: [other] }));
      expect(reaches(a.inside, b.inside)).toBe(false);
    });
  });
});
