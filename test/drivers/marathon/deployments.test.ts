import type { JsonObject } from '../../../src/drivers/json';
import { NodeTransport } from '../../../src/drivers/http';
import {
  applyApp,
  applyGroup,
  DeploymentInTheWayError,
  deleteApp,
  deleteGroup,
  ForeignAppsError,
  MarathonApi,
  planGroup,
  readApp,
  readGroup,
  StalledDeploymentError,
  type DeployOptions,
} from '../../../src/drivers/marathon';
import { TestMarathon } from '../../support/test-marathon';
import { eventually } from '../../sandbox/marathon/support/client';

jest.setTimeout(120_000);

const { signal } = new AbortController();
const sleeper = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };
const soon: DeployOptions = { signal, timeoutMs: 30_000, force: false, onFailure: 'keep' };

describe('on the stand-in', () => {
  let marathon: TestMarathon;
  let api: MarathonApi;

  beforeAll(async () => {
    marathon = await TestMarathon.start();
    api = await MarathonApi.connect(
      { url: marathon.url, transport: new NodeTransport(), source: 'the stand-in' },
      { signal },
    );
  });
  afterAll(async () => {
    await api.close();
    await marathon.stop();
  });
  afterEach(() => marathon.clear());

  const app = (id: string, definition: JsonObject, options: Partial<DeployOptions> = {}) =>
    applyApp(api, { id, definition: { id, ...definition } }, { ...soon, ...options });

  async function stalled(
    id: string,
    definition: JsonObject,
    options: Partial<DeployOptions> = {},
  ): Promise<string> {
    const error = await app(id, definition, { timeoutMs: 4_000, ...options }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StalledDeploymentError);
    return String(error);
  }

  test('an app runs, is changed as a whole, and goes', async () => {
    const begun: string[] = [];
    const { version } = await app(
      '/web',
      { ...sleeper, instances: 2, env: { A: '1' }, labels: { team: 'shop' } },
      { onBegun: (id) => begun.push(id) },
    );
    expect(begun).toHaveLength(1);
    expect(await marathon.client.tasks('/web')).toHaveLength(2);
    expect(await readApp(api, '/web', { signal })).toMatchObject({ version, tasksRunning: 2 });

    await app('/web', { ...sleeper, instances: 1, env: { B: '2' } });
    expect(await marathon.client.app('/web')).toMatchObject({ instances: 1, env: { B: '2' }, labels: {} });
    expect((await marathon.client.app('/web'))['env']).not.toHaveProperty('A');

    await deleteApp(api, '/web', soon);
    expect((await marathon.client.get('/v2/apps/web')).status).toBe(404);
    await deleteApp(api, '/web', soon);
  });

  test('an apply without a change restarts nothing', async () => {
    await app('/web', sleeper);
    const before = await marathon.client.tasks('/web');
    await app('/web', sleeper);
    expect((await marathon.client.tasks('/web')).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('what no agent has enough of is said, and rolled back when asked', async () => {
    const said = await stalled('/web', { ...sleeper, cpus: 99 });
    expect(said).toMatch(
      /app \/web: the deployment has not ended after 4 s\n {2}app \/web: 0 of 1 instance runs\n/,
    );
    expect(said).toMatch(/no offer fits: .*have too few cpus \(cpus is 99\)/);
    expect(await marathon.client.deployments()).toHaveLength(1);
    await deleteApp(api, '/web', soon);

    await app('/web', sleeper);
    expect(await stalled('/web', { ...sleeper, cpus: 99 }, { onFailure: 'rollback' })).toContain(
      'it was rolled back to version',
    );
    expect(await marathon.client.app('/web')).toMatchObject({ cpus: 0.1, tasksRunning: 1 });
    expect(await marathon.client.deployments()).toEqual([]);
    expect(await stalled('/new', { ...sleeper, cpus: 99 }, { onFailure: 'rollback' })).toContain(
      'the app is removed',
    );
    expect((await marathon.client.get('/v2/apps/new')).status).toBe(404);
  });

  test('a constraint that no agent satisfies is said', async () => {
    expect(await stalled('/web', { ...sleeper, constraints: [['rack', 'CLUSTER', 'r9']] })).toContain(
      'do not satisfy its constraints (rack CLUSTER r9)',
    );
  });

  test('tasks that fail say why with their last message', async () => {
    // Without a check, a task is up from its start to its end, and the deployment may be over in between.
    const healthChecks = [{ protocol: 'COMMAND', command: { value: 'true' }, intervalSeconds: 60 }];
    expect(await stalled('/web', { ...sleeper, cmd: 'exit 3', healthChecks })).toMatch(
      /last failure: task web\S* on 127.0.0.1: TASK_FAILED: .*exited with status 3/,
    );
  });

  test('a health check that fails is said', async () => {
    const healthChecks = [
      {
        protocol: 'COMMAND',
        command: { value: 'false' },
        gracePeriodSeconds: 300,
        intervalSeconds: 1,
        delaySeconds: 0,
      },
    ];
    expect(await stalled('/web', { ...sleeper, healthChecks }, { timeoutMs: 8_000 })).toMatch(
      /1 of 1 instance runs, 0 healthy\n.*health check/,
    );
  });

  test('a deployment of somebody else is waited for, then overridden only by force', async () => {
    await app('/web', sleeper);
    await marathon.client.ask('PUT', '/v2/apps/web', { cpus: 99 });
    await expect(app('/web', { ...sleeper, instances: 2 }, { timeoutMs: 2_000 })).rejects.toThrow(
      DeploymentInTheWayError,
    );
    await app('/web', { ...sleeper, instances: 2 }, { force: true });
    expect(await marathon.client.app('/web')).toMatchObject({ cpus: 0.1, instances: 2 });
  });

  test('a deployment of our own that stalled is overridden unasked', async () => {
    const own: string[] = [];
    await stalled('/web', { ...sleeper, cpus: 99 }, { onBegun: (id) => own.push(id) });
    await app('/web', sleeper, { ownDeployments: own });
    expect(await marathon.client.app('/web')).toMatchObject({ cpus: 0.1, tasksRunning: 1 });
  });

  test('a deployment that brings what is wanted is followed, whoever began it', async () => {
    await marathon.client.ask('POST', '/v2/apps', {
      id: '/web',
      ...sleeper,
      cmd: 'sleep 2; exec sleep 1000',
    });
    await app('/web', { ...sleeper, cmd: 'sleep 2; exec sleep 1000' });
    expect(await marathon.client.tasks('/web')).toHaveLength(1);
  });

  test('an app that is being deployed can be removed', async () => {
    await stalled('/web', { ...sleeper, cpus: 99 });
    await deleteApp(api, '/web', soon);
    expect((await marathon.client.get('/v2/apps/web')).status).toBe(404);
  });

  test('an interrupt ends the wait, and the app stays', async () => {
    const interrupt = new AbortController();
    const applied = app(
      '/web',
      { ...sleeper, cpus: 99 },
      {
        signal: interrupt.signal,
        onBegun: () => {
          interrupt.abort(new Error('stopped by the user'));
        },
      },
    );
    await expect(applied).rejects.toThrow('stopped by the user');
    expect((await marathon.client.get('/v2/apps/web')).status).toBe(200);
  });

  describe('a group', () => {
    const shop = (web: JsonObject = {}): JsonObject => ({
      id: '/shop',
      apps: [{ id: 'web', ...sleeper, dependencies: ['/shop/db/postgres'], ...web }],
      groups: [{ id: 'db', apps: [{ id: 'postgres', ...sleeper }] }],
    });
    const group = (
      definition: JsonObject,
      previousApps: readonly string[] = [],
      options: Partial<DeployOptions> = {},
    ) => applyGroup(api, { id: '/shop', definition, previousApps }, { ...soon, ...options });
    const all = ['/shop/web', '/shop/db/postgres'];

    test('is told beforehand, runs in the order of its dependencies, changes and goes', async () => {
      const steps = await planGroup(api, { id: '/shop', definition: shop() }, { signal });
      expect(steps.join('; ')).toMatch(/postgres.*web/);
      expect((await marathon.client.get('/v2/apps/shop/web')).status).toBe(404);

      await group(shop());
      expect(await marathon.client.app('/shop/web')).toMatchObject({ tasksRunning: 1 });
      const again = await planGroup(api, { id: '/shop', definition: shop() }, { signal });
      expect(again.filter((line) => line !== '')).toEqual([]);

      await group({ id: '/shop', apps: [{ id: 'web', ...sleeper, instances: 2 }] }, all);
      expect(await marathon.client.tasks('/shop/web')).toHaveLength(2);
      expect((await marathon.client.get('/v2/apps/shop/db/postgres')).status).toBe(404);

      expect(await deleteGroup(api, '/shop', ['/shop/web'], soon)).toEqual([]);
      expect(await readGroup(api, '/shop', { signal })).toBeUndefined();
    });

    test('does not take what others have put into it', async () => {
      await group(shop());
      await app('/shop/other', sleeper);
      await expect(group(shop({ instances: 2 }), all)).rejects.toThrow(ForeignAppsError);
      expect(await deleteGroup(api, '/shop', all, soon)).toEqual(['/shop/other']);
      expect(await marathon.client.app('/shop/other')).toMatchObject({ tasksRunning: 1 });
      expect((await marathon.client.get('/v2/apps/shop/web')).status).toBe(404);
    });

    test('says of each app that stalls why, and is rolled back when asked', async () => {
      await group(shop());
      const failed = group(shop({ cpus: 99 }), all, { timeoutMs: 4_000, onFailure: 'rollback' });
      await expect(failed).rejects.toThrow(/group \/shop: .*it was rolled back\n(.*\n)*.*cpus is 99/);
      await eventually(async () => {
        expect(await marathon.client.app('/shop/web')).toMatchObject({ cpus: 0.1, tasksRunning: 1 });
      });
    });
  });
});
