import { HostLockError, withHostLock, withHostLocks } from '../../src/bootstrap';
import { describeWith } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

describeWith(sandboxComponent, 'withHostLock', () => {
  let host: SandboxHost;
  beforeEach(async () => {
    host = await SandboxHost.start();
  });
  afterEach(() => host.destroy());

  const alice = { owner: 'alice@laptop', purpose: 'create fleetwright_kubernetes_node' };
  const bob = { owner: 'bob@ci', purpose: 'update fleetwright_kubernetes_node' };
  const lockFile = '/var/lib/fleetwright/lock/host';

  test('lets one run in at a time and leaves nothing behind', async () => {
    let inside = 0;
    let most = 0;
    const visit = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await host.run('sleep 0.1');
      inside -= 1;
    };
    await Promise.all(
      [1, 2, 3, 4].map((n) => withHostLock(host, { ...alice, owner: `run ${String(n)}` }, visit)),
    );
    expect(most).toBe(1);
    expect(host.exists('/var/lib/fleetwright')).toBe(false);
  });

  test('leaves what others have on the host', async () => {
    host.write('/var/lib/fleetwright/mesos-master/owner', 'token');
    await withHostLock(host, alice, () => Promise.resolve());
    expect(host.exists(lockFile)).toBe(false);
    expect(host.read('/var/lib/fleetwright/mesos-master/owner')).toBe('token');
  });

  test('names the holder and what it does when the wait is over', async () => {
    await withHostLock(host, alice, async () => {
      const refused = withHostLock(host, { ...bob, waitMs: 0 }, () => Promise.resolve('in'));
      await expect(refused).rejects.toThrow(HostLockError);
      await expect(withHostLock(host, { ...bob, waitMs: 0 }, () => Promise.resolve('in'))).rejects.toThrow(
        /root@192\.0\.2\.10:22: the lock "host" is held by "alice@laptop" since 2\d{3}-\d\d-\d\dT\S+Z \(create fleetwright_kubernetes_node; last sign of life \d+ s ago\)/,
      );
      expect(host.read(lockFile)).toContain('alice@laptop');
    });
  });

  test('is separate for every name', async () => {
    const both = await withHostLock(host, alice, () =>
      withHostLock(host, { ...bob, name: 'control-plane', waitMs: 0 }, () => Promise.resolve('both')),
    );
    expect(both).toBe('both');
  });

  test('is given back when the work fails', async () => {
    await expect(withHostLock(host, alice, () => Promise.reject(new Error('no luck')))).rejects.toThrow(
      'no luck',
    );
    expect(await withHostLock(host, { ...bob, waitMs: 0 }, () => Promise.resolve('in'))).toBe('in');
  });

  test('of a killed run expires 60 s after its last heartbeat, not before', async () => {
    host.write(lockFile, 'deadbeef\n2030-01-01T00:00:00Z\nalice@laptop\ncreate\n');
    await host.run(`touch -d '-55 seconds' ${lockFile}`);
    await expect(withHostLock(host, { ...bob, waitMs: 0 }, () => Promise.resolve('in'))).rejects.toThrow(
      'alice',
    );
    await host.run(`touch -d '-61 seconds' ${lockFile}`);
    expect(await withHostLock(host, { ...bob, waitMs: 0 }, () => Promise.resolve('in'))).toBe('in');
  });

  test('is waited for while it expires', async () => {
    host.write(lockFile, 'deadbeef\n2030-01-01T00:00:00Z\nalice@laptop\ncreate\n');
    await host.run(`touch -d '-58 seconds' ${lockFile}`);
    expect(await withHostLock(host, { ...bob, waitMs: 30_000 }, () => Promise.resolve('in'))).toBe('in');
  });

  test('can be given up while waiting', async () => {
    await withHostLock(host, alice, async () => {
      const signal = AbortSignal.timeout(300);
      await expect(withHostLock(host, { ...bob, signal }, () => Promise.resolve('in'))).rejects.toThrow(
        /abort/,
      );
    });
    expect(host.exists(lockFile)).toBe(false);
  });

  test('is kept by a heartbeat, and stops the work when somebody else has taken it', async () => {
    await withHostLock(host, { ...bob, name: 'kept' }, async () => {
      const kept = '/var/lib/fleetwright/lock/kept';
      await host.run(`touch -d '-50 seconds' ${kept}`);
      const work = withHostLock(host, alice, async (signal) => {
        host.write(lockFile, 'deadbeef\n2030-01-01T00:00:00Z\nmallory@elsewhere\nsteal\n');
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        signal.throwIfAborted();
      });
      await expect(work).rejects.toThrow('root@192.0.2.10:22: lost the lock "host"');
      expect(host.read(lockFile)).toContain('mallory');
      await expect(
        withHostLock(host, { ...alice, name: 'kept', waitMs: 5000 }, () => Promise.resolve()),
      ).rejects.toThrow(/held by "bob@ci"/);
    });
  });

  test('refuses a name that is a path', async () => {
    await expect(withHostLock(host, { ...alice, name: '../x' }, () => Promise.resolve())).rejects.toThrow(
      'lock name "../x" must match',
    );
  });
});

