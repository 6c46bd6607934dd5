import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { cacheFolder, unpackArchive } from './archive-cache';
import { digest, sha256Of, verifyFile } from './checksum';
import { download, downloadText } from './download';
import type { LoadedBundle } from './loaded-bundle';
import { BundleError, parseManifest } from './manifest';
import { sharedLoad } from './shared-loads';

export interface LoadBundleOptions {
  /** Expected SHA-256 in hex: of the archive, or of `bundle.json` when the bundle is a folder or the URL of one. */
  readonly sha256?: string;
  /** `push` (default): the files come to this machine first. `fetch`: only the manifest does; needs the URL of an unpacked bundle. */
  readonly delivery?: 'push' | 'fetch';
  /** Where archives are unpacked. Default `fleetwright/bundles` in the user's cache folder. */
  readonly cache?: string;
  readonly signal?: AbortSignal;
}

/**
 * Reads the bundle at `source`: a folder, a `.tar`, `.tar.gz` or `.tgz` file, or an http(s) URL of an archive
 * or of an unpacked bundle. Archives are unpacked once per content into a cache. A checksum in the manifest is
 * verified on the host that receives the file, so nothing large is read here. What is behind a URL is read once per
 * process. Rejects with {@link BundleError}.
 */
export async function loadBundle(source: string, options: LoadBundleOptions = {}): Promise<LoadedBundle> {
  const sha256 = options.sha256?.toLowerCase().replace(/^sha256:/, '');
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new BundleError(`packages.bundle_sha256 "${String(options.sha256)}" must be 64 hex digits`);
  }
  const cache = options.cache ?? cacheFolder();
  const isUrl = /^https?:\/\//i.test(source);
  if (options.delivery === 'fetch') {
    if (!isUrl || isArchive(source)) {
      throw new BundleError(
        `packages.bundle "${source}": bundle_delivery "fetch" needs the http(s) URL of an unpacked bundle (the folder with bundle.json); use "push" for a folder or an archive`,
      );
    }
  }
  if (isUrl) {
    const { delivery = 'push', signal } = options;
    const key = JSON.stringify([source, sha256, delivery, cache]);
    return sharedLoad(key, () => loadRemote(source, delivery, sha256, cache, signal), signal);
  }
  const path = resolve(source.startsWith('~/') ? join(homedir(), source.slice(2)) : source);
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new BundleError(`packages.bundle "${source}": no such file or folder (looked at ${path})`);
  if (found.isDirectory()) return fromFolder(source, path, sha256);
  if (!isArchive(path)) {
    throw new BundleError(
      `packages.bundle "${source}" must be a folder, a .tar, .tar.gz or .tgz file, or an http(s) URL`,
    );
  }
  if (sha256 !== undefined) await verifyFile(path, sha256, source);
  const key = sha256 ?? digest(`${path}\n${String(found.size)}\n${String(found.mtimeMs)}`);
  return fromFolder(source, await unpackArchive(path, key, cache, options.signal));
}

function loadRemote(
  source: string,
  delivery: 'push' | 'fetch',
  sha256: string | undefined,
  cache: string,
  signal?: AbortSignal,
): Promise<LoadedBundle> {
  if (delivery === 'fetch') return loadRemoteManifest(source, sha256, signal);
  return isArchive(source)
    ? loadRemoteArchive(source, sha256, cache, signal)
    : mirrorRemoteBundle(source, sha256, cache, signal);
}

async function fromFolder(source: string, folder: string, sha256?: string): Promise<LoadedBundle> {
  const where = join(folder, 'bundle.json');
  const text = await readFile(where, 'utf8').catch((error: unknown) => {
    throw new BundleError(`packages.bundle "${source}": cannot read ${where}: ${(error as Error).message}`);
  });
  verifyText(text, sha256, where);
  return { manifest: parseManifest(text, where), source, folder, baseUrl: null };
}

async function loadRemoteManifest(
  source: string,
  sha256: string | undefined,
  signal?: AbortSignal,
): Promise<LoadedBundle> {
  const baseUrl = source.endsWith('/') ? source : `${source}/`;
  const where = `${baseUrl}bundle.json`;
  const text = await downloadText(where, signal);
  verifyText(text, sha256, where);
  return { manifest: parseManifest(text, where), source, folder: null, baseUrl };
}

async function loadRemoteArchive(
  source: string,
  sha256: string | undefined,
  cache: string,
  signal?: AbortSignal,
): Promise<LoadedBundle> {
  const archive = join(cache, `${sha256 ?? digest(source)}${source.endsWith('.tar') ? '.tar' : '.tar.gz'}`);
  const cached = sha256 !== undefined && (await sha256Of(archive).catch(() => null)) === sha256;
  if (!cached) await download(source, archive, { sha256, signal });
  const actual = sha256 ?? (await sha256Of(archive));
  return fromFolder(source, await unpackArchive(archive, actual, cache, signal));
}

/** Every file of an unpacked bundle behind a URL, so that it can be pushed on. */
async function mirrorRemoteBundle(
  source: string,
  sha256: string | undefined,
  cache: string,
  signal?: AbortSignal,
): Promise<LoadedBundle> {
  const { manifest, baseUrl } = await loadRemoteManifest(source, sha256, signal);
  const folder = join(cache, digest(JSON.stringify(manifest)));
  for (const file of manifest.files) {
    const path = join(folder, file.path);
    const present = await stat(path).catch(() => null);
    if (present?.size === file.size) continue;
    await download(`${String(baseUrl)}${file.path}`, path, { sha256: file.sha256, signal });
  }
  return { manifest, source, folder, baseUrl: null };
}

function isArchive(source: string): boolean {
  return /\.(tar|tar\.gz|tgz)$/i.test(source.replace(/[?#].*$/, ''));
}

function verifyText(text: string, expected: string | undefined, where: string): void {
  if (expected === undefined || digest(text) === expected) return;
  throw new BundleError(
    `${where} has the SHA-256 ${digest(text)}, not ${expected}; packages.bundle_sha256 of an unpacked bundle is that of its bundle.json`,
  );
}
