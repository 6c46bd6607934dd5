import { contains } from '../../world/cidr';
import type { Instance, SecurityGroupRule } from './records';
import type { RegionState } from './region';

interface Endpoint {
  readonly region: RegionState;
  readonly instance: Instance;
}

/**
 * Whether the security groups let a TCP connection through: out of the one instance and into the other. What is no
 * instance of ours, such as the operator's machine, has no groups and is bound by the other side's alone. A rule
 * that names a group means the private addresses of its instances, as in EC2.
 */
export function allowsConnection(
  regions: Iterable<RegionState>,
  from: string,
  to: string,
  port: number,
): boolean {
  const all = [...regions];
  const source = findEndpoint(all, from);
  const target = findEndpoint(all, to);
  return (
    (target === undefined || someRule(target, false, from, source, port)) &&
    (source === undefined || someRule(source, true, to, target, port))
  );
}

function findEndpoint(regions: readonly RegionState[], address: string): Endpoint | undefined {
  for (const region of regions) {
    for (const instance of region.instances.values()) {
      if (instance.state === 'terminated') continue;
      if (instance.privateAddress === address || instance.publicAddress === address)
        return { region, instance };
    }
  }
  return undefined;
}

function someRule(
  { region, instance }: Endpoint,
  egress: boolean,
  peerAddress: string,
  peer: Endpoint | undefined,
  port: number,
): boolean {
  const peerGroups = peer?.instance.privateAddress === peerAddress ? peer.instance.groupIds : [];
  return instance.groupIds
    .flatMap((id) => [...(region.groups.get(id)?.rules.values() ?? [])])
    .some((rule) => rule.egress === egress && covers(rule, port) && isAbout(rule, peerAddress, peerGroups));
}

function covers({ protocol, fromPort, toPort }: SecurityGroupRule, port: number): boolean {
  return protocol === '-1' || (protocol === 'tcp' && fromPort <= port && port <= toPort);
}

function isAbout({ source }: SecurityGroupRule, address: string, groupIds: readonly string[]): boolean {
  switch (source.kind) {
    case 'ipv4':
      return contains(source.cidr, address);
    case 'ipv6':
      return false;
    case 'group':
      return groupIds.includes(source.groupId);
  }
}
