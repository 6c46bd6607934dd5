import { ApiError, invalidValue, missing, notFound } from '../errors';
import { tagSet, writeTags } from '../shapes/common';
import { securityGroupShape, writeSecurityGroup } from '../shapes/security-group';
import type { SecurityGroup, SecurityGroupRule } from '../state/records';
import type { RegionState } from '../state/region';
import { readTagSpecifications } from '../state/tags';
import { boolean, integer, list, struct, text } from '../wire/shape';
import { action, filterInput, request, tagSpecificationInput } from './action';
import { checkId, filterBy, paginate, pick, type FilterTable } from './filters';

const LONGEST = 255;
const CHARACTERS = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;

export function groupNotFound(id: string): ApiError {
  return notFound('InvalidGroup.NotFound', 'security group', id);
}

/** By its id, or by its name in the default VPC. */
export function findGroup(
  region: RegionState,
  id: string | undefined,
  name: string | undefined,
): SecurityGroup {
  if (id === undefined && name === undefined) throw missing('GroupId');
  if (id !== undefined) checkId(id, 'sg', 'InvalidGroupId.Malformed');
  const group =
    id === undefined ? [...region.groups.values()].find((one) => one.name === name) : region.groups.get(id);
  if (group === undefined) throw groupNotFound(id ?? name ?? '');
  return group;
}

export const createSecurityGroup = action({
  name: 'CreateSecurityGroup',
  input: request(
    { GroupName: text, GroupDescription: text, VpcId: text, TagSpecification: tagSpecificationInput },
    ['GroupName', 'GroupDescription'],
  ),
  output: struct({ return: boolean, groupId: text, tagSet, securityGroupArn: text }),
  run: ({ region }, input) => {
    const { GroupName: name, GroupDescription: description } = input;
    checkText('groupName', name);
    checkText('groupDescription', description);
    if (name.startsWith('sg-'))
      throw invalidValue('groupName', name, "Group names must not start with 'sg-'.");
    if (input.VpcId !== undefined && input.VpcId !== region.vpc.id) {
      throw new ApiError('InvalidVpcID.NotFound', `The vpc ID '${input.VpcId}' does not exist`);
    }
    const groups = [...region.groups.values()];
    if (groups.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
      throw new ApiError(
        'InvalidGroup.Duplicate',
        `The security group '${name}' already exists for VPC '${region.vpc.id}'`,
      );
    }
    if (groups.length >= region.cloud.limits.groupsPerVpc) {
      throw new ApiError(
        'SecurityGroupLimitExceeded',
        'The maximum number of security groups has been reached.',
      );
    }
    const tagsOf = readTagSpecifications(input.TagSpecification, ['security-group']);
    const id = region.newId('sg');
    region.tags.initial(id, tagsOf('security-group'));
    region.visibility.changed(id, undefined);
    region.groups.set(id, {
      id,
      sequence: region.nextSequence(),
      name,
      description,
      vpcId: region.vpc.id,
      rules: new Map([allowAllOut(region, id)].map((rule) => [rule.id, rule])),
    });
    return {
      return: true,
      groupId: id,
      tagSet: writeTags(region.tags.of(id)),
      securityGroupArn: region.arn(`security-group/${id}`),
    };
  },
});

function checkText(parameter: string, value: string): void {
  if (value === '') throw missing(parameter);
  if (value.length > LONGEST || !CHARACTERS.test(value)) {
    throw invalidValue(
      parameter,
      value,
      `Character sets beyond ASCII are not supported; at most ${LONGEST} of a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*`,
    );
  }
}

/** A new group lets everything out. */
function allowAllOut(region: RegionState, groupId: string): SecurityGroupRule {
  return {
    id: region.newId('sgr'),
    groupId,
    egress: true,
    protocol: '-1',
    fromPort: -1,
    toPort: -1,
    source: { kind: 'ipv4', cidr: '0.0.0.0/0' },
  };
}

