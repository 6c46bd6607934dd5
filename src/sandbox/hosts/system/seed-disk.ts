import { existsSync, readFileSync } from 'node:fs';
import type { SeededRandom } from '../../world/random';
import type { CompleteSpec } from '../machine-spec';
import { CREATED_DEVICES } from './namespace';
import { basePackages } from '../packages/catalogue';
import { DpkgStatus } from '../packages/dpkg-status';
import type { MachineFiles } from './machine-files';

const OS_RELEASE = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
`;

const SOURCES = `deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian-security bookworm-security main
`;

const EMPTY = [
  '/etc/apt/keyrings',
  '/etc/apt/sources.list.d',
  '/etc/modules-load.d',
  '/etc/sudoers.d',
  '/etc/sysctl.d',
  '/etc/systemd/system',
];

/** What an installed Debian has on its disk before its first boot, as far as programs look at it. */
export function seedDisk(files: MachineFiles, random: SeededRandom): void {
  files.write(
    '/etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  );
  files.write('/etc/group', 'root:x:0:\nsudo:x:27:\nnogroup:x:65534:\n');
  files.write('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files\n');
  files.write('/etc/os-release', OS_RELEASE);
  files.write('/etc/debian_version', '12.5\n');
  files.write('/etc/machine-id', `${random.hex(32)}\n`, 0o444);
  files.write('/etc/fstab', '# /etc/fstab\n');
  files.write('/etc/resolv.conf', '# there is no name server\n');
  files.write('/etc/apt/sources.list', SOURCES);
  files.write('/etc/ssh/sshd_config', 'PasswordAuthentication no\n');
  files.write(
    '/etc/profile',
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nexport PATH\n',
  );
  for (const folder of EMPTY) files.makeFolder(folder);
  const openssl = '/etc/ssl/openssl.cnf';
  if (existsSync(openssl)) files.write(openssl, readFileSync(openssl));
  files.makeFolder('/etc/ssl/certs');
  files.makeFolder('/root', 0o700);
  for (const folder of ['/var/lib', '/var/log/journal', '/var/cache', '/usr/local/bin'])
    files.makeFolder(folder);
  for (const folder of ['/tmp', '/var/tmp']) files.makeFolder(folder, 0o1777);
  for (const device of CREATED_DEVICES) files.write(`/dev/${device}`, '');
  files.makeFolder('/dev/shm', 0o1777);
  for (const [index, name] of ['stdin', 'stdout', 'stderr'].entries()) {
    files.makeLink(`/dev/${name}`, `/proc/self/fd/${String(index)}`);
  }
  files.makeLink('/dev/fd', '/proc/self/fd');
  files.makeLink('/var/run', '/run');
  new DpkgStatus(files).save(basePackages());
}

/** The host's name and the names of its addresses. @param fqdn when it is another one */
export function writeHostname(
  files: MachineFiles,
  hostname: string,
  spec: CompleteSpec,
  fqdn = hostname,
): void {
  const [short = hostname] = hostname.split('.');
  const names = [...new Set([fqdn, hostname, short])].join(' ');
  files.write('/etc/hostname', `${hostname}\n`);
  files.write('/etc/hosts', `127.0.0.1 localhost\n${spec.addresses[0]} ${names}\n`);
}
