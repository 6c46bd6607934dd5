import { VM_SIZES, type VmSize } from '../catalogue/sizes';
import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import { checkLocation } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { VirtualMachine } from '../state/records';
import { COMPUTE_VERSIONS } from '../versions';
import { ok, type Answer } from '../wire/answer';

/** Machines of a region, deallocated ones as well: Azure counts them until they are deleted. */
function countedIn(cloud: Cloud, location: string, spot: boolean): readonly VirtualMachine[] {
  return cloud.machines.list().filter((vm) => vm.location === location && (vm.priority === 'Spot') === spot);
}

function cores(machines: readonly VirtualMachine[]): number {
  return machines.reduce((sum, { size }) => sum + size.vcpus, 0);
}

/** @throws ArmError when that many more cores would be too many */
export function checkQuota(
  cloud: Cloud,
  place: { readonly location: string; readonly spot: boolean },
  size: VmSize,
  /** What a machine that is resized has already. */
  before?: VmSize,
): void {
  const { quotas } = cloud.settings;
  const { location, spot } = place;
  const there = countedIn(cloud, location, spot);
  const more = size.vcpus - (before?.vcpus ?? 0);
  if (spot) {
    check('LowPriorityCores', location, quotas.spotCores, cores(there), more);
    return;
  }
  const inFamily = cores(there.filter((vm) => vm.size.family === size.family));
  const moreInFamily = size.vcpus - (before?.family === size.family ? before.vcpus : 0);
  check('Total Regional Cores', location, quotas.cores, cores(there), more);
  check(`${size.family} Cores`, location, quotas.familyCores, inFamily, moreInFamily);
}

function check(quota: string, location: string, limit: number, current: number, more: number): void {
  if (more <= 0 || current + more <= limit) return;
  throw new ArmError(
    409,
    'OperationNotAllowed',
    `Operation could not be completed as it results in exceeding approved ${quota} quota. Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, Current Usage: ${current}, Additional Required: ${more}, (Minimum) New Limit Required: ${current + more}.`,
  );
}

export const QUOTA_OPERATIONS: readonly Operation[] = [
  {
    name: 'Usage_List',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}/usages',
    versions: COMPUTE_VERSIONS,
    run: listUsages,
  },
];

function listUsages(call: Call): Answer {
  const { cloud } = call;
  const location = checkLocation(call.parameter('location'), 'Microsoft.Compute/locations/usages');
  const { quotas } = cloud.settings;
  const regular = countedIn(cloud, location, false);
  const spot = countedIn(cloud, location, true);
  const usage = (value: string, localizedValue: string, currentValue: number, limit: number) => ({
    unit: 'Count',
    currentValue,
    limit,
    name: { value, localizedValue },
  });
  const families = [...new Set(VM_SIZES.map(({ family }) => family))];
  return ok({
    value: [
      usage('cores', 'Total Regional vCPUs', cores(regular), quotas.cores),
      usage('lowPriorityCores', 'Total Regional Low-priority vCPUs', cores(spot), quotas.spotCores),
      usage('virtualMachines', 'Virtual Machines', regular.length + spot.length, 25_000),
      ...families.map((family) =>
        usage(
          family,
          `${family} vCPUs`,
          cores(regular.filter(({ size }) => size.family === family)),
          quotas.familyCores,
        ),
      ),
    ],
  });
}
