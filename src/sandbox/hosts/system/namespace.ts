import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import type { BaseImage } from './base-image';
import { CALLS } from '../programs/stand-in-client';
import { HOST_PATH, NAMESPACES } from './support';
import { MAKE_VIEW } from './user-session';

/** Devices of this computer that a machine has, too. */
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];

/** Files of /proc that say something about the computer and not about the machine. */
export const PROC_FILES = ['swaps', 'meminfo', 'modules', 'uptime', 'loadavg'] as const;

/** The first process of a machine, on the machine. */
export const INIT_FILE = '/usr/lib/fleetwright/init';

/**
 * Collects orphans. Ends when the sandbox closes its standard input or ends itself, and with it every process of the
 * machine: there is no other way for the sandbox to make sure, when it is killed, that nothing is left.
 */
export const initScript = `#!/bin/sh
exec 3<&0 </dev/null
trap 'exit 0' USR1
# dash starts what is in the background with an empty standard input.
{ read -r line <&3; kill -USR1 1; } &
exec 3<&-
echo up
while :; do wait; done
`;

/**
 * Puts a machine's own root together and goes on as its first process.
 * Parameters: disk, /usr, mount point, folder of the kernel's view, host name, folders of this computer.
 */
export const setUpScript = `#!/bin/sh
set -eu
disk=$1 usr=$2 root=$3 kernel=$4 name=$5
shift 5
mount --bind "$disk" "$root"
cd "$root"
for folder; do
  mount --rbind "$folder" ".host$folder"
  mount -o remount,bind,ro ".host$folder"
done
mount --bind "$usr" usr
mount -o remount,bind,ro usr
mount --bind "$disk/usr/local" usr/local
for device in ${DEVICES.join(' ')}; do mount --bind "/dev/$device" "dev/$device"; done
mount -t proc proc proc
for file in ${PROC_FILES.join(' ')}; do
  # A kernel without modules has no such file.
  if [ -e "proc/$file" ]; then mount --bind "$kernel/$file" "proc/$file"; fi
done
mount --bind "$kernel/net" proc/sys/net
mkdir -p .${CALLS}/calls
mkfifo -m 0600 .${CALLS}/requests
hostname "$name"
pivot_root . mnt
cd /
umount -l /mnt
exec /bin/sh ${INIT_FILE}
`;

export const CREATED_DEVICES: readonly string[] = DEVICES;

/** A running machine's processes. */
export class Namespace {
  private over = false;
  private readonly views = new Map<string, Promise<number>>();

  private constructor(
    private readonly parent: ChildProcess,
    /** The machine's first process, as this computer numbers it. */
    readonly initPid: number,
    /** Resolves when no process of the machine is left. */
    readonly ended: Promise<void>,
  ) {
    void ended.then(() => {
      this.over = true;
      for (const view of this.views.values()) view.then(closeSync, () => undefined);
    });
  }

