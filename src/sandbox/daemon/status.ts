import type { Inventory } from '../inventory';
import type { RackMachine } from '../rack';
import type { MachineSupport, SandboxAzure, SandboxEc2 } from '../sandbox';
import type { FaultRecord } from '../world/faults';

/** What `fleetwright sandbox status --json` prints. */
export interface SandboxStatus {
  readonly pid: number;
  /** Of the package that the background process runs. */
  readonly version: string;
  readonly seed: number;
  readonly speed: number;
  readonly log: string;
  readonly machineSupport: MachineSupport;
  readonly ec2: SandboxEc2;
  readonly azure: SandboxAzure;
  readonly environment: Readonly<Record<string, string>>;
  /** The operator's key, in the two forms in which it is needed. */
  readonly ssh: { readonly keyFile: string; readonly publicKey: string };
  readonly rack: readonly RackMachine[];
  readonly inventory: Inventory;
  readonly faults: readonly FaultRecord[];
  readonly notCovered: readonly string[];
}

/** How a background sandbox is started. */
export interface UpOptions {
  readonly seed: number;
  readonly speed: number;
  /** How many machines the rack has: rack-1, rack-2, … */
  readonly rackMachines: number;
  /** Of the EC2 API; 0 for a free one. */
  readonly port: number;
  /** Of the Azure API; 0 for a free one. */
  readonly azurePort: number;
}
