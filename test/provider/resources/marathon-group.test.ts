import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { MarathonBench, type Arguments } from '../support/marathon-bench';
import { differences } from '../support/release-bench';

jest.setTimeout(300_000);

const SHOP = 'fleetwright_marathon_group.shop';
const sleeper = { cmd: 'sleep 1000', cpus: 0.1, mem: 32 };
const apply = ['apply', '-auto-approve', '-no-color'];

function shop(web: Arguments = {}, more: Arguments = {}): Arguments {
  return {
    id: 'shop',
    apps: [{ id: 'web', ...sleeper, dependencies: ['/shop/db/postgres'], ...web }],
    groups: [{ id: 'db', apps: [{ id: 'postgres', ...sleeper }] }],
    ...more,
  };
}

describeWith(
  Terraform.component(),
  'fleetwright_marathon_group on the stand-in, under the Terraform CLI',
  () => {
    let bench: MarathonBench;

    beforeAll(async () => {
      bench = await MarathonBench.start();
    });
    afterAll(() => bench.stop());
    beforeEach(() => bench.begin());
    afterEach(() => bench.end());

    const declare = (definition: Arguments, more: Arguments = {}) => {
      bench.declare({}, { shop: { definition, ...more } });
    };
    const statusOf = async (id: string) => (await bench.client.get(`/v2/apps${id}`)).status;

    test('the plan shows the steps; apply, refresh, import, change and destroy end where they should', async () => {
      declare(shop());
      const [created] = await bench.terraform.plan();
      const steps = created?.change.after?.['steps'] as string[];
      expect(steps.join('; ')).toMatch(/postgres.*; .*web/);
      expect(await statusOf('/shop/web')).toBe(404);
      await bench.terraform.apply();
      expect(await bench.client.app('/shop/web')).toMatchObject({ tasksRunning: 1 });
      expect(await bench.client.app('/shop/db/postgres')).toMatchObject({ tasksRunning: 1 });
      expect(await bench.valuesOf(SHOP)).toMatchObject({ group_id: '/shop', steps, drift: [] });
      await bench.settles();

      const tasks = (await bench.client.tasks('/shop/web')).map(({ id }) => id);
      await bench.terraform.run('state', 'rm', SHOP);
      await bench.terraform.run(
        'import',
        '-no-color',
        SHOP,
        `${bench.marathon.url}?group=/shop&login=ops&timeout=30s`,
      );
      await bench.settles();
      expect((await bench.client.tasks('/shop/web')).map(({ id }) => id)).toEqual(tasks);

      // What is declared no more goes, whether app or group.
      declare({ id: 'shop', apps: [{ id: 'web', ...sleeper, instances: 2 }] });
      const [changed] = await bench.terraform.plan();
      expect(differences(changed)).toEqual(['definition', 'steps', 'version']);
      expect(changed?.change.after?.['steps']).toEqual(
        expect.arrayContaining([expect.stringContaining('/shop/db/postgres')]),
      );
      await bench.terraform.apply();
      expect(await bench.client.tasks('/shop/web')).toHaveLength(2);
      expect(await statusOf('/shop/db/postgres')).toBe(404);
      await bench.settles();

      bench.declare({});
      await bench.terraform.apply();
      expect((await bench.client.get('/v2/groups/shop')).status).toBe(404);
    });

    test('drift is told by app and field, and repaired', async () => {
      declare(shop());
      await bench.terraform.apply();
      await bench.client.ask('PATCH', '/v2/apps/shop/web', { instances: 2 });
      await bench.client.ask('DELETE', '/v2/apps/shop/db/postgres?force=true');
      await bench.client.idle();
      const [change] = await bench.terraform.plan();
      expect(change?.change.before?.['drift']).toEqual([
        'app /shop/web: instances is 2, declared 1',
        'app /shop/db/postgres is missing',
      ]);
      await bench.terraform.apply();
      expect(await bench.client.app('/shop/web')).toMatchObject({ instances: 1 });
      expect(await bench.client.app('/shop/db/postgres')).toMatchObject({ tasksRunning: 1 });
      await bench.settles();
    });

    test('apps of others in it are neither taken over nor removed', async () => {
      await bench.client.ask('POST', '/v2/apps', { id: '/shop/legacy', ...sleeper });
      await bench.client.idle();
      declare(shop());
      expect(await bench.refusal('plan', '-no-color')).toContain(
        'group /shop has apps already: /shop/legacy',
      );
      await bench.client.ask('DELETE', '/v2/apps/shop/legacy');
      await bench.client.idle();
      await bench.terraform.apply();

      await bench.client.ask('POST', '/v2/apps', { id: '/shop/other', ...sleeper });
      await bench.client.idle();
      expect((await bench.terraform.plan())[0]?.change.before?.['drift']).toEqual([
        'app /shop/other is not declared',
      ]);
      expect(await bench.refusal(...apply)).toContain('would remove them: /shop/other');
      bench.declare({});
      const { output } = await bench.terraform.run(...apply);
      expect(output).toContain('group /shop was left for the apps of others in it');
      expect(await statusOf('/shop/web')).toBe(404);
      expect(await bench.client.app('/shop/other')).toMatchObject({ tasksRunning: 1 });
    });

    test('a change that stalls says of which app and why, and is rolled back when one chooses', async () => {
      declare(shop());
      await bench.terraform.apply();
      declare(shop({ cpus: 99 }), { timeout: '3s', on_failure: 'rollback' });
      const said = await bench.refusal(...apply);
      expect(said).toContain('group /shop: the deployment has not ended after 3 s; it was rolled back');
      expect(said).toContain('cpus is 99');
      expect(await bench.client.app('/shop/web')).toMatchObject({ cpus: 0.1, tasksRunning: 1 });
      declare(shop());
      await bench.terraform.apply();
      await bench.settles();
    });

    test('apps that depend on each other are refused at the definition', async () => {
      const postgres = { id: 'postgres', ...sleeper, dependencies: ['/shop/web'] };
      declare(shop({}, { groups: [{ id: 'db', apps: [postgres] }] }));
      expect(await bench.refusal('plan', '-no-color')).toMatch(/422: .*cyclic/i);
    });
  },
);
