import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run-command';

/** Where a file of a package comes from: a program of this machine, a folder of it with all that is in it, or a text. */
export type PackagedFile =
  | { readonly source: string }
  | { readonly folder: string }
  | { readonly text: string; readonly executable?: true };

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly depends: readonly string[];
  /** By their path in the package. */
  readonly files: Readonly<Record<string, PackagedFile>>;
  /** Those of them that are settings, which an upgrade leaves as they are. */
  readonly settings?: readonly string[];
  /** sh; by name: `postinst`, `prerm`. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Makes `<name>_<version>_amd64.deb` in the folder. */
export async function makeDebianPackage(one: DebianPackage, folder: string): Promise<void> {
  const { name, version, depends, files, settings = [], scripts = {} } = one;
  const root = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    chmodSync(root, 0o755);
    placeFiles(files, root);
    const control = [
      `Package: ${name}`,
      `Version: ${version}`,
      'Architecture: amd64',
      'Maintainer: tests <tests@fleetwright.test>',
      ...(depends.length > 0 ? [`Depends: ${depends.join(', ')}`] : []),
      `Description: ${name} of a test`,
    ];
    placeFiles(
      {
        'DEBIAN/control': { text: `${control.join('\n')}\n` },
        ...(settings.length > 0
          ? { 'DEBIAN/conffiles': { text: settings.map((path) => `/${path}\n`).join('') } }
          : {}),
        ...Object.fromEntries(
          Object.entries(scripts).map(([script, text]) => [
            `DEBIAN/${script}`,
            { text, executable: true as const },
          ]),
        ),
      },
      root,
    );
    const file = join(folder, `${name}_${version}_amd64.deb`);
    // Fast to pack: it is read once or twice, over a bridge.
    await run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, file]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Lays files out below a folder, as they are to be below `/`. */
export function placeFiles(files: DebianPackage['files'], root: string): void {
  for (const [path, file] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    if ('folder' in file) {
      cpSync(file.folder, target, { recursive: true, dereference: true });
      continue;
    }
    if ('text' in file) writeFileSync(target, file.text);
    else copyFileSync(file.source, target);
    chmodSync(target, 'source' in file || file.executable === true ? 0o755 : 0o644);
  }
}
