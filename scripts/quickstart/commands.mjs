// The programs that the quickstart runs, each as a user would.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { clearTimeout, setTimeout } from 'node:timers';
import { root } from '../build.mjs';

/** How long a program may take to end that was told to. */
const PATIENCE_MS = 5000;

let interruption;
/** The group of processes of what runs and may be broken off. */
const running = new Set();

export class CommandFailed extends Error {
  constructor(command, status, output) {
    super(`${command} ended with ${status}`);
    this.details = `${this.message}:\n${output.trimEnd()}`;
  }
}

/** Somebody pressed Ctrl-C, or ended this process otherwise. */
export class Interrupted extends Error {}

/** Breaks off what runs, and everything that would be run after it, until {@link goOn}. */
export function interrupt(signal) {
  interruption ??= new Interrupted(`interrupted by ${signal}`);
  for (const stop of running) stop();
}

/** Lets programs run again, to clean up. */
export function goOn() {
  interruption = undefined;
}

export function npm(...args) {
  return run('npm', args, { cwd: root });
}

/** Not broken off: it would leave a sandbox of which nobody knows. */
export function fleetwright(args, env = process.env) {
  return run(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
    name: `fleetwright ${args.join(' ')}`,
    env,
    toItsEnd: true,
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
    // Without a terminal's colours and questions, without calls home, and without a trace in the user's plugin cache.
    env: {
      ...env,
      CI: '1',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      CHECKPOINT_DISABLE: '1',
      DISABLE_VERSION_CHECK: '1',
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
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
function run(
  command,
  args,
  { cwd, env = process.env, name = [command, ...args].join(' '), toItsEnd = false, onLine },
) {
  if (interruption !== undefined) return Promise.reject(interruption);
  return new Promise((resolve, reject) => {
    // In a group of its own: a Ctrl-C in the terminal comes here alone.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const stop = stopper(child);
    if (!toItsEnd) running.add(stop);
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
      running.delete(stop);
      if (interruption !== undefined && !toItsEnd) reject(interruption);
      else if (status === 0) resolve(stdout);
      else reject(new CommandFailed(name, signal ?? `status ${status}`, everything));
    });
  });
}

/** Ends a program and all that it started. */
function stopper(child) {
  const send = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // All of them have ended.
    }
  };
  return () => {
    send('SIGTERM');
    const timer = setTimeout(send, PATIENCE_MS, 'SIGKILL');
    child.once('close', () => clearTimeout(timer));
  };
}
