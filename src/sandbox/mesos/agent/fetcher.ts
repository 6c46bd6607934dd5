import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CommandUri } from '../protocol/tasks';

const ARCHIVE = /\.(tar|tar\.gz|tgz|tar\.bz2|tbz2|tar\.xz|txz)$/;

/** Puts what a task needs into its folder. @throws Error when something cannot be had */
export async function fetchAll(
  uris: readonly CommandUri[],
  folder: string,
  resolve: (path: string) => string,
): Promise<void> {
  for (const uri of uris) {
    const name = uri.output_file ?? basename(new URL(uri.value, 'file:///').pathname);
    const target = join(folder, name);
    await fetchOne(uri.value, target, resolve);
    if (uri.executable === true) {
      chmodSync(target, 0o755);
    } else if (uri.extract !== false && ARCHIVE.test(name)) {
      await run('tar', ['-C', folder, '-xf', target]);
    } else if (uri.extract !== false && name.endsWith('.zip')) {
      await run('unzip', ['-o', '-d', folder, target]);
    }
  }
}

async function fetchOne(uri: string, target: string, resolve: (path: string) => string): Promise<void> {
  if (/^https?:\/\//.test(uri)) {
    const response = await fetch(uri);
    if (!response.ok || response.body === null) {
      throw new Error(`unexpected HTTP response code: ${String(response.status)} for '${uri}'`);
    }
    await pipeline(Readable.fromWeb(response.body), createWriteStream(target));
    return;
  }
  copyFileSync(resolve(uri.replace(/^file:\/\//, '')), target);
}

function run(program: string, parameters: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} exited with status ${String(code)}`));
    });
  });
}
