import fc from 'fast-check';
import { converge, type ConvergeProgress, type HostShell, type Operation } from '../../src/bootstrap';
import { redactor } from '../../src/bootstrap/redact';
import { describeWith } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

describeWith(sandboxComponent, 'converge', () => {
  let host: SandboxHost;
  beforeEach(async () => {
    host = await SandboxHost.start();
  });
  afterEach(() => host.destroy());

  const config: Operation = {
    kind: 'file',
    id: 'config',
    description: 'write the configuration',
    path: '/etc/app/app.conf',
    content: 'a = 1\n',
    mode: '0640',
  };

  test('tells what it does while it does it', async () => {
    const progress: ConvergeProgress[] = [];
    const log: string[] = [];
    const report = await converge(host, [config], {
      mode: 'apply',
      onProgress: (one) => progress.push(one),
      log: (line) => log.push(line),
    });
    expect(progress.map((one) => `${one.id} ${one.state}`)).toEqual(['config started', 'config changed']);
    expect(log).toEqual([
      'root@192.0.2.10:22: write the configuration (config): file /etc/app/app.conf is missing',
    ]);
    expect(report).toEqual({
      mode: 'apply',
      results: [{ id: 'config', status: 'changed', reason: 'file /etc/app/app.conf is missing' }],
      pending: [],
      changed: ['config'],
      roundTrips: 1,
    });
  });

  test('brings any text to the host exactly', async () => {
    const texts = fc.sample(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme' })),
      60,
    );
    const operations = [...texts, '\0\r\n-n %s \\0 \'"$HOME`id`\n\n', '', '-e', 'x'.repeat(300_000)].map(
      (content, index): Operation => ({
        ...config,
        id: `text/${String(index)}`,
        path: `/srv/text-${String(index)}`,
        content,
      }),
    );
    const report = await converge(host, operations, { mode: 'apply' });
    expect(report.changed).toHaveLength(operations.length);
    for (const operation of operations) {
      if (operation.kind !== 'file') continue;
      expect(host.read(operation.path)).toBe(operation.content);
    }
  });

  test('keeps secrets out of everything but the file', async () => {
    const seen: string[] = [];
    const watched: HostShell = {
      target: host.target,
      run: (script, options = {}) =>
        host.run(script, {
          ...options,
          onStdoutLine: (line) => {
            seen.push(line);
            options.onStdoutLine?.(line);
          },
        }),
      upload: (...args) => host.upload(...args),
    };
    const password = 'correct horse battery staple';
    const operations: Operation[] = [
      { ...config, content: `user: admin\npassword: ${password}\n`, sensitive: true },
      {
        kind: 'command',
        id: 'leak',
        description: 'read it aloud',
        check: 'test -e /srv/never',
        apply: 'ps -A -o args >/srv/processes; tail -n 1 /etc/app/app.conf >&2; exit 3',
      },
    ];
    const error: unknown = await converge(watched, operations, {
      mode: 'apply',
      log: (line) => seen.push(line),
    }).catch((caught: unknown) => caught);
    expect(host.read('/etc/app/app.conf')).toContain(password);
    expect(host.read('/srv/processes')).not.toContain(password);
    expect(String(error)).toContain('cannot read it aloud (operation "leak"): exit status 3');
    expect(String(error)).toContain('(redacted)');
    expect(String(error)).not.toContain('horse');
    const hex = Buffer.from('horse').toString('hex');
    expect(
      seen.filter((line) => line.includes('horse') || (line.includes(hex) && !line.includes(' 1 failed '))),
    ).toEqual([]);
    expect(host.exists('/run/fleetwright')).toBe(false);
  });

  test('says what is missing on a host that cannot be worked on', async () => {
    await host.run(
      'mkdir -p /usr/local/bin; printf "#!/bin/sh\\nexit 1\\n" >/usr/local/bin/mkdir; chmod +x /usr/local/bin/mkdir',
    );
    const broken: HostShell = {
      target: host.target,
      run: (script, options) => host.run(`PATH=/usr/local/bin:$PATH\n${script}`, options),
      upload: (...args) => host.upload(...args),
    };
    await expect(converge(broken, [config], { mode: 'apply' })).rejects.toThrow(
      'root@192.0.2.10:22: cannot write to /var/lib/fleetwright',
    );
  });

  test('does not take half a report for a whole one', async () => {
    const cut: HostShell = {
      target: host.target,
      run: (script, options) => host.run(script.replace(/^end$/m, 'exit'), options),
      upload: (...args) => host.upload(...args),
    };
    await expect(converge(cut, [config], { mode: 'check' })).rejects.toThrow(
      'the report of the run ends early',
    );
  });

  test('stops between two operations when the script is told to end', async () => {
    const operations: Operation[] = [
      {
        kind: 'command',
        id: 'one',
        description: 'end it',
        check: 'test -e /srv/one',
        apply: ': >/srv/one; kill -TERM $(cat /srv/pid)',
      },
      { ...config, id: 'two' },
    ];
    const told: HostShell = {
      target: host.target,
      run: (script, options) => host.run(`echo $$ >/srv/pid\n${script}`, options),
      upload: (...args) => host.upload(...args),
    };
    await expect(converge(told, operations, { mode: 'apply' })).rejects.toThrow(
      'interrupted on the host by a signal',
    );
    expect(host.exists('/etc/app/app.conf')).toBe(false);
    expect((await converge(host, operations, { mode: 'apply' })).changed).toEqual(['two']);
  });
});

test('redacts a secret of several lines also where only one of them shows', () => {
  const redact = redactor(['-----BEGIN KEY-----\nabcdefghijklmnop\nxyz\n-----END KEY-----\n', 'token']);
  expect(redact('line 2: abcdefghijklmnop, token; xyz')).toBe('line 2: (redacted), (redacted); xyz');
});
