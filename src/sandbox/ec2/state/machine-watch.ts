import type { ParkedMachine } from '../../world/machine-park';
import type { Instance } from './records';
import type { Cloud } from './region';

/** How long a machine that shut itself down may be on its way up again: that was a reboot. */
const REBOOT_SECONDS = 5;

/** How often what the console shows is posted after a boot. */
const CONSOLE_POSTS = 30;

/** Sees in an instance's record what its machine does by itself. */
export class MachineWatch {
  constructor(
    private readonly cloud: Cloud,
    private readonly guestStopped: (instance: Instance) => void,
  ) {}

  watch(instance: Instance, machine: ParkedMachine): void {
    let before = machine.state;
    machine.onStateChange((state) => {
      if (state === 'running') this.#cameUp(instance, machine);
      // Without a shutdown before it, the power has failed: EC2 goes on calling that running.
      if (state === 'off' && before === 'stopping') this.#wentDown(instance, machine);
      if (state !== 'running') instance.checked = false;
      before = state;
    });
  }

  #cameUp(instance: Instance, machine: ParkedMachine): void {
    this.#postConsole(instance, machine, CONSOLE_POSTS);
    this.cloud.world.clock.after(this.cloud.delays.statusChecks, () => {
      if (machine.state === 'running') instance.checked = true;
    });
  }

  /** What comes after the boot, such as cloud-init's last stage, is posted as well for some minutes. */
  #postConsole(instance: Instance, machine: ParkedMachine, times: number): void {
    if (times === 0) return;
    this.cloud.world.clock.after(this.cloud.delays.console, () => {
      if (instance.machine !== machine) return;
      instance.console = { at: new Date(), text: machine.consoleOutput() };
      this.#postConsole(instance, machine, times - 1);
    });
  }

  #wentDown(instance: Instance, machine: ParkedMachine): void {
    if (instance.state !== 'running') return;
    this.cloud.world.clock.after(REBOOT_SECONDS, () => {
      if (instance.state === 'running' && machine.state === 'off') this.guestStopped(instance);
    });
  }
}
