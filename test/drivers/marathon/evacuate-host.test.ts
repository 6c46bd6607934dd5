import { evacuateHost, StalledEvacuationError } from '../../../src/drivers/marathon';
import { marathonThatAnswers } from './support/scripted';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const done = { status: 200, body: { deploymentId: 'd1', version: '2026-11-20T20:05:20.000Z' } };
const task = (id: string, host: string) => ({ id, appId: '/web', host, state: 'TASK_RUNNING' });

/** A Marathon with one app, which has a task on host `old`; it starts what is added on host `new`, if there is room. */
async function marathon({ room = true, silentMs = 0 }: { room?: boolean; silentMs?: number } = {}) {
  const scaledTo: number[] = [];
  let tasks = [task('web.1', 'old')];
  let instances = 1;
  let backAt = 0;
  const { api, sent } = await marathonThatAnswers({
    '/v2/apps': () =>
      Date.now() < backAt
        ? new Error('connect ECONNREFUSED 10.0.0.1:8080')
        : { status: 200, body: { apps: [{ id: '/web', instances, tasks, deployments: [] }] } },
    '/v2/apps/web': ({ body }) => {
      ({ instances } = JSON.parse(body ?? '') as { instances: number });
      scaledTo.push(instances);
      if (instances > 1) {
        if (room) tasks = [...tasks, task('web.2', 'new')];
        backAt = Date.now() + silentMs;
      }
      return done;
    },
    '/v2/apps/web/tasks': ({ url }) => {
      const { searchParams } = new URL(url);
      tasks = tasks.filter(({ host }) => host !== searchParams.get('host'));
      if (searchParams.get('scale') === 'true') instances = 1;
      return { status: 200, body: {} };
    },
  });
  const kills = () => sent.filter(({ method }) => method === 'DELETE').length;
  return { api, scaledTo, kills, hosts: () => tasks.map(({ host }) => host), instances: () => instances };
}

async function evacuated(api: Parameters<typeof evacuateHost>[0], timeoutMs = 600_000): Promise<unknown> {
  const evacuation = evacuateHost(api, 'old', { signal: new AbortController().signal, timeoutMs });
  const [result] = await Promise.allSettled([evacuation, jest.advanceTimersByTimeAsync(300_000)]);
  return result.status === 'fulfilled' ? 'done' : result.reason;
}

test('a replacement runs elsewhere before the task on the host is killed', async () => {
  const { api, scaledTo, kills, hosts, instances } = await marathon();
  expect(await evacuated(api)).toBe('done');
  expect({ scaledTo, kills: kills(), hosts: hosts(), instances: instances() }).toEqual({
    scaledTo: [2],
    kills: 1,
    hosts: ['new'],
    instances: 1,
  });
});

test('a Marathon whose instances restart meanwhile is waited for', async () => {
  const { api, kills, hosts, instances } = await marathon({ silentMs: 100_000 });
  expect(await evacuated(api)).toBe('done');
  expect({ kills: kills(), hosts: hosts(), instances: instances() }).toEqual({
    kills: 1,
    hosts: ['new'],
    instances: 1,
  });
});

test('one that is silent for as long as all of it may take is given up, and nothing was killed', async () => {
  const { api, kills } = await marathon({ silentMs: 1_000_000 });
  expect(await evacuated(api, 60_000)).toMatchObject({ kind: 'unreachable' });
  expect(kills()).toBe(0);
});

test('without room elsewhere nothing is killed, and the app is scaled back', async () => {
  const { api, scaledTo, kills, hosts } = await marathon({ room: false });
  const failure = await evacuated(api, 60_000);
  expect(failure).toBeInstanceOf(StalledEvacuationError);
  expect((failure as Error).message).toMatch(
    /\/web has 0 of 1 healthy instances elsewhere after 60 s, and 1 on old cannot go/,
  );
  expect({ scaledTo, kills: kills(), hosts: hosts() }).toEqual({
    scaledTo: [2, 1],
    kills: 0,
    hosts: ['old'],
  });
});
