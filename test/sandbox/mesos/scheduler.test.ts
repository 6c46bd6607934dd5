import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Agent, type Master, startAgent, startMaster } from '../../../src/sandbox/mesos';
import { SchedulerClient } from './support/scheduler-client';

interface Offer {
  readonly id: { readonly value: string };
  readonly agent_id: { readonly value: string };
  readonly resources: readonly { readonly name: string; readonly scalar?: { readonly value: number } }[];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const framework = {
  user: '',
  name: 'test',
  failover_timeout: 60,
  checkpoint: true,
  roles: ['*'],
  capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }],
};

function task(id: string, agent: string, command: string, more: object = {}): object {
  return {
    name: id,
    task_id: { value: id },
    agent_id: { value: agent },
    resources: [
      { name: 'cpus', type: 'SCALAR', scalar: { value: 0.2 } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 32 } },
    ],
    command: { shell: true, value: command },
    ...more,
  };
}

describe('a framework on a master and an agent', () => {
  let folder: string;
  let master: Master;
  let agent: Agent;
  let client: SchedulerClient;
  let url: string;
  let agentFlags: Record<string, string | number>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mesos-'));
    const [masterPort, agentPort] = [await freePort(), await freePort()];
    url = `http://127.0.0.1:${String(masterPort)}`;
    master = await startMaster({
      flags: { ip: '127.0.0.1', hostname: '127.0.0.1', port: masterPort, work_dir: join(folder, 'master') },
    });
    agentFlags = {
      ip: '127.0.0.1',
      hostname: '127.0.0.1',
      port: agentPort,
      work_dir: join(folder, 'agent'),
      master: `127.0.0.1:${String(masterPort)}`,
      registration_backoff_factor: '100ms',
      attributes: 'rack:r1;disk:ssd',
      resources: 'cpus:4;mem:4096;disk:10000;ports:[31000-32000]',
    };
    agent = await startAgent({ flags: agentFlags });
    client = new SchedulerClient(url);
  });

  afterEach(async () => {
    client.disconnect();
    for (const run of agent.runs.all) run.discard();
    await agent.kill();
    await master.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function offer(): Promise<Offer> {
    const { offers } = await client.next('OFFERS');
    const [first] = (offers as { offers: Offer[] }).offers;
    if (first === undefined) throw new Error('an event without offers');
    return first;
  }

  async function launch(id: string, command: string, more: object = {}): Promise<Offer> {
    const taken = await offer();
    const response = await client.call({
      type: 'ACCEPT',
      accept: {
        offer_ids: [taken.id],
        operations: [
          { type: 'LAUNCH', launch: { task_infos: [task(id, taken.agent_id.value, command, more)] } },
        ],
        filters: { refuse_seconds: 0 },
      },
    });
    expect(response.status).toBe(202);
    return taken;
  }

  test('is offered the agent, launches a task that runs, and hears of its end', async () => {
    await client.subscribe(framework);
    await launch('t1', 'echo "hello from $GREETER"; exit 3', {
      command: {
        shell: true,
        value: 'echo "hello from $GREETER"; exit 3',
        environment: { variables: [{ name: 'GREETER', value: 'there' }] },
      },
    });
    expect(await client.update()).toMatchObject({ state: 'TASK_STARTING', source: 'SOURCE_EXECUTOR' });
    expect(await client.update()).toMatchObject({ state: 'TASK_RUNNING' });
    expect(await client.update()).toMatchObject({
      state: 'TASK_FAILED',
      message: 'Command exited with status 3',
    });
    const run = agent.runs.completed[0] ?? agent.runs.all[0];
    expect(readFileSync(join(run?.folder ?? '', 'stdout'), 'utf8')).toBe('hello from there\n');
    const next = await offer();
    expect(next.resources.find(({ name }) => name === 'cpus')?.scalar?.value).toBeLessThanOrEqual(4);
  });

  test('kills a task: SIGTERM, and after its grace SIGKILL', async () => {
    await client.subscribe(framework);
    const { agent_id } = await launch('t1', 'trap "" TERM; while true; do sleep 0.1; done', {
      kill_policy: { grace_period: { nanoseconds: 300_000_000 } },
    });
    await client.update();
    await client.update();
    await client.call({ type: 'KILL', kill: { task_id: { value: 't1' }, agent_id } });
    expect(await client.update()).toMatchObject({
      state: 'TASK_KILLED',
      message: 'Command terminated with signal Killed',
    });
  });

  test('goes on when the agent restarts', async () => {
    await client.subscribe(framework);
    await launch('t1', 'sleep 2; echo done');
    await client.update();
    await client.update();
    await agent.kill();
    agent = await startAgent({ flags: agentFlags });
    let update = await client.update();
    // What was acknowledged while the agent was away is said again.
    while (update.state === 'TASK_RUNNING') update = await client.update();
    expect(update).toMatchObject({ state: 'TASK_FINISHED', message: 'Command exited with status 0' });
  });

  test('comes back by its id and is told how its tasks are', async () => {
    await client.subscribe(framework);
    await launch('t1', 'sleep 60');
    await client.update();
    await client.update();
    const id = { value: client.frameworkId };
    client.disconnect();
    client = new SchedulerClient(url);
    await client.subscribe({ ...framework, id });
    expect(client.frameworkId).toBe(id.value);
    await client.call({ type: 'RECONCILE', reconcile: { tasks: [] } });
    expect(await client.update()).toMatchObject({ state: 'TASK_RUNNING', reason: 'REASON_RECONCILIATION' });
  });

  test('is told why a task is not launched', async () => {
    await client.subscribe(framework);
    await launch('big', 'true', {
      resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 40 } }],
    });
    expect(await client.update()).toMatchObject({
      state: 'TASK_ERROR',
      source: 'SOURCE_MASTER',
      reason: 'REASON_TASK_INVALID',
      message: expect.stringContaining('Task uses more resources cpus:40 than available') as string,
    });
    await client.call({
      type: 'ACCEPT',
      accept: {
        offer_ids: [{ value: 'stale-O1' }],
        operations: [{ type: 'LAUNCH', launch: { task_infos: [task('late', 'x-S0', 'true')] } }],
      },
    });
    expect(await client.update()).toMatchObject({
      state: 'TASK_DROPPED',
      reason: 'REASON_INVALID_OFFERS',
    });
  });
});
