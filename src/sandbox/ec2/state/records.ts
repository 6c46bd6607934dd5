import type { Image } from '../catalogue/images';
import type { InstanceType } from '../catalogue/instance-types';
import type { ParkedMachine } from '../../world/machine-park';

/** What was made later has the higher number: describes page by it. */
export interface Sequenced {
  readonly sequence: number;
}

/** EC2's codes of instance states: the low byte of what it answers. */
export const STATE_CODES = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;
export type InstanceState = keyof typeof STATE_CODES;

export interface Zone {
  readonly name: string;
  readonly id: string;
}

export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  readonly dhcpOptionsId: string;
}

export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: Zone;
  readonly cidr: string;
}

export interface Reservation {
  readonly id: string;
  readonly ownerId: string;
}

export interface StateReason {
  readonly code: string;
  readonly message: string;
}

export interface NetworkInterface {
  readonly id: string;
  readonly attachmentId: string;
  readonly macAddress: string;
  readonly description: string;
  readonly deleteOnTermination: boolean;
}

export interface MetadataOptions {
  readonly httpTokens: string;
  readonly httpPutResponseHopLimit: number;
  readonly httpEndpoint: string;
  readonly httpProtocolIpv6: string;
  readonly instanceMetadataTags: string;
}

export interface SpotOptions {
  readonly requestId: string;
  readonly type: string;
  readonly maxPrice?: string | undefined;
  readonly interruptionBehavior: string;
  readonly validUntil?: Date | undefined;
}

export interface Instance extends Sequenced {
  readonly id: string;
  readonly reservation: Reservation;
  readonly launchIndex: number;
  readonly image: Image;
  readonly keyName?: string | undefined;
  readonly subnet: Subnet;
  readonly privateAddress: string;
  /** Kept while the instance is stopped, though it is not described then. */
  readonly publicAddress?: string | undefined;
  readonly networkInterface: NetworkInterface;
  readonly clientToken: string;
  readonly spot?: SpotOptions | undefined;
  readonly tenancy: string;
  readonly instanceProfile?: { readonly arn: string; readonly id: string } | undefined;
  readonly monitoring: boolean;

  type: InstanceType;
  groupIds: readonly string[];
  state: InstanceState;
  stateReason?: StateReason | undefined;
  transitionReason: string;
  launchTime: Date;
  userData?: Buffer | undefined;
  ebsOptimized: boolean;
  sourceDestCheck: boolean;
  disableApiTermination: boolean;
  disableApiStop: boolean;
  shutdownBehavior: string;
  metadataOptions: MetadataOptions;
  cpuCredits?: string | undefined;

  machine?: ParkedMachine | undefined;
  /** What GetConsoleOutput answers without `Latest`. */
  console?: { readonly at: Date; readonly text: string } | undefined;
  /** Status checks have had the time to pass since the machine came up. */
  checked: boolean;
}

export interface Attachment {
  readonly instanceId: string;
  readonly device: string;
  readonly at: Date;
  deleteOnTermination: boolean;
}

export interface Volume extends Sequenced {
  readonly id: string;
  readonly zone: Zone;
  readonly snapshotId?: string | undefined;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string | undefined;
  readonly createdAt: Date;
  size: number;
  type: string;
  iops?: number | undefined;
  throughput?: number | undefined;
  attachment?: Attachment | undefined;
  modification?: VolumeModification | undefined;
}

export interface VolumeSettings {
  readonly size: number;
  readonly type: string;
  readonly iops?: number | undefined;
  readonly throughput?: number | undefined;
}

export interface VolumeModification {
  state: 'modifying' | 'optimizing' | 'completed';
  readonly original: VolumeSettings;
  readonly target: VolumeSettings;
  readonly startedAt: Date;
  endedAt?: Date | undefined;
}

export interface KeyPair extends Sequenced {
  readonly id: string;
  readonly name: string;
  readonly type: 'rsa' | 'ed25519';
  readonly fingerprint: string;
  /** As it stands in authorized_keys. */
  readonly publicKey: string;
  readonly createdAt: Date;
}

export interface SecurityGroup extends Sequenced {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly rules: Map<string, SecurityGroupRule>;
}

/** Where a rule's traffic comes from or goes to: one of them. */
export type RuleSource =
  | { readonly kind: 'ipv4'; readonly cidr: string }
  | { readonly kind: 'ipv6'; readonly cidr: string }
  | { readonly kind: 'group'; readonly groupId: string };

export interface SecurityGroupRule {
  readonly id: string;
  readonly groupId: string;
  readonly egress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or a protocol's number. */
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly source: RuleSource;
  readonly description?: string | undefined;
}
