import type { Accounts } from '../ssh/accounts';
import { readHostKeys } from '../ssh/host-keys';
import type { CompleteSpec } from '../machine-spec';
import type { MachineFiles } from '../system/machine-files';
import type { ProgramCall } from '../programs/program-call';
import { notCovered } from '../programs/program-call';
import { applyConfig, bootScript, finalScripts } from './cloud-config';
import type { Console } from './console';
import { parseUserData, type UserData } from './user-data';

const INSTANCE = '/var/lib/cloud/instance';
const FINISHED = `${INSTANCE}/boot-finished`;
const OUTPUT = '/var/log/cloud-init-output.log';

export interface CloudInitSurroundings {
  readonly spec: CompleteSpec;
  readonly files: MachineFiles;
  readonly accounts: Accounts;
  readonly console: Console;
  /** Runs a file on the machine as root; gives what it printed. */
  run(command: readonly string[]): Promise<{ readonly status: number; readonly output: string }>;
}

/** What makes a machine of an image the machine that was asked for. */
export class CloudInit {
  private readonly data: UserData;
  private done = false;
  private failed = false;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly surroundings: CloudInitSurroundings) {
    this.data = parseUserData(surroundings.spec.userData);
  }

  get finished(): boolean {
    return this.done;
  }

  /** Before the first process: names, users, keys and files, once in a machine's life. */
  prepare(): void {
    const { files, console } = this.surroundings;
    this.done = false;
    this.failed = false;
    files.remove(FINISHED);
    if (files.exists(`${INSTANCE}/sem/config`)) return;
    const warnings = [...this.data.warnings, ...applyConfig(this.data, this.surroundings)];
    files.write(`${INSTANCE}/user-data.txt`, this.surroundings.spec.userData, 0o600);
    files.write(`${INSTANCE}/sem/config`, '');
    for (const warning of warnings) console.cloudInit(`[WARNING]: ${warning}`);
  }

  /** `bootcmd`, at every boot. */
  async early(): Promise<void> {
    const script = bootScript(this.data);
    if (script !== '') await this.runScript('bootcmd', `#!/bin/sh\n${script}`);
  }

  /** After sshd: packages, `runcmd` and scripts, once; then the host keys on the console. */
  async final(): Promise<void> {
    const { files, console } = this.surroundings;
    if (!files.exists(`${INSTANCE}/sem/scripts`)) {
      for (const [index, script] of finalScripts(this.data).entries()) {
        await this.runScript(`part-${String(index + 1).padStart(3, '0')}`, script);
      }
      files.write(`${INSTANCE}/sem/scripts`, '');
      console.hostKeys(readHostKeys(files));
    }
    console.cloudInit(`Cloud-init v. 22.4.2 finished. Datasource DataSourceEc2Local.`);
    this.end();
    files.write(FINISHED, 'finished\n');
  }

  /** The power is gone before it was done. */
  abandon(): void {
    this.end();
  }

  /** `cloud-init status [--wait]` */
  async program(call: ProgramCall): Promise<number> {
    if (call.args[0] === '--version') {
      call.out('/usr/bin/cloud-init 22.4.2\n');
      return 0;
    }
    if (
      call.args[0] !== 'status' ||
      call.args.slice(1).some((word) => !/^(--wait|-w|--long|-l)$/.test(word))
    ) {
      throw notCovered(call);
    }
    const waits = call.args.some((word) => word === '--wait' || word === '-w');
    if (waits && !this.done) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        call.gone.addEventListener('abort', () => {
          resolve();
        });
      });
    }
    call.out(`status: ${this.failed ? 'error' : this.done ? 'done' : 'running'}\n`);
    return this.failed ? 1 : 0;
  }

  private async runScript(name: string, script: string): Promise<void> {
    const { files, console } = this.surroundings;
    const path = `${INSTANCE}/scripts/${name}`;
    files.write(path, script, 0o700);
    const { status, output } = await this.surroundings.run([path]);
    files.append(OUTPUT, output);
    console.plain(output);
    if (status === 0) return;
    this.failed = true;
    console.cloudInit(
      `[WARNING]: Failed to run module scripts-user (${name}: exit status ${String(status)})`,
    );
  }

  private end(): void {
    this.done = true;
    for (const wake of this.waiting.splice(0)) wake();
  }
}
