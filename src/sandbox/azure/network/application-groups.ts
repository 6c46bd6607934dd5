import { ArmError, invalidReference } from '../errors';
import type { Call, Operation } from '../operation';
import { checkTags, pathOf, prepareWrite, readOperations, type ResourceKind } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { ApplicationGroup } from '../state/records';
import { sameId } from '../state/resource-id';
import { NETWORK_VERSIONS } from '../versions';
import type { Answer } from '../wire/answer';
import { begunWrite } from '../wire/begun';
import { readOnly, struct, tagMap, text } from '../wire/shape';
import {
  beginChange,
  checkEtag,
  checkIdle,
  checkName,
  checkProvisioned,
  deleteOperation,
  newEtag,
  tagsOperation,
} from './change';

const groupShape = struct({
  id: text,
  name: readOnly,
  type: readOnly,
  etag: readOnly,
  location: text,
  tags: tagMap,
  properties: struct({ resourceGuid: readOnly, provisioningState: readOnly }),
});

/** A name for interfaces, by which rules speak of them. */
const APPLICATION_GROUP_KIND: ResourceKind<ApplicationGroup> = {
  type: 'Microsoft.Network/applicationSecurityGroups',
  operations: 'ApplicationSecurityGroups',
  parameter: 'applicationSecurityGroupName',
  versions: NETWORK_VERSIONS,
  store: ({ applicationGroups }) => applicationGroups,
  write: ({ name, id, etag, type, location, tags, state, guid }) => ({
    name,
    id,
    etag,
    type,
    location,
    tags: tags ?? {},
    properties: { provisioningState: state, resourceGuid: guid },
  }),
};

export const APPLICATION_GROUP_OPERATIONS: readonly Operation[] = [
  ...readOperations(APPLICATION_GROUP_KIND),
  tagsOperation(APPLICATION_GROUP_KIND),
  deleteOperation(APPLICATION_GROUP_KIND, 'DeleteApplicationSecurityGroupOperation', {
    check: (group, { cloud }) => {
      const uses = usesOf(cloud, group);
      if (uses.length === 0) return;
      throw new ArmError(
        400,
        'ApplicationSecurityGroupInUse',
        `Application security group ${group.id} cannot be deleted because it is in use by the following resources: ${uses.join(', ')}.`,
        { details: [] },
      );
    },
  }),
  {
    name: 'ApplicationSecurityGroups_CreateOrUpdate',
    method: 'PUT',
    path: pathOf(APPLICATION_GROUP_KIND),
    versions: APPLICATION_GROUP_KIND.versions,
    body: groupShape,
    run: createOrUpdate,
  },
];

/** The groups of these ids, as they are written. @throws ArmError when one is not there, or in another region */
export function readApplicationGroups(
  cloud: Cloud,
  inputs: readonly { readonly id?: string | undefined }[] | undefined,
  by: { readonly id: string; readonly location: string | undefined },
): readonly string[] {
  return (inputs ?? []).map(({ id = '' }) => {
    const group = cloud.applicationGroups.get(id);
    if (group === undefined || (by.location !== undefined && group.location !== by.location)) {
      throw invalidReference(id, by.id);
    }
    checkProvisioned(group, by.id);
    return group.id;
  });
}

function usesOf(cloud: Cloud, { id }: ApplicationGroup): readonly string[] {
  const isIt = (other: string): boolean => sameId(other, id);
  const interfaces = cloud.interfaces
    .list()
    .filter(({ configurations }) => configurations.some((one) => one.applicationGroupIds.some(isIt)));
  const guards = cloud.securityGroups
    .list()
    .filter(({ rules }) =>
      [...rules.values()].some((rule) => [...rule.sourceGroups, ...rule.destinationGroups].some(isIt)),
    );
  return [...interfaces, ...guards].map((one) => one.id);
}

function createOrUpdate(call: Call): Answer {
  const { cloud } = call;
  const input = call.body(groupShape);
  const { group, id, location, existing } = prepareWrite(call, APPLICATION_GROUP_KIND, input.location);
  const name = checkName(existing?.name ?? call.parameter(APPLICATION_GROUP_KIND.parameter));
  checkEtag(call, existing);
  if (existing !== undefined) checkIdle(call, existing);
  const applicationGroup: ApplicationGroup = existing ?? {
    id,
    name,
    type: APPLICATION_GROUP_KIND.type,
    group,
    location,
    guid: cloud.uuid(),
    tags: undefined,
    etag: newEtag(cloud),
    state: 'Updating',
  };
  applicationGroup.tags = checkTags(input.tags);
  cloud.applicationGroups.add(applicationGroup);
  const operation = beginChange(call, applicationGroup, 'PutApplicationSecurityGroupOperation');
  const body = APPLICATION_GROUP_KIND.write(applicationGroup, cloud);
  return begunWrite(call, existing === undefined ? 201 : 200, operation, body);
}
