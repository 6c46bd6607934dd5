import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROVIDER_ARCHIVE, PROVIDER_SOURCE, archiveName, packageVersion } from './provider-package';
import { platformsOf } from './platforms';

/**
 * Puts the provider into a folder in the packed layout of what Terraform calls a filesystem mirror:
 * `<folder>/<host>/<namespace>/<type>/terraform-provider-<type>_<version>_<os>_<arch>.zip`. Packed, because Terraform
 * makes only links to packages it finds unpacked, also in the plugin cache that `cdktf` gives all projects of a user: there
 * a link would point into one project and break the others when that one goes. Returns the files, this machine's platform
 * first.
 */
export function placeInMirror(folder: string): string[] {
  return platformsOf(process.platform, process.arch).map((platform) => {
    const target = join(folder, ...PROVIDER_SOURCE.split('/'), archiveName(packageVersion(), platform));
    copyTo(target, PROVIDER_ARCHIVE);
    return target;
  });
}

/** Removes from a mirror of a stack's own what {@link placeInMirror} did not put there: other versions, other layouts. */
export function removeOthers(folder: string, placed: readonly string[]): void {
  const home = join(folder, ...PROVIDER_SOURCE.split('/'));
  for (const name of readdirSync(home)) {
    if (!placed.includes(join(home, name))) rmSync(join(home, name), { recursive: true });
  }
}

/** A Terraform that runs meanwhile finds the old file or the new one, never a part of one. */
function copyTo(target: string, file: string): void {
  if (sameContent(target, file)) return;
  mkdirSync(dirname(target), { recursive: true });
  const unfinished = `${target}.${String(process.pid)}.unfinished`;
  try {
    copyFileSync(file, unfinished);
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function sameContent(target: string, file: string): boolean {
  try {
    return readFileSync(target).equals(readFileSync(file));
  } catch {
    return false;
  }
}
