import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { BundleError } from './manifest';

const run = promisify(execFile);

/** `$XDG_CACHE_HOME/fleetwright/bundles`, by default under `~/.cache`. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'fleetwright', 'bundles');
}

/**
 * Unpacks an archive into `<cache>/<key>` unless that is done already, and returns that folder. Two
 * processes may do it at the same time.
 */
export async function unpackArchive(
  archive: string,
  key: string,
  cache: string,
  signal?: AbortSignal,
): Promise<string> {
  const target = join(cache, key);
  if (!(await exists(target))) {
    await mkdir(cache, { recursive: true });
    const partial = await mkdtemp(join(cache, '.unpacking-'));
    try {
      await run(
        'tar',
        ['-xf', archive, '-C', partial, '--no-same-owner'],
        signal === undefined ? {} : { signal },
      );
      await rename(partial, target).catch(async (error: unknown) => {
        if (!(await exists(target))) throw error;
      });
    } catch (error) {
      throw new BundleError(`cannot unpack the bundle ${archive}: ${(error as Error).message.trim()}`);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return target;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
