import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { converge, type HostShell, type Operation } from '../../src/bootstrap';
import { describeWith } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

describeWith(sandboxComponent, 'an interrupted run', () => {
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

  /** What a host runs, in one version or the other; the service reads its configuration when it starts. */
  function declaration(version: string): Operation[] {
    const program = `#!/bin/sh\n# ${version}\n`;
    const localPath = join(local, version);
    writeFileSync(localPath, program);
    return [
      {
        kind: 'packages',
        id: 'packages',
        description: 'install packages',
        names: [`tool=${version}`],
        hold: true,
      },
      { kind: 'directory', id: 'folder', description: 'make the folder', path: '/etc/app', mode: '0750' },
      {
        kind: 'transfer',
        id: 'program',
        description: 'push the program',
        path: '/usr/local/bin/app',
        mode: '0755',
        sha256: createHash('sha256').update(program).digest('hex'),
        source: { kind: 'push', localPath, size: program.length },
      },
      {
        kind: 'file',
        id: 'unit',
        description: 'write the unit',
        path: '/etc/systemd/system/app.service',
        content: `[Service]\n# ${version}\nConfigFile=/etc/app/app.conf /srv/database\n`,
        mode: '0644',
      },
      {
        kind: 'file',
        id: 'config',
        description: 'write the configuration',
        path: '/etc/app/app.conf',
        content: `${version}\n`,
        mode: '0640',
      },
      {
        kind: 'command',
        id: 'database',
        description: 'convert the database',
        check: `grep -qx ${version} /srv/database`,
        apply: `echo ${version} >/srv/database.new; mv /srv/database.new /srv/database; sleep 0.5`,
      },
      {
        kind: 'service',
        id: 'app',
        description: 'run app',
        unit: 'app.service',
        enabled: true,
        state: 'started',
        restartOn: ['program', 'unit', 'config', 'database'],
      },
      { kind: 'absent', id: 'old', description: 'remove what is old', paths: ['/srv/old'] },
    ];
  }

  async function expectVersion(version: string): Promise<void> {
    expect((await converge(host, declaration(version), { mode: 'check' })).pending).toEqual([]);
    expect(host.read('/var/lib/dpkg-stand-in/tool')).toBe(`hold installed ${version}\n`);
    expect(host.read('/etc/app/app.conf')).toBe(`${version}\n`);
    expect(host.read('/run/systemd-stand-in/app.service.loaded')).toBe(`${version}\n${version}\n`);
    expect(host.exists('/var/lib/fleetwright/pending/app@app.service')).toBe(false);
    expect(host.exists('/srv/old')).toBe(false);
    expect((await host.run("find /etc /usr/local /srv -name '*.fleetwright' -o -name '*.part'")).stdout).toBe(
      '',
    );
  }

  async function startWithFirstVersion(): Promise<void> {
    host.write('/srv/archive/tool', Array.from({ length: 40 }, (_, n) => `v${String(n)}`).join('\n'));
    await converge(host, declaration('v0'), { mode: 'apply' });
    await expectVersion('v0');
    host.write('/srv/old/x', '');
  }

  /** Runs until so many things were reported, and lets the catastrophe happen there. */
  async function runInto(version: string, reports: number, catastrophe: () => Promise<void>): Promise<void> {
    let left = reports;
    let happened: Promise<void> | undefined;
    const onProgress = (): void => {
      left -= 1;
      if (left === 0) happened = catastrophe();
    };
    await converge(host, declaration(version), { mode: 'apply', onProgress }).catch(() => undefined);
    await happened;
  }

  // Reports 4 to 7 are about uploads, 8 to 13 about what the service depends on, 14 and 15 about the service.
  test('is finished by the next one, wherever its processes were killed', async () => {
    await startWithFirstVersion();
    for (const [index, reports] of [1, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15].entries()) {
      const version = `v${String(index + 1)}`;
      await runInto(version, reports, () => host.killAll());
      await converge(host, declaration(version), { mode: 'apply' });
      await expectVersion(version);
    }
  }, 180_000);

  test('is finished by the next one when it was killed with its change made and its command still at work', async () => {
    await startWithFirstVersion();
    const service = declaration('v0').find((one) => one.kind === 'service');
    const database = declaration('v1').find((one) => one.kind === 'command');
    if (service === undefined || database === undefined) throw new Error('the declaration lacks its parts');
    const operations = [database, { ...service, restartOn: ['database'] }];
    const killed = converge(host, operations, { mode: 'apply' }).catch((error: unknown) => error);
    while (host.read('/srv/database') !== 'v1\n') await sleep(10);
    await host.killAll();
    expect(await killed).toBeInstanceOf(Error);
    expect(host.read('/run/systemd-stand-in/app.service.loaded')).toBe('v0\nv0\n');
    await converge(host, operations, { mode: 'apply' });
    expect(host.read('/run/systemd-stand-in/app.service.loaded')).toBe('v0\nv1\n');
  });

  test('is finished after a power cut', async () => {
    await startWithFirstVersion();
    for (const [index, reports] of [1, 4, 8, 11, 14].entries()) {
      const version = `v${String(index + 1)}`;
      await runInto(version, reports, () => host.powerOff());
      await host.powerOff();
      await host.boot();
      await converge(host, declaration(version), { mode: 'apply' });
      await expectVersion(version);
    }
  }, 180_000);

  test('goes on by itself when the link comes back', async () => {
    await startWithFirstVersion();
    let losses = 0;
    const linkLost = new Error('the link was lost');
    const shaky: HostShell = {
      target: host.target,
      run: async (script, options) => {
        if (losses === 3) return host.run(script, options);
        losses += 1;
        const cut = AbortSignal.timeout(150 * losses);
        return host.run(script, { ...options, signal: cut }).catch((error: unknown) => {
          throw cut.aborted ? linkLost : error;
        });
      },
      upload: (...args) => host.upload(...args),
      isLinkLost: (error) => error === linkLost,
    };
    const report = await converge(shaky, declaration('v1'), { mode: 'apply' });
    expect(report.pending).toEqual([]);
    await expectVersion('v1');
  });

  test('is given up when the link does not come back', async () => {
    const linkLost = new Error('the link was lost');
    let attempts = 0;
    const dead: HostShell = {
      target: host.target,
      run: () => {
        attempts += 1;
        return Promise.reject(linkLost);
      },
      upload: () => Promise.reject(linkLost),
      isLinkLost: () => true,
    };
    await expect(converge(dead, declaration('v1'), { mode: 'apply' })).rejects.toBe(linkLost);
    expect(attempts).toBe(4);
  });

  test('never works on the host together with the next one', async () => {
    const operations: Operation[] = [1, 2].map((n) => ({
      kind: 'command',
      id: `slow-${String(n)}`,
      description: `do step ${String(n)}`,
      check: `test -e /srv/step-${String(n)}`,
      apply: `mkdir /srv/busy; sleep 1; rmdir /srv/busy; echo x >>/srv/log; : >/srv/step-${String(n)}`,
    }));
    const cut = new AbortController();
    const first = converge(host, operations, { mode: 'apply', signal: cut.signal });
    while (!host.exists('/srv/busy')) await sleep(20);
    cut.abort();
    await expect(first).rejects.toThrow('the run was aborted');
    const log: string[] = [];
    const second = await converge(host, operations, { mode: 'apply', log: (line) => log.push(line) });
    expect(log).toContain('root@192.0.2.10:22: another run is at work on the host; waiting for it');
    // The first one ended its step and stopped, so the second had one step left.
    expect(second.changed).toEqual(['slow-2']);
    expect(host.read('/srv/log')).toBe('x\nx\n');
  });

  test('whose shell was killed still keeps others away while its command is at work', async () => {
    const operation: Operation = {
      kind: 'command',
      id: 'slow',
      description: 'do it',
      check: 'test -e /srv/done',
      apply: 'mkdir /srv/busy; sleep 2; rmdir /srv/busy; : >/srv/done',
    };
    const first = converge(host, [operation], { mode: 'apply' }).catch((error: unknown) => error);
    while (!host.exists('/srv/busy')) await sleep(20);
    const { stdout } = await host.run(
      'fuser /var/lib/fleetwright/script.lock 2>/dev/null; ps -o pid=,ppid=,args= -A',
    );
    const shellPid = /^ *(\d+) +\d+ sh -c script=/m.exec(stdout)?.[1] ?? '';
    await host.run(`kill -9 ${shellPid}`);
    expect(await first).toBeInstanceOf(Error);
    const second = await converge(host, [operation], { mode: 'apply' });
    expect(second.changed).toEqual([]);
    expect(host.exists('/srv/busy')).toBe(false);
  });
});
