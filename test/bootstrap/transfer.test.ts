import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { converge, type HostShell, type Operation, type TransferOperation } from '../../src/bootstrap';
import { describeWith } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

describeWith(sandboxComponent, 'pushed files', () => {
  let host: SandboxHost;
  let local: string;
  beforeEach(async () => {
    host = await SandboxHost.start();
    local = mkdtempSync(join(tmpdir(), 'fleetwright-bundle-'));
  });
  afterEach(async () => {
    rmSync(local, { recursive: true });
    await host.destroy();
  });

  function push(name: string, content: string): TransferOperation {
    const localPath = join(local, name);
    writeFileSync(localPath, content);
    return {
      kind: 'transfer',
      id: `push/${name}`,
      description: `push ${name}`,
      path: `/usr/local/bin/${name}`,
      mode: '0755',
      sha256: createHash('sha256').update(content).digest('hex'),
      source: { kind: 'push', localPath, size: content.length },
    };
  }

  test('are all asked for at once, uploaded three at a time and verified', async () => {
    const operations = ['a', 'b', 'c', 'd', 'e'].map((name) => push(name, `program ${name}`));
    host.write('/usr/local/bin/c', 'program c', 0o755);
    const watched = new WatchedUploads(host);
    expect((await converge(host, operations, { mode: 'check' })).pending.map((one) => one.reason)).toEqual(
      ['a', 'b', 'd', 'e'].map((name) => `/usr/local/bin/${name} is missing`),
    );
    const report = await converge(watched, operations, { mode: 'apply' });
    expect(report.changed).toEqual(['push/a', 'push/b', 'push/d', 'push/e']);
    expect(report.roundTrips).toBe(2);
    expect(watched.paths).toHaveLength(4);
    expect(watched.mostAtOnce).toBe(3);
    expect(host.read('/usr/local/bin/e')).toBe('program e');
    expect(await converge(watched, operations, { mode: 'apply' })).toMatchObject({
      changed: [],
      roundTrips: 1,
    });
    expect(watched.paths).toHaveLength(4);
  });

  test('restart the service that runs them, even when the run dies right after the upload', async () => {
    host.write('/etc/systemd/system/app.service', '[Service]\nConfigFile=/usr/local/bin/app\n');
    const service: Operation = {
      kind: 'service',
      id: 'app',
      description: 'run app',
      unit: 'app.service',
      enabled: true,
      state: 'started',
      restartOn: ['push/app'],
    };
    await converge(host, [push('app', 'version 1'), service], { mode: 'apply' });
    const operations = [push('app', 'version 2'), service];
    const dying: HostShell = {
      target: host.target,
      run: (script, options) => host.run(script, options),
      upload: async (...args) => {
        await host.upload(...args);
        throw new Error('the provider is gone');
      },
    };
    await expect(converge(dying, operations, { mode: 'apply' })).rejects.toThrow('the provider is gone');
    expect(host.read('/run/systemd-stand-in/app.service.loaded')).toBe('version 1');
    expect((await converge(host, operations, { mode: 'check' })).pending.map((one) => one.reason)).toEqual([
      'app.service needs a restart',
    ]);
    await converge(host, operations, { mode: 'apply' });
    expect(host.read('/run/systemd-stand-in/app.service.loaded')).toBe('version 2');
  });

  test('are read once and then only again when somebody has touched them', async () => {
    const operations = [push('a', 'program a'), push('b', 'program b')];
    const others = [push('c', 'of another recipe')];
    const apply = async () => {
      await converge(host, operations, { mode: 'apply' });
      await converge(host, others, { mode: 'apply' });
    };
    await apply();
    const sums = async () =>
      (await host.run('cut -d" " -f1,9 /var/lib/fleetwright/sums 2>/dev/null || true')).stdout;
    const known = [...operations, ...others].map(({ sha256, path }) => `${sha256} ${path}`);
    // What changed just now may change again within one tick of the clock.
    expect(await sums()).toBe('');
    await new Promise((resolve) => setTimeout(resolve, 3100));
    await apply();
    expect((await sums()).split('\n').sort()).toEqual(['', ...known].sort());

    const reads = '/srv/reads';
    host.write(
      '/usr/local/bin/sha256sum',
      `#!/bin/sh\necho "$@" >>${reads}\nexec /usr/bin/sha256sum "$@"\n`,
      0o755,
    );
    expect((await converge(host, operations, { mode: 'check' })).pending).toEqual([]);
    expect(host.exists(reads)).toBe(false);

    // Its size and its time are as before.
    await host.run('cd /usr/local/bin; touch -r b /srv/then; printf "program c" >b; touch -r /srv/then b');
    const { pending } = await converge(host, operations, { mode: 'check' });
    expect(pending.map(({ reason }) => reason)).toEqual(['/usr/local/bin/b differs']);
    expect(host.read(reads)).toBe('/usr/local/bin/b\n');
  });

  test('that vanish again are an error, not an endless upload', async () => {
    const forgetful: HostShell = {
      target: host.target,
      run: (script, options) => host.run(script, options),
      upload: () => Promise.resolve(),
    };
    await expect(converge(forgetful, [push('a', 'a')], { mode: 'apply' })).rejects.toThrow(
      'cannot push a (operation "push/a"): its check still fails; the file was uploaded and is not there any more',
    );
  });
});

class WatchedUploads implements HostShell {
  readonly paths: string[] = [];
  mostAtOnce = 0;
  private now = 0;

  constructor(private readonly host: SandboxHost) {}

  get target(): HostShell['target'] {
    return this.host.target;
  }

  run: HostShell['run'] = (script, options) => this.host.run(script, options);

  upload: HostShell['upload'] = async (source, path, options) => {
    this.paths.push(path);
    this.now += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.now);
    await this.host.upload(source, path, options);
    this.now -= 1;
  };
}
