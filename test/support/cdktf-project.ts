import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { scratchFolder } from './scratch';

const root = resolve(__dirname, '../..');

/** A copy of an example in a folder of its own, with this checkout's packages installed. */
export function copyOfExample(name: string): string {
  const folder = join(scratchFolder(), name);
  cpSync(join(root, 'examples', name), folder, {
    recursive: true,
    // Not what somebody who is trying it out has made there.
    filter: (source) =>
      !/\/(build|cdktf\.out|node_modules|quickstart\/fleet\.json|\.quickstart\.json|[^/]*\.tfstate[^/]*)$/.test(
        source,
      ),
  });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Runs the cdktf command line in a project; returns what it printed, without colours. */
export function cdktf(folder: string, args: string[], env: NodeJS.ProcessEnv = {}): string {
  const output = execFileSync(
    process.execPath,
    [join(root, 'node_modules/cdktf-cli/bundle/bin/cdktf'), ...args],
    {
      cwd: folder,
      env: { ...process.env, CI: '1', CHECKPOINT_DISABLE: '1', DISABLE_VERSION_CHECK: '1', ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  return stripVTControlCharacters(output);
}
