import { REGISTRY_CONSENT } from '../../../src/provider/schemas/mesos-master';
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
      const { address } = bench.machine('rack-1');
      const leader = await bench.sh('rack-1', `curl -s http://${address}:8080/v2/leader`);
      expect(leader).toMatch(/"leader":"127\.\d+\.\d+\.\d+:8080"/);

      const addresses = await bench.terraform.resources();
      expect(addresses).toHaveLength(6);

      await bench.terraform.run('state', 'rm', ...addresses.map((one) => one.address));
      for (const one of addresses) {
        const machine = one.address.split('.')[1] ?? '';
        await bench.terraform.run('import', '-no-color', one.address, bench.importId(machine));
      }
      expect(await bench.terraform.plan()).toEqual([]);

      declareMesos(bench, { ...whole, agents: { 'rack-4': { attributes: { rack: 'r9' } } } });
      const [change, ...others] = await bench.terraform.plan();
      expect(others).toEqual([]);
      expect(change?.change.after).toMatchObject({ transition: 'drains and becomes a new agent' });
      await bench.terraform.apply();
      expect(await bench.terraform.plan()).toEqual([]);
      const agents = await bench.sh('rack-1', `curl -sL http://${address}:5050/slaves`);
      expect(agents).toContain('"rack":"r9"');
      expect(agents).not.toContain('"rack":"r1"');

      await bench.terraform.destroy();
      expect(await files()).toEqual(untouched);
    });

    test('one master becomes three only with consent to a new registry, and the agent registers with them', async () => {
      const one: DeclaredMesos = { ...whole, masters: ['rack-1'], marathons: [] };
      declareMesos(bench, one);
      await bench.terraform.apply();

      declareMesos(bench, { ...one, masters: ['rack-1', 'rack-2', 'rack-3'] });
      const refused = await bench.terraform.try('plan', '-no-color');
      expect(refused.exitCode).toBe(1);
      expect(refused.output).toContain('one master cannot become 3 with the registry it has');

      declareMesos(bench, {
        ...one,
        masters: ['rack-1', 'rack-2', 'rack-3'],
        master: { new_registry: REGISTRY_CONSENT },
      });
      await bench.terraform.apply();
      await settles();
      for (const name of ['rack-1', 'rack-2', 'rack-3']) {
        const { address } = bench.machine(name);
        expect(await bench.sh(name, `curl -s http://${address}:5050/flags`)).toContain('"quorum":"2"');
      }
      const { address } = bench.machine('rack-1');
      const agents = await bench.sh('rack-1', `curl -sL http://${address}:5050/slaves`);
      expect(agents).toContain('"active":true');
    });
  },
);
