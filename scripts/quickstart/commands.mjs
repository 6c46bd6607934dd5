// The programs that the quickstart runs, each as a user would.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../build.mjs';

export class CommandFailed extends Error {
  constructor(command, status, output) {
    super(`${command} ended with ${status}`);
    this.details = `${this.message}:\n${output.trimEnd()}`;
  }
}

export function npm(...args) {
  return run('npm', args, { cwd: root });
}

export function fleetwright(...args) {
  return run(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
    name: `fleetwright ${args.join(' ')}`,
  });
}

/** Plain cdktf in a project. `tick` hears of every resource that is finished, `done` what the whole came to. */
export function cdktf(cwd, env, { done, tick }, ...args) {
  const finished = new Set();
  let unchanged = false;
  const wait = / (?:Creation|Modifications|Destruction) complete after /;
  return run(process.execPath, [join(root, 'node_modules/cdktf-cli/bundle/bin/cdktf'), ...args], {
    name: `cdktf ${args.join(' ')}`,
    cwd,
    // Without a terminal's colours and questions, and without calls home.
    env: {
      ...env,
      CI: '1',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      CHECKPOINT_DISABLE: '1',
      DISABLE_VERSION_CHECK: '1',
    },
    onLine: (line) => {
      const resource = /(fleetwright_\w+\.[\w-]+)/.exec(line)?.[1];
      if (resource !== undefined && wait.test(line)) {
        finished.add(resource);
        tick(`${finished.size} ready, last ${resource.replace('fleetwright_', '')}`);
      }
      unchanged ||= /No changes\. /.test(line);
      const outcome = /Apply complete! Resources: (.+?)\.?$/.exec(line)?.[1];
      if (outcome !== undefined) done(unchanged ? 'no changes' : outcome);
    },
  });
}

/** Resolves with standard output; everything is in the error when it fails. */
function run(command, args, { cwd, env = process.env, name = [command, ...args].join(' '), onLine }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let everything = '';
    createInterface({ input: child.stdout }).on('line', (coloured) => {
      const line = stripVTControlCharacters(coloured);
      stdout += `${line}\n`;
      everything += `${line}\n`;
      onLine?.(line);
    });
    createInterface({ input: child.stderr }).on(
      'line',
      (line) => (everything += `${stripVTControlCharacters(line)}\n`),
    );
    child.once('error', reject);
    child.once('close', (status, signal) => {
      if (status === 0) resolve(stdout);
      else reject(new CommandFailed(name, signal ?? `status ${status}`, everything));
    });
  });
}