export const deleteSecurityGroup = action({
  name: 'DeleteSecurityGroup',
  input: request({ GroupId: text, GroupName: text }),
  output: struct({ return: boolean, groupId: text }),
  run: ({ region }, { GroupId: id, GroupName: name }) => {
    const group = findGroup(region, id, name);
    if (group.id === region.defaultGroupId) {
      throw new ApiError(
        'CannotDelete',
        `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
      );
    }
    const used = [...region.instances.values()].some(
      (one) => one.state !== 'terminated' && one.groupIds.includes(group.id),
    );
    const referenced = [...region.groups.values()].some(
      (other) =>
        other.id !== group.id &&
        [...other.rules.values()].some(
          ({ source }) => source.kind === 'group' && source.groupId === group.id,
        ),
    );
    if (used || referenced) {
      throw new ApiError('DependencyViolation', `resource ${group.id} has a dependent object`);
    }
    region.groups.delete(group.id);
    region.tags.forget(group.id);
    for (const rule of group.rules.keys()) region.tags.forget(rule);
    return { return: true, groupId: group.id };
  },
});

/** The rules that a describe sees, which may be those of a moment ago. */
export function seenRules(region: RegionState, group: SecurityGroup): readonly SecurityGroupRule[] {
  return region.visibility.see(`rules:${group.id}`, [...group.rules.values()]) ?? [];
}

export function seenGroups(region: RegionState): readonly SecurityGroup[] {
  return [...region.groups.values()].filter((group) => region.visibility.see(group.id, group) !== undefined);
}

type Permission = (group: SecurityGroup) => readonly SecurityGroupRule[];

function permissionFilters(prefix: string, rules: Permission): FilterTable<SecurityGroup> {
  return {
    [`${prefix}.from-port`]: (group) => rules(group).map((rule) => String(rule.fromPort)),
    [`${prefix}.to-port`]: (group) => rules(group).map((rule) => String(rule.toPort)),
    [`${prefix}.protocol`]: (group) => rules(group).map((rule) => rule.protocol),
    [`${prefix}.cidr`]: (group) =>
      rules(group).map(({ source }) => (source.kind === 'ipv4' ? source.cidr : undefined)),
    [`${prefix}.ipv6-cidr`]: (group) =>
      rules(group).map(({ source }) => (source.kind === 'ipv6' ? source.cidr : undefined)),
    [`${prefix}.group-id`]: (group) =>
      rules(group).map(({ source }) => (source.kind === 'group' ? source.groupId : undefined)),
  };
}

export const describeSecurityGroups = action({
  name: 'DescribeSecurityGroups',
  input: request({
    GroupId: list(text),
    GroupName: list(text),
    Filter: filterInput,
    MaxResults: integer,
    NextToken: text,
  }),
  output: struct({ securityGroupInfo: list(securityGroupShape), nextToken: text }),
  run: ({ region }, input) => {
    for (const id of input.GroupId ?? []) checkId(id, 'sg', 'InvalidGroupId.Malformed');
    const of =
      (egress: boolean): Permission =>
      (group) =>
        [...group.rules.values()].filter((rule) => rule.egress === egress);
    const passes = filterBy<SecurityGroup>(
      input.Filter,
      {
        'group-id': (group) => group.id,
        'group-name': (group) => group.name,
        description: (group) => group.description,
        'owner-id': () => region.accountId,
        'vpc-id': (group) => group.vpcId,
        ...permissionFilters('ip-permission', of(false)),
        ...permissionFilters('egress.ip-permission', of(true)),
      },
      (group) => region.tags.seen(group.id),
    );
    const byId = pick(seenGroups(region), input.GroupId, (group) => group.id, groupNotFound);
    const byName = pick(byId, input.GroupName, (group) => group.name, groupNotFound);
    const { items, nextToken } = paginate(byName.filter(passes), input, (group) => group.sequence);
    return {
      securityGroupInfo: items.map((group) => writeSecurityGroup(region, group, seenRules(region, group))),
      nextToken,
    };
  },
});

export const securityGroupActions = [createSecurityGroup, deleteSecurityGroup, describeSecurityGroups];
