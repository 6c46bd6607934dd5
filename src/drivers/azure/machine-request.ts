import type { Tags } from './configuration';
import type { Ownership } from './ownership';

/** A virtual machine as it shall be. */
export interface MachineRequest {
  readonly owner: Ownership;
  /** What belongs to the machine is named after it. */
  readonly name: string;
  readonly group: string;
  /** `westeurope`. */
  readonly location: string;
  readonly subnetId: string;
  /** `Standard_D2s_v5`. */
  readonly size: string;
  /** `1`. Default: wherever the region has room. */
  readonly zone?: string;
  readonly image: ImageReference;
  readonly adminUser: string;
  /** OpenSSH public keys, RSA or Ed25519. */
  readonly publicKeys: readonly string[];
  /** As cloud-init gets it, not in base64. At most 64 KiB. */
  readonly customData?: Buffer;
  readonly osDisk: DiskSettings;
  readonly dataDisks: readonly DataDisk[];
  /** Whether it gets a static public address. */
  readonly publicAddress: boolean;
  readonly applicationGroupIds: readonly string[];
  readonly identity?: IdentitySettings;
  readonly spot?: SpotSettings;
  readonly acceleratedNetworking: boolean;
  /** Whether it forwards packets that are not its own. */
  readonly ipForwarding: boolean;
  /** Of the machine, its network interface and its address, beside the owner's. */
  readonly tags: Tags;
}

export type ImageReference =
  | { readonly kind: 'id'; readonly id: string }
  | {
      readonly kind: 'reference';
      readonly publisher: string;
      readonly offer: string;
      readonly sku: string;
      /** `latest`, or an exact one. */
      readonly version: string;
    };

export type Caching = 'None' | 'ReadOnly' | 'ReadWrite';

export interface DiskSettings {
  /** Default: as the image says. */
  readonly sizeGib?: number;
  /** `Standard_LRS`, `StandardSSD_LRS`, `Premium_LRS`… Default: Azure's. */
  readonly type?: string;
  readonly caching?: Caching;
}

export interface DataDisk extends DiskSettings {
  /** 0 to 63; `/dev/disk/azure/scsi1/lun0`. */
  readonly lun: number;
  readonly sizeGib: number;
}

export interface IdentitySettings {
  readonly system: boolean;
  /** Ids of user-assigned identities. */
  readonly userAssignedIds: readonly string[];
}

export interface SpotSettings {
  /** What an eviction does. */
  readonly eviction: 'deallocate' | 'delete';
  /** USD per hour. Default: up to the price on demand. */
  readonly maxPrice?: number;
}

/** What may change in place. What is absent stays as it is. */
export interface MachineChanges {
  readonly tags?: Tags;
  readonly removeTags?: readonly string[];
  /** The machine is restarted for it, and deallocated where its hardware cannot have that size. */
  readonly size?: string;
  readonly osDisk?: DiskGrowth;
  readonly dataDisks?: Readonly<Record<number, DiskGrowth>>;
  readonly applicationGroupIds?: readonly string[];
  readonly ipForwarding?: boolean;
  /** Start it, should it be stopped or deallocated. */
  readonly running?: true;
}

/** Disks only grow. */
export interface DiskGrowth {
  readonly sizeGib?: number;
  readonly type?: string;
}

/** By what a machine is asked for. */
export interface MachineReference {
  readonly group: string;
  readonly name: string;
}
