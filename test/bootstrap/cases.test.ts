import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { converge, ConvergeError, driftLines, type Operation } from '../../src/bootstrap';
import { describeWith, type Component } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

/** A file of test/bootstrap/cases: adding a case is adding a file. */
interface Case {
  readonly host: { readonly files?: Readonly<Record<string, string>>; readonly prepare?: string };
  readonly operations: readonly Operation[];
  readonly expect: {
    readonly drift: readonly string[];
    /** Ids; when given, the apply must succeed, and a second one must have nothing to do. */
    readonly changed?: readonly string[];
    readonly error?: {
      readonly operationId: string;
      readonly exitCode?: number | null;
      readonly message: string;
    };
    readonly files?: Readonly<Record<string, string>>;
    readonly absent?: readonly string[];
    /** What systemctl was told to change, in order. */
    readonly log?: readonly string[];
  };
}

const folder = join(__dirname, 'cases');
const cases = readdirSync(folder).map((name): [string, Case] => [
  basename(name, '.json'),
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case,
]);

const busybox: Component = {
  name: 'unshare and busybox',
  available: sandboxComponent.available && spawnSync('busybox', ['true']).status === 0,
  howToEnable: 'install busybox and run the tests on Linux with unprivileged user namespaces allowed',
};
/** What other shells are tried with: between them they run every shell function of the engine. */
const portable = [
  'absent',
  'absent-with-a-mount-inside',
  'command',
  'command-secret',
  'command-too-long',
  'directory',
  'fetch',
  'file-is-a-link',
  'file-odd-name',
  'packages-other-version',
  'service-breaks',
  'service-new-unit-and-config',
  'service-stopped',
  'transfer-mode-only',
];

const shells: readonly (readonly [Component, readonly string[]])[] = [
  [sandboxComponent, ['sh']],
  [sandboxComponent, ['bash', '--posix']],
  [busybox, ['busybox', 'sh']],
];

for (const [component, shell] of shells) {
  describeWith(component, `operations under ${shell.join(' ')}`, () => {
    let host: SandboxHost;
    beforeEach(async () => {
      host = await SandboxHost.start({ shell, busybox: shell[0] === 'busybox' });
    });
    afterEach(() => host.destroy());

    const tried = shell[0] === 'sh' ? cases : cases.filter(([name]) => portable.includes(name));
    test.each(tried)('%s', async (_name, { host: state, operations, expect: expected }) => {
      for (const [path, content] of Object.entries(state.files ?? {})) host.write(path, content);
      await host.run(state.prepare ?? ':');

      expect(driftLines(await converge(host, operations, { mode: 'check' }))).toEqual(expected.drift);
      const outcome = await converge(host, operations, { mode: 'apply' }).catch((error: unknown) => error);
      if (expected.error !== undefined) {
        expect(outcome).toBeInstanceOf(ConvergeError);
        const { message, ...details } = expected.error;
        expect(outcome).toMatchObject(details);
        expect((outcome as ConvergeError).message).toContain(message);
      } else {
        expect(outcome).toMatchObject({ changed: expected.changed, pending: [] });
      }
      for (const [path, content] of Object.entries(expected.files ?? {}))
        expect(host.read(path)).toBe(content);
      for (const path of expected.absent ?? []) expect([path, host.exists(path)]).toEqual([path, false]);
      if (expected.log !== undefined)
        expect(host.read('/var/log/systemctl.log').trim().split('\n')).toEqual(expected.log);
      if (expected.error === undefined) await expectNothingToDo(host, operations);
    });
  });
}

async function expectNothingToDo(host: SandboxHost, operations: readonly Operation[]): Promise<void> {
  const list =
    "find /etc /var /srv /usr/local /run ! -name script.lock -exec stat -c '%n %a %Y %Z %s' {} + | sort";
  const before = (await host.run(list)).stdout;
  expect((await converge(host, operations, { mode: 'check' })).pending).toEqual([]);
  expect((await host.run(list)).stdout).toBe(before);
  expect(await converge(host, operations, { mode: 'apply' })).toMatchObject({ changed: [], roundTrips: 1 });
}
