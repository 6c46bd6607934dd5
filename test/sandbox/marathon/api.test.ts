import { describeWith } from '../../support/require-component';
import { contracts, violations } from './support/contract';
import { started, type Started } from './support/started';

describeWith(contracts, 'Marathon answers as its API says', () => {
  let it: Started;

  beforeAll(async () => {
    it = await started();
    await it.client.ask('POST', '/v2/apps', { id: '/shop/web', cmd: 'sleep 100', instances: 2 });
    await it.client.idle();
  });

  afterAll(() => it.stop());

  test.each([
    ['/v2/info', 'info.MarathonInfo'],
    ['/v2/leader', 'info.LeaderInfo'],
    ['/v2/apps', 'app.AppList'],
    ['/v2/tasks', 'task.TaskList'],
    ['/v2/apps/shop/web/tasks', 'task.TaskList'],
    ['/v2/apps/shop/web/versions', 'app.VersionList'],
    ['/v2/groups', 'group.GroupInfo'],
    ['/v2/groups/shop?embed=group.apps&embed=group.apps.tasks&embed=group.apps.taskStats', 'group.GroupInfo'],
    ['/v2/queue?embed=lastUnusedOffers', 'queue.Queue'],
    ['/metrics', 'metrics.Metrics'],
    ['/logging', 'logging.Loggers'],
  ])('%s', async (path, type) => {
    const { status, body } = await it.client.get(path);
    expect(status).toBe(200);
    expect(violations(type, body)).toEqual([]);
  });
});
