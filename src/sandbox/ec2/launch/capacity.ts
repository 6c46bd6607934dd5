import type { InstanceType } from '../catalogue/instance-types';
import { ApiError } from '../errors';
import type { Zone } from '../state/records';
import type { RegionState } from '../state/region';

/** How many more instances of a type the account's limit lets run; an error when that is below `least`. */
export function checkLimit(
  region: RegionState,
  type: InstanceType,
  counts: { readonly least: number; readonly most: number; readonly spot: boolean },
): number {
  const { limits } = region.cloud;
  const limit = counts.spot ? limits.spotVcpus : limits.vcpus;
  const running = [...region.instances.values()]
    .filter((one) => (one.spot !== undefined) === counts.spot)
    .filter((one) => one.state === 'pending' || one.state === 'running' || one.state === 'stopping')
    .reduce((sum, one) => sum + one.type.vcpus, 0);
  const room = Math.min(counts.most, Math.floor((limit - running) / type.vcpus));
  if (room >= counts.least) return room;
  if (counts.spot) throw new ApiError('MaxSpotInstanceCountExceeded', 'Max spot instance count exceeded');
  throw new ApiError(
    'VcpuLimitExceeded',
    `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to: ${running} vCPUs are in use, and ${counts.least} of ${type.name} need ${counts.least * type.vcpus} more.`,
  );
}

export function noCapacity(region: RegionState, type: InstanceType, zone: Zone): ApiError {
  const others = region.zones.filter(({ name }) => name !== zone.name).map(({ name }) => name);
  return new ApiError(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${type.name} capacity in the Availability Zone you requested (${zone.name}). You can currently get ${type.name} capacity by not specifying an Availability Zone in your request or choosing ${others.join(', ')}.`,
  );
}
