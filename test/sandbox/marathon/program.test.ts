import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent, startMaster, type Agent, type Master } from '../../../src/sandbox/mesos';
import { ZooKeeperClient } from '../../../src/sandbox/zookeeper/zookeeper-client';
import { describeWith } from '../../support/require-component';
import { RealZooKeeper, zookeeper } from '../zookeeper/support/real-zookeeper';
import { Client, eventually } from './support/client';
import { freePort } from './support/cluster';

jest.setTimeout(120_000);

const program = join(__dirname, '../../../dist/sandbox/programs/marathon.js');

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly exited: Promise<number | null>;
  output: string;
}

function run(args: readonly string[], environment: Record<string, string> = {}, port = 0): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const running: Running = { child, port, exited, output: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (running.output += part.toString()));
  return running;
}

test.each([
  [[], {}, "Required option 'master' not found"],
  [['--master', 'a:5050', '--colour', 'red'], {}, "Unknown option 'colour'"],
  [['--master', 'a:5050'], { MARATHON_COLOUR: 'red' }, "Unknown option 'colour'"],
  [
    ['--master', 'a:5050', '--http_port', 'many'],
    {},
    "Bad arguments for option 'http_port': 'many' - wrong arguments format",
  ],
  [
    ['--master', 'a:5050', '--zk', 'a:2181'],
    {},
    "Bad arguments for option 'zk': 'a:2181' - expected zk://host1:port1,host2:port2,.../path",
  ],
  [['--master', 'a:5050', '--master', 'b:5050'], {}, "Option 'master' given twice"],
])('marathon %j %j refuses to start', async (args, environment, message) => {
  const running = run(args, environment as Record<string, string>);
  expect(await running.exited).toBe(1);
  expect(running.output).toContain(`[scallop] Error: ${message}`);
});

describeWith(zookeeper, 'marathon as a program, with ZooKeeper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marathon-program-'));
  let ensemble: RealZooKeeper;
  let master: Master;
  let agent: Agent;
  const programs: Running[] = [];

  async function marathon(): Promise<Running> {
    const port = await freePort();
    const running = run(
      ['--http_port', String(port)],
      {
        MARATHON_MASTER: `zk://${ensemble.servers}/mesos`,
        MARATHON_ZK: `zk://${ensemble.servers}/marathon`,
        MARATHON_HOSTNAME: '127.0.0.1',
        MARATHON_HTTP_CREDENTIALS: 'admin:s3cret',
        MARATHON_MIN_REVIVE_OFFERS_INTERVAL: '100',
      },
      port,
    );
    programs.push(running);
    return running;
  }

  const clientOf = ({ port }: Running): Client =>
    new Client(`http://127.0.0.1:${String(port)}`, {
      Authorization: `Basic ${Buffer.from('admin:s3cret').toString('base64')}`,
    });

  const leads = (running: Running): Promise<void> =>
    eventually(async () => {
      const { body } = await clientOf(running).get('/v2/info');
      expect(body).toMatchObject({
        leader: `127.0.0.1:${String(running.port)}`,
        frameworkId: expect.any(String) as string,
      });
    }, 40);

  beforeAll(async () => {
    ensemble = await RealZooKeeper.start();
    const zookeeper = (servers: string) => new ZooKeeperClient(servers);
    const common = { ip: '127.0.0.1', hostname: '127.0.0.1' };
    master = await startMaster({
      zookeeper,
      flags: {
        ...common,
        port: await freePort(),
        work_dir: join(folder, 'master'),
        zk: `zk://${ensemble.servers}/mesos`,
        quorum: 1,
        allocation_interval: '100ms',
      },
    });
    agent = await startAgent({
      zookeeper,
      flags: {
        ...common,
        port: await freePort(),
        work_dir: join(folder, 'agent'),
        master: `zk://${ensemble.servers}/mesos`,
        registration_backoff_factor: '100ms',
        resources: 'cpus:4;mem:4096;disk:10000;ports:[31000-31050]',
      },
    });
  });

  afterAll(async () => {
    for (const { child } of programs) child.kill('SIGKILL');
    for (const one of agent.runs.all) one.discard();
    await agent.kill();
    await master.kill();
    await ensemble.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('another takes over when the leader is killed, with the same framework and the same tasks', async () => {
    const first = await marathon();
    await leads(first);
    const second = await marathon();
    await eventually(async () => {
      expect(await clientOf(second).get('/v2/leader')).toMatchObject({
        body: { leader: `127.0.0.1:${String(first.port)}` },
      });
    });
    await clientOf(second).ask('PUT', '/v2/apps/web', {
      cmd: 'sleep 1000',
      instances: 2,
      cpus: 0.1,
      mem: 32,
    });
    await clientOf(second).idle();
    const before = (await clientOf(second).tasks('/web')).map(({ id }) => id).sort();
    const framework = ((await clientOf(second).get('/v2/info')).body as { frameworkId: string }).frameworkId;

    first.child.kill('SIGKILL');
    await leads(second);
    expect((await clientOf(second).get('/v2/info')).body).toMatchObject({ frameworkId: framework });
    expect((await clientOf(second).tasks('/web')).map(({ id }) => id).sort()).toEqual(before);
    await clientOf(second).ask('PUT', '/v2/apps/web', { instances: 3 });
    await clientOf(second).idle();
    expect(await clientOf(second).tasks('/web')).toHaveLength(3);
    await clientOf(second).ask('DELETE', '/v2/apps/web');
    await clientOf(second).idle();

    // It ends when it is to give up its lead, and in good order on SIGTERM.
    expect(await clientOf(second).ask('DELETE', '/v2/leader')).toMatchObject({ status: 200 });
    expect(await second.exited).toBe(1);
    const third = await marathon();
    await leads(third);
    third.child.kill('SIGTERM');
    expect(await third.exited).toBe(0);
    const session = new ZooKeeperClient(ensemble.servers).connect(5);
    expect(await session.children('/marathon/leader')).toEqual([]);
    await session.close();
  });
});
