import type { Tags } from './configuration';
import type { Ownership } from './ownership';

/** One thing that is let in or out. Exactly one of `cidr`, `securityGroupId`, `prefixListId` and `self` is set. */
export interface SecurityGroupRule {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all. */
  readonly protocol: string;
  /** First and last port; ICMP type and code; both absent with protocol `-1`. */
  readonly fromPort?: number;
  readonly toPort?: number;
  /** IPv4 or IPv6. */
  readonly cidr?: string;
  readonly securityGroupId?: string;
  readonly prefixListId?: string;
  /** The group itself. */
  readonly self?: boolean;
  readonly description?: string;
}

export interface SecurityGroupRequest {
  readonly owner: Ownership;
  /** Unique in the VPC, at most 255 characters, not starting with `sg-`. */
  readonly name: string;
  /** Cannot be changed. */
  readonly description: string;
  /** Default: the default VPC. */
  readonly vpcId?: string;
  readonly ingress: readonly SecurityGroupRule[];
  /** Default: everything goes out, as EC2 sets a new group up. Empty: nothing does. */
  readonly egress?: readonly SecurityGroupRule[];
  readonly tags: Tags;
}

/** What may change in place. What is absent stays as it is. */
export interface SecurityGroupChanges {
  readonly ingress?: readonly SecurityGroupRule[];
  readonly egress?: readonly SecurityGroupRule[];
  readonly tags?: Tags;
  readonly removeTags?: readonly string[];
}

export interface Ec2SecurityGroup {
  readonly id: string;
  readonly arn: string | undefined;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string | undefined;
  readonly ownerId: string | undefined;
  /** Sorted; a source that is the group itself is `self`. */
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
  /** Without those that start with `aws:`, and without `marks`. */
  readonly tags: Tags;
  /** Tags that this driver keeps for itself. */
  readonly marks: Tags;
}
