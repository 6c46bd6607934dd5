import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import type { Operation } from '../../src/bootstrap';
import { compile } from '../../src/bootstrap/compile';
import { printExactly, quote } from '../../src/bootstrap/shell-text';
import { describeWith } from '../support/require-component';

const everyKind: readonly Operation[] = [
  { kind: 'directory', id: 'folder', description: 'make a folder', path: '/srv/a', mode: '0755' },
  {
    kind: 'file',
    id: 'unit',
    description: 'write a unit',
    path: '/etc/systemd/system/a.service',
    content: '[Unit]\n',
    mode: '0644',
  },
  {
    kind: 'file',
    id: 'secret',
    description: 'write a secret',
    path: '/srv/a/s',
    content: 'tiger-stripes',
    mode: '0600',
    sensitive: true,
  },
  {
    kind: 'packages',
    id: 'packages',
    description: 'install packages',
    names: ['socat', 'kubelet=1.34.4-*'],
    hold: true,
  },
  {
    kind: 'transfer',
    id: 'pushed',
    description: 'push a file',
    path: '/usr/local/bin/a',
    mode: '0755',
    sha256: 'a'.repeat(64),
    source: { kind: 'push', localPath: '/tmp/a', size: 1 },
  },
  {
    kind: 'transfer',
    id: 'fetched',
    description: 'fetch a file',
    path: '/usr/local/bin/b',
    mode: '0755',
    sha256: 'b'.repeat(64),
    source: { kind: 'fetch', url: 'https://mirror.example/b?x=$1&y' },
  },
  {
    kind: 'command',
    id: 'command',
    description: 'do it',
    check: 'test -e /srv/done',
    apply: "echo 'done' >/srv/done",
    secrets: ['hush-hush'],
  },
  { kind: 'absent', id: 'absent', description: 'remove it', paths: ['/srv/old'] },
  {
    kind: 'service',
    id: 'service',
    description: 'run it',
    unit: 'a.service',
    enabled: true,
    state: 'started',
    restartOn: ['unit', 'pushed'],
  },
];

const tag = '@fleetwright:test';

test('the check mode neither carries content nor the code that writes', () => {
  const { script } = compile(everyKind, { mode: 'check', tag });
  expect(script).not.toMatch(/tiger-stripes|apply_|apt-get|mkdir|rm -/);
});

test('a script cut off anywhere runs nothing', () => {
  const { script } = compile(everyKind, { mode: 'check', tag });
  for (let end = 0; end < script.lastIndexOf('main; exit'); end += 331) {
    expect(spawnSync('sh', { input: script.slice(0, end) }).stdout.toString()).toBe('');
  }
  expect(spawnSync('sh', { input: script }).stdout.toString()).toContain(`${tag} end complete`);
});

const awkward = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\0', '\n', "'", '"', '\\', '%', '$', '`', '-', '\r', '\x81'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});

for (const [command, ...args] of [['sh'], ['bash', '--posix'], ['busybox', 'sh']] as const) {
  const component = {
    name: command,
    available: spawnSync(command, [...args, '-c', 'true']).status === 0,
    howToEnable: `install ${command} and run the tests again`,
  };
  describeWith(component, `under ${command}`, () => {
    test('any text is printed and read exactly', () => {
      fc.assert(
        fc.property(awkward, (text) => {
          const printed = spawnSync(command, args, { input: printExactly(text) });
          expect(printed.stdout.equals(Buffer.from(text, 'utf8'))).toBe(true);
          const word = text.replaceAll('\0', '');
          const quoted = spawnSync(command, args, { input: `printf %s ${quote(word)}` });
          expect(quoted.stdout.equals(Buffer.from(word, 'utf8'))).toBe(true);
        }),
        { numRuns: 60 },
      );
    });
  });
}

describeWith(
  {
    name: 'shellcheck',
    available: spawnSync('shellcheck', ['--version']).status === 0,
    howToEnable: 'install shellcheck and run the tests again',
  },
  'shellcheck',
  () => {
    test.each(['check', 'apply'] as const)('finds nothing in the %s script', (mode) => {
      const { script } = compile(everyKind, { mode, tag });
      // Text for later stands in single quotes; variables are set in one function and read in another; functions are called by name; words are split on purpose where a comment says so.
      const excluded = 'SC2016,SC2034,SC2086,SC2154,SC2254,SC2317,SC2329';
      const { stdout } = spawnSync('shellcheck', ['-s', 'sh', '-e', excluded, '-'], { input: script });
      expect(stdout.toString()).toBe('');
    });
  },
);
