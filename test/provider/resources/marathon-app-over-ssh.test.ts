import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { freePort, TestMarathon } from '../../support/test-marathon';
import { allOf, unwrapped } from '../support/fleetwright';
import { HostsBench } from '../support/hosts-bench';

jest.setTimeout(300_000);

const WEB = 'fleetwright_marathon_app.web';
const sleeper = { id: '/web', cmd: 'sleep 1000', cpus: 0.1, mem: 32 };

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'fleetwright_marathon_app on hosts of ours, under the Terraform CLI',
  () => {
    let bench: HostsBench;
    let marathon: TestMarathon;

    beforeAll(async () => {
      bench = await HostsBench.start('rack-1', 'rack-2');
      // At the addresses of all machines, which are this computer's.
      marathon = await TestMarathon.start(undefined, { address: '0.0.0.0' });
    });
    afterAll(async () => {
      await bench.stop();
      await marathon.stop();
    });
    beforeEach(() => bench.begin());
    afterEach(async () => {
      bench.terraform.dispose();
      await marathon.clear();
    });

    const port = () => Number(new URL(marathon.url).port);

    function declare(
      hosts: readonly object[],
      more: object = {},
      others = {},
      access: object = {},
      meta = {},
    ): void {
      bench.declare({
        fleetwright_marathon_app: {
          web: {
            access: { hosts, port: port(), ...access },
            definition: JSON.stringify({ ...sleeper, ...more }),
            timeout: '30s',
            ...meta,
          },
        },
        ...others,
      });
    }

    test('Marathon is reached through the first host that answers', async () => {
      const hosts = [bench.host('rack-1'), bench.host('rack-2')];
      declare(hosts);
      await bench.terraform.apply();
      expect(await marathon.client.tasks('/web')).toHaveLength(1);
      expect(await bench.terraform.plan()).toEqual([]);

      await bench.terraform.run('state', 'rm', WEB);
      const id = bench.importId('rack-1', {
        app: '/web',
        timeout: '30s',
        marathon_port: String(port()),
        host: bench.importId('rack-2'),
      });
      await bench.terraform.run('import', '-no-color', WEB, id);
      expect(await bench.terraform.plan()).toEqual([]);

      // Nobody answers there any more.
      const dead = { ...bench.host('rack-1'), port: await freePort() };
      declare([dead, bench.host('rack-2')], { instances: 2 });
      await bench.terraform.apply();
      expect(await marathon.client.tasks('/web')).toHaveLength(2);
      bench.declare({});
      await bench.terraform.apply();
      expect((await marathon.client.get('/v2/apps/web')).status).toBe(404);
    });

    test('a first plan needs no Marathon: its hosts may not exist yet', async () => {
      const later = { terraform_data: { later: { input: bench.host('rack-2').address } } };
      const host = { ...bench.host('rack-2'), address: '${terraform_data.later.output}' };
      declare([host], {}, later);
      const planned = await bench.terraform.run('plan', '-no-color');
      expect(planned.output).not.toContain('Warning');
      await bench.terraform.apply();
      expect(await marathon.client.tasks('/web')).toHaveLength(1);
      expect(await bench.terraform.plan()).toEqual([]);
    });

    test('a first plan expects no answer of the Marathon that it makes, and one of any other', async () => {
      const [first, second] = [bench.host('rack-1'), bench.host('rack-2')];
      const instances = (...hosts: readonly object[]) => ({
        fleetwright_marathon: Object.fromEntries(
          hosts.map((host, index) => [
            `instance-${String(index)}`,
            {
              host,
              zookeeper: 'zk://10.0.0.1:2181/marathon',
              master: 'zk://10.0.0.1:2181/mesos',
              masters: [first],
              marathons: hosts,
              packages: { system: true },
              http_port: 1,
            },
          ]),
        ),
      });
      const after = (...names: readonly string[]) => ({
        depends_on: names.map((name) => `fleetwright_marathon.${name}`),
      });
      const plan = async () => unwrapped((await bench.terraform.run('plan', '-no-color')).output);

      declare([first, second], {}, instances(first, second), { port: 1 }, after('instance-0', 'instance-1'));
      expect(await plan()).not.toContain('Warning');
      declare([first, second], {}, instances(first), { port: 1 }, after('instance-0'));
      expect(await plan()).toContain('an app or a group was planned without its Marathon');
      declare([second], {}, instances(first), { port: 1 }, after('instance-0'));
      expect(await plan()).toContain('an app or a group was planned without its Marathon');
    });

    test('a Marathon that does not answer keeps no plan from coming out', async () => {
      declare([bench.host('rack-2')]);
      await bench.terraform.apply();
      declare([bench.host('rack-2')], {}, {}, { port: 1 });
      // Another way to the same Marathon is no deployment, so nothing is asked of it.
      await bench.terraform.apply();
      const refreshed = await bench.terraform.run('plan', '-no-color');
      expect(unwrapped(refreshed.output)).toContain('was not compared with its Marathon');
      bench.declare({});
      const refused = await bench.terraform.try('apply', '-refresh=false', '-auto-approve', '-no-color');
      expect(unwrapped(refused.output)).toContain('app /web cannot be deleted');
    });
  },
);
