import type { Call, Operation } from '../operation';
import { checkLocation } from '../resource-kind';
import type { Resource } from '../state/records';
import type { Store } from '../state/store';
import { NETWORK_VERSIONS } from '../versions';
import { ok } from '../wire/answer';

/** How much of what a subscription may have in a region it has. */
export const NETWORK_USAGE_OPERATIONS: readonly Operation[] = [
  {
    name: 'Usages_List',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Network/locations/{location}/usages',
    versions: NETWORK_VERSIONS,
    run: (call) => {
      const location = checkLocation(call.parameter('location'), 'Microsoft.Network/locations/usages');
      const { interfaces, publicAddresses, settings } = call.cloud;
      const count = (store: Store<Resource>) =>
        store.list().filter((one) => one.location === location).length;
      return ok({
        value: [
          usage(
            call,
            location,
            ['NetworkInterfaces', 'Network Interfaces'],
            [count(interfaces), settings.quotas.networkInterfaces],
          ),
          usage(
            call,
            location,
            ['PublicIPAddresses', 'Public IP Addresses'],
            [count(publicAddresses), settings.quotas.publicAddresses],
          ),
        ],
      });
    },
  },
];

function usage(
  { cloud }: Call,
  location: string,
  [value, localizedValue]: readonly [string, string],
  [currentValue, limit]: readonly [number, number],
): unknown {
  const id = `/subscriptions/${cloud.settings.subscriptionId}/providers/Microsoft.Network/locations/${location}/usages/${value}`;
  return { id, name: { value, localizedValue }, currentValue, limit, unit: 'Count' };
}
