import type { Account } from '../ssh/accounts';
import { ON_FULL_DISK } from './full-disk';
import type { MachineFiles } from './machine-files';
import type { MachineProcess, Namespace } from './namespace';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const ROOT = { HOME: '/root', USER: 'root', LOGNAME: 'root', SHELL: '/bin/sh', PATH };

/** As sshd does it: the user's shell runs the command from the user's home. */
const LOGIN = 'cd 2>/dev/null; exec /bin/sh -c "$0"';
const INTERACTIVE = 'cd 2>/dev/null; exec /bin/sh -i';

/** Settings of the kernel that Debian makes at boot from files. */
const SETTINGS = `
cat /etc/modules-load.d/*.conf 2>/dev/null | while read -r module; do
  case $module in '' | '#'*) ;; *) modprobe "$module" ;; esac
done
sysctl --system >/dev/null
swapon -a
`;

/** What has come of a program. */
export interface RunResult {
  readonly status: number;
  /** Both streams, as they came. */
  readonly output: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts programs on a machine. */
export class Inside {
  constructor(
    private readonly files: MachineFiles,
    private readonly namespace: () => Namespace | undefined,
  ) {}

  /** @throws when the power is off */
  async spawnSession(
    account: Account,
    command: string | undefined,
    options: { readonly diskFull: boolean },
  ): Promise<MachineProcess> {
    const { name, home } = account;
    const environment: Record<string, string> = {
      ...ROOT,
      HOME: home,
      USER: name,
      LOGNAME: name,
      SANDBOX_USER: name,
      ...(options.diskFull ? { SANDBOX_DISK: 'full' } : {}),
    };
    const login = command === undefined ? INTERACTIVE : options.diskFull ? ON_FULL_DISK : LOGIN;
    // On a full disk nobody writes anything anyway, and sudo must not lead out of it.
    const seesAsUser = name !== 'root' && login !== ON_FULL_DISK;
    if (seesAsUser) environment.SANDBOX_VIEW = 'user';
    const namespace = this.running();
    return namespace.enter(['/bin/sh', '-c', login, ...(command === undefined ? [] : [command])], {
      environment,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(seesAsUser ? { view: await namespace.viewOf(name, home) } : {}),
    });
  }

  spawnService(
    script: string,
    environment: Readonly<Record<string, string>>,
    output: number,
  ): MachineProcess {
    return this.running().enter(['/bin/sh', '-c', script], {
      environment: { ...ROOT, ...environment },
      stdio: ['ignore', output, output],
    });
  }

  /** Runs something to its end as root. */
  run(command: readonly string[]): Promise<RunResult> {
    const { child } = this.running().enter(command, {
      environment: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => {
      output.push(chunk);
      stdout.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      output.push(chunk);
      stderr.push(chunk);
    });
    return new Promise((resolve) => {
      const end = (code: number | null): void => {
        const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8');
        resolve({ status: code ?? 137, output: text(output), stdout: text(stdout), stderr: text(stderr) });
      };
      child.once('error', () => {
        end(127);
      });
      child.once('exit', (code) => {
        // Whatever it left in the background may hold its output open.
        setImmediate(end, code);
      });
    });
  }

  /** Modules, settings and swap of the files that say what there is after a boot. */
  async applyBootSettings(): Promise<void> {
    const listed = ['/etc/modules-load.d', '/etc/sysctl.d'].some(
      (folder) => this.files.list(folder).length > 0,
    );
    const swap = /^[^#].*\sswap\s/m.test(this.files.read('/etc/fstab') ?? '');
    if (listed || swap) await this.run(['/bin/sh', '-c', SETTINGS]);
  }

  private running(): Namespace {
    const namespace = this.namespace();
    if (namespace === undefined) throw new Error('the machine is off');
    return namespace;
  }
}
