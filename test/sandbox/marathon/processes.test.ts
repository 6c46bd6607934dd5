import { cluster, type Cluster } from './support/cluster';
import { eventually } from './support/client';

/** Answers every request with a text, on the port that Marathon gives it. */
function serverOf(text: string): string {
  const script = `require('http').createServer((q,a)=>a.end(process.env.MARATHON_APP_VERSION+' ${text}')).listen(+process.env.PORT0,'127.0.0.1')`;
  return `exec '${process.execPath}' -e "${script}"`;
}

function web(text: string, more: object = {}): object {
  return {
    cmd: serverOf(text),
    instances: 2,
    cpus: 0.1,
    mem: 32,
    healthChecks: [
      {
        protocol: 'HTTP',
        path: '/',
        delaySeconds: 0,
        intervalSeconds: 1,
        gracePeriodSeconds: 30,
        maxConsecutiveFailures: 2,
      },
    ],
    ...more,
  };
}

describe('apps that run as processes', () => {
  let it: Cluster;

  beforeAll(async () => {
    it = await cluster();
  });

  afterAll(() => it.stop());

  test('an app answers HTTP where its tasks say, and is replaced by its next version', async () => {
    expect((await it.client.ask('PUT', '/v2/apps/web', web('one'))).status).toBe(201);
    await it.client.idle();
    const read = async (): Promise<string[]> =>
      Promise.all(
        (await it.client.tasks('/web')).map(async ({ host, ports }) =>
          (await fetch(`http://${String(host)}:${String((ports as number[])[0])}/`)).text(),
        ),
      );
    const before = await read();
    expect(before).toHaveLength(2);
    for (const text of before) expect(text).toMatch(/ one$/);
    expect(await it.client.app('/web')).toMatchObject({
      tasksRunning: 2,
      tasksHealthy: 2,
      tasksUnhealthy: 0,
    });

    await it.client.ask('PUT', '/v2/apps/web', web('two'));
    await it.client.idle();
    const after = await read();
    expect(after).toHaveLength(2);
    for (const text of after) expect(text).toMatch(/ two$/);
    await it.client.ask('DELETE', '/v2/apps/web');
    await it.client.idle();
    await eventually(() => {
      expect(it.agents.map((agent) => agent.runs.all.length)).toEqual([0, 0]);
    });
  });

  test('a command that fails is told of and launched again, later each time', async () => {
    await it.client.ask('PUT', '/v2/apps/bad', {
      cmd: 'echo oops >&2; exit 3',
      cpus: 0.1,
      mem: 32,
      backoffSeconds: 1,
      backoffFactor: 2,
    });
    await eventually(async () => {
      const { lastTaskFailure } = await it.client.app('/bad');
      expect(lastTaskFailure).toMatchObject({
        appId: '/bad',
        state: 'TASK_FAILED',
        message: 'Command exited with status 3',
      });
    });
    await eventually(async () => {
      const { body } = await it.client.get('/v2/queue');
      const [entry] = (body as { queue: { delay: { timeLeftSeconds: number; overdue: boolean } }[] }).queue;
      expect(entry?.delay.timeLeftSeconds).toBeGreaterThan(1);
    });
    await it.client.ask('DELETE', '/v2/apps/bad?force=true');
    await it.client.idle();
  });
});
