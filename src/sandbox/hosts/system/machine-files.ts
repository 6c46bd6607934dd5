import {
  appendFileSync,
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const MAX_LINKS = 40;

/**
 * The files of a machine, seen from outside. Symbolic links lead where they lead on the machine: an absolute one
 * starts at the machine's root, and none leaves it.
 */
export class MachineFiles {
  /** @param root the folder that is `/` on the machine */
  constructor(readonly root: string) {}

  /** The path on this computer of a path on the machine, whether it exists or not. */
  locate(path: string): string {
    let links = 0;
    let pending = path.split('/');
    let found: string[] = [];
    for (let part = pending.shift(); part !== undefined; part = pending.shift()) {
      if (part === '' || part === '.') continue;
      if (part === '..') {
        found.pop();
        continue;
      }
      const target = linkTarget(join(this.root, ...found, part));
      if (target === undefined) {
        found.push(part);
        continue;
      }
      links += 1;
      if (links > MAX_LINKS) throw new Error(`${path}: too many levels of symbolic links`);
      if (target.startsWith('/')) found = [];
      pending = [...target.split('/'), ...pending];
    }
    return join(this.root, ...found);
  }

  /** Undefined when there is no such file. */
  read(path: string): string | undefined {
    const local = this.locate(path);
    try {
      return isFile(local) ? readFileSync(local, 'utf8') : undefined;
    } catch (error) {
      // The machine may be destroyed at this moment, or remove it itself.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Also a link that leads to a place which is not on the disk. */
  exists(path: string): boolean {
    return lstatSync(this.ownPath(path), { throwIfNoEntry: false }) !== undefined;
  }

  isFolder(path: string): boolean {
    return lstatSync(this.locate(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  /** Names in a folder, sorted; none when there is no such folder. */
  list(path: string): readonly string[] {
    return this.isFolder(path) ? readdirSync(this.locate(path)).sort() : [];
  }

  /** Where a symbolic link leads, as it is written; undefined when it is none. */
  link(path: string): string | undefined {
    return linkTarget(join(this.locate(dirname(path)), path.slice(path.lastIndexOf('/') + 1)));
  }

  write(path: string, content: string | Buffer, mode = 0o644): void {
    const local = this.locate(path);
    mkdirSync(dirname(local), { recursive: true });
    writeFileSync(local, content, { mode });
    chmodSync(local, mode);
  }

  append(path: string, content: string | Buffer): void {
    const local = this.locate(path);
    mkdirSync(dirname(local), { recursive: true });
    appendFileSync(local, content);
  }

  makeFolder(path: string, mode = 0o755): void {
    const local = this.locate(path);
    mkdirSync(local, { recursive: true });
    chmodSync(local, mode);
  }

  /** Replaces what is there. */
  makeLink(path: string, target: string): void {
    this.remove(path);
    this.makeFolderOf(path);
    symlinkSync(target, this.ownPath(path));
  }

  /** Also a whole folder; nothing happens when it is not there. A link goes, not what it leads to. */
  remove(path: string): void {
    rmSync(this.ownPath(path), { recursive: true, force: true });
  }

  /** Removes what is in a folder and leaves the folder. */
  empty(path: string): void {
    for (const name of this.list(path)) this.remove(`${path}/${name}`);
  }

  copy(from: string, to: string): void {
    cpSync(this.locate(from), this.locate(to), { recursive: true });
  }

  private makeFolderOf(path: string): void {
    mkdirSync(dirname(this.ownPath(path)), { recursive: true });
  }

  /** The path itself, where the last part may be a link that is meant. */
  private ownPath(path: string): string {
    return join(this.locate(dirname(path)), path.slice(path.lastIndexOf('/') + 1));
  }
}

function linkTarget(local: string): string | undefined {
  return lstatSync(local, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(local) : undefined;
}

function isFile(local: string): boolean {
  return lstatSync(local, { throwIfNoEntry: false })?.isFile() ?? false;
}
