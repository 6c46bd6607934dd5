import type { ParkedMachine, ParkedMachineSpec } from '../world/machine-park';

/** What Azure needs of the machines behind it. The machines of `../hosts` satisfy it. */
export interface AzureMachinePark {
  /** A machine with an empty disk, powered off. */
  create(spec: ParkedMachineSpec): Promise<AzureMachine>;
}

export interface AzureMachine extends ParkedMachine {
  /** Runs a script on the machine as root, to its end. @throws when the machine is off */
  runScript(script: string): Promise<ScriptResult>;
}

export interface ScriptResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}
