import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { BundleError } from '../../bootstrap/bundle';
import { cacheFolder } from '../../bootstrap/bundle/archive-cache';
import { sha256Of } from '../../bootstrap/bundle/checksum';
import { download } from '../../bootstrap/bundle/download';
import type { PackageFile, ServicePackages } from '../../bootstrap/recipes/service';
import { isUnknown, type Diagnostics, type Known, type Planned, type Schema } from '../../tfplugin';
import type { mesosMasterSchema } from '../schemas/mesos-master';
import { exactlyOne } from '../validation/exactly-one';

type Declared = Known<typeof mesosMasterSchema>['packages'];
type DeclaredFile = NonNullable<Declared['files']>[number];

/** The packages of a resource as the recipe takes them; what is pushed from a URL is downloaded first. */
export async function servicePackages(
  declared: Declared | null,
  signal: AbortSignal,
): Promise<ServicePackages> {
  const names = declared?.apt_packages ?? null;
  const named = names === null ? {} : { names };
  if (declared === null || declared.system) return { kind: 'system', ...named };
  if (declared.apt_repository !== null) {
    return {
      kind: 'apt',
      repository: declared.apt_repository,
      ...(declared.apt_key_url === null ? {} : { keyUrl: declared.apt_key_url }),
      ...(declared.apt_key_fingerprint === null ? {} : { keyFingerprint: declared.apt_key_fingerprint }),
      ...named,
    };
  }
  const files = declared.files ?? [];
  return { kind: 'files', files: await Promise.all(files.map((file) => packageFile(file, signal))) };
}

async function packageFile(file: DeclaredFile, signal: AbortSignal): Promise<PackageFile> {
  const sha256 = file.sha256.toLowerCase().replace(/^sha256:/, '');
  const { url } = file;
  if (url !== null) {
    const name = nameOf(new URL(url).pathname);
    if (file.delivery === 'fetch') return { name, sha256, source: { kind: 'fetch', url } };
    const path = join(cacheFolder(), `${sha256}-${name}`);
    if ((await sha256Of(path).catch(() => null)) !== sha256) await download(url, path, { sha256, signal });
    return pushed(name, sha256, path);
  }
  const path = file.path ?? '';
  return pushed(nameOf(path), sha256, resolve(path.startsWith('~/') ? join(homedir(), path.slice(2)) : path));
}

async function pushed(name: string, sha256: string, localPath: string): Promise<PackageFile> {
  const found = await stat(localPath).catch(() => null);
  if (found?.isFile() !== true) throw new BundleError(`packages.files: there is no file ${localPath}`);
  return { name, sha256, source: { kind: 'push', localPath, size: found.size } };
}

function nameOf(path: string): string {
  return decodeURIComponent(basename(path)).replaceAll(/[^A-Za-z0-9._+~-]/g, '-');
}

/** What can be said of `packages` before anything is known of the host. */
export function validatePackages(
  packages: Planned<Schema & typeof mesosMasterSchema>['packages'],
  diagnostics: Diagnostics,
): void {
  if (packages === null || isUnknown(packages)) return;
  const { apt_repository, files, system } = packages;
  const { set, verdict } = exactlyOne({ apt_repository, files, system });
  if (verdict === 'none' || verdict === 'several') {
    diagnostics.error(
      ['packages'],
      verdict === 'none' ? 'packages names no source' : `packages names several sources: ${set.join(', ')}`,
      'set exactly one of apt_repository, files and system',
    );
  }
  if (
    typeof apt_repository === 'string' &&
    packages.apt_key_url === null &&
    packages.apt_key_fingerprint === null
  ) {
    diagnostics.error(
      ['packages', 'apt_key_url'],
      `packages.apt_repository ${JSON.stringify(apt_repository)} has no key`,
      "set apt_key_url to the URL of the repository's signing key, or apt_key_fingerprint to have the key below the repository checked",
    );
  }
  if (files === null || isUnknown(files)) return;
  files.forEach((file, index) => {
    if (file === null || isUnknown(file)) return;
    const at = ['packages', 'files', index];
    const choice = exactlyOne({ url: file.url, path: file.path });
    if (choice.verdict === 'none' || choice.verdict === 'several') {
      diagnostics.error(at, 'a file takes exactly one of url and path', 'set one of them');
    } else if (file.delivery === 'fetch' && typeof file.path === 'string') {
      diagnostics.error(
        [...at, 'delivery'],
        'delivery "fetch" needs a url',
        'hosts cannot download a file of this machine: use "push", or set url',
      );
    }
  });
}
