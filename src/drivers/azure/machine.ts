import type { Tags } from './configuration';
import type { IdentitySettings, ImageReference, SpotSettings } from './machine-request';

/** `unknown` right after its creation. */
export type PowerState =
  'starting' | 'running' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated' | 'unknown';

/** A virtual machine as Azure tells it, with what belongs to it. */
export interface AzureMachine {
  readonly id: string;
  /** A GUID: another machine of the same name has another one. */
  readonly vmId: string | undefined;
  readonly name: string;
  readonly location: string;
  readonly zone: string | undefined;
  readonly size: string;
  /** `Succeeded`, `Failed`, `Creating`… */
  readonly provisioningState: string;
  readonly power: PowerState;
  readonly image: ImageReference | undefined;
  readonly adminUser: string | undefined;
  readonly publicKeys: readonly string[];
  readonly osDisk: AttachedDisk | undefined;
  /** By their LUNs. */
  readonly dataDisks: readonly AttachedDataDisk[];
  readonly nic: NetworkInterface | undefined;
  readonly publicAddressId: string | undefined;
  readonly publicAddress: string | undefined;
  readonly identity: IdentitySettings;
  /** Of the system-assigned identity. */
  readonly principalId: string | undefined;
  readonly spot: SpotSettings | undefined;
  /** Without `marks`. */
  readonly tags: Tags;
  /** Tags that this driver keeps for itself. */
  readonly marks: Tags;
  /** It was deallocated to be changed and has not been started again; any update starts it. */
  readonly interruptedChange: boolean;
}

export interface AttachedDisk {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly sizeGib: number | undefined;
  readonly type: string | undefined;
  readonly caching: string | undefined;
  /** Whether it goes with the machine. */
  readonly deleted: boolean;
}

export interface AttachedDataDisk extends AttachedDisk {
  readonly lun: number;
}

export interface NetworkInterface {
  readonly id: string;
  /** Whether it goes with the machine. */
  readonly deleted: boolean;
  readonly subnetId: string | undefined;
  readonly privateAddress: string | undefined;
  readonly acceleratedNetworking: boolean;
  readonly ipForwarding: boolean;
  /** Sorted. */
  readonly applicationGroupIds: readonly string[];
}
