import { existsSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cluster, type Cluster } from './support/cluster';
import { eventually } from './support/client';

const small = { instances: 1, cpus: 0.1, mem: 32 };

describe('what agents do for Marathon', () => {
  let it: Cluster;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'marathon-agents-'));
    it = await cluster({
      marathon: { settings: { mesosRole: 'prod' } },
      agent: {
        runImage: (image) => {
          if (image !== 'known')
            throw new Error(`Failed to run 'docker pull ${image}': repository does not exist`);
          return ['sh', '-c', 'exec sleep 1000'];
        },
      },
    });
  });

  afterAll(async () => {
    await it.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (id: string, app: object, query = '') =>
    it.client.ask('PUT', `/v2/apps${id}${query}`, { ...small, ...app });

  async function master(call: object): Promise<unknown> {
    const answer = await fetch(`http://${it.masterAddress}/api/v1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(call),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${String(answer.status)} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  const reserved = async (): Promise<string[]> => {
    const { get_agents } = (await master({ type: 'GET_AGENTS' })) as {
      get_agents: {
        agents: { total_resources: { name: string; disk?: { persistence?: { id: string } } }[] }[];
      };
    };
    return get_agents.agents.flatMap(({ total_resources }) =>
      total_resources.flatMap(({ disk }) => disk?.persistence?.id ?? []),
    );
  };

  test('an app that keeps data stays with it through versions and failures, until it is destroyed', async () => {
    const volumes = [{ containerPath: 'data', mode: 'RW', persistent: { size: 10 } }];
    const cmd = 'date +%s%N >> data/starts; exec sleep 1000';
    await put('/db', { cmd, container: { type: 'MESOS', volumes } });
    await it.client.idle();
    const [task] = await it.client.tasks('/db');
    const [volume] = task?.['localVolumes'] as { persistenceId: string; containerPath: string }[];
    expect(volume).toMatchObject({
      containerPath: 'data',
      persistenceId: expect.stringMatching(/^db#data#/) as string,
    });
    expect(await reserved()).toEqual([volume?.persistenceId]);

    await put('/db', { cmd: `echo again; ${cmd}` });
    await it.client.idle();
    const [next] = await it.client.tasks('/db');
    expect(next).toMatchObject({ slaveId: task?.['slaveId'], localVolumes: [volume] });
    expect(next?.['id']).not.toBe(task?.['id']);
    await put('/db', { instances: 0 });
    await it.client.idle();
    expect(await reserved()).toEqual([volume?.persistenceId]);
    await put('/db', { instances: 1 });
    await it.client.idle();
    expect(await it.client.tasks('/db')).toMatchObject([{ localVolumes: [volume] }]);

    await it.client.ask('DELETE', '/v2/apps/db');
    await it.client.idle();
    await eventually(async () => {
      expect(await reserved()).toEqual([]);
    });
  });

  test('tasks of an agent that is drained go on elsewhere', async () => {
    await put('/web', { cmd: 'sleep 1000', instances: 2, constraints: [['rack', 'GROUP_BY', '2']] });
    await it.client.idle();
    const [one] = await it.client.tasks('/web');
    const agent = { value: String(one?.['slaveId']) };
    await put('/web', { constraints: [], instances: 2 });
    await it.client.idle();
    await master({ type: 'DRAIN_AGENT', drain_agent: { agent_id: agent } });
    await eventually(async () => {
      const tasks = await it.client.tasks('/web');
      expect(tasks.filter(({ state }) => state === 'TASK_RUNNING')).toHaveLength(2);
      expect(tasks.map(({ slaveId }) => slaveId)).not.toContain(agent.value);
    });
    await master({ type: 'REACTIVATE_AGENT', reactivate_agent: { agent_id: agent } });
    await it.client.ask('DELETE', '/v2/apps/web?force=true');
    await it.client.idle();
  });

  test('an image that agents know runs, another one fails with the reason', async () => {
    await put('/image', {
      container: { type: 'DOCKER', docker: { image: 'known' } },
      networks: [{ mode: 'host' }],
    });
    await it.client.idle();
    expect(await it.client.tasks('/image')).toMatchObject([{ state: 'TASK_RUNNING' }]);
    await put('/image', { container: { type: 'DOCKER', docker: { image: 'unknown' } } });
    await eventually(async () => {
      expect((await it.client.app('/image'))['lastTaskFailure']).toMatchObject({
        state: 'TASK_FAILED',
        message: expect.stringContaining(
          "Failed to run 'docker pull unknown': repository does not exist",
        ) as string,
      });
    });
    // The old version serves on.
    expect(await it.client.tasks('/image')).toEqual(
      expect.arrayContaining([expect.objectContaining({ state: 'TASK_RUNNING' })]),
    );
    await it.client.ask('DELETE', '/v2/apps/image?force=true');
    await it.client.idle();
  });

  test('what is fetched is in the sandbox of the task', async () => {
    const file = join(folder, 'greeting.txt');
    const copy = join(folder, 'copy');
    writeFileSync(file, 'hello');
    await put('/fetched', { cmd: `cp greeting.txt '${copy}'; exec sleep 1000`, fetch: [{ uri: file }] });
    await eventually(() => {
      expect(existsSync(copy) && readFileSync(copy, 'utf8')).toBe('hello');
    });
    await it.client.ask('DELETE', '/v2/apps/fetched?force=true');
    await it.client.idle();
  });

  test('the containers of a pod run together, and end together', async () => {
    const file = join(folder, 'pod');
    const container = (name: string) => ({
      name,
      exec: {
        command: { shell: `echo "$MARATHON_CONTAINER_ID $EP_HOST_WEB" >> '${file}'; exec sleep 1000` },
      },
      resources: { cpus: 0.1, mem: 32 },
    });
    const pod = {
      id: '/pod',
      containers: [{ ...container('one'), endpoints: [{ name: 'web', hostPort: 0 }] }, container('two')],
    };
    expect((await it.client.ask('POST', '/v2/pods', pod)).status).toBe(201);
    await it.client.idle();
    const { body } = await it.client.get('/v2/pods/pod::status');
    expect(body).toMatchObject({
      status: 'STABLE',
      instances: [
        {
          status: 'STABLE',
          containers: [
            { name: 'one', status: 'TASK_RUNNING' },
            { name: 'two', status: 'TASK_RUNNING' },
          ],
        },
      ],
    });
    const [instance] = (
      body as { instances: { containers: { endpoints: { allocatedHostPort: number }[] }[] }[] }
    ).instances;
    const port = String(instance?.containers[0]?.endpoints[0]?.allocatedHostPort);
    await eventually(() => {
      expect(readFileSync(file, 'utf8').trim().split('\n').sort()).toEqual([`one ${port}`, `two ${port}`]);
    });
    expect((await it.client.ask('DELETE', '/v2/pods/pod')).status).toBe(202);
    await it.client.idle();
    await eventually(() => {
      expect(it.agents.map((agent) => agent.runs.all.length)).toEqual([0, 0]);
    });
  });
});
