import type { MachinePark, ParkedMachine, ParkedMachineSpec } from '../../../../src/sandbox/ec2';
import type { Clock } from '../../../../src/sandbox/world/clock';

type State = ParkedMachine['state'];

/** As cloud-init prints it; the key is nobody's. */
const HOST_KEY_BLOCK = `-----BEGIN SSH HOST KEY KEYS-----
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZyXfLuArTDCmK2LxGG7PkCrNRZAyVQMxyYuvCWXSkm root@machine
-----END SSH HOST KEY KEYS-----
`;

/** A machine without anything inside: it has a state and a console. */
export class TestMachine implements ParkedMachine {
  state: State = 'off';
  destroyed = false;
  boots = 0;
  readonly #listeners: ((state: State) => void)[] = [];
  #console = '';

  constructor(
    readonly spec: ParkedMachineSpec,
    private readonly clock: Clock,
  ) {}

  consoleOutput(): string {
    return this.#console;
  }

  async start(): Promise<void> {
    this.#set('booting');
    await this.clock.sleep(5);
    if (this.state !== 'booting') return;
    this.boots += 1;
    this.#console += `boot ${this.boots} of ${this.spec.name}\n${HOST_KEY_BLOCK}`;
    this.#set('running');
  }

  async stop(): Promise<void> {
    if (this.state === 'off') return;
    this.#set('stopping');
    await this.clock.sleep(1);
    this.#set('off');
  }

  async reboot(): Promise<void> {
    await this.stop();
    await this.start();
  }

  kill(): Promise<void> {
    if (this.state !== 'off') this.#set('off');
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    this.destroyed = true;
    return Promise.resolve();
  }

  onStateChange(listener: (state: State) => void): void {
    this.#listeners.push(listener);
  }

  #set(state: State): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

export class TestPark implements MachinePark {
  readonly machines = new Map<string, TestMachine>();
  /** The next machine cannot be made, and why. */
  fails: string | undefined;

  constructor(private readonly clock: Clock) {}

  create(spec: ParkedMachineSpec): Promise<TestMachine> {
    if (this.fails !== undefined) return Promise.reject(new Error(this.fails));
    const machine = new TestMachine(spec, this.clock);
    this.machines.set(spec.name, machine);
    return Promise.resolve(machine);
  }

  get(id: string | undefined): TestMachine {
    const machine = this.machines.get(id ?? '');
    if (machine === undefined) throw new Error(`no machine ${id}`);
    return machine;
  }
}
