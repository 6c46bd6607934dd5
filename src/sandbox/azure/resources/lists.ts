import { LOCATIONS } from '../catalogue/locations';
import type { Call, Operation } from '../operation';
import type { Resource } from '../state/records';
import { RESOURCES_VERSIONS } from '../versions';
import { ok, type Answer } from '../wire/answer';
import { page } from '../wire/page';
import { readFilter } from './filter';

const SUBSCRIPTION = '/subscriptions/{subscriptionId}';
const SUBSCRIPTION_VERSIONS = ['2020-01-01', '2022-12-01', ...RESOURCES_VERSIONS];

/** What there is, whatever type it is of. */
export const LIST_OPERATIONS: readonly Operation[] = [
  {
    name: 'Resources_List',
    method: 'GET',
    path: `${SUBSCRIPTION}/resources`,
    versions: RESOURCES_VERSIONS,
    run: (call) => listed(call, call.cloud.resources()),
  },
  {
    name: 'Resources_ListByResourceGroup',
    method: 'GET',
    path: `${SUBSCRIPTION}/resourceGroups/{resourceGroupName}/resources`,
    versions: RESOURCES_VERSIONS,
    run: (call) => {
      const group = call.cloud.group(call.parameter('resourceGroupName'));
      return listed(
        call,
        call.cloud.resources().filter((one) => one.group.toLowerCase() === group.name.toLowerCase()),
      );
    },
  },
  {
    name: 'Subscriptions_Get',
    method: 'GET',
    path: SUBSCRIPTION,
    versions: SUBSCRIPTION_VERSIONS,
    run: ({ cloud }) => {
      const { subscriptionId, tenantId } = cloud.settings;
      return ok({
        id: `/subscriptions/${subscriptionId}`,
        subscriptionId,
        tenantId,
        displayName: 'Sandbox',
        state: 'Enabled',
        authorizationSource: 'RoleBased',
      });
    },
  },
  {
    name: 'Subscriptions_ListLocations',
    method: 'GET',
    path: `${SUBSCRIPTION}/locations`,
    versions: SUBSCRIPTION_VERSIONS,
    run: (call) =>
      page(call, [...LOCATIONS.values()], ({ name, displayName }) => ({
        id: `/subscriptions/${call.cloud.settings.subscriptionId}/locations/${name}`,
        name,
        type: 'Region',
        displayName,
        regionalDisplayName: displayName,
      })),
  },
];

function listed(call: Call, resources: readonly Resource[]): Answer {
  const fits = readFilter(call.request.query.get('$filter'));
  return page(call, resources.filter(fits), ({ id, name, type, location, tags }) => ({
    id,
    name,
    type,
    location,
    ...(tags === undefined ? {} : { tags }),
  }));
}
