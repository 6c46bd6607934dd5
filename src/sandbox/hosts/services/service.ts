import { closeSync, openSync } from 'node:fs';
import type { Clock } from '../../world/clock';
import type { MachineFiles } from '../system/machine-files';
import type { MachineProcess } from '../system/namespace';
import {
  parseCommand,
  parseEnvironment,
  parseEnvironmentFile,
  secondsOf,
  type UnitDescription,
} from './unit-file';

export type ActiveState = 'inactive' | 'activating' | 'active' | 'deactivating' | 'failed';

/** systemd's own default for stopping, in seconds. */
const STOP_SECONDS = 90;

export interface ServiceSurroundings {
  readonly files: MachineFiles;
  readonly clock: Clock;
  /** Starts a program on the machine with its output going to a file. */
  spawn(script: string, environment: Readonly<Record<string, string>>, output: number): MachineProcess;
}

/** One service of a machine: its processes, and what has become of them. */
export class Service {
  state: ActiveState = 'inactive';
  /** What systemd calls the outcome: `success`, `exit-code`, `signal`. */
  result = 'success';
  restarts = 0;
  /** The status its program ended with last. */
  exitStatus = 0;
  private main: MachineProcess | undefined;
  private cancelRestart: (() => void) | undefined;
  private stopping = false;

  constructor(
    readonly unit: string,
    private readonly surroundings: ServiceSurroundings,
    private readonly onChange: () => void,
  ) {}

  get mainPid(): number {
    return this.main?.pidOnMachine ?? 0;
  }

  get subState(): string {
    if (this.state === 'active') return this.main === undefined ? 'exited' : 'running';
    if (this.state === 'activating') return this.cancelRestart === undefined ? 'start' : 'auto-restart';
    return { inactive: 'dead', failed: 'failed', deactivating: 'stop-sigterm' }[this.state];
  }

  /** Resolves once it runs, or has failed. @returns whether the start worked */
  async start(description: UnitDescription): Promise<boolean> {
    if (this.main !== undefined) return true;
    this.forgetRestart();
    this.stopping = false;
    this.set('activating');
    const environment = this.environmentOf(description);
    for (const line of description.all('Service.ExecStartPre')) {
      const command = parseCommand(line);
      const status = await this.run(command.script, environment);
      if (status !== 0 && !command.ignoreFailure) return this.fail('exit-code', status);
    }
    if (description.one('Service.Type') === 'oneshot') return this.runOnce(description, environment);
    const line = description.one('Service.ExecStart');
    if (line === undefined) return this.fail('resources', 1);
    const command = parseCommand(line);
    if (!this.surroundings.files.exists(command.program) && !isShared(command.program)) {
      this.note(`${this.unit}: Failed to locate executable ${command.program}: No such file or directory`);
      this.ended(description, 203);
      return false;
    }
    const main = this.spawn(command.script, environment);
    this.main = main;
    main.child.once('exit', (code, signal) => {
      if (this.main !== main) return;
      this.main = undefined;
      this.ended(description, code ?? 1, signal ?? undefined);
    });
    this.result = 'success';
    this.set('active');
    return true;
  }

  /** Ends its processes; those that do not want to are killed after a while. */
  async stop(): Promise<void> {
    this.forgetRestart();
    this.stopping = true;
    const { main } = this;
    if (main !== undefined) {
      this.set('deactivating');
      const gone = new Promise((resolve) => main.child.once('exit', resolve));
      main.signal('SIGTERM');
      const cancel = this.surroundings.clock.after(STOP_SECONDS, () => {
        main.signal('SIGKILL');
      });
      await gone;
      cancel();
      this.main = undefined;
    }
    this.result = 'success';
    this.set('inactive');
  }

  resetFailed(): void {
    if (this.state === 'failed') this.set('inactive');
    this.result = 'success';
    this.restarts = 0;
  }

  /** The power is gone. */
  abandon(): void {
    this.stopping = true;
    this.forgetRestart();
    this.main = undefined;
    this.set('inactive');
  }

  private async runOnce(
    description: UnitDescription,
    environment: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    for (const line of description.all('Service.ExecStart')) {
      const command = parseCommand(line);
      const status = await this.run(command.script, environment);
      if (status !== 0 && !command.ignoreFailure) return this.fail('exit-code', status);
    }
    this.result = 'success';
    this.set(
      /^(yes|true|1|on)$/.test(description.one('Service.RemainAfterExit') ?? '') ? 'active' : 'inactive',
    );
    return true;
  }

  private ended(description: UnitDescription, code: number, signal?: NodeJS.Signals): void {
    if (this.stopping) return;
    this.exitStatus = code;
    const clean = code === 0 || signal === 'SIGTERM';
    const policy = description.one('Service.Restart') ?? 'no';
    this.result = signal !== undefined ? 'signal' : code === 0 ? 'success' : 'exit-code';
    this.note(
      `${this.unit}: Main process exited, code=${signal === undefined ? 'exited' : 'killed'}, status=${signal ?? String(code)}`,
    );
    if (policy === 'always' || (policy === 'on-failure' && !clean) || (policy === 'on-success' && clean)) {
      const delay = secondsOf(description.one('Service.RestartSec') ?? '100ms');
      this.cancelRestart = this.surroundings.clock.after(delay, () => {
        this.cancelRestart = undefined;
        this.restarts += 1;
        void this.start(description);
      });
      this.set('activating');
    } else {
      this.set(clean ? 'inactive' : 'failed');
    }
  }

  private fail(result: string, status: number): boolean {
    this.result = result;
    this.exitStatus = status;
    this.set('failed');
    return false;
  }

  private environmentOf(description: UnitDescription): Readonly<Record<string, string>> {
    const files = description.all('Service.EnvironmentFile').flatMap((path) => {
      const text = this.surroundings.files.read(path.replace(/^-/, ''));
      return text === undefined ? [] : [parseEnvironmentFile(text)];
    });
    return Object.assign({}, parseEnvironment(description.all('Service.Environment')), ...files) as Record<
      string,
      string
    >;
  }

  private run(script: string, environment: Readonly<Record<string, string>>): Promise<number> {
    const { child } = this.spawn(script, environment);
    return new Promise((resolve) => {
      child.once('error', () => {
        resolve(1);
      });
      child.once('exit', (code) => {
        resolve(code ?? 1);
      });
    });
  }

  private spawn(script: string, environment: Readonly<Record<string, string>>): MachineProcess {
    this.note('');
    const output = openSync(this.surroundings.files.locate(journalPath(this.unit)), 'a');
    try {
      return this.surroundings.spawn(`exec ${script}`, environment, output);
    } finally {
      closeSync(output);
    }
  }

  private note(line: string): void {
    this.surroundings.files.append(journalPath(this.unit), line === '' ? '' : `${line}\n`);
  }

  private forgetRestart(): void {
    this.cancelRestart?.();
    this.cancelRestart = undefined;
  }

  private set(state: ActiveState): void {
    if (this.state === state) return;
    this.state = state;
    this.onChange();
  }
}

/** What a service printed, and what became of it. */
export function journalPath(unit: string): string {
  return `/var/log/journal/${unit}.log`;
}

/** Programs in `/usr/bin` are not on the machine's own disk; whether they are there is left to the start. */
function isShared(program: string): boolean {
  return /^(\/usr)?\/s?bin\//.test(program);
}
