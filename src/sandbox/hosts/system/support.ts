import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';

export type Support = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Where programs for administrators are, too: they are not in every user's search path. */
export const HOST_PATH = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

/** What separates a machine from this computer: users, mounts, processes, host name. */
export const NAMESPACES = ['-U', '-m', '-p', '-u'] as const;

let known: Support | undefined;

/** Whether this computer can run machines; found out once, by trying. */
export function support(): Support {
  known ??= probe();
  return known;
}

function probe(): Support {
  if (platform() !== 'linux') {
    return no(
      `machines need the namespaces of Linux, and this is ${platform()}; run the sandbox on Linux, in a virtual machine or in a container that may make user namespaces`,
    );
  }
  const attempt = trial('');
  if (attempt.status === 0) {
    const writable = trial('mount -t tmpfs none /mnt && cd /mnt && mkdir old && pivot_root . old');
    return writable.status === 0
      ? { ok: true }
      : no(`machines cannot change their root: ${saidBy(writable)}`);
  }
  if (attempt.error !== undefined) {
    return no('the program "unshare" is missing; install util-linux (apt-get install util-linux)');
  }
  const setting = (name: string): string =>
    spawnSync('cat', [`/proc/sys/${name}`], { env: { PATH: HOST_PATH } })
      .stdout.toString()
      .trim();
  if (setting('kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return no(
      'AppArmor forbids user namespaces to ordinary users here (the default of Ubuntu 24.04); allow them with: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
    );
  }
  if (setting('kernel/unprivileged_userns_clone') === '0') {
    return no(
      'the kernel forbids user namespaces to ordinary users; allow them with: sudo sysctl kernel.unprivileged_userns_clone=1',
    );
  }
  if (setting('user/max_user_namespaces') === '0') {
    return no(
      'the kernel allows no user namespace; allow them with: sudo sysctl user.max_user_namespaces=10000',
    );
  }
  return no(
    `this computer does not let the sandbox make namespaces (${saidBy(attempt)}); in a container, allow them with --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined`,
  );
}

function trial(script: string): ReturnType<typeof spawnSync> {
  const command = ['-r', '-f', '--mount-proc', 'sh', '-ec', `true\n${script}`];
  return spawnSync('unshare', [...NAMESPACES, ...command], { env: { PATH: HOST_PATH } });
}

function saidBy({ stderr, status }: ReturnType<typeof spawnSync>): string {
  const said = stderr.toString().trim();
  return said === '' ? `status ${String(status)}` : said;
}

function no(reason: string): Support {
  return { ok: false, reason };
}
