import { startMarathonFromFlags, type Marathon } from '../../../src/sandbox/marathon';
import { MemoryZooKeeper } from '../../../src/sandbox/zookeeper/memory-zookeeper';
import type { ZooKeeperSession } from '../../../src/sandbox/zookeeper/zookeeper';
import { realClock } from '../../../src/sandbox/marathon/clock';
import { Client, eventually } from './support/client';
import { freePort } from './support/cluster';
import { PretendMaster } from './support/pretend-master';

describe('three Marathons that share a ZooKeeper', () => {
  let zookeeper: MemoryZooKeeper;
  let master: PretendMaster;
  let session: ZooKeeperSession;
  let marathons: Marathon[];
  const exits: string[] = [];

  async function start(more: Record<string, string | number | boolean> = {}): Promise<Marathon> {
    const marathon = await startMarathonFromFlags({
      flags: {
        master: 'zk://zk1:2181/mesos',
        zk: 'zk://zk1:2181/marathon',
        hostname: '127.0.0.1',
        http_port: await freePort(),
        min_revive_offers_interval: 20,
        ...more,
      },
      zookeeper: () => zookeeper,
      onExit: (reason) => exits.push(reason),
    });
    marathons.push(marathon);
    return marathon;
  }

  beforeEach(async () => {
    zookeeper = new MemoryZooKeeper(realClock);
    exits.length = 0;
    marathons = [];
    master = await PretendMaster.start([{ name: 'a1' }]);
    const [ip, port] = master.address.split(':');
    session = zookeeper.connect(10);
    await session.create('/mesos', '');
    const info = { address: { ip, port: Number(port), hostname: ip } };
    await session.create('/mesos/json.info_', JSON.stringify(info), { ephemeral: true, sequential: true });
  });

  afterEach(async () => {
    for (const marathon of marathons) await marathon.stop();
    await master.stop();
    await session.close();
  });

  async function leads(marathon: Marathon): Promise<void> {
    await eventually(async () => {
      const { body } = await new Client(marathon.url).get('/v2/info');
      expect(body).toMatchObject({ leader: marathon.own, frameworkId: expect.any(String) as string });
    });
  }

  test('one leads, the others pass on what they are asked, and the next takes over with the same framework and tasks', async () => {
    const first = await start();
    await leads(first);
    const [second, third] = [await start(), await start()];
    const client = new Client(third.url);
    const made = await client.ask('POST', '/v2/apps', { id: '/web', cmd: 'sleep 100', instances: 2 });
    expect(made.status).toBe(201);
    expect(made.headers.get('x-marathon-via')).toBe(`1.1 ${third.own}`);
    expect(made.headers.get('x-marathon-leader')).toBe(`http://${first.own}`);
    await client.idle();
    expect(await client.get('/v2/leader')).toMatchObject({ status: 200, body: { leader: first.own } });
    expect((await client.get('/v2/events')).headers.get('location')).toBe(`http://${first.own}/v2/events`);
    expect(
      await client.ask('GET', '/v2/leader', undefined, { 'x-marathon-via': `1.1 ${third.own}` }),
    ).toMatchObject({ status: 502 });
    const tasks = (await client.tasks('/web')).map(({ id }) => id).sort();

    await first.stop();
    await leads(second);
    await eventually(() => {
      expect(master.callsOf('SUBSCRIBE').at(-1)).toMatchObject({ framework_id: { value: 'framework-0000' } });
    });
    expect((await client.tasks('/web')).map(({ id }) => id).sort()).toEqual(tasks);
    expect(master.tasks.sort()).toEqual(tasks);
    expect(zookeeper.paths().filter((path) => path.startsWith('/marathon/leader/'))).toHaveLength(2);

    await client.ask('DELETE', '/v2/apps/web');
    await client.idle();
    expect(zookeeper.paths().filter((path) => /\/state\/instance\//.test(path))).toEqual([]);
  });

  test('a deployment goes on under the next leader', async () => {
    const first = await start();
    await leads(first);
    const second = await start();
    const client = new Client(second.url);
    const stuck = { id: '/web', cmd: 'sleep 100', cpus: 0.1, constraints: [['rack', 'IS', 'nowhere']] };
    await client.ask('POST', '/v2/apps', stuck);
    const [deployment] = await client.deployments();
    await first.stop();
    await leads(second);
    expect(await client.deployments()).toMatchObject([
      { id: deployment?.['id'], affectedApps: ['/web'], currentStep: 2 },
    ]);
    expect((await client.ask('DELETE', '/v2/apps/web')).status).toBe(409);
    await client.ask('PUT', '/v2/apps/web?force=true', { constraints: [] });
    await client.idle();
    expect(await client.tasks('/web')).toHaveLength(1);
  });

  test('the leader gives up its lead when it is asked to, and exits', async () => {
    const first = await start();
    await leads(first);
    const second = await start();
    expect(await new Client(second.url).ask('DELETE', '/v2/leader')).toMatchObject({
      body: { message: 'Leadership abdicated' },
    });
    await leads(second);
    expect(exits).toEqual(['it was asked to']);
  });

  test('a leader that loses ZooKeeper leads no more', async () => {
    const first = await start();
    await leads(first);
    zookeeper.stop();
    await eventually(() => {
      expect(first.leads).toBe(false);
      expect(exits).toHaveLength(1);
    });
    expect(await new Client(first.url).get('/v2/apps')).toMatchObject({ status: 503 });
    expect(await new Client(first.url).get('/ping')).toMatchObject({ status: 200, body: 'pong' });
    zookeeper.resume();
  });

  test('without HA it stands for no election', async () => {
    const only = await start({ disable_ha: true });
    await leads(only);
    expect(zookeeper.paths().filter((path) => path.startsWith('/marathon/leader'))).toEqual([]);
  });

  test('clients must give the name and password that it was started with', async () => {
    const only = await start({ http_credentials: 'admin:s3cret' });
    await eventually(() => {
      expect(only.leads).toBe(true);
    });
    expect(await new Client(only.url).get('/v2/apps')).toMatchObject({
      status: 401,
      body: { message: 'Invalid username or password.' },
    });
    const basic = (pair: string) => ({ Authorization: `Basic ${Buffer.from(pair).toString('base64')}` });
    expect(
      (await new Client(only.url, basic('admin:wrong')).get('/v2/apps')).headers.get('www-authenticate'),
    ).toMatch(/^Basic realm=/);
    expect(await new Client(only.url, basic('admin:s3cret')).get('/v2/apps')).toMatchObject({ status: 200 });
    expect(await new Client(only.url).get('/ping')).toMatchObject({ status: 200 });
  });
});
