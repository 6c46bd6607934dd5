import type { AzureMachine, AzureMachinePark, ScriptResult } from '../../../../src/sandbox/azure';
import type { ParkedMachineSpec } from '../../../../src/sandbox/world/machine-park';
import type { Clock } from '../../../../src/sandbox/world/clock';

type State = AzureMachine['state'];

/** A machine without anything inside: it has a state, and says what it was told to run. */
export class TestMachine implements AzureMachine {
  state: State = 'off';
  destroyed = false;
  boots = 0;
  readonly scripts: string[] = [];
  /** What the next scripts end with. */
  answer: ScriptResult;
  /** It never gets as far as its agent. */
  hangs = false;
  readonly #listeners: ((state: State) => void)[] = [];

  constructor(
    readonly spec: ParkedMachineSpec,
    private readonly clock: Clock,
    answer: ScriptResult,
  ) {
    this.answer = answer;
  }

  consoleOutput(): string {
    return '';
  }

  async start(): Promise<void> {
    if (this.#isOn()) return;
    this.set('booting');
    await this.clock.sleep(5);
    if (this.state !== 'booting' || this.hangs) return;
    this.boots += 1;
    this.set('running');
  }

  async stop(): Promise<void> {
    if (this.state === 'off') return;
    this.set('stopping');
    await this.clock.sleep(1);
    this.set('off');
  }

  async reboot(): Promise<void> {
    await this.stop();
    await this.start();
  }

  kill(): Promise<void> {
    if (this.state !== 'off') this.set('off');
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    this.destroyed = true;
    return Promise.resolve();
  }

  async runScript(script: string): Promise<ScriptResult> {
    this.scripts.push(script);
    await this.clock.sleep(1);
    return this.answer;
  }

  onStateChange(listener: (state: State) => void): void {
    this.#listeners.push(listener);
  }

  #isOn(): boolean {
    return this.state !== 'off';
  }

  set(state: State): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

export class TestPark implements AzureMachinePark {
  readonly machines = new Map<string, TestMachine>();
  /** What scripts on the next machines end with. */
  answer: ScriptResult = { status: 0, stdout: 'done\n', stderr: '' };
  /** The next machine cannot be made, and why. */
  fails: string | undefined;
  /** The next machines never get as far as their agents. */
  hangs = false;

  constructor(private readonly clock: Clock) {}

  create(spec: ParkedMachineSpec): Promise<TestMachine> {
    if (this.fails !== undefined) return Promise.reject(new Error(this.fails));
    const machine = new TestMachine(spec, this.clock, this.answer);
    machine.hangs = this.hangs;
    this.machines.set(spec.name, machine);
    return Promise.resolve(machine);
  }

  get(vmId: string | undefined): TestMachine {
    const machine = this.machines.get(vmId ?? '');
    if (machine === undefined) throw new Error(`no machine ${vmId}`);
    return machine;
  }
}
