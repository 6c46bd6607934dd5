import { azurePriority, azureRuleNotOneSide } from '../errors-azure';
import type { AzureNetworkSecurityRules } from '../generated/azure-network';
import { given } from '../given';
import { Token } from 'cdktf';

/** Which way traffic goes. */
export enum AzureDirection {
  INBOUND = 'inbound',
  OUTBOUND = 'outbound',
}

/** What a rule does with the traffic it is about. */
export enum AzureAccess {
  ALLOW = 'allow',
  DENY = 'deny',
}

/** Traffic that is let in or out, or is not. Exactly one of `sources` and `sourceGroups`. */
export interface AzureRule {
  /** 100 to 999, unique per direction. The rule with the lowest one that matches decides. */
  readonly priority: number;
  /** @default AzureDirection.INBOUND */
  readonly direction?: AzureDirection;
  /** @default AzureAccess.ALLOW */
  readonly access?: AzureAccess;
  /**
   * 'tcp', 'udp', 'icmp', 'esp', 'ah' or 'all'.
   *
   * @default 'tcp'
   */
  readonly protocol?: string;
  /**
   * Where it comes from: ranges, or one service tag, or '*'.
   *
   * @default none: `sourceGroups` are given
   * @example ['203.0.113.0/24']
   */
  readonly sources?: string[];
  /**
   * Where it comes from: names of application security groups of the network.
   *
   * @default none: `sources` are given
   */
  readonly sourceGroups?: string[];
  /** @default anything in the network */
  readonly destinations?: string[];
  /**
   * Names of application security groups of the network.
   *
   * @default none
   */
  readonly destinationGroups?: string[];
  /** @default any */
  readonly sourcePorts?: string[];
  /**
   * @default any
   * @example ['443', '8000-8100']
   */
  readonly destinationPorts?: string[];
  /**
   * What the rule is for.
   *
   * @default none
   */
  readonly description?: string;
}

/** First priority that is not the user's. */
export const firstOwnPriority = 1000;

export function renderAzureRule(at: string, rule: AzureRule): AzureNetworkSecurityRules {
  const { priority, sources, sourceGroups } = rule;
  if ((sources === undefined) === (sourceGroups === undefined)) throw azureRuleNotOneSide(at);
  const fits = Number.isInteger(priority) && priority >= 100 && priority < firstOwnPriority;
  if (!Token.isUnresolved(priority) && !fits) throw azurePriority(at, priority);
  return given<AzureNetworkSecurityRules>({
    priority,
    direction: rule.direction,
    access: rule.access,
    protocol: rule.protocol,
    sources,
    sourceGroups,
    destinations: rule.destinations,
    destinationGroups: rule.destinationGroups,
    sourcePorts: rule.sourcePorts,
    destinationPorts: rule.destinationPorts,
    description: rule.description,
  });
}
