import type { SecurityGroup, SecurityGroupRule } from '../state/records';
import type { RegionState } from '../state/region';
import { boolean, integer, list, struct, text, type ValueOf } from '../wire/shape';
import { tagSet, writeTags } from './common';

export const permissionShape = struct({
  ipProtocol: text,
  fromPort: integer,
  toPort: integer,
  groups: list(struct({ userId: text, groupId: text, description: text })),
  ipRanges: list(struct({ cidrIp: text, description: text })),
  ipv6Ranges: list(struct({ cidrIpv6: text, description: text })),
  prefixListIds: list(struct({ prefixListId: text, description: text })),
});

export const securityGroupShape = struct({
  ownerId: text,
  groupId: text,
  groupName: text,
  groupDescription: text,
  vpcId: text,
  ipPermissions: list(permissionShape),
  ipPermissionsEgress: list(permissionShape),
  tagSet,
  securityGroupArn: text,
});

const ruleFields = {
  securityGroupRuleId: text,
  groupId: text,
  isEgress: boolean,
  ipProtocol: text,
  fromPort: integer,
  toPort: integer,
  cidrIpv4: text,
  cidrIpv6: text,
  description: text,
} as const;
export const ruleShape = struct({
  ...ruleFields,
  groupOwnerId: text,
  referencedGroupInfo: struct({ groupId: text, userId: text, vpcId: text }),
  tagSet,
  securityGroupRuleArn: text,
});
export const revokedRuleShape = struct({ ...ruleFields, referencedGroupId: text });

type Permission = ValueOf<typeof permissionShape>;

/** Rules of the same protocol and ports stand together, as EC2 shows them. */
export function writePermissions(
  region: RegionState,
  rules: readonly Omit<SecurityGroupRule, 'id'>[],
): readonly Permission[] {
  const byPorts = new Map<string, Omit<SecurityGroupRule, 'id'>[]>();
  for (const rule of rules) {
    const key = `${rule.protocol}/${rule.fromPort}/${rule.toPort}`;
    byPorts.set(key, [...(byPorts.get(key) ?? []), rule]);
  }
  return [...byPorts.values()].map((same) => {
    const [{ protocol, fromPort, toPort } = { protocol: '-1', fromPort: -1, toPort: -1 }] = same;
    const ports = protocol === '-1' ? {} : { fromPort, toPort };
    return {
      ipProtocol: protocol,
      ...ports,
      groups: same.flatMap(({ source, description }) =>
        source.kind === 'group' ? [{ userId: region.accountId, groupId: source.groupId, description }] : [],
      ),
      ipRanges: same.flatMap(({ source, description }) =>
        source.kind === 'ipv4' ? [{ cidrIp: source.cidr, description }] : [],
      ),
      ipv6Ranges: same.flatMap(({ source, description }) =>
        source.kind === 'ipv6' ? [{ cidrIpv6: source.cidr, description }] : [],
      ),
      prefixListIds: [],
    };
  });
}

export function writeSecurityGroup(
  region: RegionState,
  group: SecurityGroup,
  rules: readonly SecurityGroupRule[],
): ValueOf<typeof securityGroupShape> {
  const tags = region.tags.seen(group.id);
  return {
    ownerId: region.accountId,
    groupId: group.id,
    groupName: group.name,
    groupDescription: group.description,
    vpcId: group.vpcId,
    ipPermissions: writePermissions(
      region,
      rules.filter((rule) => !rule.egress),
    ),
    ipPermissionsEgress: writePermissions(
      region,
      rules.filter((rule) => rule.egress),
    ),
    tagSet: tags.size === 0 ? undefined : writeTags(tags),
    securityGroupArn: region.arn(`security-group/${group.id}`),
  };
}

function writeRuleFields(rule: SecurityGroupRule) {
  const { source } = rule;
  return {
    securityGroupRuleId: rule.id,
    groupId: rule.groupId,
    isEgress: rule.egress,
    ipProtocol: rule.protocol,
    fromPort: rule.fromPort,
    toPort: rule.toPort,
    cidrIpv4: source.kind === 'ipv4' ? source.cidr : undefined,
    cidrIpv6: source.kind === 'ipv6' ? source.cidr : undefined,
    description: rule.description,
  };
}

export function writeRule(region: RegionState, rule: SecurityGroupRule): ValueOf<typeof ruleShape> {
  const { source } = rule;
  return {
    ...writeRuleFields(rule),
    groupOwnerId: region.accountId,
    referencedGroupInfo:
      source.kind === 'group'
        ? {
            groupId: source.groupId,
            userId: region.accountId,
            vpcId: region.groups.get(source.groupId)?.vpcId,
          }
        : undefined,
    tagSet: writeTags(region.tags.seen(rule.id)),
    securityGroupRuleArn: region.arn(`security-group-rule/${rule.id}`),
  };
}

export function writeRevokedRule(rule: SecurityGroupRule): ValueOf<typeof revokedRuleShape> {
  const { source } = rule;
  return {
    ...writeRuleFields(rule),
    referencedGroupId: source.kind === 'group' ? source.groupId : undefined,
  };
}
