import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import { checkTags, pathOf, prepareWrite, readOperations, type ResourceKind } from '../resource-kind';
import type { SecurityGroup } from '../state/records';
import { nameOf } from '../state/resource-id';
import { NETWORK_VERSIONS } from '../versions';
import type { Answer } from '../wire/answer';
import { begunWrite } from '../wire/begun';
import { flag, list, readOnly, struct, tagMap, text } from '../wire/shape';
import { readApplicationGroups } from './application-groups';
import {
  beginChange,
  checkEtag,
  checkIdle,
  checkName,
  deleteOperation,
  newEtag,
  tagsOperation,
} from './change';
import { DEFAULT_RULES } from './default-rules';
import { checkPriorities, readRule, ruleShape, writeRule } from './security-rule';
import { interfacesWith, subnetsWith } from './uses';

const groupShape = struct({
  id: text,
  name: readOnly,
  type: readOnly,
  etag: readOnly,
  location: text,
  tags: tagMap,
  properties: struct({
    securityRules: list(ruleShape),
    flushConnection: flag,
    defaultSecurityRules: readOnly,
    networkInterfaces: readOnly,
    subnets: readOnly,
    flowLogs: readOnly,
    resourceGuid: readOnly,
    provisioningState: readOnly,
  }),
});

export const SECURITY_GROUP_KIND: ResourceKind<SecurityGroup> = {
  type: 'Microsoft.Network/networkSecurityGroups',
  operations: 'NetworkSecurityGroups',
  parameter: 'networkSecurityGroupName',
  versions: NETWORK_VERSIONS,
  store: ({ securityGroups }) => securityGroups,
  write: (group, cloud) => {
    const place = { groupId: group.id, etag: group.etag, state: group.state };
    const interfaces = interfacesWith(cloud, group);
    const subnets = subnetsWith(cloud, group);
    return {
      name: group.name,
      id: group.id,
      etag: group.etag,
      type: group.type,
      location: group.location,
      tags: group.tags ?? {},
      properties: {
        provisioningState: group.state,
        resourceGuid: group.guid,
        securityRules: [...group.rules.values()].map((rule) =>
          writeRule(rule, { ...place, kind: 'securityRules' }),
        ),
        defaultSecurityRules: DEFAULT_RULES.map((rule) =>
          writeRule(rule, { ...place, kind: 'defaultSecurityRules' }),
        ),
        ...(interfaces.length === 0 ? {} : { networkInterfaces: interfaces.map((id) => ({ id })) }),
        ...(subnets.length === 0 ? {} : { subnets: subnets.map((id) => ({ id })) }),
      },
    };
  },
};

export const SECURITY_GROUP_OPERATIONS: readonly Operation[] = [
  ...readOperations(SECURITY_GROUP_KIND),
  tagsOperation(SECURITY_GROUP_KIND),
  deleteOperation(SECURITY_GROUP_KIND, 'DeleteNetworkSecurityGroupOperation', {
    check: (group, { cloud }) => {
      const uses = [...subnetsWith(cloud, group), ...interfacesWith(cloud, group)];
      if (uses.length === 0) return;
      throw new ArmError(
        400,
        'InUseNetworkSecurityGroupCannotBeDeleted',
        `Network security group ${group.id} cannot be deleted because it is in use by the following resources: ${uses.join(', ')}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`,
        { details: [] },
      );
    },
  }),
  {
    name: 'NetworkSecurityGroups_CreateOrUpdate',
    method: 'PUT',
    path: pathOf(SECURITY_GROUP_KIND),
    versions: SECURITY_GROUP_KIND.versions,
    body: groupShape,
    run: createOrUpdate,
  },
];

function createOrUpdate(call: Call): Answer {
  const { cloud } = call;
  const input = call.body(groupShape);
  const { group, id, location, existing } = prepareWrite(call, SECURITY_GROUP_KIND, input.location);
  const name = checkName(existing?.name ?? call.parameter(SECURITY_GROUP_KIND.parameter));
  checkEtag(call, existing);
  const rules = (input.properties?.securityRules ?? []).map((rule) =>
    readRule(rule.name ?? (rule.id === undefined ? '' : nameOf(rule.id)), rule, (groups) =>
      readApplicationGroups(cloud, groups, { id, location }),
    ),
  );
  checkPriorities(rules);
  if (existing !== undefined) checkIdle(call, existing);
  const securityGroup: SecurityGroup = existing ?? {
    id,
    name,
    type: SECURITY_GROUP_KIND.type,
    group,
    location,
    guid: cloud.uuid(),
    tags: undefined,
    etag: newEtag(cloud),
    state: 'Updating',
    rules: new Map(),
  };
  securityGroup.tags = checkTags(input.tags);
  securityGroup.rules = new Map(rules.map((rule) => [rule.name.toLowerCase(), rule]));
  cloud.securityGroups.add(securityGroup);
  const operation = beginChange(call, securityGroup, 'PutNetworkSecurityGroupOperation');
  const body = SECURITY_GROUP_KIND.write(securityGroup, cloud);
  return begunWrite(call, existing === undefined ? 201 : 200, operation, body);
}
