import { ApiError, missing } from '../errors';
import {
  permissionShape,
  revokedRuleShape,
  ruleShape,
  writePermissions,
  writeRevokedRule,
  writeRule,
} from '../shapes/security-group';
import type { SecurityGroup, SecurityGroupRule } from '../state/records';
import type { RegionState } from '../state/region';
import {
  flatPermission,
  permissionInput,
  permissionsOf,
  readCidr,
  readDescription,
  readIpv6Cidr,
  readPorts,
  rulesOf,
  ruleText,
  sameRule,
  type NewRule,
} from '../state/rules';
import { readTagSpecifications } from '../state/tags';
import { boolean, integer, list, struct, text, type ValueOf } from '../wire/shape';
import { action, done, filterInput, request, tagSpecificationInput } from './action';
import { filterBy, paginate, pick } from './filters';
import { findGroup, seenGroups, seenRules } from './security-groups';

const byId = { GroupId: text, IpPermissions: list(permissionInput), ...flatPermission } as const;
const byName = { ...byId, GroupName: text } as const;
const authorized = struct({ return: boolean, securityGroupRuleSet: list(ruleShape) });

const authorizeInput = request({ ...byName, TagSpecification: tagSpecificationInput });

function authorize(
  region: RegionState,
  egress: boolean,
  input: ValueOf<typeof authorizeInput>,
): ValueOf<typeof authorized> {
  const group = findGroup(region, input.GroupId, input.GroupName);
  const wanted = rulesOf(region, group, egress, permissionsOf(input));
  if (wanted.length === 0) throw missing('IpPermissions');
  const tags = readTagSpecifications(input.TagSpecification, ['security-group-rule'])('security-group-rule');
  checkNew(region, group, egress, wanted);
  region.visibility.changed(`rules:${group.id}`, [...group.rules.values()]);
  const added = wanted.map((rule) => ({ ...rule, id: region.newId('sgr') }));
  for (const rule of added) {
    group.rules.set(rule.id, rule);
    region.tags.initial(rule.id, tags);
  }
  return { return: true, securityGroupRuleSet: added.map((rule) => writeRule(region, rule)) };
}

export const authorizeIngress = action({
  name: 'AuthorizeSecurityGroupIngress',
  input: authorizeInput,
  output: authorized,
  run: ({ region }, input) => authorize(region, false, input),
});

export const authorizeEgress = action({
  name: 'AuthorizeSecurityGroupEgress',
  input: request({ ...byId, TagSpecification: tagSpecificationInput }, ['GroupId']),
  output: authorized,
  run: ({ region }, input) => authorize(region, true, input),
});

function checkNew(
  region: RegionState,
  group: SecurityGroup,
  egress: boolean,
  wanted: readonly NewRule[],
): void {
  const existing = [...group.rules.values()].filter((rule) => rule.egress === egress);
  for (const [index, rule] of wanted.entries()) {
    if (existing.some((other) => sameRule(other, rule))) {
      throw new ApiError(
        'InvalidPermission.Duplicate',
        `the specified rule "${ruleText(rule)}" already exists`,
      );
    }
    if (wanted.slice(0, index).some((other) => sameRule(other, rule))) {
      throw new ApiError(
        'InvalidParameterValue',
        `The same permission must not appear multiple times: ${ruleText(rule)}`,
      );
    }
  }
  const most = region.cloud.limits.rulesPerGroup;
  if (existing.length + wanted.length > most) {
    throw new ApiError(
      'RulesPerSecurityGroupLimitExceeded',
      `The maximum number of rules per security group has been reached: ${group.id} would have ${existing.length + wanted.length} of ${most}.`,
    );
  }
}

const revokeInput = request({ ...byName, SecurityGroupRuleId: list(text) });
const revoked = struct({
  return: boolean,
  unknownIpPermissionSet: list(permissionShape),
  revokedSecurityGroupRuleSet: list(revokedRuleShape),
});

/** All groups are in the default VPC, where EC2 takes unknown rules for revoked and says which they were. */
function revoke(
  region: RegionState,
  egress: boolean,
  input: ValueOf<typeof revokeInput>,
): ValueOf<typeof revoked> {
  const group = findGroup(region, input.GroupId, input.GroupName);
  const rules = [...group.rules.values()].filter((rule) => rule.egress === egress);
  const named = (input.SecurityGroupRuleId ?? []).map((id) => {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) throw ruleNotFound(id);
    return rule;
  });
  const described = rulesOf(region, group, egress, permissionsOf(input));
  if (named.length + described.length === 0) throw missing('IpPermissions');
  const found = described.flatMap((wanted) => rules.filter((rule) => sameRule(rule, wanted)));
  const unknown = described.filter((wanted) => !rules.some((rule) => sameRule(rule, wanted)));
  const gone = [...new Set([...named, ...found])];
  region.visibility.changed(`rules:${group.id}`, [...group.rules.values()]);
  for (const rule of gone) {
    group.rules.delete(rule.id);
    region.tags.forget(rule.id);
  }
  return {
    return: true,
    unknownIpPermissionSet: unknown.length === 0 ? undefined : writePermissions(region, unknown),
    revokedSecurityGroupRuleSet: gone.map(writeRevokedRule),
  };
}

export const revokeIngress = action({
  name: 'RevokeSecurityGroupIngress',
  input: revokeInput,
  output: revoked,
  run: ({ region }, input) => revoke(region, false, input),
});

