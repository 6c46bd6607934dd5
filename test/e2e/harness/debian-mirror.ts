import { makeAptRepository } from './apt-repository';
import { cachedFolder, cachePath, keyOf } from './cache';
import { ensureHostImage } from './host-image';
import { progress } from './progress';
import { run } from './run-command';

/** What recipes install of the distribution's own. */
const packages = ['zookeeperd', 'default-jre-headless'];
/** Raised when the way the mirror is put together changes. */
const format = '1';

const download = `set -eu
apt-get -q update
apt-get -q -y install --no-install-recommends --download-only ${packages.join(' ')}
mv /var/cache/apt/archives/*.deb /mirror/
chown -R "$1" /mirror
`;

/**
 * An apt repository with the packages that a new test host lacks when it is to run ZooKeeper and Java, from where the hosts
 * get theirs. They are fetched once and not by every host of every run.
 */
export async function ensureDebianMirror(): Promise<string> {
  const image = await ensureHostImage();
  const key = keyOf(format, image, download);
  return cachedFolder(cachePath('debian-mirror'), key, async (temporary) => {
    progress(`fetching ${packages.join(', ')} and what they depend on`);
    const owner = `${String(process.getuid?.() ?? 0)}:${String(process.getgid?.() ?? 0)}`;
    await run('docker', [
      ...['run', '--rm', '--interactive', '--volume', `${temporary}:/mirror`, image],
      ...['sh', '-c', download, 'download', owner],
    ]);
    await makeAptRepository(temporary, 'mirror');
  });
}

/** sh; has a host take packages from the mirror alone, and write them as something does that can be installed again. */
export function useDebianMirror(origin: string): string {
  return `
rm -f /etc/apt/sources.list.d/*
curl -fsS -o /etc/apt/trusted.gpg.d/mirror.asc ${origin}/Release.key
echo 'deb ${origin} ./' >/etc/apt/sources.list
echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/test
`;
}