  static start(
    image: BaseImage,
    machine: { readonly disk: string; readonly kernel: string; readonly hostname: string },
  ): Promise<Namespace> {
    const parameters = [machine.disk, image.usr, image.mountPoint, machine.kernel, machine.hostname];
    const command = ['-r', '-f', '/bin/sh', image.setUp, ...parameters, ...image.hostFolders];
    const parent = spawn('unshare', [...NAMESPACES, ...command], {
      cwd: '/',
      env: { PATH: HOST_PATH },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const said: Buffer[] = [];
    parent.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    parent.stdin.on('error', () => undefined);
    return new Promise((resolve, reject) => {
      const ended = new Promise<void>((done) => {
        parent.once('error', reject);
        parent.once('exit', (code) => {
          done();
          const reason = Buffer.concat(said).toString('utf8').trim();
          reject(new Error(`the machine cannot start: ${reason === '' ? `status ${String(code)}` : reason}`));
        });
      });
      parent.stdout.once('data', () => {
        const pid = childOf(parent.pid);
        if (pid === undefined) reject(new Error('the machine cannot start: its first process is not found'));
        else resolve(new Namespace(parent, pid, ended));
      });
    });
  }

  /** Whether the machine has a process of that number, as it numbers them itself. */
  hasProcess(pid: number): boolean {
    return existsSync(`/proc/${String(this.initPid)}/root/proc/${String(pid)}`);
  }

  /** Every process ends at once. */
  async kill(): Promise<void> {
    // With a thousand machines, numbers of processes are given to others again within a minute.
    if (this.over) return;
    try {
      process.kill(this.initPid, 'SIGKILL');
    } catch {
      // Ended already.
    }
    this.parent.stdin?.destroy();
    await this.ended;
  }

  /**
   * What mounts a user sees, to be entered; made when it is asked for first.
   * @throws when the machine ends meanwhile
   */
  viewOf(user: string, home: string): Promise<number> {
    const known = this.views.get(user);
    if (known !== undefined) return known;
    const view = this.makeView(home);
    this.views.set(user, view);
    // The next one tries again.
    view.catch(() => this.views.delete(user));
    return view;
  }

  /** An open descriptor keeps mounts alive without a process in them. */
  private makeView(home: string): Promise<number> {
    const { child } = this.enter(['unshare', '-m', 'sh', '-c', MAKE_VIEW, home], {
      environment: { PATH: HOST_PATH },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    child.stdin?.on('error', () => undefined);
    return new Promise((resolve, reject) => {
      child.once('close', () => {
        reject(new Error(`the user's view cannot be made: ${Buffer.concat(said).toString('utf8').trim()}`));
      });
      child.stdout?.once('data', () => {
        try {
          resolve(openSync(`/proc/${String(childOf(child.pid))}/ns/mnt`, 'r'));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        } finally {
          child.stdin?.end();
        }
      });
    });
  }

  /** Starts a program on the machine, in a process group of its own. */
  enter(command: readonly string[], options: EnterOptions): MachineProcess {
    const { view } = options;
    const own =
      view === undefined
        ? NAMESPACES
        : NAMESPACES.map((one) =>
            one === '-m' ? `--mount=/proc/${String(process.pid)}/fd/${String(view)}` : one,
          );
    const entered = ['--preserve-credentials', ...own, '-t', String(this.initPid)];
    const child = spawn('nsenter', [...entered, 'setsid', ...command], {
      cwd: '/',
      env: options.environment,
      stdio: options.stdio,
    });
    child.on('error', () => undefined);
    return new MachineProcess(child);
  }
}

export interface EnterOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly stdio: StdioOptions;
  /** A view of its own; without one the program sees what root sees. */
  readonly view?: number;
}

/** A program that runs on a machine: the child of a child that waits for it outside. */
export class MachineProcess {
  constructor(readonly child: ChildProcess) {}

  /** As the machine numbers it; 0 when it has not started yet or has ended. */
  get pidOnMachine(): number {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return 0;
    const pid = childOf(this.child.pid);
    if (pid === undefined) return 0;
    const line = /^NSpid:.*\s(\d+)$/m.exec(readIfThere(`/proc/${String(pid)}/status`));
    return Number(line?.[1] ?? 0);
  }

  /** To the program and all that it started and that stayed in its process group. */
  signal(name: NodeJS.Signals): void {
    // Its number may be somebody else's by now.
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const pid = childOf(this.child.pid);
    try {
      if (pid === undefined) this.child.kill(name);
      else process.kill(-pid, name);
    } catch {
      // Ended already.
    }
  }
}

function childOf(parent: number | undefined): number | undefined {
  if (parent === undefined) return undefined;
  const [child] = readIfThere(`/proc/${String(parent)}/task/${String(parent)}/children`)
    .trim()
    .split(' ');
  return child === undefined || child === '' ? undefined : Number(child);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