export const revokeEgress = action({
  name: 'RevokeSecurityGroupEgress',
  input: request({ ...byId, SecurityGroupRuleId: list(text) }, ['GroupId']),
  output: revoked,
  run: ({ region }, input) => revoke(region, true, input),
});

function ruleNotFound(id: string): ApiError {
  return new ApiError(
    'InvalidSecurityGroupRuleId.NotFound',
    `The security group rule ID '${id}' does not exist`,
  );
}

const ruleChange = struct({
  IpProtocol: text,
  FromPort: integer,
  ToPort: integer,
  CidrIpv4: text,
  CidrIpv6: text,
  ReferencedGroupId: text,
  Description: text,
});

export const modifySecurityGroupRules = action({
  name: 'ModifySecurityGroupRules',
  input: request(
    {
      GroupId: text,
      SecurityGroupRule: list(struct({ SecurityGroupRuleId: text, SecurityGroupRule: ruleChange })),
    },
    ['GroupId', 'SecurityGroupRule'],
  ),
  output: done,
  run: ({ region }, input) => {
    const group = findGroup(region, input.GroupId, undefined);
    const changed = input.SecurityGroupRule.map(
      ({ SecurityGroupRuleId: id = '', SecurityGroupRule: change }) => {
        const rule = group.rules.get(id);
        if (rule === undefined) throw ruleNotFound(id);
        return changeRule(region, rule, change ?? {});
      },
    );
    region.visibility.changed(`rules:${group.id}`, [...group.rules.values()]);
    for (const rule of changed) group.rules.set(rule.id, rule);
    return { return: true };
  },
});

function changeRule(
  region: RegionState,
  rule: SecurityGroupRule,
  change: ValueOf<typeof ruleChange>,
): SecurityGroupRule {
  const { CidrIpv4: ipv4, CidrIpv6: ipv6, ReferencedGroupId: groupId } = change;
  const given = [ipv4, ipv6, groupId].filter((source) => source !== undefined);
  if (given.length !== 1) throw missing('CidrIpv4, CidrIpv6 or ReferencedGroupId (exactly one)');
  const ports = readPorts(change.IpProtocol, change.FromPort, change.ToPort);
  const common = { ...rule, ...ports, description: readDescription(change.Description) };
  if (ipv4 !== undefined) return { ...common, source: { kind: 'ipv4', cidr: readCidr(ipv4) } };
  if (ipv6 !== undefined) return { ...common, source: { kind: 'ipv6', cidr: readIpv6Cidr(ipv6) } };
  return { ...common, source: { kind: 'group', groupId: findGroup(region, groupId, undefined).id } };
}

function updateDescriptions(egress: boolean) {
  return action({
    name: `UpdateSecurityGroupRuleDescriptions${egress ? 'Egress' : 'Ingress'}`,
    input: request({
      GroupId: text,
      GroupName: text,
      IpPermissions: list(permissionInput),
      SecurityGroupRuleDescription: list(struct({ SecurityGroupRuleId: text, Description: text })),
    }),
    output: done,
    run: ({ region }, input) => {
      const group = findGroup(region, input.GroupId, input.GroupName);
      const described = rulesOf(region, group, egress, input.IpPermissions ?? []).map((wanted) => {
        const rule = [...group.rules.values()].find((one) => sameRule(one, wanted));
        if (rule === undefined) throw permissionNotFound();
        return { ...rule, description: wanted.description };
      });
      const named = (input.SecurityGroupRuleDescription ?? []).map((change) => {
        const rule = group.rules.get(change.SecurityGroupRuleId ?? '');
        if (rule?.egress !== egress) throw ruleNotFound(change.SecurityGroupRuleId ?? '');
        return { ...rule, description: readDescription(change.Description) };
      });
      region.visibility.changed(`rules:${group.id}`, [...group.rules.values()]);
      for (const rule of [...described, ...named]) group.rules.set(rule.id, rule);
      return { return: true };
    },
  });
}

function permissionNotFound(): ApiError {
  return new ApiError(
    'InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.',
  );
}

export const describeSecurityGroupRules = action({
  name: 'DescribeSecurityGroupRules',
  input: request({
    SecurityGroupRuleId: list(text),
    Filter: filterInput,
    MaxResults: integer,
    NextToken: text,
  }),
  output: struct({ securityGroupRuleSet: list(ruleShape), nextToken: text }),
  run: ({ region }, input) => {
    const passes = filterBy<SecurityGroupRule>(
      input.Filter,
      { 'group-id': (rule) => rule.groupId, 'security-group-rule-id': (rule) => rule.id },
      (rule) => region.tags.seen(rule.id),
    );
    const rules = seenGroups(region).flatMap((group) => seenRules(region, group));
    const found = pick(rules, input.SecurityGroupRuleId, (rule) => rule.id, ruleNotFound);
    const numbered = found.map((rule, index) => ({ rule, index })).filter(({ rule }) => passes(rule));
    const { items, nextToken } = paginate(numbered, input, ({ index }) => index);
    return { securityGroupRuleSet: items.map(({ rule }) => writeRule(region, rule)), nextToken };
  },
});

export const securityGroupRuleActions = [
  authorizeIngress,
  authorizeEgress,
  revokeIngress,
  revokeEgress,
  modifySecurityGroupRules,
  updateDescriptions(false),
  updateDescriptions(true),
  describeSecurityGroupRules,
];
