import { DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { describeEc2 } from '../../drivers/ec2/support/backends';
import { Ec2Bench, tagsOf, type Arguments } from '../support/ec2-bench';
import { unwrapped } from '../support/fleetwright';
import { killProviderOf } from '../support/provider-processes';

jest.setTimeout(240_000);

const ADDRESS = 'fleetwright_ec2_instance.box';

describeEc2('an instance that a killed provider has begun', (backend) => {
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

  /** Applies, kills the provider as soon as the machine exists, and returns the machine's id. */
  async function begin(args: Arguments): Promise<string> {
    const { terraform, proxy } = bench;
    let launched: () => void;
    const wasLaunched = new Promise<void>((resolve) => (launched = resolve));
    proxy.fail(({ action }) => {
      if (action !== 'DescribeInstances' || proxy.of('RunInstances').length === 0) return undefined;
      launched();
      return { kind: 'silent' };
    });
    declare(args);
    const running = terraform.start('apply', '-auto-approve', '-no-color');
    await Promise.race([wasLaunched, running.finished]);
    await killProviderOf(running.process.pid ?? 0);
    await running.finished;
    expect(await terraform.resources()).toEqual([]);
    proxy.reset();
    const [left = ''] = await bench.living();
    return left;
  }

  test('is brought to what is declared by now, and the state tells the truth', async () => {
    const { terraform, client } = bench;
    const owner = 'bench/changed';
    const left = await begin({
      owner,
      tags: { Name: 'first', old: 'yes' },
      root_volume: { size_gib: 10, type: 'gp2' },
      metadata: { http_tokens: 'optional', hop_limit: 3 },
    });
    declare({
      owner,
      tags: { Name: 'second' },
      root_volume: { size_gib: 20, type: 'gp3' },
      metadata: { http_tokens: 'required', hop_limit: 2 },
      source_dest_check: false,
    });
    await terraform.apply();
    expect(await bench.idOf(ADDRESS)).toBe(left);
    expect(await bench.living()).toEqual([left]);
    expect(await terraform.plan()).toEqual([]);
    const live = await bench.live(left);
    expect(tagsOf(live)).toMatchObject({ Name: 'second' });
    expect(Object.keys(tagsOf(live))).not.toContain('old');
    expect(live?.MetadataOptions).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 });
    expect(live?.SourceDestCheck).toBe(false);
    const Filters = [{ Name: 'attachment.instance-id', Values: [left] }];
    const { Volumes } = await client.send(new DescribeVolumesCommand({ Filters }));
    expect(Volumes?.map(({ Size, VolumeType }) => [Size, VolumeType])).toEqual([[20, 'gp3']]);
  });

  test('is replaced when it cannot be what is declared by now', async () => {
    const { terraform } = bench;
    const owner = 'bench/misfit';
    const volumes = { '/dev/sdf': { size_gib: 5 } };
    const left = await begin({ owner, user_data: '#!/bin/sh\necho old\n', volumes });
    const now = { owner, user_data: '#!/bin/sh\necho new\n', spot: {} };
    declare(now);
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain(`instance ${left}, which an interrupted apply left behind`);
    expect(unwrapped(output)).toContain('user_data another text, spot "on-demand", volumes./dev/sdf "vol-');
    expect(await terraform.resource(ADDRESS)).toMatchObject({ tainted: true, values: { id: left } });
    expect((await terraform.plan())[0]?.change.actions).toEqual(['delete', 'create']);
    await terraform.apply();
    const [replaced, ...others] = await bench.living();
    expect(others).toEqual([]);
    expect(replaced).not.toBe(left);
    expect(await bench.idOf(ADDRESS)).toBe(replaced);
    expect(await terraform.plan()).toEqual([]);
  });

  test('is not taken for its successor, also where nothing was read in between', async () => {
    const { terraform } = bench;
    const args = { owner: 'bench/successor', lifecycle: { create_before_destroy: true } };
    declare(args);
    await terraform.apply();
    const before = await bench.idOf(ADDRESS);
    declare({ ...args, user_data: '#!/bin/sh\ntrue\n' });
    await terraform.apply('-refresh=false');
    const after = await bench.idOf(ADDRESS);
    expect(after).not.toBe(before);
    expect(await bench.living()).toEqual([after]);
  });

  test('belongs to the state it was begun for, and to no other of the same owner', async () => {
    const owner = 'bench/twins';
    declare({ owner });
    await bench.terraform.apply();
    const mine = await bench.idOf(ADDRESS);
    const other = bench.another();
    try {
      other.write('main.tf.json', bench.terraform.read('main.tf.json'));
      await other.init();
      await other.apply();
      const theirs = (await other.resource(ADDRESS)).values.id;
      expect(theirs).not.toBe(mine);
      expect((await bench.living()).sort()).toEqual([mine, theirs].sort());
    } finally {
      other.dispose();
    }
  });
});
