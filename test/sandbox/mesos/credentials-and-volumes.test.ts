import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestCluster } from './support/cluster';
import { settle } from './support/manual-clock';
import { HOLDER, task } from './support/situations';

const AGENT = { attributes: 'rack:r1', resources: 'cpus:4;mem:4096;disk:10000;ports:[31000-32000]' };

describe('a master that wants to know who agents are', () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = new TestCluster();
    mkdirSync(join(cluster.folder, 'etc'));
    writeFileSync(join(cluster.folder, 'etc/credentials'), 'agent s3cret\n');
    await cluster.startMaster('127.0.0.1', { authenticate_agents: true, credentials: '/etc/credentials' });
    await settle();
  });

  afterEach(() => cluster.stop());

  test('lets in who knows the secret', async () => {
    writeFileSync(
      join(cluster.folder, 'etc/credential'),
      JSON.stringify({ principal: 'agent', secret: 's3cret' }),
    );
    const agent = await cluster.startAgent(5051, { ...AGENT, credential: '/etc/credential' });
    await settle();
    expect(agent.registered).toBe(true);
  });

  test('refuses who does not, who ends then, and lets wait who says nothing', async () => {
    writeFileSync(join(cluster.folder, 'etc/credential'), 'agent wrong\n');
    await cluster.startAgent(5051, { ...AGENT, credential: '/etc/credential' });
    const silent = await cluster.startAgent(5052, AGENT);
    await cluster.clock.advance(5);
    expect(cluster.ended).toEqual([
      { name: 'agent 5051', status: 1, message: 'Master master@127.0.0.1:5050 refused authentication' },
    ]);
    expect(silent.registered).toBe(false);
  });
});

test('a persistent volume keeps its data from one task to the next, until it is destroyed', async () => {
  const cluster = new TestCluster();
  await cluster.startMaster('127.0.0.1');
  await settle();
  const agent = await cluster.startAgent(5051, AGENT);
  await cluster.until('the agent is registered', () => agent.registered);
  const id = agent.id ?? '';
  const scheduler = cluster.scheduler('127.0.0.1');
  await scheduler.subscribe({ ...HOLDER, roles: ['store'] });
  await settle();
  const reserved = {
    name: 'disk',
    type: 'SCALAR',
    scalar: { value: 10 },
    reservations: [{ type: 'DYNAMIC', role: 'store', principal: 'store' }],
  };
  const volume = {
    ...reserved,
    disk: {
      persistence: { id: 'data-1', principal: 'store' },
      volume: { container_path: 'data', mode: 'RW' },
    },
  };
  const accept = async (operations: readonly object[]): Promise<void> => {
    const offer = scheduler.offers.at(-1);
    scheduler.used.add(offer?.id.value ?? '');
    await scheduler.call({
      type: 'ACCEPT',
      accept: { offer_ids: [offer?.id], operations, filters: { refuse_seconds: 0 } },
    });
    await settle();
  };
  const run = async (name: string, command: string): Promise<object> => ({
    type: 'LAUNCH',
    launch: {
      task_infos: [
        {
          ...task(name, command, { cpus: 0.1, mem: 32 }),
          agent_id: { value: id },
          resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }, volume],
        },
      ],
    },
  });
  await accept([
    { type: 'RESERVE', reserve: { resources: [reserved] } },
    { type: 'CREATE', create: { volumes: [volume] } },
    await run('writes', 'echo kept > data/file'),
  ]);
  await cluster.until('it has ended', () => scheduler.updates.at(-1)?.state === 'TASK_FINISHED');
  await settle();
  await accept([await run('reads', 'cat data/file; test "$(cat data/file)" = kept')]);
  await cluster.until('it has ended', () => scheduler.updates.length === 6);
  expect(scheduler.updates.at(-1)).toMatchObject({ state: 'TASK_FINISHED' });
  const kept = join(cluster.folder, 'agents/5051/volumes/roles/store/data-1/file');
  expect(readFileSync(kept, 'utf8')).toBe('kept\n');
  await accept([{ type: 'DESTROY', destroy: { volumes: [volume] } }]);
  expect(() => readFileSync(kept)).toThrow('ENOENT');
  expect((await cluster.ask('127.0.0.1', '/slaves')).body).not.toContain('data-1');
  await cluster.stop();
});
