import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { describeEc2 } from '../../drivers/ec2/support/backends';
import { Ec2Bench, tagsOf, type Arguments } from '../support/ec2-bench';
import { unwrapped } from '../support/fleetwright';
import { differences } from '../support/release-bench';

jest.setTimeout(240_000);

const ADDRESS = 'fleetwright_ec2_security_group.door';
const ssh = { protocol: 'tcp', from_port: 22, to_port: 22, cidr: '203.0.113.7/32', description: 'ssh' };
const web = { protocol: 'tcp', from_port: 443, to_port: 443, cidr: '0.0.0.0/0' };
const own = { protocol: 'all', self: true };
const ping = { protocol: 'icmp', from_port: 8, to_port: -1, cidr: '10.0.0.0/8' };
/** EC2 keeps this as tcp from 10.0.0.0/8. */
const loose = { protocol: '6', from_port: 80, to_port: 80, cidr: '10.1.2.3/8' };

describeEc2('fleetwright_ec2_security_group under the Terraform CLI', (backend) => {
  let bench: Ec2Bench;
  let name = '';
  let count = 0;
  beforeAll(async () => {
    bench = await Ec2Bench.start(backend);
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    name = `door-${++count}`;
    await bench.begin();
  });
  afterEach(() => bench.end());

  const declare = (args: Arguments) => {
    bench.declare({ fleetwright_ec2_security_group: { door: { name, ...args } } });
  };

  async function live(id: string): Promise<SecurityGroup | undefined> {
    const Filters = [{ Name: 'group-id', Values: [id] }];
    return (await bench.client.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups?.[0];
  }

  const rulesOf = (permissions: SecurityGroup['IpPermissions']) =>
    (permissions ?? [])
      .flatMap(({ IpProtocol, FromPort, ToPort, IpRanges = [], UserIdGroupPairs = [] }) =>
        [...IpRanges.map(({ CidrIp }) => CidrIp), ...UserIdGroupPairs.map(({ GroupId }) => GroupId)].map(
          (side) => [IpProtocol, FromPort ?? '', ToPort ?? '', side].join(' '),
        ),
      )
      .sort();

  test('apply, refresh, change and import each end in an empty plan; destroy leaves nothing', async () => {
    const { terraform } = bench;
    declare({ ingress: [ssh, own, ping], tags: { Name: 'door' } });
    await terraform.apply();
    const values = await bench.valuesOf(ADDRESS);
    const id = String(values.id);
    expect(rulesOf((await live(id))?.IpPermissions)).toEqual([
      `-1   ${id}`,
      'icmp 8 -1 10.0.0.0/8',
      'tcp 22 22 203.0.113.7/32',
    ]);
    expect(rulesOf((await live(id))?.IpPermissionsEgress)).toEqual(['-1   0.0.0.0/0']);
    expect(tagsOf(await live(id))).toMatchObject({ Name: 'door' });
    expect(await terraform.plan()).toEqual([]);
    expect(Object.keys(tagsOf(await live(id)))).not.toContain('fleetwright:creating');
    await terraform.apply('-refresh-only');
    expect(await terraform.plan()).toEqual([]);

    await terraform.run('state', 'rm', ADDRESS);
    await terraform.run('import', '-no-color', ADDRESS, id);
    expect(await terraform.plan()).toEqual([]);
    expect(await bench.valuesOf(ADDRESS)).toEqual(values);

    declare({ ingress: [web, ping, ssh], egress: [], tags: {} });
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['update']);
    expect(differences(planned)).toEqual(['egress', 'ingress', 'tags']);
    await terraform.apply();
    expect(rulesOf((await live(id))?.IpPermissions)).toEqual([
      'icmp 8 -1 10.0.0.0/8',
      'tcp 22 22 203.0.113.7/32',
      'tcp 443 443 0.0.0.0/0',
    ]);
    expect(rulesOf((await live(id))?.IpPermissionsEgress)).toEqual([]);
    expect(await terraform.plan()).toEqual([]);

    declare({ ingress: [ssh, web, ping], egress: [], tags: {} });
    expect(await terraform.plan()).toEqual([]);
    declare({ ingress: [ssh, web, ping], egress: [], tags: {}, description: 'another' });
    const [replaced] = await terraform.plan();
    expect(replaced?.change.replace_paths).toEqual([['description']]);
    declare({ ingress: [ssh, web, ping], egress: [], tags: {}, name: `${name}-b` });
    const [renamed] = await terraform.plan('-refresh=false');
    expect(renamed?.change.replace_paths).toEqual([['name']]);

    await terraform.destroy();
    expect(await live(id)).toBeUndefined();
  });

  test('a rule that somebody adds shows, and goes; a group that somebody deletes is made again', async () => {
    const { terraform, client } = bench;
    declare({ ingress: [ssh] });
    await terraform.apply();
    const GroupId = await bench.idOf(ADDRESS);
    await client.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 23, ToPort: 23, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
    );
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['update']);
    expect(JSON.stringify(planned?.change.before)).toContain('"from_port":23');
    await terraform.apply();
    expect(rulesOf((await live(GroupId))?.IpPermissions)).toEqual(['tcp 22 22 203.0.113.7/32']);

    await client.send(new DeleteSecurityGroupCommand({ GroupId }));
    expect((await terraform.plan())[0]?.change.actions).toEqual(['create']);
    await terraform.apply();
    expect(await bench.idOf(ADDRESS)).not.toBe(GroupId);
    await client.send(new DeleteSecurityGroupCommand({ GroupId: await bench.idOf(ADDRESS) }));
    await terraform.destroy('-refresh=false');
  });

  test('a name that is taken is refused; a lost answer is not somebody else', async () => {
    const { terraform, client, proxy } = bench;
    const taken = { GroupName: name, Description: 'of somebody else' };
    const { GroupId } = await client.send(new CreateSecurityGroupCommand(taken));
    declare({});
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain(name);
    expect(unwrapped(output)).toContain('choose another name, or import it');
    expect(await terraform.resources()).toEqual([]);
    await client.send(new DeleteSecurityGroupCommand({ GroupId }));

    proxy.fail(({ action }, attempt) =>
      action === 'CreateSecurityGroup' && attempt === 0 ? { kind: 'response-lost' } : undefined,
    );
    declare({ ingress: [ssh] });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
  });

  test('one whose rules are refused is in the state, and replaced by the next apply', async () => {
    const { terraform, proxy } = bench;
    proxy.fail(({ action }) =>
      action === 'AuthorizeSecurityGroupIngress'
        ? { kind: 'error', status: 400, code: 'RulesPerSecurityGroupLimitExceeded', message: 'too many' }
        : undefined,
    );
    declare({ ingress: [ssh, loose] });
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('too many');
    const half = await terraform.resource(ADDRESS);
    expect(half).toMatchObject({ tainted: true, values: { id: expect.stringMatching(/^sg-/) as string } });
    proxy.reset();
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect(await live(String(half.values.id))).toBeUndefined();
  });

  test('mistakes are known before anything is asked of EC2', async () => {
    const { terraform, proxy } = bench;
    proxy.reset();
    const cases: [object, string][] = [
      [{ protocol: 'tcp', from_port: 22, to_port: 22 }, 'a rule of ingress needs exactly one other side'],
      [{ ...ssh, self: true }, 'set are cidr, self'],
      [{ ...ssh, to_port: null }, 'has tcp ports 22 to null'],
      [{ ...ssh, cidr: '10.0.0.0' }, '"10.0.0.0" in ingress is not a range of addresses'],
      [{ ...own, from_port: 1, to_port: 2 }, 'has ports, which protocol "all" does not have'],
    ];
    for (const [rule, problem] of cases) {
      declare({ ingress: [rule] });
      const { exitCode, output } = await terraform.try('validate', '-no-color');
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain(problem);
    }
    declare({ ingress: [ssh, { ...ssh, protocol: '6', description: 'again' }] });
    const { output } = await terraform.try('validate', '-no-color');
    expect(unwrapped(output)).toContain('two rules of ingress let the same through');
    expect(proxy.seen).toEqual([]);
  });
});
