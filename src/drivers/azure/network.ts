import type { Tags } from './configuration';
import type { Ownership } from './ownership';

export type Protocol = 'tcp' | 'udp' | 'icmp' | 'esp' | 'ah' | 'all';

/** What is let in or out, or is not. Of each side there are addresses or application security groups, not both. */
export interface SecurityRule {
  /** 100 to 4096, unique per direction; the lowest that matches decides. */
  readonly priority: number;
  readonly direction: 'inbound' | 'outbound';
  readonly access: 'allow' | 'deny';
  readonly protocol: Protocol;
  /** Ranges, service tags such as `Internet`, or `*`. */
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Names of application security groups of this network. */
  readonly sourceGroups: readonly string[];
  readonly destinationGroups: readonly string[];
  /** `22`, `8000-8100` or `*`. */
  readonly sourcePorts: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly description?: string;
}

export type SecurityRules = Readonly<Record<string, SecurityRule>>;

/** A network as it shall be. */
export interface NetworkRequest {
  readonly owner: Ownership;
  /** Of the virtual network; what belongs to it is named after it. */
  readonly name: string;
  readonly group: string;
  /** Whether the resource group is made with the network, or there already. */
  readonly makesGroup: boolean;
  /** `westeurope`. */
  readonly location: string;
  readonly addressPrefixes: readonly string[];
  readonly subnet: Subnet;
  /** By their names. Rules that are not among them are removed. */
  readonly rules: SecurityRules;
  /** Names of application security groups, by which rules speak of machines. */
  readonly applicationGroups: readonly string[];
  readonly tags: Tags;
}

export interface Subnet {
  readonly name: string;
  readonly prefix: string;
}

/** What may change in place. What is absent stays as it is. */
export interface NetworkChanges {
  readonly addressPrefixes?: readonly string[];
  readonly rules?: SecurityRules;
  readonly applicationGroups?: readonly string[];
  readonly tags?: Tags;
  readonly removeTags?: readonly string[];
}

/** By what a network is asked for. */
export interface NetworkReference {
  readonly group: string;
  readonly name: string;
  readonly subnetName: string;
}

/** A network as Azure tells it. */
export interface AzureNetwork {
  /** Of the virtual network. */
  readonly id: string;
  readonly location: string;
  /** Sorted. */
  readonly addressPrefixes: readonly string[];
  readonly subnetId: string | undefined;
  readonly subnetPrefix: string | undefined;
  readonly securityGroupId: string | undefined;
  /** Whether the subnet is behind the network's security group. */
  readonly isGuarded: boolean;
  /** Whether a part of it is left as an operation that failed has left it: nothing can be put into it until that is mended. */
  readonly hasFailed: boolean;
  readonly rules: SecurityRules;
  /** Ids by name, of those that carry the network's name. */
  readonly applicationGroups: Readonly<Record<string, string>>;
  /** Without `marks`. */
  readonly tags: Tags;
  /** Tags that this driver keeps for itself. */
  readonly marks: Tags;
}
