import { accessSync, chmodSync, constants, copyFileSync, lstatSync, mkdirSync, readlinkSync } from 'node:fs';
import { realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PROVIDER_SOURCE, executableName, platformsOf } from './provider-package';

export interface MirrorOptions {
  /** The provider's one file. */
  readonly file: string;
  readonly version: string;
  /** A copy instead of a symbolic link: for a folder that is moved to another machine. */
  readonly copy: boolean;
}

/**
 * Puts the provider into a folder in the layout Terraform calls a filesystem mirror:
 * `<folder>/<host>/<namespace>/<type>/<version>/<os>_<arch>/`. Returns the files, this machine's
 * platform first.
 */
export function placeInMirror(folder: string, { file, version, copy }: MirrorOptions): string[] {
  return platformsOf(process.platform, process.arch).map((platform) => {
    const target = join(folder, ...PROVIDER_SOURCE.split('/'), version, platform, executableName(version));
    mkdirSync(dirname(target), { recursive: true });
    if (copy || !canBeLinked(file)) {
      copyTo(target, file);
      declareCommonJs(folder);
    } else {
      linkTo(target, file);
    }
    return target;
  });
}

/** Windows needs a privilege for links; a package manager may keep packages in archives or drop the mode. */
function canBeLinked(file: string): boolean {
  if (process.platform === 'win32') return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Relative, so that a project folder may be moved or mounted elsewhere as a whole. */
function linkTo(target: string, file: string): void {
  const destination = relative(realpathSync(dirname(target)), realpathSync(file));
  const existing = lstatSync(target, { throwIfNoEntry: false });
  if (existing?.isSymbolicLink() && readlinkSync(target) === destination) return;
  if (existing !== undefined) rmSync(target, { recursive: true });
  symlinkSync(destination, target);
}

function copyTo(target: string, file: string): void {
  rmSync(target, { recursive: true, force: true });
  copyFileSync(file, target);
  chmodSync(target, 0o755);
}

/**
 * Node asks the nearest package.json whether a script without an extension is CommonJS; a copy inside of
 * a project of ES modules would be taken for one. Outside of the package's folder, whose hash is locked.
 */
function declareCommonJs(folder: string): void {
  const host = PROVIDER_SOURCE.split('/')[0] ?? '';
  writeFileSync(join(folder, host, 'package.json'), '{ "type": "commonjs" }\n');
}
