import { COMPUTE_OPERATIONS } from './compute';
import { ArmError } from './errors';
import { NETWORK_OPERATIONS } from './network';
import type { Call, Operation } from './operation';
import { RESOURCE_OPERATIONS } from './resources';
import type { LongOperation } from './state/long-operation';
import { COMPUTE_VERSIONS, DISK_VERSIONS, NETWORK_VERSIONS } from './versions';
import { resultAnswer, statusAnswer } from './wire/begun';

const LOCATION_PATH = '/subscriptions/{subscriptionId}/providers';

/** Where what goes on is asked about. */
const LONG_OPERATIONS: readonly Operation[] = [
  {
    name: 'NetworkOperations_Get',
    method: 'GET',
    path: `${LOCATION_PATH}/Microsoft.Network/locations/{location}/operations/{operationId}`,
    versions: NETWORK_VERSIONS,
    run: (call) => statusAnswer(call, findOperation(call, 'Microsoft.Network')),
  },
  {
    name: 'NetworkOperationResults_Get',
    method: 'GET',
    path: `${LOCATION_PATH}/Microsoft.Network/locations/{location}/operationResults/{operationId}`,
    versions: NETWORK_VERSIONS,
    run: (call) => resultAnswer(call, findOperation(call, 'Microsoft.Network')),
  },
  {
    name: 'ComputeOperations_Get',
    method: 'GET',
    path: `${LOCATION_PATH}/Microsoft.Compute/locations/{location}/operations/{operationId}`,
    versions: [...COMPUTE_VERSIONS, ...DISK_VERSIONS],
    run: (call) => {
      const operation = findOperation(call, 'Microsoft.Compute');
      const monitor = call.request.query.get('monitor') === 'true';
      return monitor ? resultAnswer(call, operation) : statusAnswer(call, operation);
    },
  },
];

/** Everything that the sandbox's Azure answers. */
export const OPERATIONS: readonly Operation[] = [
  ...RESOURCE_OPERATIONS,
  ...NETWORK_OPERATIONS,
  ...COMPUTE_OPERATIONS,
  ...LONG_OPERATIONS,
];

function findOperation(call: Call, provider: string): LongOperation {
  const id = call.parameter('operationId');
  const operation = call.cloud.operations.get(id.toLowerCase());
  if (operation?.provider === provider) return operation;
  throw new ArmError(404, 'NotFound', `The entity was not found: there is no operation '${id}'.`);
}
