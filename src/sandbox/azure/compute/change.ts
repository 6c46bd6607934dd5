import { ArmError } from '../errors';
import type { Call } from '../operation';
import type { Cloud } from '../state/cloud';
import type { LongOperation } from '../state/long-operation';
import type { Resource, VirtualMachine } from '../state/records';

export const PROVIDER = 'Microsoft.Compute';

/** Compute numbers the states of a resource. */
export function nextEtag(etag: string | undefined): string {
  return `"${Number(etag?.replaceAll('"', '') ?? '0') + 1}"`;
}

/** Compute compares the tag of a request with the one it has, and can be asked for that nothing is there. */
export function checkEtag(call: Call, resource: Resource | undefined): void {
  const match = call.header('if-match');
  const noneMatch = call.header('if-none-match');
  const matches =
    match === undefined || (resource !== undefined && (match === '*' || match === resource.etag));
  const differs =
    noneMatch === undefined || resource === undefined || (noneMatch !== '*' && noneMatch !== resource.etag);
  if (matches && differs) return;
  throw new ArmError(
    412,
    'ConditionNotMet',
    `The condition specified using HTTP conditional header(s) is not met: the etag is ${resource?.etag ?? 'of a resource that is not there'}.`,
  );
}

/** @throws ArmError while something else goes on with the virtual machine */
export function checkIdle(vm: VirtualMachine, operation: string): void {
  if (vm.state === 'Deleting') {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `Operation '${operation}' is not allowed on VM '${vm.name}' since the VM is marked for deletion. You can only retry the Delete operation (or wait for an ongoing one to complete).`,
    );
  }
  if (vm.operation?.inProgress !== true) return;
  if (vm.operation.name === 'RunCommand' && operation === 'RunCommand') {
    throw new ArmError(
      409,
      'Conflict',
      'Run command extension execution is in progress. Please wait for completion before invoking a run command.',
    );
  }
  throw new ArmError(
    409,
    'Conflict',
    `The request failed due to conflict with a concurrent request. To resolve it, please refer to https://aka.ms/activitylog to get more details on the conflicting requests. The operation '${vm.operation.name}' on VM '${vm.name}' is in progress.`,
  );
}

export interface Change {
  readonly name: string;
  readonly seconds: number;
  readonly state?: 'Creating' | 'Updating' | 'Deleting';
  readonly work?: (signal: AbortSignal) => Promise<unknown>;
  readonly done?: () => void;
  readonly failed?: (error: ArmError) => void;
  readonly failure?: ArmError | undefined;
}

/** Something goes on with a virtual machine from now on. */
export function beginVmChange(cloud: Cloud, vm: VirtualMachine, change: Change): LongOperation {
  const settle = (state: 'Succeeded' | 'Failed', failure?: ArmError) => {
    vm.operation = undefined;
    vm.state = state;
    vm.failure = failure;
    vm.provisionedAt = new Date();
    vm.etag = nextEtag(vm.etag);
  };
  vm.state = change.state ?? 'Updating';
  vm.etag = nextEtag(vm.etag);
  const operation = cloud.begin({
    name: change.name,
    provider: PROVIDER,
    location: vm.location,
    seconds: change.seconds,
    work: change.work,
    failure: change.failure,
    done: () => {
      settle('Succeeded');
      change.done?.();
    },
    failed: (error) => {
      settle('Failed', error);
      change.failed?.(error);
    },
  });
  vm.operation = operation;
  return operation;
}
