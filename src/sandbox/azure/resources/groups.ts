import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import { checkLocation, checkTags } from '../resource-kind';
import type { ResourceGroup } from '../state/records';
import { RESOURCES_VERSIONS } from '../versions';
import { ok, type Answer } from '../wire/answer';
import { page } from '../wire/page';
import { readOnly, struct, tagMap, text, uncovered } from '../wire/shape';
import { deleteGroup } from './delete-group';
import { readFilter } from './filter';

const path = '/subscriptions/{subscriptionId}/resourcegroups/{resourceGroupName}';
const versions = RESOURCES_VERSIONS;

const groupShape = struct({
  id: readOnly,
  name: readOnly,
  type: readOnly,
  location: text,
  managedBy: text,
  tags: tagMap,
  properties: readOnly,
});
const groupPatch = struct({ name: readOnly, properties: readOnly, managedBy: uncovered, tags: tagMap });

export const GROUP_OPERATIONS: readonly Operation[] = [
  {
    name: 'ResourceGroups_CheckExistence',
    method: 'HEAD',
    path,
    versions,
    run: (call) => ({
      status: call.cloud.groups.has(call.parameter('resourceGroupName').toLowerCase()) ? 204 : 404,
    }),
  },
  {
    name: 'ResourceGroups_Get',
    method: 'GET',
    path,
    versions,
    run: (call) => ok(write(call.cloud.group(call.parameter('resourceGroupName')))),
  },
  {
    name: 'ResourceGroups_List',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/resourcegroups',
    versions,
    run: (call) => {
      const fits = readFilter(call.request.query.get('$filter'));
      return page(call, [...call.cloud.groups.values()].filter(fits), write);
    },
  },
  {
    name: 'ResourceGroups_CreateOrUpdate',
    method: 'PUT',
    path,
    versions,
    body: groupShape,
    run: createOrUpdate,
  },
  {
    name: 'ResourceGroups_Update',
    method: 'PATCH',
    path,
    versions,
    body: groupPatch,
    run: (call) => {
      const group = call.cloud.group(call.parameter('resourceGroupName'), true);
      group.tags = checkTags(call.body(groupPatch).tags) ?? group.tags;
      return ok(write(group));
    },
  },
  { name: 'ResourceGroups_Delete', method: 'DELETE', path, versions, run: deleteGroup },
];

function createOrUpdate(call: Call): Answer {
  const { cloud } = call;
  const input = call.body(groupShape);
  const name = checkName(call.parameter('resourceGroupName'));
  const location = checkLocation(input.location, 'Microsoft.Resources/resourceGroups');
  const tags = checkTags(input.tags);
  const existing = cloud.groups.get(name.toLowerCase());
  if (existing === undefined) {
    const made: ResourceGroup = {
      name,
      id: cloud.groupId(name),
      location,
      managedBy: input.managedBy,
      tags,
      state: 'Succeeded',
    };
    cloud.groups.set(name.toLowerCase(), made);
    return { status: 201, body: write(made) };
  }
  cloud.group(name, true);
  if (existing.location !== location) {
    throw new ArmError(
      409,
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${location}'. The Resource group already exists in location '${existing.location}'.`,
    );
  }
  existing.tags = tags;
  return ok(write(existing));
}

function write({ id, name, location, managedBy, tags, state }: ResourceGroup): unknown {
  return {
    id,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    ...(managedBy === undefined ? {} : { managedBy }),
    ...(tags === undefined ? {} : { tags }),
    properties: { provisioningState: state },
  };
}

function checkName(name: string): string {
  if (/^[\p{L}\p{N}._()-]{1,90}$/u.test(name) && !name.endsWith('.')) return name;
  throw new ArmError(
    400,
    'InvalidParameter',
    `The provided resource group name '${name}' has these invalid characters or ends with '.': it can have up to 90 letters, digits, '-', '.', '(', ')' and '_'.`,
  );
}
