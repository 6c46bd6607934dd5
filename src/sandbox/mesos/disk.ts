import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** The files of the computer that a program runs on. */
export class Disk {
  /** @param root the folder that is `/` on it */
  constructor(private readonly root = '/') {}

  /** Where it really is. */
  resolve(path: string): string {
    return join(this.root, path);
  }

  exists(path: string): boolean {
    return existsSync(this.resolve(path));
  }

  read(path: string): string | undefined {
    return this.exists(path) ? readFileSync(this.resolve(path), 'utf8') : undefined;
  }

  /** As a whole or not at all, also when the power goes. */
  write(path: string, text: string): void {
    const unfinished = this.resolve(`${path}.unfinished`);
    makeFolders(dirname(unfinished));
    writeFileSync(unfinished, text, { mode: 0o600 });
    renameSync(unfinished, this.resolve(path));
  }

  makeFolder(path: string): void {
    makeFolders(this.resolve(path));
  }

  /** Names, in order; none when there is no such folder. */
  list(path: string): readonly string[] {
    return this.exists(path) ? readdirSync(this.resolve(path)).sort() : [];
  }

  remove(path: string): void {
    rmSync(this.resolve(path), { recursive: true, force: true });
  }

  /** A symbolic link in the place of an old one. */
  link(path: string, target: string): void {
    this.remove(path);
    makeFolders(dirname(this.resolve(path)));
    symlinkSync(target, this.resolve(path));
  }

  /** Where a symbolic link leads; undefined when there is none. */
  followLink(path: string): string | undefined {
    try {
      return readlinkSync(this.resolve(path));
    } catch {
      return undefined;
    }
  }
}

/** One by one: below /proc, Node itself tries for ever to make them in one go. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
