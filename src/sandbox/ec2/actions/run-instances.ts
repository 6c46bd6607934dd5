import { ApiError } from '../errors';
import { checkLimit, noCapacity } from '../launch/capacity';
import { launch } from '../launch/launch';
import { launchInput } from '../launch/launch-input';
import { planLaunch } from '../launch/launch-plan';
import { zonesOf } from '../launch/placement';
import { reservationShape, writeInstance } from '../shapes/instance';
import type { Instance } from '../state/records';
import type { RegionState } from '../state/region';
import { readTagSpecifications } from '../state/tags';
import type { QueryParameters } from '../wire/read-query';
import type { ValueOf } from '../wire/shape';
import { action } from './action';

const TAGGED = ['instance', 'volume', 'network-interface', 'spot-instances-request'];
/** What may differ between two requests of the same client token. */
const NOT_COMPARED = new Set(['Action', 'Version', 'ClientToken', 'DryRun']);

export const runInstances = action({
  name: 'RunInstances',
  input: launchInput,
  output: reservationShape,
  subjects: ({ region }, input) => zonesOf(region, input),
  run: ({ region, lifecycle, parameters, noCapacity: full }, input) => {
    const token = input.ClientToken ?? '';
    const asked = fingerprint(parameters);
    const before = token === '' ? undefined : region.launches.get(token);
    if (before !== undefined) {
      if (before.parameters === asked) return writeReservation(region, before.instances);
      throw new ApiError(
        'IdempotentParameterMismatch',
        'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
      );
    }
    const tagsOf = readTagSpecifications(input.TagSpecification, TAGGED);
    const plan = planLaunch(region, input);
    checkTagCount(region, TAGGED, tagsOf);
    const count = checkLimit(region, plan.type, {
      least: input.MinCount,
      most: input.MaxCount,
      spot: plan.spot !== undefined,
    });
    if (full) throw noCapacity(region, plan.type, plan.placement.subnet.zone);
    const instances = launch(region, input, plan, count, tagsOf);
    if (token !== '') region.launches.set(token, { parameters: asked, instances });
    for (const instance of instances) lifecycle.boot(instance);
    return writeReservation(region, instances);
  },
});

function fingerprint(parameters: QueryParameters): string {
  return JSON.stringify([...parameters].filter(([name]) => !NOT_COMPARED.has(name)).sort());
}

function checkTagCount(
  region: RegionState,
  types: readonly string[],
  tagsOf: (type: string) => ReadonlyMap<string, string>,
): void {
  const most = region.cloud.limits.tagsPerResource;
  if (types.some((type) => tagsOf(type).size > most)) {
    throw new ApiError(
      'TagLimitExceeded',
      `The maximum number of Tags for a resource has been reached: it is ${most}.`,
    );
  }
}

export function writeReservation(
  region: RegionState,
  instances: readonly Instance[],
): ValueOf<typeof reservationShape> {
  const reservation = instances[0]?.reservation;
  return {
    reservationId: reservation?.id,
    ownerId: reservation?.ownerId,
    groupSet: [],
    instancesSet: instances.map((instance) => writeInstance(region, instance)),
  };
}
