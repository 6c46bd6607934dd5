import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath, keyOf } from './cache';
import { progress } from './progress';
import { findProgram, run, runAsRoot, tryRun } from './run-command';

const release = 'bookworm';
/** What a plain Debian server has and the smallest variant lacks; nothing that a recipe should install itself. */
const packages = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'openssh-server',
  'iproute2',
  'procps',
  'kmod',
  'ca-certificates',
  'curl',
  'sudo',
];
export const hostUser = 'fleet';

/**
 * Docker mounts the control groups and /proc/sys read-only. With a cgroup namespace of its own the host may write its own
 * part of the former; of the latter the part that belongs to its network namespace, and files of its own stand where a
 * kubelet sets what holds for the whole machine. Mounts propagate as systemd makes them propagate on a machine.
 */
const containerInit = `#!/bin/sh
for mount in /sys/fs/cgroup /sys/fs/cgroup/*; do
  if mountpoint -q "$mount"; then mount -o remount,rw,bind "$mount"; fi
done
mount --bind /proc/sys/net /proc/sys/net
mount -o remount,rw,bind /proc/sys/net
mkdir -p /run/sysctl
for name in vm/overcommit_memory vm/panic_on_oom kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes; do
  own="/run/sysctl/$(basename "$name")"
  cat "/proc/sys/$name" > "$own"
  mount --bind "$own" "/proc/sys/$name"
done
mount --make-rshared /
exec /sbin/init
`;

/** Every host makes its own keys at its first boot, as a machine installed from a cloud image does. */
const hostKeysUnit = `[Unit]
Description=Make the SSH host keys of this machine
Before=ssh.service
ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key

[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -A

[Install]
WantedBy=ssh.service
`;

const customize = `set -eu
cd "$1"
rm -f etc/ssh/ssh_host_*
: > etc/machine-id
rm -rf var/lib/apt/lists/* var/cache/apt/*.bin var/cache/apt/archives/*.deb
chmod 755 usr/sbin/container-init
chroot . systemctl enable ssh-host-keys.service
chroot . useradd --create-home --shell /bin/bash ${hostUser}
echo '${hostUser} ALL=(ALL) NOPASSWD: ALL' > etc/sudoers.d/${hostUser}
chmod 440 etc/sudoers.d/${hostUser}
chroot . update-ca-certificates
`;

/** The Docker image of a Debian machine with systemd and sshd; made when it is not there yet (about a minute). */
export async function ensureHostImage(): Promise<string> {
  const files = await machineFiles();
  const key = keyOf(release, ...packages, containerInit, hostKeysUnit, customize, JSON.stringify([...files]));
  const image = `fleetwright-test-host:${key}`;
  if ((await tryRun('docker', ['image', 'inspect', image])).status === 0) return image;

  progress('making the Debian image of the test hosts');
  mkdirSync(cachePath('docker'), { recursive: true });
  const root = mkdtempSync(cachePath('docker', 'debian-'));
  const log = cachePath('docker', 'debootstrap.log');
  try {
    const debootstrap = findProgram('debootstrap') ?? 'debootstrap';
    const options = ['--variant=minbase', `--include=${packages.join(',')}`, release, root];
    await runAsRoot(debootstrap, [...options, ...(await aptMirror())], { logFile: log });
    files.set('usr/sbin/container-init', containerInit);
    files.set('etc/systemd/system/ssh-host-keys.service', hostKeysUnit);
    await writeFiles(root, files);
    await runAsRoot('sh', ['-c', customize, 'customize', root], { logFile: log });
    await importImage(root, image);
  } finally {
    await runAsRoot('sh', [
      '-c',
      `umount "$1/proc" "$1/sys" 2>/dev/null || true; rm -rf --one-file-system "$1"`,
      'sh',
      root,
    ]);
  }
  return image;
}

/** Where this machine itself gets the release from; nothing on another distribution, where debootstrap knows its default. */
async function aptMirror(): Promise<string[]> {
  if (!isSameRelease()) return [];
  const format = ['--format', '$(REPO_URI)', 'Created-By: Packages', `Codename: ${release}`];
  const uris = await run('apt-get', ['indextargets', ...format]);
  return uris
    .split('\n')
    .filter((uri) => /^https?:/.test(uri))
    .slice(0, 1);
}

function isSameRelease(): boolean {
  return (
    existsSync('/etc/os-release') &&
    readFileSync('/etc/os-release', 'utf8').includes(`VERSION_CODENAME=${release}`)
  );
}

/** How this machine reaches its packages (sources, proxies, certificate authorities), so that the hosts do it the same way. */
async function machineFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const add = (folder: string, pattern: RegExp) => {
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)
      .filter((entry) => pattern.test(entry))
      .sort()) {
      files.set(join(folder, name).slice(1), readFileSync(join(folder, name), 'utf8'));
    }
  };
  add('/usr/local/share/ca-certificates', /\.crt$/);
  if (isSameRelease()) {
    // One of the two is where the release comes from; debootstrap's own file would name the mirror twice.
    files.set('etc/apt/sources.list', '');
    add('/etc/apt', /^sources\.list$/);
    add('/etc/apt/sources.list.d', /\.(list|sources)$/);
    add('/etc/apt/preferences.d', /^[\w.-]+$/);
  }
  if (findProgram('apt-config') !== undefined) {
    const settings = (await run('apt-config', ['dump'])).split('\n');
    const network = settings.filter((line) => /^Acquire::(https?::|Check-|Retries|Force)/.test(line));
    files.set('etc/apt/apt.conf.d/90machine', `${network.join('\n')}\n`);
  }
  return files;
}

async function writeFiles(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  const staged = mkdtempSync(cachePath('docker', 'files-'));
  for (const [path, content] of files) {
    mkdirSync(join(staged, path, '..'), { recursive: true });
    writeFileSync(join(staged, path), content, { mode: 0o644 });
  }
  // The modes of folders that exist already stay as they are.
  const copy = 'chmod -R go+rX "$1" && cp -r --no-preserve=ownership "$1/." "$2/" && rm -rf "$1"';
  await runAsRoot('sh', ['-c', copy, 'sh', staged, root]);
}

async function importImage(root: string, image: string): Promise<void> {
  const script = `tar -C "$1" --exclude='./proc/*' --exclude='./sys/*' -c . | docker import -c 'CMD ["/sbin/container-init"]' -c 'ENV container=docker' - "$2"`;
  await runAsRoot('sh', ['-c', script, 'sh', root, image]);
}
