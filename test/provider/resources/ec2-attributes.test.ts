import { randomBytes } from 'node:crypto';
import { DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { describeEc2 } from '../../drivers/ec2/support/backends';
import { Ec2Bench, type Arguments } from '../support/ec2-bench';
import { unwrapped } from '../support/fleetwright';

jest.setTimeout(240_000);

const ADDRESS = 'fleetwright_ec2_instance.box';

describeEc2('attributes of fleetwright_ec2_instance', (backend) => {
  let bench: Ec2Bench;
  beforeAll(async () => {
    bench = await Ec2Bench.start(backend);
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  const declare = (args: Arguments) => {
    bench.declareInstances({ box: args });
  };

  test('placement, metadata and volumes are as declared, also when they change', async () => {
    const { terraform, client } = bench;
    const availability_zone = `${bench.server.region}b`;
    const { hasNoThroughput } = backend.differences;
    const throughput = (value: number) => (hasNoThroughput ? {} : { throughput: value });
    const volumes = { '/dev/sdf': { size_gib: 5, type: 'gp3', iops: 3000, ...throughput(125) } };
    const profile = backend.name === 'moto' ? {} : { iam_instance_profile: 'sandbox' };
    const args = {
      placement: { availability_zone },
      metadata: { http_tokens: 'optional' },
      volumes,
      ...profile,
    };
    declare(args);
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    const live = await bench.live(id);
    expect(live?.Placement?.AvailabilityZone).toBe(availability_zone);
    expect(live?.MetadataOptions).toMatchObject({ HttpTokens: 'optional', HttpPutResponseHopLimit: 1 });
    if (backend.name !== 'moto') expect(live?.IamInstanceProfile?.Arn).toMatch(/instance-profile\/sandbox$/);
    expect(await terraform.plan()).toEqual([]);

    const faster = { '/dev/sdf': { size_gib: 8, type: 'gp3', iops: 4000, ...throughput(250) } };
    declare({ ...args, metadata: { http_tokens: 'required', hop_limit: 2 }, volumes: faster });
    expect((await terraform.plan('-refresh=false'))[0]?.change.actions).toEqual(['update']);
    await terraform.apply();
    expect(await bench.idOf(ADDRESS)).toBe(id);
    expect((await bench.live(id))?.MetadataOptions).toMatchObject({
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 2,
    });
    const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
    const { Volumes = [] } = await client.send(new DescribeVolumesCommand({ Filters }));
    const [data] = Volumes.filter(({ Attachments }) => Attachments?.[0]?.Device === '/dev/sdf');
    expect(data).toMatchObject({ Size: 8, VolumeType: 'gp3', Iops: 4000 });
    expect(await terraform.plan()).toEqual([]);

    const base = { ...args, metadata: { http_tokens: 'required', hop_limit: 2 }, volumes: faster };
    const sdf = faster['/dev/sdf'];
    const replacing: [Arguments, (string | number)[]][] = [
      [{ placement: { availability_zone: `${bench.server.region}a` } }, ['placement', 'availability_zone']],
      [{ placement: { availability_zone, group: 'near' } }, ['placement', 'group']],
      [{ placement: { availability_zone, tenancy: 'dedicated' } }, ['placement', 'tenancy']],
      [{ associate_public_ip_address: false }, ['associate_public_ip_address']],
      [
        { volumes: { '/dev/sdf': { ...sdf, kms_key_id: 'alias/mine' } } },
        ['volumes', '/dev/sdf', 'kms_key_id'],
      ],
      [
        { volumes: { '/dev/sdf': { ...sdf, delete_on_termination: false } } },
        ['volumes', '/dev/sdf', 'delete_on_termination'],
      ],
      [
        { volumes: { '/dev/sdf': { ...sdf, snapshot_id: 'snap-0123456789abcdef0' } } },
        ['volumes', '/dev/sdf', 'snapshot_id'],
      ],
    ];
    for (const [change, path] of replacing) {
      declare({ ...base, ...change });
      const [planned] = await terraform.plan('-refresh=false');
      expect(planned?.change.actions).toEqual(['delete', 'create']);
      expect(planned?.change.replace_paths).toEqual([path]);
    }
  });

  test('the replacement of a protected instance is refused at plan, with the way out', async () => {
    const { terraform } = bench;
    declare({ termination_protection: true });
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    const user_data = '#!/bin/sh\ntrue\n';
    for (const args of [{ termination_protection: true, user_data }, { user_data }]) {
      declare(args);
      const { exitCode, output } = await terraform.try('plan', '-no-color');
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain(
        `instance ${id} is protected from termination, and this plan replaces it`,
      );
      expect(unwrapped(output)).toContain('apply termination_protection = false alone first');
    }
    declare({});
    await terraform.apply();
    declare({ user_data });
    await terraform.apply();
    expect(await bench.living()).toEqual([await bench.idOf(ADDRESS)]);
  });

  test('what EC2 would not take is found by validation', async () => {
    const { terraform, proxy } = bench;
    const expectProblem = async (args: Arguments, problem: string) => {
      declare(args);
      const { exitCode, output } = await terraform.try('validate', '-no-color');
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain(problem);
    };
    proxy.reset();
    const random = (bytes: number) => `#!/bin/sh\n# ${randomBytes(bytes).toString('base64')}\n`;
    await expectProblem({ user_data: random(20_000) }, 'and EC2 takes 16384');
    // Alone it would just fit; with the host key it does not.
    const injected = { host_key: null, host_key_source: 'injected', login: { user: 'admin' } };
    await expectProblem({ user_data: random(16_200), ...injected }, 'and EC2 takes 16384');
    declare({ user_data: random(16_200) });
    await terraform.run('validate', '-no-color');
    await expectProblem(
      { volumes: { '/dev/sdf': { type: 'gp3' } } },
      'volume "/dev/sdf" has neither a size nor a snapshot',
    );
    expect(proxy.seen).toEqual([]);
  });

  test('an error of EC2 is shown at the attribute that it comes from', async () => {
    const { terraform } = bench;
    const cases: [Arguments, string][] = [
      ...(backend.differences.takesUnknownKeyPairs
        ? []
        : ([[{ key_name: 'nobody' }, '"key_name": "nobody"']] as [Arguments, string][])),
      [{ subnet_id: 'subnet-0123456789abcdef0' }, '"subnet_id": "subnet-0123456789abcdef0"'],
      [{ image_id: 'ami-0123456789abcdef0' }, '"image_id": "ami-0123456789abcdef0"'],
    ];
    for (const [args, line] of cases) {
      declare(args);
      const { exitCode, output } = await terraform.tryApply();
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toMatch(
        /on main\.tf\.json line \d+, in resource\.fleetwright_ec2_instance\.box/,
      );
      expect(unwrapped(output).split('Error: ').at(-1)).toContain(line);
    }
    expect(await bench.living()).toEqual([]);
  });
});
