import type { Tags } from './configuration';
import type { MetadataOptions } from './instance-request';

export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';

/** An instance as EC2 describes it. */
export interface Ec2Instance {
  readonly id: string;
  readonly state: InstanceState;
  /** Why it is in this state, where EC2 says it: `Server.InsufficientInstanceCapacity: …`. */
  readonly stateReason: string | undefined;
  readonly imageId: string;
  readonly instanceType: string;
  readonly architecture: string | undefined;
  readonly availabilityZone: string | undefined;
  readonly subnetId: string | undefined;
  readonly vpcId: string | undefined;
  readonly privateAddress: string | undefined;
  readonly privateDnsName: string | undefined;
  readonly publicAddress: string | undefined;
  readonly publicDnsName: string | undefined;
  readonly ipv6Addresses: readonly string[];
  /** Sorted. */
  readonly securityGroupIds: readonly string[];
  readonly keyName: string | undefined;
  readonly instanceProfileArn: string | undefined;
  readonly metadata: MetadataOptions;
  readonly sourceDestCheck: boolean;
  readonly lifecycle: 'on-demand' | 'spot';
  readonly spotRequestId: string | undefined;
  readonly tenancy: string | undefined;
  readonly placementGroup: string | undefined;
  /** The owner's; of what others have launched, that of the launch. */
  readonly clientToken: string | undefined;
  /** Position among the instances of one launch. */
  readonly launchIndex: number;
  /** ISO 8601. */
  readonly launchTime: string | undefined;
  readonly rootDeviceName: string | undefined;
  readonly blockDevices: readonly BlockDevice[];
  readonly networkInterfaces: readonly NetworkInterface[];
  /** Without those that start with `aws:`, and without `marks`. */
  readonly tags: Tags;
  /** Tags that this driver keeps for itself. */
  readonly marks: Tags;
  /** It was stopped to change its type and has not been started again; any update starts it. */
  readonly interruptedTypeChange: boolean;
}

export interface BlockDevice {
  readonly deviceName: string;
  readonly volumeId: string;
  readonly deleteOnTermination: boolean;
}

export interface NetworkInterface {
  readonly id: string;
  readonly deviceIndex: number;
}

export interface Ec2Volume {
  readonly id: string;
  readonly state: string;
  readonly sizeGib: number;
  readonly type: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | undefined;
  readonly iops: number | undefined;
  readonly throughput: number | undefined;
  /** What it was filled from; of a root volume, the image's. */
  readonly snapshotId: string | undefined;
  readonly tags: Tags;
  /** Tags that this driver keeps for itself. */
  readonly marks: Tags;
}

export interface AttachedVolume extends Ec2Volume {
  readonly deviceName: string;
  readonly root: boolean;
  readonly deleteOnTermination: boolean;
}

/** Everything that can be known of an instance over the API. */
export interface InstanceDetails extends Ec2Instance {
  readonly terminationProtection: boolean;
  /** Root first, then by device name. */
  readonly volumes: readonly AttachedVolume[];
}
