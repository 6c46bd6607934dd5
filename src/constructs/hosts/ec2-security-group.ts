import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { ruleNotOneSide, rulePorts } from '../errors-ec2';
import {
  Ec2SecurityGroup as Ec2SecurityGroupResource,
  type Ec2SecurityGroupIngress,
} from '../generated/ec2-security-group';
import { given } from '../given';
import { requireEc2 } from '../named-access';
import { validateRange } from '../validation/range';
import { ec2Name } from './ec2-name';

/** A security group, whoever made it. */
export interface IEc2SecurityGroup {
  readonly securityGroupId: string;
}

/** Traffic that is let in or out. Exactly one of `cidr`, `securityGroup`, `self` and `prefixListId`. */
export interface Ec2Rule {
  /**
   * 'tcp', 'udp', 'icmp', 'icmpv6', 'all', or a protocol number.
   *
   * @default 'tcp'
   */
  readonly protocol?: string;
  /**
   * A single port.
   *
   * @default none: `fromPort` and `toPort` are used
   */
  readonly port?: number;
  /**
   * First port; the type of ICMP, -1 for all.
   *
   * @default `port`
   */
  readonly fromPort?: number;
  /**
   * Last port; the code of ICMP, -1 for all.
   *
   * @default `port`
   */
  readonly toPort?: number;
  /**
   * The other side: an IPv4 or IPv6 range.
   *
   * @default none
   * @example '203.0.113.7/32'
   */
  readonly cidr?: string;
  /**
   * The other side: whatever is in that group.
   *
   * @default none
   */
  readonly securityGroup?: IEc2SecurityGroup;
  /**
   * The other side: whatever is in this group.
   *
   * @default false
   */
  readonly self?: boolean;
  /**
   * The other side: a prefix list.
   *
   * @default none
   */
  readonly prefixListId?: string;
  /**
   * What the rule is for.
   *
   * @default none
   */
  readonly description?: string;
}

/** Props of `Ec2SecurityGroup`. */
export interface Ec2SecurityGroupProps {
  /**
   * Unique in its VPC.
   *
   * @default the construct's path with dashes
   */
  readonly name?: string;
  /** @default 'Managed by Fleetwright' */
  readonly description?: string;
  /** @default the default VPC */
  readonly vpcId?: string;
  /** @default nothing is let in */
  readonly ingress?: Ec2Rule[];
  /** @default everything is let out, over IPv4 */
  readonly egress?: Ec2Rule[];
  /**
   * Name of an EC2 configuration of this stack's `Fleetwright`.
   *
   * @default 'default'
   */
  readonly configuration?: string;
  /** @default none */
  readonly tags?: Record<string, string>;
}

/**
 * Which traffic reaches machines on EC2. Rules that are not declared are removed.
 *
 * @example
 * new Ec2SecurityGroup(stack, 'web', { ingress: [{ port: 443, cidr: '0.0.0.0/0' }] });
 */
export class Ec2SecurityGroup extends Construct implements IEc2SecurityGroup {
  /** A group that exists already. */
  public static fromSecurityGroupId(securityGroupId: string): IEc2SecurityGroup {
    return { securityGroupId };
  }

  /** The generated construct beneath. */
  public readonly resource: Ec2SecurityGroupResource;
  /** Known after the first apply. */
  public readonly securityGroupId: string;
  private readonly ingress: Ec2SecurityGroupIngress[];

  constructor(scope: Construct, id: string, props: Ec2SecurityGroupProps = {}) {
    super(scope, id);
    const { name, description, vpcId, ingress = [], egress, configuration = 'default', tags } = props;
    const at = this.node.path;
    requireEc2(this, configuration);
    this.ingress = ingress.map((rule) => renderRule(`${at}: ingress`, rule));
    this.resource = new Ec2SecurityGroupResource(
      this,
      'Default',
      given({
        configuration,
        owner: at,
        name: name ?? ec2Name(at),
        description,
        vpcId,
        ingress: this.ingress,
        egress: egress?.map((rule) => renderRule(`${at}: egress`, rule)),
        tags,
      }),
    );
    this.securityGroupId = this.resource.id;
  }

  /** Lets more in. */
  public addIngress(...rules: Ec2Rule[]): void {
    this.ingress.push(...rules.map((rule) => renderRule(`${this.node.path}: ingress`, rule)));
    this.resource.putIngress(this.ingress);
  }

  /** Lets in what is given, and nothing that was let in before. */
  public replaceIngress(rules: Ec2Rule[]): void {
    this.ingress.length = 0;
    this.addIngress(...rules);
  }
}

function renderRule(at: string, rule: Ec2Rule): Ec2SecurityGroupIngress {
  const { protocol = 'tcp', port, cidr, securityGroup, self, prefixListId, description } = rule;
  const { fromPort = port, toPort = port } = rule;
  const sides = [cidr, securityGroup, self === true ? true : undefined, prefixListId];
  if (sides.filter((side) => side !== undefined).length !== 1) throw ruleNotOneSide(at);
  const hasPorts = fromPort !== undefined && toPort !== undefined;
  const takesPorts = ['tcp', 'udp', 'icmp', 'icmpv6'].includes(protocol);
  if (!Token.isUnresolved(protocol) && (takesPorts ? !hasPorts : protocol === 'all' && hasPorts)) {
    throw rulePorts(at, protocol);
  }
  if (cidr !== undefined) validateRange(at, cidr);
  return given<Ec2SecurityGroupIngress>({
    protocol,
    fromPort,
    toPort,
    cidr,
    securityGroupId: securityGroup?.securityGroupId,
    selfAttribute: self === true ? true : undefined,
    prefixListId,
    description,
  });
}