describeWith(sandboxComponent, 'withHostLocks', () => {
  let hosts: SandboxHost[];
  beforeEach(async () => {
    hosts = await Promise.all([SandboxHost.start(), SandboxHost.start(), SandboxHost.start()]);
  });
  afterEach(() => Promise.all(hosts.map((host) => host.destroy())));

  const alice = { owner: 'alice@laptop', purpose: 'update fleetwright_mesos_master', name: 'mesos-masters' };
  const bob = { ...alice, owner: 'bob@ci', waitMs: 0 };
  const state = '/var/lib/fleetwright';
  const lock = `${state}/lock/mesos-masters`;

  test('keeps out whoever has one of the hosts in common, and leaves nothing behind', async () => {
    const [one, two, three] = hosts as [SandboxHost, SandboxHost, SandboxHost];
    await withHostLocks([one, two], alice, async () => {
      await expect(withHostLocks([two, three], bob, () => Promise.resolve('in'))).rejects.toThrow(
        'the lock "mesos-masters" is held by "alice@laptop"',
      );
      expect(await withHostLocks([three], bob, () => Promise.resolve('in'))).toBe('in');
    });
    expect(hosts.map((host) => host.exists(state))).toEqual([false, false, false]);
  });

  test('does without a host that gives no lock, and is had where there is none', async () => {
    const [one, full] = hosts as [SandboxHost, SandboxHost];
    full.write('/var/lib/fleetwright', 'a file in the place of the folder');
    await withHostLocks([full, one], alice, async () => {
      expect(one.exists(lock)).toBe(true);
      await expect(withHostLocks([full, one], bob, () => Promise.resolve('in'))).rejects.toThrow(
        HostLockError,
      );
    });
    expect(await withHostLocks([full], alice, () => Promise.resolve('in'))).toBe('in');
    expect(await withHostLocks([], alice, () => Promise.resolve('in'))).toBe('in');
  });

  test('is lost when it is lost on all hosts, not before', async () => {
    const [one, two] = hosts as [SandboxHost, SandboxHost];
    const steal = (host: SandboxHost) => {
      host.write(lock, 'deadbeef\n2030-01-01T00:00:00Z\nmallory@elsewhere\nsteal\n');
    };
    const work = withHostLocks([one, two], alice, async (signal) => {
      steal(one);
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      signal.throwIfAborted();
      steal(two);
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      signal.throwIfAborted();
    });
    await expect(work).rejects.toThrow('lost the lock "mesos-masters"');
    expect([one, two].map((host) => host.read(lock))).toEqual(
      Array(2).fill(expect.stringContaining('mallory')),
    );
  }, 90_000);
});
