import { withClusterLock } from '../../../src/provider/mesos/cluster-lock';
import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { HostsBench } from '../support/hosts-bench';
import { keyFile, sessionOf } from '../support/session';
import { declareMesos, mesosPackages, type DeclaredMesos } from '../support/mesos-bench';

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

    const machines = ['rack-2', 'rack-3', 'rack-4'];
    /** Two agents of one rack and one that is said to fail alone, all with the same flags. */
    const declare = (flags: Readonly<Record<string, string>>, version = 'mesos') => {
      const packages = { ...mesosPackages, apt_packages: [version] };
      const agents: DeclaredMesos['agents'] = {
        'rack-2': { attributes: { rack: 'r1' }, flags, packages },
        'rack-3': { attributes: { rack: 'r1' }, flags, packages },
        'rack-4': { attributes: { rack: 'r1' }, failure_domain: 'alone', flags, packages },
      };
      declareMesos(bench, { zookeeper: ['rack-1'], masters: ['rack-1'], agents });
    };
    /** When a flag was written on each machine, in nanoseconds; empty where it was not. */
    const writtenAt = async (flag: string) => {
      const look = `stat -c %.9Y /etc/mesos-agent/${flag} 2>/dev/null | tr -d .`;
      return Promise.all(machines.map((name) => bench.sh(name, look)));
    };
    const registered = async () => {
      const slaves = await bench.sh(
        'rack-1',
        `curl -s http://${bench.machine('rack-1').address}:5050/slaves`,
      );
      const { slaves: found } = JSON.parse(slaves) as { readonly slaves: readonly { active: boolean }[] };
      return found.filter(({ active }) => active).length;
    };

    test('a version that is not there stops at the first domain, and a flag goes through both, one after the other', async () => {
      declare({});
      await bench.terraform.apply();
      expect(await registered()).toBe(3);

      declare({}, 'mesos=9.9.9-1');
      const { output, exitCode } = await bench.terraform.tryApply();
      expect(exitCode).not.toBe(0);
      const said = unwrapped(output);
      expect(said).toContain("Version '9.9.9-1' for 'mesos' was not found");
      expect(said).toContain('none is begun after one that failed');
      const leftAlone = machines.filter((name) =>
        said.includes(`the agent on host ${bench.machine(name).address} was left as it is`),
      );
      expect([['rack-4'], ['rack-2', 'rack-3']]).toContainEqual(leftAlone);

      declare({ reconfiguration_policy: 'additive' });
      await bench.terraform.apply();
      expect(await registered()).toBe(3);
      expect(await bench.terraform.plan()).toEqual([]);
      const [one = '', two = '', alone = ''] = await writtenAt('reconfiguration_policy');
      const [first, last] = [one, two].sort();
      expect(BigInt(alone) < BigInt(first ?? '') || BigInt(alone) > BigInt(last ?? '')).toBe(true);
    });

    test('while another run changes agents of the cluster, they are left as they are', async () => {
      const other = sessionOf({ ssh_credentials: { default: keyFile(bench.sandbox.sshKeyFile) } });
      const { signal } = new AbortController();
      const lock = {
        name: 'mesos-agents',
        hosts: [bench.host('rack-1')],
        purpose: 'drain an agent',
      } as const;
      declare({ reconfiguration_policy: 'additive', recover: 'reconnect' });
      const apply = await withClusterLock(other, lock, signal, async () => {
        const finished = bench.terraform.tryApply();
        let hosts = '';
        // All three are reached, and locked for what comes.
        while (hosts !== 'host host host') {
          const look = 'ls /var/lib/fleetwright/lock | grep -x host';
          hosts = (await Promise.all(machines.map((name) => bench.sh(name, look)))).join(' ');
        }
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        expect(await writtenAt('recover')).toEqual(['', '', '']);
        // In a box: what is waited for here would wait for this lock.
        return { finished };
      });
      await other.close();
      const { exitCode, output } = await apply.finished;
      expect(output).toContain('3 changed');
      expect(exitCode).toBe(0);
      expect(await writtenAt('recover')).toEqual(Array(3).fill(expect.stringMatching(/^\d+$/)));
    });
  },
);
