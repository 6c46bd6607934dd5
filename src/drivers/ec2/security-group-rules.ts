import { isIPv6 } from 'node:net';
import type { IpPermission } from '@aws-sdk/client-ec2';
import { canonicalCidr } from './cidr';
import type { SecurityGroupRule } from './security-group';

const protocolNames: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
};

/** EC2's own spelling of a rule; the source `groupId` is the group itself. */
export function canonicalRule(rule: SecurityGroupRule, groupId?: string): SecurityGroupRule {
  const named = rule.protocol.toLowerCase();
  const protocol = protocolNames[named] ?? named;
  const { cidr, securityGroupId, prefixListId, description } = rule;
  const self = rule.self === true || (groupId !== undefined && securityGroupId === groupId);
  return {
    protocol,
    ...portsOf(rule, protocol),
    ...(cidr === undefined ? {} : { cidr: canonicalCidr(cidr) }),
    ...(self ? { self } : {}),
    ...(self || securityGroupId === undefined ? {} : { securityGroupId }),
    ...(prefixListId === undefined ? {} : { prefixListId }),
    ...(description === undefined || description === '' ? {} : { description }),
  };
}

/** Equal for rules that let the same through: everything but the description, whatever the spelling. */
export function ruleKey(rule: SecurityGroupRule, groupId?: string): string {
  const { protocol, fromPort, toPort, cidr, securityGroupId, prefixListId, self } = canonicalRule(
    rule,
    groupId,
  );
  const source = self === true ? 'self' : (cidr ?? securityGroupId ?? prefixListId ?? '');
  return [protocol, fromPort ?? '', toPort ?? '', source].join(' ');
}

/** Whether both let the same through, in whatever order and spelling. */
export function sameRules(
  a: readonly SecurityGroupRule[],
  b: readonly SecurityGroupRule[],
  groupId: string,
): boolean {
  const [keys, others] = [a, b].map((rules) => new Set(rules.map((rule) => ruleKey(rule, groupId))));
  return keys?.size === others?.size && [...(keys ?? [])].every((key) => others?.has(key));
}

/** The rules of a group, one per source, sorted. */
export function toRules(
  permissions: readonly IpPermission[] | undefined,
  groupId: string,
): SecurityGroupRule[] {
  return (permissions ?? [])
    .flatMap((permission) => sourcesOf(permission).map((source) => ({ ...rangeOf(permission), ...source })))
    .map((rule) => canonicalRule(rule, groupId))
    .sort((a, b) => (ruleKey(a) < ruleKey(b) ? -1 : 1));
}

export function fromRule(rule: SecurityGroupRule, groupId: string): IpPermission {
  const { protocol, fromPort, toPort, cidr, securityGroupId, prefixListId, self, description } =
    canonicalRule(rule, groupId);
  const told = description === undefined ? {} : { Description: description };
  const source = self === true ? groupId : securityGroupId;
  return {
    IpProtocol: protocol,
    ...(fromPort === undefined ? {} : { FromPort: fromPort }),
    ...(toPort === undefined ? {} : { ToPort: toPort }),
    ...(source === undefined ? {} : { UserIdGroupPairs: [{ GroupId: source, ...told }] }),
    ...(prefixListId === undefined ? {} : { PrefixListIds: [{ PrefixListId: prefixListId, ...told }] }),
    ...(cidr === undefined ? {} : cidrRange(cidr, told)),
  };
}

function cidrRange(cidr: string, told: { Description?: string }): IpPermission {
  return isIPv6(cidr.split('/')[0] ?? '')
    ? { Ipv6Ranges: [{ CidrIpv6: cidr, ...told }] }
    : { IpRanges: [{ CidrIp: cidr, ...told }] };
}

/**
 * Only TCP and UDP have ports, of which EC2 tells -1 for any other protocol; the types and codes of ICMP are all of them
 * unless said (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html).
 */
function portsOf(rule: SecurityGroupRule, protocol: string): Pick<SecurityGroupRule, 'fromPort' | 'toPort'> {
  if (!/^(tcp|udp|icmp|icmpv6)$/.test(protocol)) return {};
  const { fromPort, toPort } = rule;
  if (protocol.startsWith('icmp')) return { fromPort: fromPort ?? -1, toPort: toPort ?? -1 };
  const [first, last] = [fromPort ?? toPort, toPort ?? fromPort];
  return {
    ...(first === undefined ? {} : { fromPort: first }),
    ...(last === undefined ? {} : { toPort: last }),
  };
}

function rangeOf({ IpProtocol, FromPort, ToPort }: IpPermission) {
  return {
    protocol: IpProtocol ?? '-1',
    ...(FromPort === undefined ? {} : { fromPort: FromPort }),
    ...(ToPort === undefined ? {} : { toPort: ToPort }),
  };
}

function sourcesOf(permission: IpPermission): Partial<SecurityGroupRule>[] {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const told = (description: string | undefined) => (description === undefined ? {} : { description });
  return [
    ...IpRanges.map(({ CidrIp = '', Description }) => ({ cidr: CidrIp, ...told(Description) })),
    ...Ipv6Ranges.map(({ CidrIpv6 = '', Description }) => ({ cidr: CidrIpv6, ...told(Description) })),
    ...PrefixListIds.map(({ PrefixListId = '', Description }) => ({
      prefixListId: PrefixListId,
      ...told(Description),
    })),
    ...UserIdGroupPairs.map(({ GroupId = '', Description }) => ({
      securityGroupId: GroupId,
      ...told(Description),
    })),
  ];
}
