import type { AddressKind } from './address-kind';
import type { AzureImage } from './azure-image';
import type { IAzureNetwork } from './azure-network';

/** What the host of a machine keeps of its disk. */
export enum AzureCaching {
  NONE = 'None',
  READ_ONLY = 'ReadOnly',
  READ_WRITE = 'ReadWrite',
}

/** What happens when Azure takes spot capacity back. */
export enum AzureEviction {
  /** The machine keeps its disks, and the next apply starts it when there is capacity. */
  DEALLOCATE = 'deallocate',
  /** The machine is gone; the next plan offers another one. */
  DELETE = 'delete',
}

/** Spot capacity. */
export interface AzureSpot {
  /** @default AzureEviction.DEALLOCATE */
  readonly eviction?: AzureEviction;
  /**
   * USD per hour.
   *
   * @default up to the price on demand
   */
  readonly maxPrice?: number;
}

/** A disk. It grows in place and never shrinks. */
export interface AzureDisk {
  /**
   * GiB.
   *
   * @default as the image says
   */
  readonly sizeGib?: number;
  /**
   * 'Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS'…
   *
   * @default what Azure uses
   */
  readonly type?: string;
  /** @default what Azure uses */
  readonly caching?: AzureCaching;
}

/** A disk beside the OS disk, empty at first. */
export interface AzureDataDisk {
  /** GiB. */
  readonly sizeGib: number;
  /**
   * 'Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS'…
   *
   * @default what Azure uses
   */
  readonly type?: string;
  /** @default what Azure uses */
  readonly caching?: AzureCaching;
}

/** Managed identities of a machine. */
export interface AzureIdentity {
  /**
   * One that lives and ends with the machine; its id is `resource.principalId`.
   *
   * @default false
   */
  readonly systemAssigned?: boolean;
  /**
   * Ids of user-assigned identities.
   *
   * @default none
   */
  readonly userAssignedIds?: string[];
}

/** What `AzureHost` and `AzureHosts` have in common. Exactly one of `publicKeys` and `publicKeyFile`. */
export interface AzureHostSettings {
  /** Where it is. */
  readonly network: IAzureNetwork;
  /** What it is made from. */
  readonly image: AzureImage;
  /**
   * Another size is changed to in place: the machine is restarted, and deallocated where its hardware cannot have that
   * size.
   *
   * @example 'Standard_D2s_v5'
   */
  readonly size: string;
  /**
   * OpenSSH public keys that the user logs in with, RSA or Ed25519.
   *
   * @default none: `publicKeyFile` is used
   * @example ['ssh-ed25519 AAAA…']
   */
  readonly publicKeys?: string[];
  /**
   * A file with one such key, read when the app runs. A relative path starts at the folder the app runs in.
   *
   * @default none: `publicKeys` are used
   * @example 'keys/id_ed25519.pub'
   */
  readonly publicKeyFile?: string;
  /**
   * The user to log in as, who may run sudo without a password. Azure reserves 'root', 'admin' and others.
   *
   * @default 'azureuser'
   */
  readonly user?: string;
  /**
   * Name of a credential of this stack's `Fleetwright`.
   *
   * @default 'default'
   */
  readonly credential?: string;
  /**
   * TCP port of the SSH server.
   *
   * @default 22
   */
  readonly sshPort?: number;
  /**
   * Where it is logged in to. Hosts of a cluster use their private addresses among themselves.
   *
   * @default AddressKind.PUBLIC
   */
  readonly addressKind?: AddressKind;
  /** @default true with AddressKind.PUBLIC, otherwise false */
  readonly associatePublicIpAddress?: boolean;
  /**
   * Availability zone: '1', '2' or '3'.
   *
   * @default none
   */
  readonly zone?: string;
  /** @default as the image says */
  readonly osDisk?: AzureDisk;
  /**
   * Further disks by LUN, '0' to '63'. Adding or removing one replaces the machine.
   *
   * @default none
   */
  readonly dataDisks?: Record<string, AzureDataDisk>;
  /**
   * What cloud-init gets. No place for secrets.
   *
   * @default none
   */
  readonly customData?: string;
  /**
   * Network straight to the hardware, which most sizes with two vCPUs or more have.
   *
   * @default false
   */
  readonly acceleratedNetworking?: boolean;
  /** @default none */
  readonly identity?: AzureIdentity;
  /** @default capacity on demand */
  readonly spot?: AzureSpot;
  /** @default none */
  readonly tags?: Record<string, string>;
  /**
   * How long to wait for it to run, to tell its host key, to change or to be gone: `90s`, `30m`.
   *
   * @default '30m'
   */
  readonly timeout?: string;
}
