import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { HostsBench } from '../support/hosts-bench';
import { declareMesos, type DeclaredMesos } from '../support/mesos-bench';

jest.setTimeout(900_000);

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'failure domains of agents under the Terraform CLI',
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

    /** Two agents of one rack and one that is said to fail alone, all with the same flags. */
    const declare = (flags: Readonly<Record<string, string>>) => {
      const agents: DeclaredMesos['agents'] = {
        'rack-2': { attributes: { rack: 'r1' }, flags },
        'rack-3': { attributes: { rack: 'r1' }, flags },
        'rack-4': { attributes: { rack: 'r1' }, failure_domain: 'alone', flags },
      };
      declareMesos(bench, { zookeeper: ['rack-1'], masters: ['rack-1'], agents });
    };
    /** When a flag was written on each machine, in nanoseconds; empty where it was not. */
    const writtenAt = async (flag: string) => {
      const look = `stat -c %.9Y /etc/mesos-agent/${flag} 2>/dev/null | tr -d .`;
      return Promise.all(['rack-2', 'rack-3', 'rack-4'].map((name) => bench.sh(name, look)));
    };
    const registered = async () => {
      const slaves = await bench.sh(
        'rack-1',
        `curl -s http://${bench.machine('rack-1').address}:5050/slaves`,
      );
      const { slaves: found } = JSON.parse(slaves) as { readonly slaves: readonly { active: boolean }[] };
      return found.filter(({ active }) => active).length;
    };

    test('what an agent refuses stops at the first domain, and what it takes goes through both, one after the other', async () => {
      declare({});
      await bench.terraform.apply();
      expect(await registered()).toBe(3);

      declare({ reconfiguration_policy: 'any' });
      const { output, exitCode } = await bench.terraform.try('apply', '-auto-approve', '-no-color');
      expect(exitCode).not.toBe(0);
      const begun = (await writtenAt('reconfiguration_policy')).map((at) => at !== '');
      expect([
        [true, true, false],
        [false, false, true],
      ]).toContainEqual(begun);
      const addresses = ['rack-2', 'rack-3', 'rack-4'].map((name) => bench.machine(name).address);
      const leftAlone = addresses.filter((_, index) => begun[index] === false);
      for (const address of leftAlone) {
        expect(unwrapped(output)).toContain(`the agent on host ${address} was left as it is`);
      }
      expect(unwrapped(output)).toContain('none is begun after one that failed');

      declare({ reconfiguration_policy: 'additive' });
      await bench.terraform.apply();
      expect(await registered()).toBe(3);
      expect(await bench.terraform.plan()).toEqual([]);
      const [one = '', two = '', alone = ''] = await writtenAt('reconfiguration_policy');
      const [first, last] = [one, two].sort();
      expect(BigInt(alone) < BigInt(first ?? '') || BigInt(alone) > BigInt(last ?? '')).toBe(true);
    });
  },
);
