import type { World } from '../../world/world';
import type { ParkedMachineSpec } from '../../world/machine-park';
import type { AzureMachine, AzureMachinePark, ScriptResult } from '../machine-park';
import type { VirtualMachine } from './records';

/** How long a machine that shut itself down may be on its way up again: that was a reboot. */
const REBOOT_SECONDS = 5;

/** Switches the machines behind virtual machines, one thing after the other, and sees what they do by themselves. */
export class MachineControl {
  readonly #queues = new WeakMap<VirtualMachine, Promise<unknown>>();

  constructor(
    private readonly world: World,
    private readonly park: AzureMachinePark,
  ) {}

  /**
   * Makes the machine when there is none, and switches it on. Resolves once it is up; it may never be.
   * @throws Error when it cannot be made or started
   */
  async start(vm: VirtualMachine, spec: () => ParkedMachineSpec, signal: AbortSignal): Promise<void> {
    const machine = await this.#next(vm, async () => {
      signal.throwIfAborted();
      vm.machine ??= await this.#make(vm, spec());
      // The boot goes on while others wait for it.
      vm.machine.start().catch((error: unknown) => {
        this.world.log(`azure: ${vm.name} does not start: ${String(error)}`);
      });
      return vm.machine;
    });
    await this.#running(machine, signal);
  }

  async stop(vm: VirtualMachine, how: 'in good order' | 'at once'): Promise<void> {
    await this.#next(vm, async () => (how === 'at once' ? vm.machine?.kill() : vm.machine?.stop()));
  }

  async restart(vm: VirtualMachine, signal: AbortSignal): Promise<void> {
    await this.#next(vm, async () => vm.machine?.reboot());
    if (vm.machine !== undefined) await this.#running(vm.machine, signal);
  }

  /** Its disk is gone, too. */
  async destroy(vm: VirtualMachine): Promise<void> {
    await this.#next(vm, async () => {
      await vm.machine?.kill();
      await vm.machine?.destroy();
      vm.machine = undefined;
    });
  }

  /** Runs a script once the machine is up. It may never be. */
  async runScript(vm: VirtualMachine, script: string, signal: AbortSignal): Promise<ScriptResult> {
    const { machine } = vm;
    if (machine === undefined) throw new Error('there is no machine');
    await this.#running(machine, signal);
    return machine.runScript(script);
  }

  async #make(vm: VirtualMachine, spec: ParkedMachineSpec): Promise<AzureMachine> {
    const machine = await this.park.create(spec);
    let before = machine.state;
    machine.onStateChange((state) => {
      // Without a shutdown before it, the power has failed: Azure goes on calling that running.
      if (state === 'off' && before === 'stopping' && vm.power === 'running') this.#wentDown(vm, machine);
      before = state;
    });
    return machine;
  }

  /** Somebody shut it down from inside: it is stopped, and still allocated. */
  #wentDown(vm: VirtualMachine, machine: AzureMachine): void {
    this.world.clock.after(REBOOT_SECONDS, () => {
      if (vm.power === 'running' && machine.state === 'off') vm.power = 'stopped';
    });
  }

  #running(machine: AzureMachine, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (machine.state === 'running') resolve();
      };
      machine.onStateChange(look);
      look();
      signal.addEventListener('abort', () => {
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      });
      if (signal.aborted) reject(new Error('aborted'));
    });
  }

  #next<T>(vm: VirtualMachine, work: () => Promise<T>): Promise<T> {
    const next = (this.#queues.get(vm) ?? Promise.resolve()).then(work, work);
    this.#queues.set(vm, next);
    next.catch(() => undefined);
    return next;
  }
}
