import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Disk } from '../disk';
import type { ProcessEnd, ProcessRunner, ProcessSpec, RunningProcess } from './process-runner';

/** The shell of the computer that tasks run on. */
export interface HostShell {
  /** What it calls a file of the agent's. */
  pathOf(path: string): string;
  /** Starts something that goes on when this program ends. Resolves when it has ended. */
  spawn(argv: readonly string[], environment: Readonly<Record<string, string>>): Promise<void>;
  /** To all processes of a session. */
  signal(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void;
  isRunning(pid: number): boolean;
}

/** In the folder of what is run: its process, and how it ended. */
const PID_FILE = '.pid';
const STATUS_FILE = '.status';

/**
 * Waits for a process that is in a session of its own, so that whoever signals that does not end the waiting. What it leaves
 * behind is ended with it, as the executor does it.
 */
const WAITING = `
cd "$0" || exit 1
setsid "$@" </dev/null >>stdout 2>>stderr &
child=$!
echo "$child" >${PID_FILE}.new && mv ${PID_FILE}.new ${PID_FILE}
wait "$child"
status=$?
kill -s KILL -- -"$child" 2>/dev/null
echo "$status" >${STATUS_FILE}.new && mv ${STATUS_FILE}.new ${STATUS_FILE}
`;

/** As a user. The one that the agent runs as needs no change, which not every root may make: not the one of a user namespace. */
const AS_USER = `
if [ "$(id -u "$0")" = "$(id -u)" ]; then exec "$@"; fi
exec setpriv --reuid="$0" --regid="$(id -g "$0")" --init-groups -- "$@"
`;

/** Of those that nobody waits for as a parent. */
const LOOK_AFTER_ADOPTED_MS = 200;
/** A process that a signal ended has this much and the signal's number as its status. */
const SIGNALLED = 128;
const LONGEST_START_MS = 10_000;

/** Runs processes by a shell that waits for them. */
export class ShellRunner implements ProcessRunner {
  constructor(
    private readonly shell: HostShell,
    private readonly disk: Disk,
  ) {}

  pathOf(path: string): string {
    return this.shell.pathOf(path);
  }

  async start({ argv, environment, folder, user }: ProcessSpec): Promise<RunningProcess> {
    const command = user === undefined ? argv : ['/bin/sh', '-c', AS_USER, user, ...argv];
    const waited = this.shell.spawn(['/bin/sh', '-c', WAITING, this.pathOf(folder), ...command], environment);
    let over = false;
    const ended = waited.then(() => {
      over = true;
      return this.end(folder);
    });
    const started = Date.now();
    for (;;) {
      const pid = Number(this.disk.read(`${folder}/${PID_FILE}`) ?? 0);
      if (pid > 0) return this.running(pid, ended);
      if (over || Date.now() - started > LONGEST_START_MS) {
        throw new Error(`nothing was started in ${folder}`);
      }
      await wait(5);
    }
  }

  adopt(folder: string): Promise<RunningProcess | undefined> {
    const pid = Number(this.disk.read(`${folder}/${PID_FILE}`) ?? 0);
    if (pid <= 0) return Promise.resolve(undefined);
    const known = this.disk.exists(`${folder}/${STATUS_FILE}`) || this.shell.isRunning(pid);
    return Promise.resolve(known ? this.running(pid, this.watch(folder, pid)) : undefined);
  }

  private running(pid: number, ended: Promise<ProcessEnd>): RunningProcess {
    return {
      pid,
      ended,
      signal: (signal) => {
        this.shell.signal(pid, signal);
      },
    };
  }

  private async watch(folder: string, pid: number): Promise<ProcessEnd> {
    let gone = 0;
    while (!this.disk.exists(`${folder}/${STATUS_FILE}`) && gone < 5) {
      await wait(LOOK_AFTER_ADOPTED_MS, undefined, { ref: false });
      // Who waits for it writes down how it ended right after it has.
      if (!this.shell.isRunning(pid)) gone += 1;
    }
    return this.end(folder);
  }

  private async end(folder: string): Promise<ProcessEnd> {
    await Promise.resolve();
    const status = Number(this.disk.read(`${folder}/${STATUS_FILE}`) ?? SIGNALLED + 9);
    return status > SIGNALLED ? { code: status, signal: status - SIGNALLED } : { code: status };
  }
}

/** The shell of the computer that this program runs on. */
export const localShell: Omit<HostShell, 'pathOf'> = {
  spawn: ([program = '', ...rest], environment) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, rest, { detached: true, stdio: 'ignore', env: environment });
      child.once('error', reject);
      child.once('exit', () => {
        resolve();
      });
      // It goes on without this program.
      child.unref();
    }),
  signal: (leader, signal) => {
    try {
      process.kill(-leader, signal);
    } catch {
      // It has ended.
    }
  },
  isRunning: (pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  },
};
