import {
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DescribeInstanceAttributeCommand,
  DescribeVolumesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describeEc2, ubuntu } from '../../drivers/ec2/support/backends';
import { Ec2Bench, HOST_KEY, tagsOf, type Arguments } from '../support/ec2-bench';
import { unwrapped } from '../support/fleetwright';
import { differences } from '../support/release-bench';

jest.setTimeout(240_000);

const ADDRESS = 'fleetwright_ec2_instance.box';

describeEc2('fleetwright_ec2_instance under the Terraform CLI', (backend) => {
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

  test('apply, refresh and import end in an empty plan; destroy leaves nothing', async () => {
    const { terraform } = bench;
    declare({ tags: { Name: 'box' }, root_volume: { size_gib: 12 } });
    await terraform.apply();
    const values = await bench.valuesOf(ADDRESS);
    expect(values).toMatchObject({
      configuration: 'default',
      state: 'running',
      image_id: bench.imageId,
      effective_instance_type: 't3.micro',
      tags: { Name: 'box' },
      metadata: { http_tokens: 'required', hop_limit: 1 },
      termination_protection: false,
      source_dest_check: true,
    });
    expect(values.host_key).toMatch(/^(ssh-ed25519 |SHA256:)/);
    const live = await bench.live(String(values.id));
    expect(live).toMatchObject({
      State: { Name: 'running' },
      InstanceType: 't3.micro',
      ImageId: bench.imageId,
      PrivateIpAddress: values.private_address,
      SubnetId: values.effective_subnet_id,
    });
    expect(tagsOf(live)).toMatchObject({ Name: 'box', 'fleetwright:owner': values.owner });
    expect(Object.keys(tagsOf(live))).toContain('fleetwright:creating');
    expect(await terraform.plan()).toEqual([]);
    expect(Object.keys(tagsOf(await bench.live(String(values.id))))).not.toContain('fleetwright:creating');
    await terraform.apply('-refresh-only');
    expect(await terraform.plan()).toEqual([]);

    await terraform.run('state', 'rm', ADDRESS);
    await terraform.run('import', '-no-color', ADDRESS, `default/${String(values.id)}`);
    expect(await terraform.plan()).toEqual(
      backend.differences.hasNoConsole
        ? [expect.objectContaining({ change: expect.objectContaining({ actions: ['update'] }) as object })]
        : [],
    );
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    const { metadata, ...others } = values;
    expect(await bench.valuesOf(ADDRESS)).toMatchObject({ ...others, volumes: null });
    expect(metadata).toBeDefined();

    await terraform.destroy();
    expect(await bench.living()).toEqual([]);
  });

  test('what changes in place does so, and nothing else is touched', async () => {
    const { terraform, client } = bench;
    const { GroupId } = await client.send(
      new CreateSecurityGroupCommand({ GroupName: `group-${Date.now()}`, Description: 'of a test' }),
    );
    declare({ tags: { keep: 'yes', go: 'yes' }, root_volume: { size_gib: 10 } });
    await terraform.apply();
    const before = await bench.valuesOf(ADDRESS);
    const id = String(before.id);

    const steps: [string, Arguments, string[]][] = [
      ['tags', { tags: { keep: 'no', come: 'yes' } }, ['tags']],
      ['groups', { security_group_ids: [GroupId] }, ['security_group_ids']],
      ['protection', { termination_protection: true }, ['termination_protection']],
      ['source/destination check', { source_dest_check: false }, ['source_dest_check']],
      ['volume', { root_volume: { size_gib: 25 } }, ['root_volume']],
      ['type', { instance_type: 't3.small' }, ['effective_instance_type', 'instance_type']],
    ];
    const original: Arguments = { tags: { keep: 'yes', go: 'yes' }, root_volume: { size_gib: 10 } };
    let args = original;
    for (const [, change, changed] of steps) {
      declare({ ...original, ...change });
      const [planned] = await terraform.plan('-refresh=false');
      expect(planned?.change.actions).toEqual(['update']);
      const unknown = Object.keys(planned?.change.after_unknown ?? {});
      expect(differences(planned).filter((name) => !unknown.includes(name))).toEqual(changed);
      args = { ...args, ...change };
    }
    declare(args);
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect(await bench.idOf(ADDRESS)).toBe(id);
    const live = await bench.live(id);
    expect(live).toMatchObject({
      InstanceType: 't3.small',
      State: { Name: 'running' },
      SecurityGroups: [{ GroupId }],
      SourceDestCheck: false,
    });
    expect(tagsOf(live)).toMatchObject({ keep: 'no', come: 'yes' });
    expect(Object.keys(tagsOf(live))).not.toContain('go');
    const protection = { InstanceId: id, Attribute: 'disableApiTermination' } as const;
    const { DisableApiTermination } = await client.send(new DescribeInstanceAttributeCommand(protection));
    expect(DisableApiTermination?.Value).toBe(true);
    const Filters = [{ Name: 'attachment.instance-id', Values: [id] }];
    const { Volumes } = await client.send(new DescribeVolumesCommand({ Filters }));
    expect(Volumes?.map(({ Size }) => Size)).toEqual([25]);

    const refused = await terraform.try('destroy', '-auto-approve', '-no-color');
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain(`instance ${id} is protected from termination`);
    expect(await bench.living()).toEqual([id]);
    declare({ ...args, termination_protection: false });
    await terraform.apply();
  });

  test('the plan names what replaces the instance', async () => {
    const { terraform } = bench;
    const [first, second] = bench.subnetIds;
    const volumes = { '/dev/sdf': { size_gib: 5 } };
    const base = { subnet_id: first, root_volume: { size_gib: 10, encrypted: false }, volumes };
    declare(base);
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    const cases: [Arguments, (string | number)[]][] = [
      [{ image_id: 'ami-00000000000000000' }, ['image_id']],
      [{ subnet_id: second }, ['subnet_id']],
      [{ key_name: 'another' }, ['key_name']],
      [{ user_data: '#!/bin/sh\ntrue\n' }, ['user_data']],
      [{ iam_instance_profile: 'node' }, ['iam_instance_profile']],
      [{ root_volume: { size_gib: 8, encrypted: false } }, ['root_volume', 'size_gib']],
      [{ root_volume: { size_gib: 10, encrypted: true } }, ['root_volume', 'encrypted']],
      [{ volumes: { ...volumes, '/dev/sdg': { size_gib: 5 } } }, ['volumes', '/dev/sdg']],
      [{ volumes: { '/dev/sdf': { size_gib: 4 } } }, ['volumes', '/dev/sdf', 'size_gib']],
      [{ spot: {} }, ['spot']],
      [{ configuration: 'second' }, ['configuration']],
    ];
    for (const [change, path] of cases) {
      declare({ ...base, ...change });
      const [planned] = await terraform.plan('-refresh=false');
      expect(planned?.change.actions).toEqual(['delete', 'create']);
      expect(planned?.change.replace_paths).toContainEqual(path);
    }
    declare({ ...base, user_data: '#!/bin/sh\ntrue\n' });
    await terraform.apply();
    const replaced = await bench.idOf(ADDRESS);
    expect(replaced).not.toBe(id);
    expect(await bench.living()).toEqual([replaced]);
    expect(await terraform.plan()).toEqual([]);
  });

  test('an image may be looked for; another choice that comes to the same one replaces nothing', async () => {
    const { terraform } = bench;
    const { owners, name, architecture } = ubuntu;
    const image = { owners, name_filter: name, architecture };
    declare({ image });
    await terraform.apply();
    const { id, image_id } = await bench.valuesOf(ADDRESS);
    expect(image_id).toMatch(/^ami-/);
    expect(await terraform.plan()).toEqual([]);
    for (const same of [{ image: { owners, name_filter: name } }, { image_id }]) {
      declare(same);
      expect((await terraform.plan('-refresh=false'))[0]?.change.actions).toEqual(['update']);
    }
    await terraform.apply();
    expect(await bench.idOf(ADDRESS)).toBe(id);

    declare({ image_ssm_parameter: bench.server.imageParameter });
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['delete', 'create']);
    expect(planned?.change.replace_paths).toEqual([['image_ssm_parameter']]);
    await terraform.apply();
    expect(await bench.idOf(ADDRESS)).not.toBe(id);
    expect(await terraform.plan()).toEqual([]);

    declare({ image: { owners, name_filter: 'there-is-none-*' } });
    const failed = await terraform.try('plan', '-no-color');
    expect(failed.exitCode).toBe(1);
    expect(unwrapped(failed.output)).toContain('there-is-none-*');
  });

  test('drift shows, and an apply repairs it', async () => {
    const { terraform, client } = bench;
    declare({ tags: { Name: 'box' } });
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    await client.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'Name', Value: 'mine' }] }));
    await client.send(new StopInstancesCommand({ InstanceIds: [id] }));
    const [planned] = await terraform.plan();
    expect(planned?.change).toMatchObject({
      actions: ['update'],
      before: { state: expect.stringMatching(/^stop/) as string, tags: { Name: 'mine' } },
      after: { state: 'running', tags: { Name: 'box' } },
    });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    const live = await bench.live(id);
    expect(live?.State?.Name).toBe('running');
    expect(tagsOf(live).Name).toBe('box');
  });

  test('one that was terminated behind our back is made again; destroying it once more is no error', async () => {
    const { terraform, client } = bench;
    declare({});
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    await client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['create']);
    await terraform.apply();
    const again = await bench.idOf(ADDRESS);
    expect(again).not.toBe(id);
    await client.send(new TerminateInstancesCommand({ InstanceIds: [again] }));
    await terraform.destroy('-refresh=false');
    expect(await terraform.resources()).toEqual([]);
  });

  test('several are made by one launch, and each is its own', async () => {
    const { terraform, proxy } = bench;
    proxy.reset();
    const names = ['a', 'b', 'c', 'd'];
    bench.declareInstances(
      Object.fromEntries(names.map((name) => [name, { owner: `bench/${name}`, tags: { Name: name } }])),
    );
    await terraform.apply();
    const ids = await Promise.all(names.map((name) => bench.idOf(`fleetwright_ec2_instance.${name}`)));
    expect(new Set(ids).size).toBe(4);
    expect((await bench.living()).sort()).toEqual([...ids].sort());
    for (const [index, id] of ids.entries()) {
      expect(tagsOf(await bench.live(id))).toMatchObject({
        Name: names[index],
        'fleetwright:owner': `bench/${names[index] ?? ''}`,
      });
    }
    expect(proxy.of('RunInstances').length).toBeLessThan(4);
    expect(await terraform.plan()).toEqual([]);
  });

  test('mistakes are known before anything is asked of EC2', async () => {
    const { terraform, proxy } = bench;
    const expectProblem = async (args: Arguments, problem: string) => {
      declare(args);
      const { exitCode, output } = await terraform.try('plan', '-no-color');
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain(problem);
    };
    proxy.reset();
    await expectProblem({ configuration: 'third' }, 'no EC2 configuration is named "third"');
    await expectProblem({ image_id: null }, 'the instance has no image');
    await expectProblem({ image_ssm_parameter: '/x', image_id: bench.imageId }, 'the instance has 2 images');
    await expectProblem(
      { host_key: null, host_key_source: 'injected' },
      'an injected host key needs a login',
    );
    await expectProblem(
      { login: { user: 'admin', credential: 'nobody' } },
      'no SSH credential is named "nobody"',
    );
    await expectProblem({ image_id: 'debian' }, 'must begin with "ami-", is "debian"');
    await expectProblem(
      { tags: { 'fleetwright:owner': 'x' } },
      'must not begin with "aws:" or "fleetwright:"',
    );
    await expectProblem({ fallback_subnet_ids: bench.subnetIds }, 'has nothing to fall back from');
    expect(proxy.seen).toEqual([]);
  });

  test('a host key that is known beforehand is pinned as it was given', async () => {
    const { terraform } = bench;
    declare({ host_key: HOST_KEY });
    const [planned] = await terraform.plan();
    expect(planned?.change.after?.host_key).toBe(HOST_KEY);
    await terraform.apply();
    expect((await bench.valuesOf(ADDRESS)).host_key).toBe(HOST_KEY);
  });
});
