import { DescribeInstancesCommand, DescribeSecurityGroupsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { randomBytes } from 'node:crypto';
import type { Ec2Options } from '../../../src/sandbox/ec2';
import { IMAGE, TestCloud } from '../../sandbox/ec2/support/test-cloud';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { configuration, terraformWithFleetwright, unwrapped } from '../support/fleetwright';

jest.setTimeout(240_000);

const REGIONS = { default: 'eu-central-1', us: 'us-east-1' } as const;
const PARAMETER = '/aws/service/debian/release/12/latest/amd64';
const SSH = { protocol: 'tcp', from_port: 22, to_port: 22, cidr: '203.0.113.7/32' };

describeWith(Terraform.component(), "EC2's resources in one graph", () => {
  const key = { id: `AKIA${randomBytes(8).toString('hex')}`, secret: randomBytes(20).toString('hex') };
  let cloud: TestCloud;
  let terraform: Terraform;

  async function begin(options: Ec2Options = {}): Promise<void> {
    cloud = await TestCloud.start({ accessKeys: { [key.id]: key.secret }, ...options });
    terraform = terraformWithFleetwright({
      AWS_ACCESS_KEY_ID: key.id,
      AWS_SECRET_ACCESS_KEY: key.secret,
      AWS_EC2_METADATA_DISABLED: 'true',
      TF_LOG: 'TRACE',
      TF_LOG_PATH: 'trace.log',
    });
    declare({});
    await terraform.init();
  }
  afterEach(async () => {
    terraform.dispose();
    await cloud.stop();
  });

  function declare(resources: Readonly<Record<string, Readonly<Record<string, object>>>>): void {
    const ec2 = Object.fromEntries(
      Object.entries(REGIONS).map(([name, region]) => [name, { region, endpoint: cloud.endpoint }]),
    );
    terraform.write('main.tf.json', configuration({ ec2 }, resources));
  }

  const clientOf = (name: keyof typeof REGIONS): EC2Client =>
    cloud.connect({
      region: REGIONS[name],
      credentials: { accessKeyId: key.id, secretAccessKey: key.secret },
    });

  async function living(client: EC2Client): Promise<string[]> {
    const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] }];
    const { Reservations = [] } = await client.send(new DescribeInstancesCommand({ Filters }));
    return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId ?? ''));
  }

  async function groups(client: EC2Client): Promise<string[]> {
    const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({}));
    return SecurityGroups.map(({ GroupName = '' }) => GroupName).filter((name) => name !== 'default');
  }

  /** A machine behind a door, in that region. */
  const machineIn = (name: keyof typeof REGIONS) => ({
    group: { configuration: name, name: `door-${name}`, owner: `graph/${name}/door`, ingress: [SSH] },
    instance: {
      configuration: name,
      owner: `graph/${name}`,
      image_ssm_parameter: PARAMETER,
      instance_type: 't3.micro',
      security_group_ids: [`\${fleetwright_ec2_security_group.${name}.id}`],
    },
  });

  test('several regions are each served by their own; nothing secret is in plan, state or log', async () => {
    await begin();
    const [here, there] = [machineIn('default'), machineIn('us')];
    declare({
      fleetwright_ec2_security_group: { default: here.group, us: there.group },
      fleetwright_ec2_instance: { default: here.instance, us: there.instance },
    });
    expect(await terraform.plan()).toHaveLength(4);
    const { stdout: planned } = await terraform.run('show', '-json', 'test.tfplan');
    await terraform.apply();
    for (const name of ['default', 'us'] as const) {
      const { values } = await terraform.resource(`fleetwright_ec2_instance.${name}`);
      expect(await living(clientOf(name))).toEqual([values.id]);
      expect(await groups(clientOf(name))).toEqual([`door-${name}`]);
      expect(values.availability_zone).toMatch(new RegExp(`^${REGIONS[name]}`));
    }
    expect(await terraform.plan()).toEqual([]);
    const texts = [planned, (await terraform.state()).stdout, terraform.read('trace.log')];
    expect(texts.map((text) => text.includes(key.secret))).toEqual([false, false, false]);
    expect(texts.every((text) => text.includes('fleetwright_ec2_instance'))).toBe(true);

    await terraform.destroy();
    for (const name of ['default', 'us'] as const) {
      expect(await living(clientOf(name))).toEqual([]);
      expect(await groups(clientOf(name))).toEqual([]);
    }
  });

  test('what is seen late is no difference', async () => {
    await begin({ eventualConsistency: { fraction: 1, seconds: 200 } });
    const { group, instance } = machineIn('default');
    declare({
      fleetwright_ec2_security_group: { default: group },
      fleetwright_ec2_instance: { default: instance },
    });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    const web = { protocol: 'tcp', from_port: 443, to_port: 443, cidr: '0.0.0.0/0' };
    declare({
      fleetwright_ec2_security_group: { default: { ...group, ingress: [web], tags: { Name: 'door' } } },
      fleetwright_ec2_instance: { default: { ...instance, tags: { Name: 'box' } } },
    });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    await terraform.destroy();
    expect(await terraform.resources()).toEqual([]);
  });

  test('where one fails the state holds all the others, and the next apply makes only what is missing', async () => {
    await begin();
    const { group, instance } = machineIn('default');
    const boxes = (broken: object) => ({
      fleetwright_ec2_security_group: { default: group },
      fleetwright_ec2_instance: {
        one: { ...instance, owner: 'graph/one' },
        two: { ...instance, owner: 'graph/two', image_ssm_parameter: undefined, image_id: IMAGE },
        three: { ...instance, owner: 'graph/three', ...broken },
      },
    });
    declare(boxes({ key_name: 'nobody' }));
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain("The key pair 'nobody' does not exist");
    const before = await terraform.resources();
    expect(before.map(({ address }) => address).sort()).toEqual([
      'fleetwright_ec2_instance.one',
      'fleetwright_ec2_instance.two',
      'fleetwright_ec2_security_group.default',
    ]);
    const ids = before.map(({ values }) => values.id).filter((id) => String(id).startsWith('i-'));
    const client = clientOf('default');
    expect((await living(client)).sort()).toEqual([...ids].sort());

    declare(boxes({}));
    expect((await terraform.plan()).map(({ address }) => address)).toEqual([
      'fleetwright_ec2_instance.three',
    ]);
    await terraform.apply();
    expect(await living(client)).toEqual(expect.arrayContaining(ids));
    expect(await living(client)).toHaveLength(3);
    expect(await terraform.plan()).toEqual([]);
  });
});
