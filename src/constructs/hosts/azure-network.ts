import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { azurePriority, invalidLocation, noAzureWayIn, tooManyRules } from '../errors-azure';
import {
  AzureNetwork as AzureNetworkResource,
  type AzureNetworkConfig,
  type AzureNetworkSecurityRules,
} from '../generated/azure-network';
import { given } from '../given';
import { requireAzure } from '../named-access';
import { validateDuration } from '../validation/duration';
import { validateRange } from '../validation/range';
import { azureName } from './azure-name';
import { type AzureRule, firstOwnPriority, renderAzureRule } from './azure-rule';

/** Where machines on Azure can be, whoever made it. */
export interface IAzureNetwork {
  /** Id of the subnet. */
  readonly subnetId: string;
  /** Resource group that machines are made in. */
  readonly resourceGroupName: string;
  /** Region, for instance 'westeurope'. */
  readonly location: string;
  /** Name of an Azure configuration of this stack's `Fleetwright`. */
  readonly configuration: string;
}

/** A subnet that exists already. */
export interface AzureSubnet {
  /** @example '/subscriptions/…/virtualNetworks/office/subnets/default' */
  readonly subnetId: string;
  /** Resource group to make machines in. */
  readonly resourceGroupName: string;
  /** @example 'westeurope' */
  readonly location: string;
  /** @default 'default' */
  readonly configuration?: string;
}

/** Props of `AzureNetwork`. One of `sshFrom` and `rules` is needed. */
export interface AzureNetworkProps {
  /** @example 'westeurope' */
  readonly location: string;
  /**
   * Ranges that may log in over SSH to the machines in it.
   *
   * @default none: `rules` let it in
   * @example ['203.0.113.7/32']
   */
  readonly sshFrom?: string[];
  /**
   * TCP port of the machines' SSH servers.
   *
   * @default 22
   */
  readonly sshPort?: number;
  /**
   * What else is let in or out, by the rules' names. Clusters add their own.
   *
   * @default nothing is let in, everything is let out
   */
  readonly rules?: Record<string, AzureRule>;
  /**
   * Whether machines in it reach each other at every port, as Azure has it by default.
   *
   * @default false: at the ports that rules and clusters open
   */
  readonly openInside?: boolean;
  /** @default the construct's path with dashes */
  readonly name?: string;
  /** @default the network's name */
  readonly resourceGroupName?: string;
  /**
   * Whether the resource group is made with the network, and removed with it when nothing else is in it.
   *
   * @default true
   */
  readonly createResourceGroup?: boolean;
  /** @default ['10.0.0.0/16'] */
  readonly addressPrefixes?: string[];
  /** @default '10.0.0.0/24' */
  readonly subnetPrefix?: string;
  /** @default none */
  readonly tags?: Record<string, string>;
  /**
   * How long to wait for it to be made, changed, or left by machines: `90s`, `20m`.
   *
   * @default '20m'
   */
  readonly timeout?: string;
  /**
   * Name of an Azure configuration of this stack's `Fleetwright`: the subscription.
   *
   * @default 'default'
   */
  readonly configuration?: string;
}

/** How many rules each cluster can have. */
const blockSize = 200;
const insidePriority = 4096;

/**
 * A network for machines on Azure: a virtual network with a subnet behind a security group, in a resource group of its
 * own. Rules that are not declared are removed.
 *
 * @example
 * const network = new AzureNetwork(stack, 'network', { location: 'westeurope', sshFrom: ['203.0.113.7/32'] });
 */
export class AzureNetwork extends Construct implements IAzureNetwork {
  /** One that exists already, behind whatever guards it. */
  public static fromSubnet(subnet: AzureSubnet): IAzureNetwork {
    const { subnetId, resourceGroupName, location, configuration = 'default' } = subnet;
    return { subnetId, resourceGroupName, location, configuration };
  }

  public readonly location: string;
  public readonly configuration: string;
  /** The generated construct beneath. */
  public readonly resource: AzureNetworkResource;
  /** Known after the first apply. */
  public readonly subnetId: string;
  /** Of the resource, so that machines wait for it. */
  public readonly resourceGroupName: string;

  private readonly own: Record<string, AzureNetworkSecurityRules>;
  private readonly added = new Map<string, Record<string, AzureNetworkSecurityRules>>();
  /** Ids of the groups by their names. */
  private readonly groups = new Map<string, string>();

