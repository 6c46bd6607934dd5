import { DescribeSpotInstanceRequestsCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { describeEc2 } from '../../drivers/ec2/support/backends';
import { Ec2Bench, tagsOf, type Arguments } from '../support/ec2-bench';
import { unwrapped } from '../support/fleetwright';

jest.setTimeout(240_000);

const ADDRESS = 'fleetwright_ec2_instance.box';

describeEc2('spot instances under the Terraform CLI', (backend) => {
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

  test('another type or price is another instance, and the plan says so', async () => {
    const { terraform } = bench;
    declare({ spot: { max_price: '0.05' }, fallback_instance_types: ['t3.small'] });
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    expect((await bench.live(id))?.InstanceLifecycle).toBe('spot');
    expect(await terraform.plan()).toEqual([]);
    declare({ spot: { max_price: '0.06' } });
    expect((await terraform.plan('-refresh=false'))[0]?.change).toMatchObject({
      actions: ['delete', 'create'],
      replace_paths: expect.arrayContaining([['spot', 'max_price']]) as unknown,
    });
    declare({ spot: { max_price: '0.05' }, instance_type: 't3.large' });
    expect((await terraform.plan())[0]?.change).toMatchObject({
      actions: ['delete', 'create'],
      replace_paths: expect.arrayContaining([['instance_type']]) as unknown,
    });
    await terraform.apply();
    expect(await bench.living()).toEqual([await bench.idOf(ADDRESS)]);
    expect((await bench.live(await bench.idOf(ADDRESS)))?.InstanceType).toBe('t3.large');
    expect(await terraform.plan()).toEqual([]);
  });

  if (backend.differences.hasNoSpotRequests) return;

  test('an import knows what an interruption does, and destroying cancels the request', async () => {
    const { terraform, client, proxy } = bench;
    declare({ spot: { interruption: 'stop' } });
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    const SpotInstanceRequestIds = [(await bench.live(id))?.SpotInstanceRequestId ?? ''];
    await terraform.run('state', 'rm', ADDRESS);
    await terraform.run('import', '-no-color', ADDRESS, id);
    expect(await terraform.plan()).toEqual([]);
    expect((await bench.valuesOf(ADDRESS)).spot).toEqual({ interruption: 'stop', max_price: null });
    proxy.reset();
    await terraform.destroy();
    expect(proxy.of('CancelSpotInstanceRequests')).toHaveLength(1);
    const { SpotInstanceRequests } = await client.send(
      new DescribeSpotInstanceRequestsCommand({ SpotInstanceRequestIds }),
    );
    expect(SpotInstanceRequests?.map(({ State }) => State)).toEqual(['cancelled']);
  });

  test('one that EC2 has stopped is left for EC2 to start, and can be changed meanwhile', async () => {
    const { terraform, proxy } = bench;
    const spot = { interruption: 'stop' };
    declare({ spot });
    await terraform.apply();
    const { id: made, public_address } = await bench.valuesOf(ADDRESS);
    const id = String(made);
    expect(public_address).toEqual(expect.any(String));
    const giveBack = bench.server.takeCapacity?.();
    bench.server.interruptSpot?.(id);
    while ((await bench.live(id))?.State?.Name !== 'stopped') {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    proxy.reset();
    expect(await terraform.plan()).toEqual([]);
    const { output } = await terraform.run('plan', '-no-color');
    expect(unwrapped(output)).toContain(
      `EC2 has taken the capacity of spot instance ${id} back, which is stopped`,
    );
    await terraform.apply();
    // What is reached there can still be planned.
    expect((await bench.valuesOf(ADDRESS)).public_address).toBe(public_address);
    expect((await bench.live(id))?.PublicIpAddress).toBeUndefined();
    declare({ spot, tags: { Name: 'box' } });
    expect((await terraform.plan())[0]?.change.actions).toEqual(['update']);
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect(tagsOf(await bench.live(id)).Name).toBe('box');
    expect(proxy.of('StartInstances')).toEqual([]);
    expect((await bench.live(id))?.State?.Name).toBe('stopped');
    giveBack?.();
  });

  test.each(['replaced', 'destroyed'])(
    'one that somebody has terminated is %s with its persistent request, which has launched another',
    async (how) => {
      const { terraform, client } = bench;
      declare({ spot: { interruption: 'stop' } });
      await terraform.apply();
      const { id: made, spot_request_id } = await bench.valuesOf(ADDRESS);
      const id = String(made);
      await client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
      while ((await bench.living()).length === 0 || (await bench.living()).includes(id)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect((await terraform.plan())[0]?.change).toMatchObject({
        actions: ['delete', 'create'],
        replace_paths: expect.arrayContaining([['state']]) as unknown,
      });
      // A plan writes nothing.
      expect(await bench.living()).toHaveLength(1);
      if (how === 'destroyed') await terraform.destroy();
      else {
        await terraform.apply();
        expect(await bench.idOf(ADDRESS)).not.toBe(id);
        expect(await terraform.plan()).toEqual([]);
      }
      expect(await bench.living()).toEqual(how === 'destroyed' ? [] : [await bench.idOf(ADDRESS)]);
      const { SpotInstanceRequests } = await client.send(
        new DescribeSpotInstanceRequestsCommand({ SpotInstanceRequestIds: [String(spot_request_id)] }),
      );
      expect(SpotInstanceRequests?.map(({ State }) => State)).toEqual(['cancelled']);
    },
  );

  test('one that EC2 has terminated is made again', async () => {
    const { terraform } = bench;
    declare({ spot: {} });
    await terraform.apply();
    const id = await bench.idOf(ADDRESS);
    bench.server.interruptSpot?.(id);
    while ((await bench.live(id))?.State?.Name !== 'terminated') {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await terraform.plan())[0]?.change.actions).toEqual(['create']);
    await terraform.apply();
    expect(await bench.idOf(ADDRESS)).not.toBe(id);
  });
});
