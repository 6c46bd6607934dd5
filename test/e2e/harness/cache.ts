import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isRunning, processIdentity } from './process-identity';
import { progress } from './progress';

/** Where everything that was built is kept: `FLEETWRIGHT_CACHE`, by default `~/.cache/fleetwright`. */
export function cachePath(...segments: readonly string[]): string {
  return join(process.env.FLEETWRIGHT_CACHE ?? join(homedir(), '.cache', 'fleetwright'), ...segments);
}

/** A short hash of whatever decides what is built. */
export function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}

/**
 * A folder that is complete or absent: built beside its place and renamed, and built again when `key` differs from the
 * one it was built with. A killed build leaves nothing but a temporary folder, which the next build removes. Two
 * processes do not build the same at once.
 */
export async function cachedFolder(
  path: string,
  key: string,
  build: (temporary: string) => Promise<void>,
): Promise<string> {
  const isComplete = () => existsSync(join(path, '.key')) && readFileSync(join(path, '.key'), 'utf8') === key;
  if (isComplete()) return path;
  mkdirSync(dirname(path), { recursive: true });
  const unlock = await lock(`${path}.lock`);
  try {
    if (isComplete()) return path;
    const temporary = `${path}.building`;
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary);
    await build(temporary);
    writeFileSync(join(temporary, '.key'), key);
    rmSync(path, { recursive: true, force: true });
    renameSync(temporary, path);
    return path;
  } finally {
    unlock();
  }
}

/** Waits until no other process builds the same; the lock of a process that is gone does not count. */
async function lock(file: string): Promise<() => void> {
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, processIdentity(process.pid) ?? '', { flag: 'wx' });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (holder !== '' && !isRunning(holder)) rmSync(file, { force: true });
    else if (attempt === 0)
      progress(`another process (${holder}) is building the same; waiting for "${file}"`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
