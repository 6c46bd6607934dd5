import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf } from '../support/fleetwright';
import { HostsBench } from '../support/hosts-bench';
import { declareMesos, type DeclaredMesos } from '../support/mesos-bench';

jest.setTimeout(900_000);

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'hosts of a Mesos cluster under the Terraform CLI',
  () => {
    let bench: HostsBench;

    beforeEach(async () => {
      bench = await HostsBench.start('rack-1', 'rack-2', 'rack-3', 'rack-4');
      await bench.begin();
    });
    afterEach(async () => {
      await bench.end();
      await bench.stop();
    });

    const settles = async () => {
      expect(await bench.terraform.plan()).toEqual([]);
      await bench.terraform.run('apply', '-refresh-only', '-auto-approve', '-no-color');
      expect(await bench.terraform.plan()).toEqual([]);
    };
    const files = async () => {
      const find =
        'find /etc /opt /usr/local/lib /var/lib/fleetwright /var/lib/mesos /var/lib/zookeeper -xdev ! -type d 2>/dev/null | grep -v -e /etc/passwd -e /etc/group | sort';
      const names = bench.sandbox.rackMachines().map(({ name }) => name);
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await bench.sh(name, find)] as const)),
      );
    };
    const whole: DeclaredMesos = {
      zookeeper: ['rack-1'],
      masters: ['rack-1', 'rack-2', 'rack-3'],
      agents: { 'rack-4': { attributes: { rack: 'r1' } } },
      marathons: ['rack-1'],
    };

    test('apply, refresh, import and change each end in an empty plan; destroy leaves the machines clean', async () => {
      const untouched = await files();
      declareMesos(bench, whole);
      await bench.terraform.apply();
      await settles();
      const leader = await bench.sh(
        'rack-1',
        `curl -s http://${bench.machine('rack-1').address}:8080/v2/leader`,
      );
      expect(leader).toMatch(/"leader":"127\.\d+\.\d+\.\d+:8080"/);

      const addresses = await bench.terraform.resources();
      expect(addresses).toHaveLength(6);

      await bench.terraform.destroy();
      expect(await files()).toEqual(untouched);
    });
  },
);
