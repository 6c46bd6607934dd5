import { describeWith } from '../../support/require-component';
import type { Answer } from './support/client';
import { eventually } from './support/client';
import { contracts, violations } from './support/contract';
import { started, type Started } from './support/started';

interface Action {
  readonly action: string;
  readonly app: string;
}

function stepsOf(answer: Answer): string[][] {
  const { steps } = answer.body as { steps: { actions: Action[] }[] };
  return steps.map(({ actions }) => actions.map(({ action, app }) => `${action} ${app}`).sort());
}

/** An app without what changes by itself. */
function definitionOf(app: Record<string, unknown>): Record<string, unknown> {
  const changing = ['version', 'versionInfo', 'tasks'];
  return Object.fromEntries(Object.entries(app).filter(([field]) => !changing.includes(field)));
}

function idOf(answer: Answer): string {
  return (answer.body as { deploymentId: string }).deploymentId;
}

describeWith(contracts, 'deployments', () => {
  let it: Started;
  /** Apps of which every task fails as soon as it runs. */
  const failing = new Set<string>();

  beforeEach(async () => {
    failing.clear();
    it = await started({ settings: { killRetryTimeout: 50 } });
    it.master.onLaunch = (task) => (failing.has(String(task['name'])) ? 'TASK_FAILED' : 'TASK_RUNNING');
  });

  afterEach(() => it.stop());

  async function put(id: string, app: object, query = ''): Promise<Answer> {
    return it.client.ask('PUT', `/v2/apps${id}${query}`, app);
  }

  /** So that nothing can be launched. */
  const nowhere = [['rack', 'IS', 'nowhere']];
  const web = { cmd: 'sleep 100', instances: 2, cpus: 0.1, mem: 32 };

  test('an app is locked by its deployment until that is cancelled by force', async () => {
    const first = await put('/web', { ...web, constraints: nowhere });
    expect(first.status).toBe(201);
    const refused = await put('/web', { instances: 3 });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        message:
          "App is locked by one or more deployments. Override with the option '?force=true'. View details at '/v2/deployments/<DEPLOYMENT_ID>'.",
        deployments: [{ id: idOf(first) }],
      },
    });
    expect(violations('error.Error', refused.body)).toEqual([]);
    const forced = await put('/web', { constraints: [] }, '?force=true');
    expect(forced.status).toBe(200);
    expect(forced.headers.get('marathon-deployment-id')).toBe(idOf(forced));
    await it.client.idle();
    expect(await it.client.tasks('/web')).toHaveLength(2);
  });

  test('a bad version stalls while the old one serves, and DELETE of the deployment rolls it back', async () => {
    await put('/web', { ...web, upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 0.5 } });
    await it.client.idle();
    const good = await it.client.app('/web');
    const bad = await put('/web', { cmd: 'sleep 200', constraints: nowhere });
    await eventually(async () => {
      const { body } = await it.client.get('/v2/queue?embed=lastUnusedOffers');
      expect(violations('queue.Queue', body)).toEqual([]);
      const [entry] = (
        body as {
          queue: {
            count: number;
            processedOffersSummary: { rejectSummaryLastOffers: object[] };
            lastUnusedOffers: { reason: string[] }[];
          }[];
        }
      ).queue;
      expect(entry).toMatchObject({ count: 1, delay: { overdue: true } });
      expect(entry?.processedOffersSummary.rejectSummaryLastOffers).toContainEqual({
        reason: 'UnfulfilledConstraint',
        declined: 2,
        processed: 2,
      });
      expect(entry?.lastUnusedOffers.map(({ reason }) => reason)).toEqual([
        ['UnfulfilledConstraint'],
        ['UnfulfilledConstraint'],
      ]);
    });
    const [running] = await it.client.deployments();
    expect(violations('deploymentEventsInfo.DeploymentStepInfo', running)).toEqual([]);
    expect(running).toMatchObject({
      id: idOf(bad),
      affectedApps: ['/web'],
      steps: [{ actions: [{ action: 'RestartApplication', app: '/web' }] }],
      currentActions: [{ action: 'RestartApplication', app: '/web', readinessCheckResults: [] }],
      currentStep: 1,
      totalSteps: 1,
    });
    expect(await it.client.tasks('/web')).toMatchObject([
      { state: 'TASK_RUNNING' },
      { state: 'TASK_RUNNING' },
    ]);

    const back = await it.client.ask('DELETE', `/v2/deployments/${idOf(bad)}`);
    expect(back.status).toBe(200);
    await it.client.idle();
    const restored = await it.client.app('/web');
    expect(definitionOf(restored)).toEqual(definitionOf(good));
    expect(restored['version']).not.toBe(good['version']);
    expect(await it.client.tasks('/web')).toHaveLength(2);
  });

  test('with force a deployment only ends, and what it has changed stays', async () => {
    const begun = await put('/web', { ...web, constraints: nowhere });
    expect(await it.client.ask('DELETE', `/v2/deployments/${idOf(begun)}?force=true`)).toMatchObject({
      status: 202,
      body: '',
    });
    expect(await it.client.deployments()).toEqual([]);
    expect((await it.client.app('/web'))['constraints']).toEqual(nowhere);
    expect(await it.client.ask('DELETE', '/v2/deployments/none')).toMatchObject({
      status: 404,
      body: { message: 'DeploymentPlan none does not exist' },
    });
  });

  test('tasks that fail are told of, and the next launch waits longer each time', async () => {
    failing.add('web');
    await put('/web', {
      ...web,
      instances: 1,
      backoffSeconds: 30,
      healthChecks: [{ protocol: 'TCP', portIndex: 0 }],
    });
    await eventually(async () => {
      const { lastTaskFailure } = await it.client.app('/web');
      expect(violations('task.TaskFailure', lastTaskFailure)).toEqual([]);
      expect(lastTaskFailure).toMatchObject({
        message: 'it is TASK_FAILED',
        state: 'TASK_FAILED',
        host: 'a1',
      });
    });
    const { body } = await it.client.get('/v2/queue');
    expect(body).toMatchObject({ queue: [{ count: 1, delay: { overdue: false, timeLeftSeconds: 30 } }] });
    failing.clear();
    expect((await it.client.ask('DELETE', '/v2/queue/web/delay')).status).toBe(204);
    await eventually(async () => {
      expect(await it.client.tasks('/web')).toMatchObject([
        { state: 'TASK_RUNNING', id: expect.stringMatching(/\._app\.2$/) as string },
      ]);
    });
  });

  test('groups come up in the order of their dependencies, as a dry run says', async () => {
    const group = {
      id: '/shop',
      groups: [
        { id: 'db', apps: [{ id: 'mysql', ...web, instances: 1 }] },
        {
          id: 'app',
          dependencies: ['/shop/db'],
          apps: [
            { id: 'web', ...web },
            { id: 'proxy', ...web, dependencies: ['web'] },
          ],
        },
      ],
    };
    const preview = await it.client.ask('PUT', '/v2/groups/shop?dryRun=true', group);
    expect(violations('deploymentSteps.DeploymentSteps', preview.body)).toEqual([]);
    expect(stepsOf(preview)).toEqual([
      [
        'StartApplication /shop/app/proxy',
        'StartApplication /shop/app/web',
        'StartApplication /shop/db/mysql',
      ],
      ['ScaleApplication /shop/db/mysql'],
      ['ScaleApplication /shop/app/web'],
      ['ScaleApplication /shop/app/proxy'],
    ]);
    expect(await it.client.get('/v2/groups/shop')).toMatchObject({
      status: 404,
      body: { message: "Group '/shop' does not exist" },
    });

    const launched: string[] = [];
    it.master.onLaunch = (task) => {
      launched.push(String(task['name']));
      return 'TASK_RUNNING';
    };
    expect((await it.client.ask('PUT', '/v2/groups/shop', group)).status).toBe(200);
    await it.client.idle();
    expect([...new Set(launched)]).toEqual(['mysql.db.shop', 'web.app.shop', 'proxy.app.shop']);

    // What is no longer listed goes; what has not changed is not touched.
    const [db, app] = group.groups;
    const smaller = { ...group, groups: [db, { ...app, apps: [app?.apps[0]] }] };
    expect(stepsOf(await it.client.ask('PUT', '/v2/groups/shop?dryRun', smaller))).toEqual([
      ['StopApplication /shop/app/proxy'],
    ]);
    const scaled = await it.client.ask('PUT', '/v2/groups/shop?dryRun=true', { scaleBy: 2 });
    expect(stepsOf(scaled).flat()).toEqual([
      'ScaleApplication /shop/db/mysql',
      'ScaleApplication /shop/app/web',
      'ScaleApplication /shop/app/proxy',
    ]);
    expect(await it.client.ask('POST', '/v2/groups', group)).toMatchObject({
      status: 409,
      body: { message: 'Group /shop is already created. Use PUT to change this group.' },
    });
    const circle = { ...group, groups: [{ ...db, dependencies: ['/shop/app'] }, app] };
    expect(await it.client.ask('PUT', '/v2/groups/shop', circle)).toMatchObject({
      status: 422,
      body: { details: [{ path: '/', errors: ['Dependency graph has cyclic dependencies.'] }] },
    });
  });

  test('a group is created once, goes back to older versions, and gives its apps its role', async () => {
    const group = { id: '/shop', apps: [{ id: 'web', ...web }] };
    expect(await it.client.ask('POST', '/v2/groups', group)).toMatchObject({ status: 201 });
    await it.client.idle();
    const { version } = (await it.client.get('/v2/groups/shop')).body as { version: string };
    await it.client.ask('PUT', '/v2/groups/shop', {
      ...group,
      apps: [
        { id: 'web', ...web, cmd: 'sleep 7' },
        { id: 'db', ...web },
      ],
    });
    await it.client.idle();
    const { body: versions } = await it.client.get('/v2/groups/shop/versions');
    expect(versions).toHaveLength(2);
    expect(versions).toContain(version);
    const old = await it.client.get(`/v2/groups/shop/versions/${version}`);
    expect(violations('group.GroupInfo', old.body)).toEqual([]);
    expect(old.body).toMatchObject({ apps: [{ id: '/shop/web', cmd: 'sleep 100' }] });
    await it.client.ask('PUT', '/v2/groups/shop', { version });
    await it.client.idle();
    const back = await it.client.get('/v2/groups/shop');
    expect((back.body as { apps: object[] }).apps).toMatchObject([{ id: '/shop/web', cmd: 'sleep 100' }]);
    expect(
      await it.client.ask('PUT', '/v2/groups/shop', { version: '2000-01-01T00:00:00.000Z' }),
    ).toMatchObject({ status: 404 });

    expect(await it.client.ask('PATCH', '/v2/groups/shop', { enforceRole: true })).toMatchObject({
      status: 200,
    });
    expect(
      await it.client.ask('POST', '/v2/apps', { id: '/shop/late', ...web, constraints: nowhere }),
    ).toMatchObject({ status: 201, body: { role: 'shop' } });
    expect((await it.client.app('/shop/web'))['role']).toBe('*');
    expect(await it.client.ask('DELETE', '/v2/groups/shop')).toMatchObject({ status: 409 });
    expect(await it.client.ask('DELETE', '/v2/groups/shop?force=true')).toMatchObject({ status: 200 });
    await it.client.idle();
    expect(await it.client.ask('DELETE', '/v2/groups/shop')).toMatchObject({ status: 404 });
  });

  test('an update that changes nothing restarts nothing, one of the number only scales', async () => {
    await put('/web', web);
    await it.client.idle();
    const before = await it.client.tasks('/web');
    const { version } = await it.client.app('/web');
    await put('/web', web);
    await it.client.idle();
    expect(await it.client.tasks('/web')).toEqual(before);
    expect(await it.client.app('/web')).toMatchObject({ version });
    await put('/web', { instances: 3 });
    await it.client.idle();
    const after = await it.client.tasks('/web');
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    expect(after).toHaveLength(3);
    expect((await it.client.app('/web'))['versionInfo']).toMatchObject({ lastConfigChangeAt: version });
    await it.client.ask('POST', '/v2/apps/web/restart');
    await it.client.idle();
    for (const { id } of await it.client.tasks('/web'))
      expect(after.map((task) => task['id'])).not.toContain(id);
  });

  test('PUT keeps what it does not name, unless it is a whole definition, and goes back to older versions', async () => {
    await put('/web', { ...web, labels: { tier: 'front' }, env: { A: '1' } });
    const { version: first } = await it.client.app('/web');
    await it.client.idle();
    await put('/web', { labels: { tier: 'back' } });
    await it.client.idle();
    expect(await it.client.app('/web')).toMatchObject({ labels: { tier: 'back' }, env: { A: '1' } });
    await put('/web', { ...web }, '?partialUpdate=false');
    await it.client.idle();
    const whole = await it.client.app('/web');
    expect(whole).toMatchObject({ labels: {} });
    expect(whole).not.toHaveProperty('env');
    const { body } = await it.client.get('/v2/apps/web/versions');
    expect((body as { versions: string[] }).versions).toHaveLength(3);
    expect((body as { versions: string[] }).versions.at(-1)).toBe(first);
    const old = await it.client.get(`/v2/apps/web/versions/${String(first)}`);
    expect(violations('app.App', old.body)).toEqual([]);
    expect(old.body).toMatchObject({ labels: { tier: 'front' }, env: { A: '1' } });
    await put('/web', { version: first });
    await it.client.idle();
    expect(await it.client.app('/web')).toMatchObject({ labels: { tier: 'front' }, env: { A: '1' } });
    expect(await put('/web', { version: '2000-01-01T00:00:00.000Z' })).toMatchObject({ status: 404 });
    expect(await put('/web', { version: first, instances: 2 })).toMatchObject({ status: 422 });
    expect(await it.client.ask('PATCH', '/v2/apps/none', { instances: 1 })).toMatchObject({
      status: 404,
      body: { message: "App '/none' does not exist" },
    });
  });

  test('tasks that are killed come back, unless the app is scaled down with them', async () => {
    await put('/web', { ...web, instances: 3 });
    await it.client.idle();
    const [one, two] = await it.client.tasks('/web');
    const killed = await it.client.ask('DELETE', `/v2/apps/web/tasks/${String(one?.['id'])}`);
    expect(violations('task.TaskSingle', killed.body)).toEqual([]);
    await eventually(async () => {
      const ids = (await it.client.tasks('/web')).map(({ id }) => id);
      expect(ids).toHaveLength(3);
      expect(ids).not.toContain(one?.['id']);
    });
    const scaled = await it.client.ask('POST', '/v2/tasks/delete?scale=true', { ids: [two?.['id']] });
    expect(violations('deploymentResult.DeploymentResult', scaled.body)).toEqual([]);
    await it.client.idle();
    expect((await it.client.tasks('/web')).map(({ id }) => id)).not.toContain(two?.['id']);
    expect(await it.client.app('/web')).toMatchObject({ instances: 2, tasksRunning: 2 });
    expect(await it.client.ask('DELETE', '/v2/apps/web/tasks?scale=true&wipe=true')).toMatchObject({
      status: 400,
    });
    expect(await it.client.ask('POST', '/v2/tasks/delete', { ids: ['none'] })).toMatchObject({ status: 400 });
    expect(await it.client.ask('DELETE', '/v2/apps/web/tasks/none')).toMatchObject({ status: 404 });
  });

  test('a task out of reach is replaced, and killed should it come back', async () => {
    await put('/web', { ...web, instances: 1 });
    await it.client.idle();
    const [lost] = await it.client.tasks('/web');
    const id = String(lost?.['id']);
    it.master.update(id, 'TASK_UNREACHABLE');
    await eventually(async () => {
      const tasks = await it.client.tasks('/web');
      expect(tasks).toHaveLength(1);
      expect(tasks[0]?.['id']).not.toBe(id);
    });
    it.master.update(id, 'TASK_RUNNING');
    await eventually(() => {
      expect(it.master.tasks).not.toContain(id);
    });
  });

  test('by a strategy an app waits for what is out of reach', async () => {
    await put('/web', { ...web, instances: 1, unreachableStrategy: 'disabled' });
    await it.client.idle();
    const [task] = await it.client.tasks('/web');
    it.master.update(String(task?.['id']), 'TASK_UNREACHABLE');
    await eventually(async () => {
      expect(await it.client.tasks('/web')).toMatchObject([{ id: task?.['id'], state: 'TASK_UNREACHABLE' }]);
    });
    it.master.update(String(task?.['id']), 'TASK_RUNNING');
    await eventually(async () => {
      expect(await it.client.tasks('/web')).toMatchObject([{ id: task?.['id'], state: 'TASK_RUNNING' }]);
    });
  });
});
