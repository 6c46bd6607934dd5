import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { eventually } from '../../sandbox/marathon/support/client';
import { MarathonBench, type Arguments } from '../support/marathon-bench';
import { differences } from '../support/release-bench';

jest.setTimeout(300_000);

const WEB = 'fleetwright_marathon_app.web';
const sleeper = { id: '/shop/web', cmd: 'sleep 1000', cpus: 0.1, mem: 32 };
const apply = ['apply', '-auto-approve', '-no-color'];

describeWith(
  Terraform.component(),
  'fleetwright_marathon_app on the stand-in, under the Terraform CLI',
  () => {
    let bench: MarathonBench;

    beforeAll(async () => {
      bench = await MarathonBench.start();
    });
    afterAll(() => bench.stop());
    beforeEach(() => bench.begin());
    afterEach(() => bench.end());

    const importId = (more = '') => `${bench.marathon.url}?app=/shop/web&login=ops&timeout=30s${more}`;

    async function importAgain(more = ''): Promise<void> {
      await bench.terraform.run('state', 'rm', WEB);
      await bench.terraform.run('import', '-no-color', WEB, importId(more));
    }

    test('apply, refresh, import, change and destroy each end where they should', async () => {
      bench.declareApp({ ...sleeper, instances: 2, env: { MODE: 'a' }, labels: { team: 'shop' } });
      await bench.terraform.apply();
      expect(await bench.client.tasks('/shop/web')).toHaveLength(2);
      const { version } = await bench.client.app('/shop/web');
      expect(await bench.valuesOf(WEB)).toMatchObject({ app_id: '/shop/web', version, drift: [] });
      await bench.settles();

      await importAgain();
      await bench.settles();
      expect((await bench.client.app('/shop/web'))['version']).toBe(version);

      bench.declareApp({ ...sleeper, instances: 1, env: { MODE: 'b' } });
      expect((await bench.terraform.plan()).map(differences)).toEqual([['definition', 'version']]);
      await bench.terraform.apply();
      const changed = await bench.client.app('/shop/web');
      expect(changed).toMatchObject({ instances: 1, env: { MODE: 'b' } });
      expect(changed['labels']).not.toHaveProperty('team');
      await bench.settles();

      bench.declare({});
      await bench.terraform.apply();
      expect((await bench.client.get('/v2/apps/shop/web')).status).toBe(404);
      expect((await bench.terraform.state()).stdout).not.toContain('correct-horse-battery');
    });

    test('text that is only written otherwise is no change, neither are other settings a deployment', async () => {
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      const { version } = await bench.client.app('/shop/web');
      bench.declareApp(`{"mem": 32.0, "cpus":0.10, "cmd":"sleep 1000", "id":"shop/web", "instances":1}`);
      expect(await bench.terraform.plan()).toEqual([]);
      bench.declareApp(sleeper, { timeout: '40s', on_failure: 'rollback', force: true });
      expect((await bench.terraform.plan()).map(differences)).toEqual([['force', 'on_failure', 'timeout']]);
      await bench.terraform.apply();
      expect((await bench.client.app('/shop/web'))['version']).toBe(version);
      await bench.settles();
    });

    test('what was changed behind our back is shown by its field, and repaired', async () => {
      bench.declareApp({ ...sleeper, env: { PASSWORD: 'hunter2' } });
      await bench.terraform.apply();
      await bench.client.ask('PATCH', '/v2/apps/shop/web', { instances: 3, env: { PASSWORD: 'other' } });
      await bench.client.idle();
      const [change] = await bench.terraform.plan();
      expect(change?.change.before?.['drift']).toEqual([
        'app /shop/web: env.PASSWORD differs',
        'app /shop/web: instances is 3, declared 1',
      ]);
      expect(change?.change.after?.['drift']).toEqual([]);
      await bench.terraform.apply();
      expect(await bench.client.app('/shop/web')).toMatchObject({
        instances: 1,
        env: { PASSWORD: 'hunter2' },
      });
      await bench.settles();

      await bench.client.ask('DELETE', '/v2/apps/shop/web');
      await eventually(async () => {
        expect((await bench.client.get('/v2/apps/shop/web')).status).toBe(404);
      });
      expect((await bench.terraform.plan()).map(({ change: { actions } }) => actions)).toEqual([['create']]);
      await bench.terraform.apply();
      expect(await bench.client.tasks('/shop/web')).toHaveLength(1);
    });

    test('another id is another app', async () => {
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      bench.declareApp({ ...sleeper, id: '/shop/shop-web' });
      const [change] = await bench.terraform.plan();
      expect(change?.change).toMatchObject({
        actions: ['delete', 'create'],
        replace_paths: [['definition']],
      });
      await bench.terraform.apply();
      expect((await bench.client.get('/v2/apps/shop/web')).status).toBe(404);
      expect(await bench.client.tasks('/shop/shop-web')).toHaveLength(1);
      await bench.settles();
    });

    test('an app of somebody else is left alone, and managed once it is imported', async () => {
      await bench.client.ask('POST', '/v2/apps', { ...sleeper, labels: { by: 'hand' } });
      await bench.client.idle();
      const tasks = (await bench.client.tasks('/shop/web')).map(({ id }) => id);
      bench.declareApp({ ...sleeper, labels: { by: 'hand' } });
      expect(await bench.refusal('plan', '-no-color')).toContain('app /shop/web exists already');
      expect(await bench.refusal(...apply)).toContain('was not made by this configuration');

      await bench.terraform.run('import', '-no-color', WEB, importId());
      await bench.settles();
      expect((await bench.client.tasks('/shop/web')).map(({ id }) => id)).toEqual(tasks);
      bench.declareApp({ ...sleeper, labels: { by: 'hand' }, instances: 2 });
      await bench.terraform.apply();
      expect(await bench.client.tasks('/shop/web')).toHaveLength(2);
      expect((await bench.client.app('/shop/web'))['labels']).toEqual({ by: 'hand' });
      await bench.settles();
      bench.declare({});
      await bench.terraform.apply();
      expect((await bench.client.get('/v2/apps/shop/web')).status).toBe(404);
    });

    test('a create whose state was lost is taken up again', async () => {
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      const tasks = (await bench.client.tasks('/shop/web')).map(({ id }) => id);
      await bench.terraform.run('state', 'rm', WEB);
      await bench.terraform.apply();
      expect((await bench.client.tasks('/shop/web')).map(({ id }) => id)).toEqual(tasks);
      await bench.settles();
    });

    test('two resources with one app are told apart', async () => {
      bench.declare({ web: { definition: sleeper }, again: { definition: sleeper } });
      expect(await bench.refusal(...apply, '-parallelism=1')).toContain('app /shop/web is declared twice');
    });

    test('a create that stalls says why, is in the state, and is removed with it', async () => {
      bench.declareApp({ ...sleeper, cpus: 99 }, { timeout: '3s' });
      const said = await bench.refusal(...apply);
      expect(said).toContain('app /shop/web: the deployment has not ended after 3 s');
      expect(said).toContain('have too few cpus (cpus is 99)');
      expect(said).toContain('terraform untaint');
      expect(await bench.terraform.resource(WEB)).toMatchObject({
        tainted: true,
        values: { app_id: '/shop/web' },
      });
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      expect(await bench.client.tasks('/shop/web')).toHaveLength(1);
      await bench.settles();
    });

    test('an update that stalls is kept or rolled back, as one chooses, and the next apply goes on', async () => {
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      const bad: Arguments = { ...sleeper, cmd: 'exit 3' };
      bench.declareApp(bad, { timeout: '3s' });
      expect(await bench.refusal(...apply)).toContain('exited with status 3');
      expect(await bench.client.app('/shop/web')).toMatchObject({ cmd: 'exit 3' });
      expect(await bench.terraform.resource(WEB)).not.toHaveProperty('tainted', true);
      // Our own deployment is in the way, which needs no force.
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      expect(await bench.client.app('/shop/web')).toMatchObject({ cmd: 'sleep 1000', tasksRunning: 1 });
      await bench.settles();

      bench.declareApp(bad, { timeout: '3s', on_failure: 'rollback' });
      const said = await bench.refusal(...apply);
      expect(said).toContain('it was rolled back to version');
      expect(said).toContain('exited with status 3');
      expect(await bench.client.app('/shop/web')).toMatchObject({ cmd: 'sleep 1000', tasksRunning: 1 });
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      await bench.settles();
    });

    test('a deployment of others is not overridden, but by force', async () => {
      bench.declareApp(sleeper);
      await bench.terraform.apply();
      await bench.client.ask('PATCH', '/v2/apps/shop/web', { cpus: 99 });
      bench.declareApp({ ...sleeper, instances: 2 }, { timeout: '2s' });
      expect(await bench.refusal(...apply)).toContain('set force = true to override it');
      bench.declareApp({ ...sleeper, instances: 2 }, { force: true });
      await bench.terraform.apply();
      expect(await bench.client.app('/shop/web')).toMatchObject({ cpus: 0.1, instances: 2 });
      await bench.settles();
    });

    test('what Marathon does not take is said at the definition, field by field', async () => {
      bench.declareApp({ ...sleeper, cpus: -1 });
      const said = await bench.refusal(...apply);
      expect(said).toMatch(/422: .*cpus/);
      expect(said).toContain('main.tf.json');
      bench.declareApp({
        ...sleeper,
        env: { PASSWORD: { secret: 'db' } },
        secrets: { db: { source: '/db' } },
      });
      expect(await bench.refusal('plan', '-no-color')).toContain('env.PASSWORD needs the feature secrets');
    });

    test('what is no access and no login is said before anything is asked', async () => {
      bench.declareApp(sleeper, { access: { url: bench.marathon.url, login: 'nobody' } });
      expect(await bench.refusal('plan', '-no-color')).toContain('no login of Marathon is named "nobody"');
      bench.declareApp(sleeper, { access: { login: 'ops' } });
      expect(await bench.refusal('validate', '-no-color')).toContain('set either access.hosts or access.url');
      bench.declareApp(sleeper, { access: { url: bench.marathon.url } });
      expect(await bench.refusal(...apply)).toContain('401');
    });

    test('a wrong import id names the way out', async () => {
      bench.declareApp(sleeper);
      const refused = (id: string) => bench.refusal('import', '-no-color', WEB, id);
      expect(await refused('/shop/web')).toContain('names no app');
      expect(await refused(importId())).toContain('no app /shop/web is on Marathon at');
    });
  },
);
