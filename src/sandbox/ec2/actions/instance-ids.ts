import { ApiError, missing } from '../errors';
import type { Instance } from '../state/records';
import type { RegionState } from '../state/region';
import { checkId } from './filters';

export function checkInstanceId(id: string): void {
  checkId(id, 'i', 'InvalidInstanceID.Malformed');
}

export function instanceNotFound(id: string): ApiError {
  return new ApiError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
}

export function findInstance(region: RegionState, id: string): Instance {
  checkInstanceId(id);
  const instance = region.instances.get(id);
  if (instance === undefined) throw instanceNotFound(id);
  return instance;
}

/** All of them, or an error before anything is done to one. */
export function findInstances(region: RegionState, ids: readonly string[]): readonly Instance[] {
  if (ids.length === 0) throw missing('InstanceId');
  for (const id of ids) checkInstanceId(id);
  const unknown = [...new Set(ids)].filter((id) => !region.instances.has(id));
  if (unknown.length > 1) {
    throw new ApiError('InvalidInstanceID.NotFound', `The instance IDs '${unknown.join(', ')}' do not exist`);
  }
  return [...new Set(ids)].map((id) => findInstance(region, id));
}
