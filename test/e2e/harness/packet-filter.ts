import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder, cachePath, keyOf } from './cache';
import { ensureHostImage } from './host-image';
import { progress } from './progress';
import { run } from './run-command';
import { ensureContainers } from './toolchain';

/** The programs, their libraries and iptables' extensions, with symbolic links followed: an image has none of Debian's. */
const collect = `set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >&2 </dev/null
apt-get install -y -qq --no-install-recommends iptables conntrack ipset >&2 </dev/null
programs=$(for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore conntrack ipset; do
  command -v "$name"
done)
extensions=$(ls /usr/lib/*/xtables/*.so)
libraries=$(ldd $programs $extensions 2>/dev/null | grep -o '/[^ :]*\\.so[^ :]*' | sort -u)
tar --dereference --sort=name -C / -cf - $(printf '%s\\n' $programs $extensions $libraries | sort -u) 2>/dev/null
`;

/** What kube-proxy calls in its image (iptables, conntrack), taken from Debian's packages. Returns the folder of files. */
export async function packetFilterFiles(): Promise<string> {
  await ensureContainers();
  const image = await ensureHostImage();
  const folder = await cachedFolder(cachePath('packet-filter'), keyOf(collect), async (temporary) => {
    progress('collecting iptables and conntrack for the kube-proxy image');
    const root = join(temporary, 'root');
    mkdirSync(root);
    const pipe = `docker run --rm --interactive "$1" sh | tar -C "$2" -x`;
    await run('bash', ['-o', 'pipefail', '-c', pipe, 'bash', image, root], { input: collect });
  });
  return join(folder, 'root');
}
