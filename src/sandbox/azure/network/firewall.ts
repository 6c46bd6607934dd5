import { contains } from '../../world/cidr';
import type { Cloud } from '../state/cloud';
import type {
  IpConfiguration,
  NetworkInterface,
  SecurityGroup,
  SecurityRule,
  VirtualNetwork,
} from '../state/records';
import { sameId } from '../state/resource-id';
import { DEFAULT_RULES } from './default-rules';
import { parsePorts } from './security-rule';
import { findSubnet } from './uses';

/** Clients take any of the high ports. */
const CLIENT_PORT = 50_000;

/** One end of a connection that is a machine here. */
interface Endpoint {
  readonly card: NetworkInterface;
  readonly configuration: IpConfiguration;
  readonly network: VirtualNetwork;
  /** Of the subnet, then of the interface: each of them has a say. */
  readonly groups: readonly SecurityGroup[];
  /** It was reached by its public address. */
  readonly outside: boolean;
}

/** One end as rules are about it. */
interface Side {
  /** Any of the addresses that it may be called by. */
  readonly addresses: readonly string[];
  readonly inNetwork: boolean;
  /** Ids of its application security groups, by which it is called within its network. */
  readonly groups: readonly string[];
}

/**
 * Whether security groups let a TCP connection through: out of the one machine and into the other. What is no machine
 * of ours, such as the operator's, is the internet and bound by the other side's groups alone.
 */
export function allowsConnection(cloud: Cloud, from: string, to: string, port: number): boolean {
  const source = findEndpoint(cloud, from);
  const target = findEndpoint(cloud, to);
  const together =
    source !== undefined && target !== undefined && !target.outside && source.network === target.network;
  // Networks that are not peered do not reach each other's private addresses.
  if (source !== undefined && target !== undefined && !target.outside && !together) return false;
  const sides = {
    source: sideOf(cloud, source, from, together),
    target: sideOf(cloud, target, to, together),
    port,
  };
  return (
    (source === undefined || passes(source, 'Outbound', sides)) &&
    (target === undefined || passes(target, 'Inbound', sides))
  );
}

function findEndpoint(cloud: Cloud, address: string): Endpoint | undefined {
  for (const card of cloud.interfaces.list()) {
    if (card.virtualMachineId === undefined) continue;
    for (const configuration of card.configurations) {
      const outside = publicAddressOf(cloud, configuration) === address;
      if (!outside && configuration.address !== address) continue;
      const found = findSubnet(cloud, configuration.subnetId);
      if (found === undefined) return undefined;
      const groups = [found.subnet.securityGroupId, card.securityGroupId].flatMap((id) => {
        const group = id === undefined ? undefined : cloud.securityGroups.get(id);
        return group === undefined ? [] : [group];
      });
      return { card, configuration, network: found.network, groups, outside };
    }
  }
  return undefined;
}

function publicAddressOf(cloud: Cloud, { publicAddressId }: IpConfiguration): string | undefined {
  return publicAddressId === undefined ? undefined : cloud.publicAddresses.get(publicAddressId)?.address;
}

/** Rules see the private address of a machine, also when it was reached by its public one. */
function sideOf(cloud: Cloud, endpoint: Endpoint | undefined, address: string, together: boolean): Side {
  if (endpoint === undefined) return { addresses: [address], inNetwork: false, groups: [] };
  const { configuration } = endpoint;
  const own = [configuration.address, configuration.nominal];
  const outside = publicAddressOf(cloud, configuration);
  // Others see a machine by its public address.
  return {
    addresses: outside === undefined || together ? own : [...own, outside],
    inNetwork: together,
    groups: configuration.applicationGroupIds,
  };
}

function passes(
  { groups, outside, configuration }: Endpoint,
  direction: SecurityRule['direction'],
  sides: { readonly source: Side; readonly target: Side; readonly port: number },
): boolean {
  if (groups.length === 0) {
    // A standard public address is closed until a group opens it.
    return (
      direction === 'Outbound' ||
      sides.source.inNetwork ||
      !(outside || configuration.publicAddressId !== undefined)
    );
  }
  return groups.every((group) => decide(group, direction, sides) === 'Allow');
}

function decide(
  { rules }: SecurityGroup,
  direction: SecurityRule['direction'],
  { source, target, port }: { readonly source: Side; readonly target: Side; readonly port: number },
): 'Allow' | 'Deny' {
  const ordered = [...rules.values(), ...DEFAULT_RULES]
    .filter((rule) => rule.direction === direction)
    .sort((one, other) => one.priority - other.priority);
  const rule = ordered.find(
    ({ protocol, destinationPorts, sources, destinations, sourcePorts, sourceGroups, destinationGroups }) =>
      (protocol === '*' || protocol === 'Tcp') &&
      destinationPorts.some((range) => covers(range, port)) &&
      sourcePorts.some((range) => covers(range, CLIENT_PORT)) &&
      (sources.some((prefix) => isAbout(prefix, source)) || isIn(source, sourceGroups)) &&
      // Inbound traffic to a machine is to its network, wherever it comes from.
      (destinations.some((prefix) =>
        isAbout(prefix, direction === 'Inbound' ? { ...target, inNetwork: true } : target),
      ) ||
        isIn(target, destinationGroups)),
  );
  return rule?.access ?? 'Deny';
}

function covers(range: string, port: number): boolean {
  const [first = 1, last = 0] = parsePorts(range) ?? [];
  return first <= port && port <= last;
}

function isIn({ groups }: Side, ids: readonly string[]): boolean {
  return groups.some((group) => ids.some((id) => sameId(id, group)));
}

function isAbout(prefix: string, { addresses, inNetwork }: Side): boolean {
  switch (prefix) {
    case '*':
      return true;
    case 'VirtualNetwork':
      return inNetwork;
    case 'Internet':
      return !inNetwork;
    case 'AzureLoadBalancer':
      return false;
    default:
      return addresses.some((address) => prefix === address || contains(prefix, address));
  }
}
