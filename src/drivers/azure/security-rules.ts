import type { ApplicationSecurityGroup, SecurityRule as SdkRule } from '@azure/arm-network';
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
export function fromRules(rules: SecurityRules, groupIdOf: (name: string) => string): SdkRule[] {
  return Object.entries(rules).map(([name, rule]) => ({
    name,
    priority: rule.priority,
    direction: rule.direction === 'inbound' ? 'Inbound' : 'Outbound',
    access: rule.access === 'allow' ? 'Allow' : 'Deny',
    protocol: protocols[rule.protocol],
    ...oneOrMore('sourcePortRange', rule.sourcePorts),
    ...oneOrMore('destinationPortRange', rule.destinationPorts),
    ...side('source', rule.sources, rule.sourceGroups.map(groupIdOf)),
    ...side('destination', rule.destinations, rule.destinationGroups.map(groupIdOf)),
    ...(rule.description === undefined ? {} : { description: rule.description }),
  }));
}

/**
 * Rules as Azure tells them, by name.
 * @param network Name of the network, with which the names of its application security groups begin.
 */
export function toRules(list: readonly SdkRule[] = [], network: string): SecurityRules {
  const rules = list.flatMap((rule): [string, SecurityRule][] =>
    rule.name === undefined ? [] : [[rule.name, toRule(rule, network)]],
  );
  return Object.fromEntries(rules.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toRule(rule: SdkRule, network: string): SecurityRule {
  const { description } = rule;
  const protocol = rule.protocol?.toLowerCase();
  const known = Object.keys(protocols).find((name) => name === protocol) as Protocol | undefined;
  const names = (groups: readonly ApplicationSecurityGroup[] = []): string[] =>
    groups.flatMap(({ id }) => (id === undefined ? [] : groupName(id, network))).sort();
  return {
    priority: rule.priority ?? 0,
    direction: rule.direction?.toLowerCase() === 'outbound' ? 'outbound' : 'inbound',
    access: rule.access?.toLowerCase() === 'deny' ? 'deny' : 'allow',
    protocol: known ?? 'all',
    sources: both(rule.sourceAddressPrefix, rule.sourceAddressPrefixes),
    destinations: both(rule.destinationAddressPrefix, rule.destinationAddressPrefixes),
    sourceGroups: names(rule.sourceApplicationSecurityGroups),
    destinationGroups: names(rule.destinationApplicationSecurityGroups),
    sourcePorts: both(rule.sourcePortRange, rule.sourcePortRanges),
    destinationPorts: both(rule.destinationPortRange, rule.destinationPortRanges),
    ...(description === undefined || description === '' ? {} : { description }),
  };
}

/** As the network's user names it. */
function groupName(id: string, network: string): string {
  const name = parseResourceId(id)?.name ?? id;
  return name.startsWith(`${network}-`) ? name.slice(network.length + 1) : id;
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
function oneOrMore(field: 'sourcePortRange' | 'destinationPortRange', values: readonly string[]): SdkRule {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? { [field]: only } : { [`${field}s`]: [...values] };
}

function side(
  name: 'source' | 'destination',
  addresses: readonly string[],
  groups: readonly string[],
): SdkRule {
  if (groups.length > 0) return { [`${name}ApplicationSecurityGroups`]: groups.map((id) => ({ id })) };
  const [only, ...others] = addresses;
  return only !== undefined && others.length === 0
    ? { [`${name}AddressPrefix`]: only }
    : { [`${name}AddressPrefixes`]: [...addresses] };
}

/** Azure may say an empty text where it says several. */
function both(single: string | undefined, several: readonly string[] = []): string[] {
  return [single ?? '', ...several].filter((one) => one !== '').sort();
}
