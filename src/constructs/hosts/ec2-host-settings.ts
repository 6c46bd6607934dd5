import type { AddressKind } from './address-kind';
import type { Ec2Image } from './ec2-image';
import type { IEc2KeyPair } from './ec2-key-pair';
import type { IEc2SecurityGroup } from './ec2-security-group';

/** How a machine's SSH host key is known before anybody logs in. */
export enum HostKeySource {
  /**
   * The key the machine made for itself, as cloud-init prints it to the console, read over the EC2 API. Nothing of
   * it was ever anywhere else.
   */
  CONSOLE = 'console',
  /**
   * A key that is given to the machine in its user data, and replaced at the first login by one that the machine makes
   * for itself. For types and images whose console shows nothing in time.
   */
  INJECTED = 'injected',
}

/** What happens when EC2 takes spot capacity back. */
export enum SpotInterruption {
  /** The machine is gone; the next plan offers another one. */
  TERMINATE = 'terminate',
  /** The machine is stopped, and EC2 starts it when there is capacity. */
  STOP = 'stop',
  /** As STOP, with its memory on the root volume. */
  HIBERNATE = 'hibernate',
}

/** Spot capacity. */
export interface SpotSettings {
  /**
   * USD per hour.
   *
   * @default the on-demand price
   * @example '0.05'
   */
  readonly maxPrice?: string;
  /** @default SpotInterruption.TERMINATE */
  readonly interruption?: SpotInterruption;
}

/** A volume. It grows in place and never shrinks. */
export interface Ec2Volume {
  /**
   * GiB.
   *
   * @default as the image or snapshot says
   */
  readonly sizeGib?: number;
  /**
   * 'gp3', 'io2', 'st1'…
   *
   * @default as the image says, else what EC2 uses
   */
  readonly type?: string;
  /**
   * Operations per second, of gp3, io1 and io2.
   *
   * @default what EC2 uses
   */
  readonly iops?: number;
  /**
   * MiB per second, of gp3.
   *
   * @default what EC2 uses
   */
  readonly throughput?: number;
  /** @default as the account says */
  readonly encrypted?: boolean;
  /**
   * KMS key to encrypt with.
   *
   * @default the account's
   */
  readonly kmsKeyId?: string;
  /** @default true */
  readonly deleteOnTermination?: boolean;
}

/** A volume beside the root volume. */
export interface Ec2DataVolume extends Ec2Volume {
  /**
   * Snapshot to fill it from.
   *
   * @default an empty volume
   */
  readonly snapshotId?: string;
}

/** The metadata service of a machine. */
export interface Ec2Metadata {
  /**
   * Whether IMDSv1 answers, too: any process that can be made to fetch a URL then reads the credentials of the
   * instance profile.
   *
   * @default false
   */
  readonly allowVersion1?: boolean;
  /**
   * Network hops its answers survive, 1 to 64. Pods reach it from 2 on.
   *
   * @default 1
   */
  readonly hopLimit?: number;
}

/** What `Ec2Host` and `Ec2Hosts` have in common. One of `sshFrom` and `securityGroups` is needed. */
export interface Ec2HostSettings {
  /** What it is made from. */
  readonly image: Ec2Image;
  /**
   * Another type is changed to in place: the machine is stopped and started, and its public address is another one
   * then.
   *
   * @example 't3.medium'
   */
  readonly instanceType: string;
  /**
   * Types to take, in this order, where there is no capacity for `instanceType`.
   *
   * @default none
   */
  readonly fallbackInstanceTypes?: string[];
  /** @default a default subnet of the default VPC */
  readonly subnetId?: string;
  /**
   * Subnets to take, in this order, where `subnetId` has no capacity.
   *
   * @default none
   */
  readonly fallbackSubnetIds?: string[];
  /**
   * The VPC of the subnet, for the security groups that are made.
   *
   * @default the default VPC
   */
  readonly vpcId?: string;
  /**
   * Ranges that may log in over SSH. Makes a security group that lets in SSH from there and nothing else.
   *
   * @default none: `securityGroups` let it in
   * @example ['203.0.113.7/32']
   */
  readonly sshFrom?: string[];
  /**
   * Groups of yours. A cluster adds its own.
   *
   * @default none
   */
  readonly securityGroups?: IEc2SecurityGroup[];
  /**
   * The key that the image's user admits. `credential` is the private one.
   *
   * @default none: the image or `userData` brings one along
   */
  readonly keyPair?: IEc2KeyPair;
  /**
   * The user to log in as, who may run sudo without a password: 'admin' on Debian's images, 'ubuntu' on Ubuntu's.
   *
   * @default 'admin'
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
   * Where it is logged in to. With the public address, a machine has one unless the subnet's hosts get one anyway.
   * Hosts of a cluster use their private addresses among themselves.
   *
   * @default AddressKind.PUBLIC
   */
  readonly addressKind?: AddressKind;
  /** @default HostKeySource.CONSOLE */
  readonly hostKeySource?: HostKeySource;
  /** @default true with AddressKind.PUBLIC, otherwise as the subnet says */
  readonly associatePublicIpAddress?: boolean;
  /** @default as the image says */
  readonly rootVolume?: Ec2Volume;
  /**
   * Further volumes by device name, '/dev/sdf' to '/dev/sdp'. Adding or removing one replaces the machine.
   *
   * @default none
   */
  readonly volumes?: Record<string, Ec2DataVolume>;
  /**
   * Name or ARN of an instance profile.
   *
   * @default none
   */
  readonly iamInstanceProfile?: string;
  /**
   * What cloud-init gets. Everything on the machine can read it: no place for secrets.
   *
   * @default none
   */
  readonly userData?: string;
  /** @default IMDSv2 only, one hop */
  readonly metadata?: Ec2Metadata;
  /** @default on-demand capacity */
  readonly spot?: SpotSettings;
  /** @default that of the subnet */
  readonly availabilityZone?: string;
  /**
   * Name of a placement group.
   *
   * @default none
   */
  readonly placementGroup?: string;
  /**
   * 'default', 'dedicated' or 'host'.
   *
   * @default 'default'
   */
  readonly tenancy?: string;
  /**
   * Beside `Name`, which is the construct's path when it is not among them.
   *
   * @default none
   */
  readonly tags?: Record<string, string>;
  /**
   * Refuse to terminate it, whoever asks.
   *
   * @default false
   */
  readonly terminationProtection?: boolean;
  /**
   * How long to wait for it to run, to show its host key, to change or to be gone: `90s`, `10m`.
   *
   * @default '10m'
   */
  readonly timeout?: string;
  /**
   * Name of an EC2 configuration of this stack's `Fleetwright`: the account and region.
   *
   * @default 'default'
   */
  readonly configuration?: string;
}
