import { idsAt, listAt, numberAt, objectAt, textAt, textsAt } from './fields';
import { parseResourceId } from './ids';
import type { Protocol, SecurityRule, SecurityRules } from './network';

const protocols: Readonly<Record<Protocol, string>> = {
  tcp: 'Tcp',
  udp: 'Udp',
  icmp: 'Icmp',
  esp: 'Esp',
  ah: 'Ah',
  all: '*',
};

/** Rules as Azure is asked for them. */
export function fromRules(rules: SecurityRules, groupIdOf: (name: string) => string): object[] {
  return Object.entries(rules).map(([name, rule]) => ({
    name,
    properties: {
      priority: rule.priority,
      direction: rule.direction === 'inbound' ? 'Inbound' : 'Outbound',
      access: rule.access === 'allow' ? 'Allow' : 'Deny',
      protocol: protocols[rule.protocol],
      ...oneOrMore('sourcePortRange', rule.sourcePorts),
      ...oneOrMore('destinationPortRange', rule.destinationPorts),
      ...side('source', rule.sources, rule.sourceGroups.map(groupIdOf)),
      ...side('destination', rule.destinations, rule.destinationGroups.map(groupIdOf)),
      ...(rule.description === undefined ? {} : { description: rule.description }),
    },
  }));
}

/**
 * Rules as Azure tells them, by name.
 * @param network Name of the network, with which the names of its application security groups begin.
 */
export function toRules(list: readonly unknown[], network: string): SecurityRules {
  const rules = list.flatMap((entry): [string, SecurityRule][] => {
    const name = textAt(entry, 'name');
    return name === undefined ? [] : [[name, toRule(objectAt(entry, 'properties'), network)]];
  });
  return Object.fromEntries(rules.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toRule(properties: Readonly<Record<string, unknown>>, network: string): SecurityRule {
  const description = textAt(properties, 'description');
  const protocol = textAt(properties, 'protocol')?.toLowerCase();
  const known = Object.keys(protocols).find((name) => name === protocol) as Protocol | undefined;
  const group = (id: string): string => {
    const name = parseResourceId(id)?.name ?? id;
    return name.startsWith(`${network}-`) ? name.slice(network.length + 1) : id;
  };
  return {
    priority: numberAt(properties, 'priority') ?? 0,
    direction: textAt(properties, 'direction')?.toLowerCase() === 'outbound' ? 'outbound' : 'inbound',
    access: textAt(properties, 'access')?.toLowerCase() === 'deny' ? 'deny' : 'allow',
    protocol: known ?? 'all',
    sources: both(properties, 'sourceAddressPrefix', 'sourceAddressPrefixes'),
    destinations: both(properties, 'destinationAddressPrefix', 'destinationAddressPrefixes'),
    sourceGroups: idsAt(properties, 'sourceApplicationSecurityGroups').map(group).sort(),
    destinationGroups: idsAt(properties, 'destinationApplicationSecurityGroups').map(group).sort(),
    sourcePorts: both(properties, 'sourcePortRange', 'sourcePortRanges'),
    destinationPorts: both(properties, 'destinationPortRange', 'destinationPortRanges'),
    ...(description === undefined ? {} : { description }),
  };
}

/** Whether both say the same, in whatever order. */
export function sameRules(one: SecurityRules, other: SecurityRules): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(rules: SecurityRules): unknown {
  return Object.entries(rules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rule]) => [
      name,
      [rule.priority, rule.direction, rule.access, rule.protocol, rule.description],
      [rule.sources, rule.destinations, rule.sourceGroups, rule.destinationGroups].map((list) =>
        list.toSorted(),
      ),
      [rule.sourcePorts, rule.destinationPorts].map((list) => list.toSorted()),
    ]);
}

/** A service tag or `*` may stand only where there is one. */
function oneOrMore(field: string, values: readonly string[]): object {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? { [field]: only } : { [`${field}s`]: [...values] };
}

function side(
  name: 'source' | 'destination',
  addresses: readonly string[],
  groups: readonly string[],
): object {
  if (groups.length > 0) return { [`${name}ApplicationSecurityGroups`]: groups.map((id) => ({ id })) };
  const [only, ...others] = addresses;
  return only !== undefined && others.length === 0
    ? { [`${name}AddressPrefix`]: only }
    : { [`${name}AddressPrefixes`]: [...addresses] };
}

function both(properties: Readonly<Record<string, unknown>>, single: string, plural: string): string[] {
  const one = textAt(properties, single);
  return [...(one === undefined ? [] : [one]), ...textsAt(properties, plural)].sort();
}

/** The rules of a security group's answer. */
export function rulesOf(securityGroup: unknown, network: string): SecurityRules {
  return toRules(listAt(securityGroup, 'properties', 'securityRules'), network);
}
