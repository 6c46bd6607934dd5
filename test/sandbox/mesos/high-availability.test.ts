import { describeWith } from '../../support/require-component';
import { TestCluster } from './support/cluster';
import { settle } from './support/manual-clock';
import { readRecording, recordedAnswer, recordings } from './support/recordings';
import { compare, replay } from './support/replay';
import { differences } from './support/shape';

const QUOTA = {
  type: 'UPDATE_QUOTA',
  update_quota: { quota_configs: [{ role: 'keep', limits: { cpus: { value: 1 } } }] },
};

describe('several masters', () => {
  let cluster: TestCluster;

  beforeEach(() => {
    cluster = new TestCluster();
  });

  afterEach(() => cluster.stop());

  const ips = (...last: readonly number[]): readonly string[] =>
    last.map((number) => `127.0.1.${String(number)}`);

  async function start(ips: readonly string[], quorum: number): Promise<void> {
    for (const ip of ips) {
      await cluster.startMaster(ip, { quorum });
      await settle();
    }
    await cluster.clock.advance(3);
  }

  /** [health, /state, API, where the redirect leads, elected, log recovered, size of the ensemble] */
  async function look(ip: string): Promise<readonly unknown[]> {
    const [health, state, api, redirect, metrics] = await Promise.all([
      cluster.ask(ip, '/health'),
      cluster.ask(ip, '/state'),
      cluster.call(ip, { type: 'GET_HEALTH' }),
      cluster.ask(ip, '/redirect'),
      cluster.ask(ip, '/metrics/snapshot'),
    ]);
    const values = JSON.parse(metrics.body) as Record<string, number>;
    return [
      health.status,
      state.status,
      api.status,
      redirect.headers.location?.replace(/^\/\/127\.0\.1\.(\d):5050$/, '$1') ?? redirect.body,
      values['master/elected'],
      values['registrar/log/recovered'],
      values['registrar/log/ensemble_size'],
    ];
  }

  async function restart(ip: string, quorum: number): Promise<void> {
    await cluster.masters.get(ip)?.kill();
    await settle();
    await cluster.startMaster(ip, { quorum });
    await cluster.clock.advance(14);
  }

  async function quotaAt(ip: string): Promise<string> {
    return (await cluster.call(ip, { type: 'GET_QUOTA' })).body;
  }

  test('the first one leads, the others send to it', async () => {
    await start(ips(1, 2, 3), 2);
    expect(await look('127.0.1.1')).toEqual([200, 200, 200, '1', 1, 1, 3]);
    expect(await look('127.0.1.2')).toEqual([200, 307, 307, '1', 0, 1, 3]);
    expect(await look('127.0.1.3')).toEqual([200, 307, 307, '1', 0, 1, 3]);
  });

  test('another one leads ten seconds after the leader was killed', async () => {
    await start(ips(1, 2, 3), 2);
    expect((await cluster.call('127.0.1.1', QUOTA)).status).toBe(200);
    await cluster.masters.get('127.0.1.1')?.kill();
    await cluster.clock.advance(9);
    expect(await look('127.0.1.2')).toEqual([200, 307, 307, '1', 0, 1, 3]);
    await cluster.clock.advance(2);
    expect(await look('127.0.1.2')).toEqual([200, 200, 200, '2', 1, 1, 2]);
    expect(await look('127.0.1.3')).toEqual([200, 307, 307, '2', 0, 1, 2]);
    expect(await quotaAt('127.0.1.2')).toContain('"keep"');
  });

  test('without a quorum it can be read, and the first write breaks the registrar for good', async () => {
    await start(ips(1, 2, 3), 2);
    for (const ip of ips(2, 3)) await cluster.masters.get(ip)?.kill();
    await cluster.clock.advance(11);
    expect(await look('127.0.1.1')).toEqual([200, 200, 200, '1', 1, 1, 1]);
    const written = cluster.call('127.0.1.1', QUOTA);
    await cluster.clock.advance(19);
    expect(await Promise.race([written, settle().then(() => 'open')])).toBe('open');
    await cluster.clock.advance(2);
    const body = 'Failed to update registry: Failed to perform store within 20secs';
    expect(await written).toMatchObject({ status: 500, body });
    await cluster.startMaster('127.0.1.2', { quorum: 2 });
    await cluster.clock.advance(8);
    expect(await cluster.call('127.0.1.1', QUOTA)).toMatchObject({ status: 500, body });
    expect(cluster.ended).toEqual([]);
    expect((await look('127.0.1.1')).slice(0, 3)).toEqual([200, 200, 200]);
  });

  test('one that is elected without a quorum answers readers, and gives up when it has not had its registry', async () => {
    await start(ips(1, 2, 3), 2);
    for (const ip of ips(1, 2)) await cluster.masters.get(ip)?.kill();
    await cluster.clock.advance(11);
    expect(await look('127.0.1.3')).toEqual([200, 200, 503, '3', 1, 1, 1]);
    expect((await cluster.call('127.0.1.3', QUOTA)).body).toBe('Master has not finished recovery');
    await cluster.clock.advance(60);
    expect(cluster.ended).toEqual([
      {
        name: '127.0.1.3',
        status: 134,
        message: 'Recovery failed: Failed to recover registrar: Failed to perform fetch within 1mins',
      },
    ]);
  });

  test('when ZooKeeper is away the leader ends itself, the others wait', async () => {
    await start(ips(1, 2), 1);
    cluster.zookeeper.stop();
    await cluster.clock.advance(16);
    expect(await look('127.0.1.2')).toEqual([200, 307, 307, '1', 0, 1, 2]);
    await cluster.clock.advance(2);
    expect(cluster.ended).toEqual([
      { name: '127.0.1.1', status: 1, message: 'Lost candidacy as a leader... committing suicide!' },
    ]);
    expect(await look('127.0.1.2')).toEqual([200, 503, 503, 'No leader elected', 0, 1, 1]);
    cluster.zookeeper.resume();
    await cluster.clock.advance(2);
    expect((await look('127.0.1.2')).slice(3)).toEqual(['2', 1, 1, 1]);
  });

  test('an empty log takes over what the others have', async () => {
    await start(ips(1, 2, 3), 2);
    expect((await cluster.call('127.0.1.1', QUOTA)).status).toBe(200);
    await cluster.masters.get('127.0.1.2')?.kill();
    await cluster.startMaster('127.0.1.2', { quorum: 2, work_dir: '/masters/empty' });
    await cluster.clock.advance(12);
    expect(await look('127.0.1.2')).toEqual([200, 307, 307, '1', 0, 1, 3]);
    await cluster.masters.get('127.0.1.1')?.kill();
    await cluster.clock.advance(12);
    const leader = cluster.masters.get('127.0.1.2')?.leading === true ? '127.0.1.2' : '127.0.1.3';
    expect(await quotaAt(leader)).toContain('"keep"');
  });

  test('three become five, and five three, when the old ones are restarted with the new quorum', async () => {
    await start(ips(1, 2, 3), 2);
    expect((await cluster.call('127.0.1.1', QUOTA)).status).toBe(200);
    for (const ip of ips(1, 2, 3)) await restart(ip, 3);
    await start(ips(4, 5), 3);
    const leading = (): string => [...cluster.masters].find(([, master]) => master.leading)?.[0] ?? '';
    expect(await quotaAt(leading())).toContain('"keep"');
    for (const ip of ips(1, 2, 3, 4, 5)) expect((await look(ip)).slice(5)).toEqual([1, 5]);
    for (const ip of ips(4, 5)) await cluster.masters.get(ip)?.kill();
    await cluster.clock.advance(12);
    for (const ip of ips(2, 3, 1)) await restart(ip, 2);
    for (const ip of ips(1, 2, 3)) expect((await look(ip)).slice(5)).toEqual([1, 3]);
    expect(await quotaAt(leading())).toContain('"keep"');
    expect(cluster.ended).toEqual([]);
  });

  test('one does not become three at once: two empty logs are no quorum', async () => {
    await start(ips(1), 1);
    expect((await cluster.call('127.0.1.1', QUOTA)).status).toBe(200);
    await cluster.masters.get('127.0.1.1')?.kill();
    await cluster.clock.advance(11);
    await start(ips(1, 2, 3), 2);
    await cluster.clock.advance(5);
    expect(await look('127.0.1.1')).toEqual([200, 200, 503, '1', 1, 1, 3]);
    expect((await look('127.0.1.2')).slice(5)).toEqual([0, 3]);
    await cluster.clock.advance(60);
    expect(cluster.ended).toMatchObject([{ name: '127.0.1.1', status: 134 }]);
  });

  test('one does not become three step by step either: empty logs that began by themselves end who leads on them', async () => {
    await start(ips(1), 1);
    expect((await cluster.call('127.0.1.1', QUOTA)).status).toBe(200);
    await start(ips(2, 3), 1);
    expect((await look('127.0.1.2')).slice(5)).toEqual([1, 3]);
    for (const ip of ips(2, 3, 1)) await restart(ip, 2);
    expect(cluster.ended[0]).toMatchObject({ name: '127.0.1.2', status: 134 });
  });

  test('one becomes three when its log is removed: with a new registry', async () => {
    await start(ips(1), 1);
    expect((await cluster.call('127.0.1.1', QUOTA)).status).toBe(200);
    await cluster.masters.get('127.0.1.1')?.kill();
    await cluster.clock.advance(11);
    for (const ip of ips(1, 2, 3)) await cluster.startMaster(ip, { quorum: 2, work_dir: `/new/${ip}` });
    await cluster.clock.advance(5);
    expect(await look('127.0.1.1')).toEqual([200, 200, 200, '1', 1, 1, 3]);
    expect(await quotaAt('127.0.1.1')).not.toContain('"keep"');
  });
});

