import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { HostsBench } from '../support/hosts-bench';
import { at, declareMesos, mesosPackages } from '../support/mesos-bench';

jest.setTimeout(900_000);

interface Framework {
  readonly name: string;
  readonly webui_url?: string;
  readonly active: boolean;
  readonly tasks: readonly { readonly name: string }[];
}

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'the framework of a Marathon that is destroyed, under the Terraform CLI',
  () => {
    let bench: HostsBench;

    beforeAll(async () => {
      bench = await HostsBench.start('rack-1', 'rack-2', 'rack-3', 'rack-4');
      await bench.begin();
    });
    afterAll(async () => {
      await bench.end();
      await bench.stop();
    });

    const url = (name: string, port: number) => `http://${bench.machine(name).address}:${String(port)}`;
    /** Whether each framework that the masters know is connected, and what it runs, by where it is looked at. */
    const frameworks = async () => {
      const answer = await fetch(`${url('rack-1', 5050)}/state`);
      const { frameworks: found } = (await answer.json()) as { readonly frameworks: readonly Framework[] };
      return found.map(({ webui_url, active, tasks }) => ({ webui_url, active, runs: tasks.length }));
    };
    const destroy = (name: string) => bench.terraform.destroy(`-target=${at.marathon(name)}`);

    /** A Marathon of its own on rack-4, in a cluster whose master is rack-1. */
    const declare = (marathons: readonly string[], moreOfOther: readonly object[] = []) => {
      const zookeeper = `zk://${bench.host('rack-1').address}:2181`;
      const other = {
        host: bench.host('rack-4'),
        zookeeper: `${zookeeper}/other`,
        master: `${zookeeper}/mesos`,
        masters: [bench.host('rack-1')],
        marathons: [bench.host('rack-4'), ...moreOfOther],
        packages: mesosPackages,
        convention: 'environment',
        depends_on: [at.master('rack-1')],
      };
      declareMesos(bench, {
        zookeeper: ['rack-1'],
        masters: ['rack-1'],
        agents: { 'rack-3': {} },
        marathons,
        other: { 'rack-4': other },
      });
    };

    test('stays while it has tasks, goes with the last instance, and none of another Marathon or of one that is only stopped', async () => {
      declare(['rack-1', 'rack-2']);
      await bench.terraform.apply();
      const app = { id: '/web', cmd: 'exec sleep 1000', instances: 1, cpus: 0.1, mem: 32 };
      const posted = await fetch(`${url('rack-4', 8080)}/v2/apps`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(app),
      });
      expect(posted.status).toBe(201);
      while (!(await frameworks()).some(({ runs }) => runs === 1));
      expect(await frameworks()).toHaveLength(2);

      for (const name of ['rack-1', 'rack-2']) await bench.sh(name, 'systemctl stop marathon');
      while ((await frameworks()).every(({ active }) => active));
      const { output: kept } = await destroy('rack-4');
      expect(unwrapped(kept)).toMatch(
        /the framework "marathon" was not torn down .*it has tasks: web \(TASK_RUNNING\)\. A Marathon at the same path of ZooKeeper takes them over/,
      );
      await bench.terraform.apply(`-target=${at.marathon('rack-4')}`);
      expect(await frameworks()).toContainEqual(expect.objectContaining({ active: true, runs: 1 }));
      await fetch(`${url('rack-4', 8080)}/v2/apps//web`, { method: 'DELETE' });
      while ((await frameworks()).some(({ runs }) => runs > 0));
      await destroy('rack-4');
      const [stopped, ...more] = await frameworks();
      expect(more).toEqual([]);
      expect(stopped).toMatchObject({ active: false, runs: 0 });

      await destroy('rack-1');
      expect(await frameworks()).toEqual([stopped]);
      const { output } = await destroy('rack-2');
      expect(await frameworks()).toEqual([]);
      expect(output).not.toMatch(/was not torn down|was left there/);
    });

    test('stays while the host of another instance may be back with it', async () => {
      const { address } = bench.host('rack-4');
      declare([], [{ ...bench.host('rack-4'), address: address.replace(/\d+$/, '250'), port: 1 }]);
      await bench.terraform.apply();
      const { output } = await destroy('rack-4');
      expect(unwrapped(output)).toMatch(
        /the framework "marathon" was not torn down .*other instances may be back, and must find their apps: \S+\.250 cannot be reached\./,
      );
      expect(await frameworks()).toEqual([expect.objectContaining({ active: false })]);
    });

    test('stays with what it kept while no master says whether it has tasks', async () => {
      declare([]);
      await bench.terraform.apply();
      const app = { id: '/kept', cmd: 'sleep 1000', instances: 0 };
      const posted = await fetch(`${url('rack-4', 8080)}/v2/apps`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(app),
      });
      expect(posted.status).toBe(201);
      await bench.sh('rack-1', 'systemctl stop mesos-master');
      const { output } = await destroy('rack-4');
      expect(unwrapped(output)).toContain('the framework "marathon" was not torn down');

      await bench.sh('rack-1', 'systemctl start mesos-master');
      await bench.terraform.apply();
      const apps = await (await fetch(`${url('rack-4', 8080)}/v2/apps`)).json();
      expect(apps).toMatchObject({ apps: [{ id: '/kept' }] });
    });
  },
);
