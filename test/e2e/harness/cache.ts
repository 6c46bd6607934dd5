import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

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
 * one it was built with. A killed build leaves nothing but a temporary folder, which the next build removes.
 */
export async function cachedFolder(
  path: string,
  key: string,
  build: (temporary: string) => Promise<void>,
): Promise<string> {
  const stamp = join(path, '.key');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return path;
  const temporary = `${path}.building`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  await build(temporary);
  writeFileSync(join(temporary, '.key'), key);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true });
  renameSync(temporary, path);
  return path;
}