  constructor(scope: Construct, id: string, props: AzureNetworkProps) {
    super(scope, id);
    const { location, sshFrom = [], sshPort = 22, rules = {}, openInside = false, timeout } = props;
    const at = this.node.path;
    const { configuration = 'default', name = azureName(at, 50) } = props;
    requireAzure(this, configuration);
    if (!Token.isUnresolved(location) && !/^[a-z0-9]+$/.test(location)) {
      throw invalidLocation(`${at}: location`, location);
    }
    if (sshFrom.length === 0 && Object.keys(rules).length === 0) throw noAzureWayIn(at);
    if (timeout !== undefined) validateDuration(`${at}: timeout`, timeout);
    for (const range of sshFrom) validateRange(`${at}: sshFrom`, range);
    for (const range of props.addressPrefixes ?? []) validateRange(`${at}: addressPrefixes`, range);
    if (props.subnetPrefix !== undefined) validateRange(`${at}: subnetPrefix`, props.subnetPrefix);

    this.location = location;
    this.configuration = configuration;
    this.own = {
      ...renderOwn(at, rules),
      ...sshRules(sshFrom, sshPort, rules, at),
      ...(openInside ? {} : { inside }),
    };
    this.resource = new AzureNetworkResource(
      this,
      'Default',
      given<AzureNetworkConfig>({
        configuration,
        owner: at,
        name,
        location,
        resourceGroupName: props.resourceGroupName ?? name,
        createResourceGroup: props.createResourceGroup,
        addressPrefixes: props.addressPrefixes,
        subnetPrefix: props.subnetPrefix,
        securityRules: this.own,
        tags: props.tags,
        timeout,
      }),
    );
    this.subnetId = this.resource.subnetId;
    this.resourceGroupName = this.resource.resourceGroupName;
  }

  /** The id of an application security group of that name, which is made when it is first asked for. */
  public applicationSecurityGroupId(name: string): string {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const id = Token.asString(Fn.lookup(this.resource.applicationSecurityGroupIds, name));
    this.groups.set(name, id);
    this.resource.applicationSecurityGroups = [...this.groups.keys()].sort();
    return id;
  }

  /**
   * Lets in what is given, and nothing that was let in under that key before. Priorities are given out from 1000 on.
   *
   * @throws tooManyRules
   */
  public replaceRules(key: string, rules: Omit<AzureNetworkSecurityRules, 'priority'>[]): void {
    if (!this.added.has(key)) this.added.set(key, {});
    const first = firstOwnPriority + blockSize * [...this.added.keys()].indexOf(key);
    if (rules.length > blockSize || first + blockSize > insidePriority)
      throw tooManyRules(this.node.path, key);
    const named = rules.map((rule, index) => [
      `${key}-${String(index + 1)}`,
      { ...rule, priority: first + index },
    ]);
    this.added.set(key, Object.fromEntries(named) as Record<string, AzureNetworkSecurityRules>);
    this.resource.putSecurityRules(Object.assign({}, this.own, ...this.added.values()) as typeof this.own);
  }
}

/** Below all others: it keeps away what Azure would let through between machines of a virtual network. */
const inside: AzureNetworkSecurityRules = {
  priority: insidePriority,
  access: 'deny',
  protocol: 'all',
  sources: ['VirtualNetwork'],
  description: 'Machines reach each other where a rule says so',
};

function renderOwn(at: string, rules: Record<string, AzureRule>): Record<string, AzureNetworkSecurityRules> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, renderAzureRule(`${at}: rules ${name}`, rule)]),
  );
}

/** IPv4 and IPv6 cannot be in one rule. */
function sshRules(
  sshFrom: string[],
  port: number,
  rules: Record<string, AzureRule>,
  at: string,
): Record<string, AzureNetworkSecurityRules> {
  const families: [string, number, string[]][] = [
    ['ssh', 998, sshFrom.filter((range) => !range.includes(':'))],
    ['ssh-ipv6', 999, sshFrom.filter((range) => range.includes(':'))],
  ];
  return Object.fromEntries(
    families.flatMap(([name, priority, sources]) => {
      if (sources.length === 0) return [];
      const clash = Object.values(rules).some(
        (rule) => rule.priority === priority && rule.direction !== 'outbound',
      );
      if (clash) throw azurePriority(`${at}: rules, beside sshFrom`, priority);
      return [[name, { priority, sources, destinationPorts: [String(port)], description: 'SSH' }]];
    }),
  );
}
