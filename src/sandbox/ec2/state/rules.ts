import { ApiError, invalidValue, missing, notCovered, notFound } from '../errors';
import { integer, list, struct, text, type Struct, type ValueOf } from '../wire/shape';
import { canonicalCidr, canonicalIpv6Cidr } from '../../world/cidr';
import type { RuleSource, SecurityGroup, SecurityGroupRule } from './records';
import type { RegionState } from './region';

/** A permission of a request: one protocol and its ports, for any number of sources. */
export const permissionInput = struct({
  IpProtocol: text,
  FromPort: integer,
  ToPort: integer,
  Groups: list(
    struct({
      GroupId: text,
      GroupName: text,
      UserId: text,
      VpcId: text,
      Description: text,
      PeeringStatus: text,
    }),
  ),
  IpRanges: list(struct({ CidrIp: text, Description: text })),
  Ipv6Ranges: list(struct({ CidrIpv6: text, Description: text })),
  PrefixListIds: list(struct({ PrefixListId: text, Description: text })),
});
export type PermissionInput = ValueOf<typeof permissionInput>;

/** The same without lists, as older clients write it. */
export const flatPermission = {
  IpProtocol: text,
  FromPort: integer,
  ToPort: integer,
  CidrIp: text,
  SourceSecurityGroupName: text,
  SourceSecurityGroupOwnerId: text,
} as const;

type FlatInput = ValueOf<Struct<typeof flatPermission, never>> & {
  readonly IpPermissions?: readonly PermissionInput[] | undefined;
};

export type NewRule = Omit<SecurityGroupRule, 'id'>;

const PROTOCOLS: Readonly<Record<string, string>> = {
  tcp: 'tcp',
  '6': 'tcp',
  udp: 'udp',
  '17': 'udp',
  icmp: 'icmp',
  '1': 'icmp',
  icmpv6: 'icmpv6',
  '58': 'icmpv6',
  '-1': '-1',
  all: '-1',
};

/** All permissions of a request, however it writes them. */
export function permissionsOf(input: FlatInput): readonly PermissionInput[] {
  const { CidrIp: cidr, SourceSecurityGroupName: group } = input;
  if (input.IpProtocol === undefined && cidr === undefined && group === undefined)
    return input.IpPermissions ?? [];
  return [
    {
      IpProtocol: input.IpProtocol,
      FromPort: input.FromPort,
      ToPort: input.ToPort,
      IpRanges: cidr === undefined ? [] : [{ CidrIp: cidr }],
      Groups: group === undefined ? [] : [{ GroupName: group }],
    },
  ];
}

/** One rule for each source, as EC2 keeps them. */
export function rulesOf(
  region: RegionState,
  group: SecurityGroup,
  egress: boolean,
  permissions: readonly PermissionInput[],
): readonly NewRule[] {
  return permissions.flatMap((permission) => {
    const ports = readPorts(permission.IpProtocol, permission.FromPort, permission.ToPort);
    const rules = [
      ...(permission.IpRanges ?? []).map(({ CidrIp: cidr, Description: description }) => ({
        source: { kind: 'ipv4', cidr: readCidr(cidr) } as const,
        description,
      })),
      ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6: cidr, Description: description }) => ({
        source: { kind: 'ipv6', cidr: readIpv6Cidr(cidr) } as const,
        description,
      })),
      ...(permission.Groups ?? []).map((pair) => ({
        source: { kind: 'group', groupId: findPeer(region, pair).id } as const,
        description: pair.Description,
      })),
    ];
    if ((permission.PrefixListIds ?? []).length > 0) throw notCovered('prefix lists');
    if (rules.length === 0) throw missing('IpPermissions.IpRanges');
    return rules.map(({ source, description }) => ({
      groupId: group.id,
      egress,
      ...ports,
      source,
      description: readDescription(description),
    }));
  });
}

export function readPorts(
  protocolInput: string | undefined,
  from: number | undefined,
  to: number | undefined,
): { readonly protocol: string; readonly fromPort: number; readonly toPort: number } {
  if (protocolInput === undefined) throw missing('IpPermissions.IpProtocol');
  const protocol = PROTOCOLS[protocolInput.toLowerCase()] ?? protocolInput;
  if (protocol === '-1') return { protocol, fromPort: -1, toPort: -1 };
  if (!Object.hasOwn(PROTOCOLS, protocol)) {
    if (!/^\d{1,3}$/.test(protocol) || Number(protocol) > 255) {
      throw invalidValue('IpProtocol', protocolInput, 'Unknown protocol.');
    }
    return { protocol, fromPort: -1, toPort: -1 };
  }
  const icmp = protocol.startsWith('icmp');
  if (icmp) return { protocol, fromPort: from ?? -1, toPort: to ?? -1 };
  if (from === undefined || to === undefined) {
    throw new ApiError(
      'InvalidParameterValue',
      `Invalid value 'Must specify both from and to ports with ${protocol}.' for portRange.`,
    );
  }
  for (const port of [from, to]) {
    if (port < 0 || port > 65_535)
      throw invalidValue('portRange', port, 'TCP/UDP ports are from 0 to 65535.');
  }
  if (from > to) throw invalidValue('portRange', `${from}-${to}`, 'The first port is above the last.');
  return { protocol, fromPort: from, toPort: to };
}

export function readCidr(cidr: string | undefined): string {
  if (cidr === undefined) throw missing('CidrIp');
  const canonical = canonicalCidr(cidr);
  if (canonical === undefined) throw new ApiError('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
  return canonical;
}

export function readIpv6Cidr(cidr: string | undefined): string {
  if (cidr === undefined) throw missing('CidrIpv6');
  const canonical = canonicalIpv6Cidr(cidr);
  if (canonical === undefined) throw new ApiError('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
  return canonical;
}

export function readDescription(description: string | undefined): string | undefined {
  if (description === undefined || description === '') return undefined;
  if (description.length > 255 || !/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/.test(description)) {
    throw new ApiError(
      'InvalidParameterValue',
      `Invalid rule description '${description}'. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
    );
  }
  return description;
}

type Pair = NonNullable<PermissionInput['Groups']>[number];

function findPeer(region: RegionState, { GroupId: id, GroupName: name, UserId: owner }: Pair): SecurityGroup {
  if (owner !== undefined && owner !== region.accountId)
    throw notCovered('security groups of other accounts');
  const group =
    id === undefined ? [...region.groups.values()].find((one) => one.name === name) : region.groups.get(id);
  if (group === undefined) throw notFound('InvalidGroup.NotFound', 'security group', id ?? name ?? '');
  return group;
}

/** Whether it is the same rule but for its description: EC2 does not have it twice. */
export function sameRule(one: NewRule, other: NewRule): boolean {
  return (
    one.egress === other.egress &&
    one.protocol === other.protocol &&
    one.fromPort === other.fromPort &&
    one.toPort === other.toPort &&
    sourceText(one.source) === sourceText(other.source)
  );
}

function sourceText(source: RuleSource): string {
  return source.kind === 'group' ? source.groupId : source.cidr;
}

export function ruleText({ protocol, fromPort, toPort, source, egress }: NewRule): string {
  return `peer: ${sourceText(source)}, ${protocol.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}, ${egress ? 'EGRESS' : 'INGRESS'}, ALLOW`;
}
