import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { STAND_IN, standInClient } from '../programs/stand-in-client';
import { calledSystemPrograms, substitutePrograms } from '../programs/called-programs';
import { shellPrograms } from '../programs/shell-programs';
import { hostPrograms } from './host-programs';
import { INIT_FILE, initScript, setUpScript } from './namespace';

/** Where the programs and libraries of this computer are on a machine. */
const HOST = '/.host';

const PROGRAM_FOLDERS = ['/usr/bin', '/usr/sbin', '/bin', '/sbin'];

/**
 * What all machines share and none can change: `/usr` without `/usr/local`. Its programs are those of this computer
 * that a fresh machine has, stand-ins for those that would need a kernel or a network of their own, and Node, the one
 * program that this computer has for sure and that can answer HTTP.
 */
export class BaseImage {
  /** `/usr` of every machine. */
  readonly usr: string;
  /** An empty folder that a booting machine covers with its disk. */
  readonly mountPoint: string;
  /** The script with which a machine's first process begins. */
  readonly setUp: string;
  /** Folders of this computer that machines see below `/.host`. */
  readonly hostFolders: readonly string[];
  private readonly rootLinks: readonly (readonly [name: string, target: string])[];

  /** @param node Node's program on this computer */
  constructor(folder: string, node = process.execPath) {
    this.usr = join(folder, 'usr');
    this.mountPoint = join(folder, 'root');
    mkdirSync(this.mountPoint, { recursive: true });
    this.setUp = join(folder, 'set-up');
    writeFileSync(this.setUp, setUpScript);
    for (const name of ['bin', 'local', 'lib/systemd', 'games', 'src']) {
      mkdirSync(join(this.usr, name), { recursive: true });
    }
    symlinkSync('bin', join(this.usr, 'sbin'));
    const libraries = ['lib', 'lib32', 'lib64', 'libx32'].filter((name) => existsSync(`/${name}`));
    // Where /lib is a link into /usr, what is in /usr is enough.
    const separate = libraries.filter((name) => !lstatSync(`/${name}`).isSymbolicLink());
    const realNode = realpathSync(node);
    this.hostFolders = ['/usr', ...separate.map((name) => `/${name}`)];
    if (!this.isShared(realNode)) this.hostFolders = [...this.hostFolders, dirname(realNode)];
    this.rootLinks = [
      ['bin', 'usr/bin'],
      ['sbin', 'usr/bin'],
      ...libraries.map((name) => [name, separate.includes(name) ? `.host/${name}` : `usr/${name}`] as const),
    ];
    this.addLibraries();
    this.addPrograms();
    symlinkSync(`${HOST}${realNode}`, join(this.usr, 'bin/node'));
  }

  /** The folders and links at the root of an empty disk. */
  layOut(disk: string): void {
    const folders = [
      'boot',
      'dev',
      'etc',
      'home',
      'media',
      'mnt',
      'opt',
      'proc',
      'run',
      'srv',
      'sys',
      'usr/local',
    ];
    for (const name of [...folders, ...this.hostFolders.map((path) => `${HOST}${path}`)]) {
      mkdirSync(join(disk, name), { recursive: true });
    }
    for (const [name, target] of this.rootLinks) symlinkSync(target, join(disk, name));
    symlinkSync('/usr/lib/fleetwright/ld.so.cache', join(disk, 'etc/ld.so.cache'));
  }

  private isShared(path: string): boolean {
    return this.hostFolders.some((folder) => path.startsWith(`${folder}/`));
  }

  /** Libraries are read where the host has them: `/usr/lib` must be a folder of ours only for what we add to it. */
  private addLibraries(): void {
    for (const name of ['lib', 'lib32', 'lib64', 'libx32', 'libexec', 'share', 'include']) {
      const own = join(this.usr, name);
      if (name !== 'lib' && existsSync(`/usr/${name}`)) symlinkSync(`${HOST}/usr/${name}`, own);
    }
    const lib = join(this.usr, 'lib');
    for (const name of namesIn('/usr/lib')) {
      if (name !== 'systemd' && name !== 'fleetwright')
        symlinkSync(`${HOST}/usr/lib/${name}`, join(lib, name));
    }
    mkdirSync(join(lib, 'fleetwright'));
    if (existsSync('/etc/ld.so.cache'))
      copyFileSync('/etc/ld.so.cache', join(lib, 'fleetwright/ld.so.cache'));
  }

  private addPrograms(): void {
    const placed = new Set<string>();
    for (const name of hostPrograms) {
      const found = PROGRAM_FOLDERS.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
      if (found === undefined) continue;
      const real = realpathSync(found);
      if (this.isShared(real)) {
        symlinkSync(`${HOST}${real}`, join(this.usr, 'bin', name));
        placed.add(name);
      }
    }
    for (const [name, text] of Object.entries(shellPrograms)) {
      writeFileSync(join(this.usr, 'bin', name), text, { mode: 0o755 });
    }
    writeFileSync(join(this.usr, INIT_FILE.slice('/usr/'.length)), initScript, { mode: 0o755 });
    writeFileSync(join(this.usr, STAND_IN.slice('/usr/'.length)), standInClient, { mode: 0o755 });
    const missing = substitutePrograms.filter((name) => !placed.has(name));
    for (const name of [...calledSystemPrograms, ...missing])
      symlinkSync(STAND_IN, join(this.usr, 'bin', name));
  }
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
