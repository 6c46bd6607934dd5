import { withClusterLock, type ClusterLock } from '../../../src/provider/mesos/cluster-lock';
import type { HostReference, Session } from '../../../src/provider/session';
import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { HostsBench } from '../support/hosts-bench';
import { keyFile, sessionOf } from '../support/session';

jest.setTimeout(180_000);

const { signal } = new AbortController();

describeWith(machinesComponent, 'the lock of a cluster', () => {
  let bench: HostsBench;
  let runs: readonly [Session, Session];

  beforeAll(async () => {
    bench = await HostsBench.start('rack-1', 'rack-2', 'rack-3');
    const run = () => sessionOf({ ssh_credentials: { default: keyFile(bench.sandbox.sshKeyFile) } });
    runs = [run(), run()];
  });
  afterAll(async () => {
    await Promise.all(runs.map((run) => run.close()));
    await bench.stop();
  });

  const lockOf = (...hosts: readonly HostReference[]): ClusterLock => ({
    name: 'mesos-masters',
    hosts,
    purpose: 'update fleetwright_mesos_master',
  });
  /** A machine that nobody answers for. */
  const dead = (): HostReference => ({ ...bench.host('rack-1'), port: 1 });

  test('of two runs one goes after the other, however they list the hosts, and a dead one holds up neither', async () => {
    const [one, two, three] = ['rack-1', 'rack-2', 'rack-3'].map((name) => bench.host(name)) as [
      HostReference,
      HostReference,
      HostReference,
    ];
    let inside = 0;
    const change = async () => {
      inside += 1;
      expect(inside).toBe(1);
      const held = await Promise.all(
        ['rack-1', 'rack-2', 'rack-3'].map((name) =>
          bench.sh(name, 'tail -n +3 /var/lib/fleetwright/lock/mesos-masters'),
        ),
      );
      inside -= 1;
      return held;
    };
    const [first, second] = await Promise.all([
      withClusterLock(runs[0], lockOf(one, two, one, dead()), signal, change),
      withClusterLock(runs[1], lockOf(three, dead(), two), signal, change),
    ]);
    const holder = `${runs[0].operator}\nupdate fleetwright_mesos_master`;
    expect(first.slice(0, 2)).toEqual([holder, holder]);
    expect(second.slice(1)).toEqual([holder, holder]);
    const left = ['rack-1', 'rack-2', 'rack-3'].map((name) => bench.sh(name, 'ls -d /var/lib/fleetwright'));
    expect(await Promise.all(left)).toEqual(['', '', '']);
  });

  test('where every host is dead there is nobody to keep out', async () => {
    expect(await withClusterLock(runs[0], lockOf(dead()), signal, () => Promise.resolve('changed'))).toBe(
      'changed',
    );
  });
});