describeWith(recordings, 'several masters, as recorded', () => {
  let cluster: TestCluster;

  beforeAll(async () => {
    cluster = new TestCluster();
    for (const last of [1, 2, 3]) {
      await cluster.startMaster(`127.0.1.${String(last)}`, {
        quorum: 2,
        cluster: 'truth3',
        zk: 'zk://127.0.0.1:2181/mesos3',
      });
      await settle();
    }
    await cluster.clock.advance(3);
  });

  afterAll(() => cluster.stop());

  test('which endpoint sends where', async () => {
    const lines = readRecording('ha3-endpoints-by-master.txt').trim().split('\n');
    for (const line of lines) {
      const [ip = '', path = '', status, location = ''] = line.split(' ');
      const answer =
        path === '/api/v1' ? await cluster.call(ip, { type: 'GET_HEALTH' }) : await cluster.ask(ip, path);
      expect([line, String(answer.status), answer.headers.location ?? '']).toEqual([line, status, location]);
    }
  });

  test.each([1, 2, 3])('calls at master %d', async (master) => {
    for (const call of [
      'GET_AGENTS',
      'GET_FLAGS',
      'GET_HEALTH',
      'GET_MASTER',
      'GET_STATE',
      'GET_VERSION',
      'GET_METRICS',
    ]) {
      const name = `api-v1-${call}-ha3-master${String(master)}`;
      expect([name, await replay(cluster, name, { ip: `127.0.1.${String(master)}` })]).toEqual([name, []]);
    }
    for (const page of ['master-redirect', 'state', 'api-v1-nonleader-probe']) {
      const name = `ha3-master${String(master)}-${page}`;
      expect([name, await replay(cluster, name, { ip: `127.0.1.${String(master)}` })]).toEqual([name, []]);
    }
  });

  test('nodes in ZooKeeper', () => {
    const recorded = readRecording('zk-3masters-tree.txt').trim().split('\n');
    expect(cluster.zookeeper.paths().filter((path) => path.startsWith('/mesos3'))).toEqual(recorded);
    const [info = '', replica = ''] = ['json.info_0000000001', 'log_replicas/0000000000'].map((name) =>
      cluster.zookeeper.read(`/mesos3/${name}`),
    );
    expect(differences(readRecording('zk-3masters-node-json.info_0000000001.txt'), info)).toEqual([]);
    expect(replica).toBe(readRecording('zk-3masters-node-log_replicas_0000000000.txt').trim());
  });

  test('without a ZooKeeper at the start', async () => {
    const alone = new TestCluster();
    alone.zookeeper.stop();
    await alone.startMaster('127.0.0.1');
    await settle();
    for (const page of ['health', 'redirect', 'slaves', 'state', 'version']) {
      expect([page, await replay(alone, `master-zk-down-at-start-${page}`)]).toEqual([page, []]);
    }
    const call = await alone.call('127.0.0.1', { type: 'GET_HEALTH' });
    expect(compare(recordedAnswer('api-v1-GET_HEALTH-zk-down-at-start'), call)).toEqual([]);
    await alone.stop();
  });
});
