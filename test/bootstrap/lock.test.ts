import { HostLockError, withHostLock } from '../../src/bootstrap';
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
    expect(host.exists(lockFile)).toBe(false);
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
  }, 60_000);

  test('refuses a name that is a path', async () => {
    await expect(withHostLock(host, { ...alice, name: '../x' }, () => Promise.resolve())).rejects.toThrow(
      'lock name "../x" must match',
    );
  });
});
