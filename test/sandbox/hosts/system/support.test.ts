import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { scratchFolder } from '../../../support/scratch';

const path = process.env.PATH ?? '';
afterEach(() => {
  process.env.PATH = path;
});

/** What is found out where these programs come first, whose scripts are given. */
function supportWith(programs: Readonly<Record<string, string>>): unknown {
  const folder = scratchFolder();
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  process.env.PATH = `${folder}${delimiter}${path}`;
  let found: unknown;
  jest.isolateModules(() => {
    const { support } = jest.requireActual<typeof import('../../../../src/sandbox/hosts/system/support')>(
      '../../../../src/sandbox/hosts/system/support',
    );
    found = support();
  });
  return found;
}

const forbidden = 'echo "unshare: unshare failed: Operation not permitted" >&2; exit 1';

/** A computer whose settings of the kernel are all 1 but this one. */
function settingIs(name: string, value: string, others: string): string {
  return `case $1 in */${name}) echo ${value} ;; *) echo ${others} ;; esac`;
}

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux.each([
  [
    'AppArmor',
    settingIs('kernel/apparmor_restrict_unprivileged_userns', '1', '0'),
    'allow them with: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  ],
  [
    'the kernel of Debian',
    settingIs('kernel/unprivileged_userns_clone', '0', '2'),
    'allow them with: sudo sysctl kernel.unprivileged_userns_clone=1',
  ],
  [
    'a limit of none',
    settingIs('user/max_user_namespaces', '0', '2'),
    'allow them with: sudo sysctl user.max_user_namespaces=10000',
  ],
  [
    'a container',
    'echo 2',
    '(unshare: unshare failed: Operation not permitted); in a container, allow them with',
  ],
])('where %s forbids user namespaces, it says how to allow them', (_, cat, wayOut) => {
  expect(supportWith({ unshare: forbidden, cat })).toEqual({
    ok: false,
    reason: expect.stringContaining(wayOut),
  });
});

onLinux('where the root cannot be changed, it says what stood in the way', () => {
  const unshare = 'case "$*" in *pivot_root*) echo "mount: permission denied" >&2; exit 32 ;; esac';
  expect(supportWith({ unshare })).toEqual({
    ok: false,
    reason: 'machines cannot change their root: mount: permission denied',
  });
});

onLinux('where everything works, it is supported', () => {
  expect(supportWith({ unshare: 'exit 0' })).toEqual({ ok: true });
});
