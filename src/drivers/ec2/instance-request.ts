import type { Tags } from './configuration';
import type { Ownership } from './ownership';

/** An instance as it shall be. */
export interface InstanceRequest {
  readonly owner: Ownership;
  /** `ami-…`; see `account.images.resolve`. */
  readonly imageId: string;
  /** In order of preference; each is tried in every subnet before the next one. At least one. */
  readonly instanceTypes: readonly string[];
  /** In order of preference. Empty: a default subnet of the default VPC. */
  readonly subnetIds: readonly string[];
  /** Empty: the default group of the VPC. */
  readonly securityGroupIds: readonly string[];
  readonly keyName?: string;
  /** As the machine gets it, not in base64; see `buildUserData`. At most 16 KiB. */
  readonly userData?: Buffer;
  /** Changes to the root volume that the image describes. */
  readonly rootVolume?: VolumeSettings;
  /** Volumes beside it. */
  readonly volumes?: readonly DataVolume[];
  /** Default: as the subnet says. */
  readonly publicAddress?: boolean;
  /** Name or ARN of an IAM instance profile. */
  readonly instanceProfile?: string;
  /** Default: version 2 (session tokens) required, one hop. */
  readonly metadata?: Partial<MetadataOptions>;
  readonly spot?: SpotOptions;
  readonly placement?: Placement;
  /** Default false. */
  readonly terminationProtection?: boolean;
  /** Of the instance and its volumes, beside the owner's. */
  readonly tags: Tags;
}

export interface VolumeSettings {
  readonly sizeGib?: number;
  /** `gp3`, `io2`… Default: as the image says, else the region's. */
  readonly type?: string;
  readonly encrypted?: boolean;
  readonly kmsKeyId?: string;
  readonly iops?: number;
  /** MiB per second, of gp3. */
  readonly throughput?: number;
  /** Default true. */
  readonly deleteOnTermination?: boolean;
}

export interface DataVolume extends VolumeSettings {
  /** `/dev/sdf`. */
  readonly deviceName: string;
  readonly snapshotId?: string;
}

export interface MetadataOptions {
  /** `required` refuses version 1 of the metadata service. */
  readonly httpTokens: 'required' | 'optional';
  /** 1 to 64; containers need 2. */
  readonly hopLimit: number;
}

export interface SpotOptions {
  /** USD per hour as text. Default: the on-demand price. */
  readonly maxPrice?: string;
  /** What an interruption does. `stop` and `hibernate` make the request persistent. Default `terminate`. */
  readonly interruption?: 'terminate' | 'stop' | 'hibernate';
}

export interface Placement {
  readonly availabilityZone?: string;
  readonly group?: string;
  readonly tenancy?: 'default' | 'dedicated' | 'host';
}

/** What may change in place. What is absent stays as it is. */
export interface InstanceChanges {
  /** Tags to have, on the instance and its volumes. */
  readonly tags?: Tags;
  /** Keys to remove. */
  readonly removeTags?: readonly string[];
  readonly securityGroupIds?: readonly string[];
  /** Another type stops the instance, changes it and starts it again. */
  readonly instanceType?: string;
  readonly terminationProtection?: boolean;
  /** Whether EC2 drops packets that are neither from nor to an address of the instance. */
  readonly sourceDestCheck?: boolean;
  /** Start it, should it be stopped. */
  readonly running?: true;
  readonly metadata?: Partial<MetadataOptions>;
  /** Per device name, `root` for the root device. Volumes only grow. */
  readonly volumes?: Readonly<Record<string, VolumeGrowth>>;
}

export interface VolumeGrowth {
  readonly sizeGib?: number;
  readonly type?: string;
  readonly iops?: number;
  readonly throughput?: number;
}
