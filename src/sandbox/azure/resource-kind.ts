import { LOCATIONS, normalizeLocation } from './catalogue/locations';
import { ArmError, resourceNotFound } from './errors';
import type { Call, Operation } from './operation';
import type { Cloud } from './state/cloud';
import type { Resource, Tags } from './state/records';
import type { Store } from './state/store';
import { ok } from './wire/answer';
import { page } from './wire/page';

/** What the operations of one type of resources have in common. */
export interface ResourceKind<R extends Resource> {
  /** With its provider, as in `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
  /** What the ids of its operations begin with. */
  readonly operations: string;
  /** Its name's parameter in paths. */
  readonly parameter: string;
  readonly versions: readonly string[];
  store(cloud: Cloud): Store<R>;
  write(resource: R, cloud: Cloud): unknown;
}

const GROUP_PATH = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';

export function pathOf(
  { type, parameter }: { readonly type: string; readonly parameter: string },
  below = '',
): string {
  return `${GROUP_PATH}/providers/${type}/{${parameter}}${below}`;
}

/** Reading one, those of a group, and all of them. */
export function readOperations<R extends Resource>(kind: ResourceKind<R>): readonly Operation[] {
  const { type, operations, versions } = kind;
  const write = (call: Call) => (resource: R) => kind.write(resource, call.cloud);
  return [
    {
      name: `${operations}_Get`,
      method: 'GET',
      path: pathOf(kind),
      versions,
      run: (call) => ok(write(call)(find(call, kind))),
    },
    {
      name: `${operations}_List`,
      method: 'GET',
      path: `${GROUP_PATH}/providers/${type}`,
      versions,
      run: (call) => {
        const group = call.cloud.group(call.parameter('resourceGroupName'));
        return page(call, kind.store(call.cloud).inGroup(group.name), write(call));
      },
    },
    {
      name: `${operations}_ListAll`,
      method: 'GET',
      path: `/subscriptions/{subscriptionId}/providers/${type}`,
      versions,
      run: (call) => page(call, kind.store(call.cloud).list(), write(call)),
    },
  ];
}

/** @throws ArmError when it or its group is not there */
export function find<R extends Resource>(call: Call, kind: ResourceKind<R>): R {
  const { group, resource } = lookUp(call, kind);
  if (resource === undefined) throw resourceNotFound(kind.type, call.parameter(kind.parameter), group);
  return resource;
}

/** @throws ArmError when the group is not there */
export function lookUp<R extends Resource>(
  call: Call,
  kind: ResourceKind<R>,
  toWrite = false,
): { readonly group: string; readonly id: string; readonly resource: R | undefined } {
  const { cloud } = call;
  const group = cloud.group(call.parameter('resourceGroupName'), toWrite).name;
  const id = cloud.resourceId(group, kind.type, call.parameter(kind.parameter));
  return { group, id, resource: kind.store(cloud).get(id) };
}

/** For what a PUT makes or changes: its group takes it, its name is one, and it stays where it is. */
export function prepareWrite<R extends Resource>(
  call: Call,
  kind: ResourceKind<R>,
  location: string | undefined,
): {
  readonly group: string;
  readonly id: string;
  readonly location: string;
  readonly existing: R | undefined;
} {
  const { group, id, resource: existing } = lookUp(call, kind, true);
  const where = checkLocation(location, kind.type);
  if (existing !== undefined && existing.location !== where) {
    throw new ArmError(
      409,
      'InvalidResourceLocation',
      `The resource '${existing.name}' already exists in location '${existing.location}' in resource group '${group}'. A resource with the same name cannot be created in location '${where}'. Please select a new resource name.`,
    );
  }
  return { group, id, location: where, existing };
}

/** A region by its name. @throws ArmError when it is missing or unknown */
export function checkLocation(location: string | undefined, type: string): string {
  if (location === undefined || location === '') {
    throw new ArmError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  const name = normalizeLocation(location);
  if (LOCATIONS.has(name)) return name;
  throw new ArmError(
    400,
    'LocationNotAvailableForResourceType',
    `The provided location '${location}' is not available for resource type '${type}'. List of available regions for the resource type is '${[...LOCATIONS.keys()].join(',')}'.`,
  );
}

/** Zones as a request names them. @throws ArmError when the region has none of that name */
export function checkZones(
  zones: readonly string[] | undefined,
  location: string,
  type: string,
): readonly string[] | undefined {
  if (zones === undefined || zones.length === 0) return undefined;
  const there = LOCATIONS.get(location)?.zones ?? [];
  for (const zone of zones) {
    if (there.includes(zone)) continue;
    throw new ArmError(
      400,
      there.length === 0 ? 'AvailabilityZonesNotSupported' : 'InvalidAvailabilityZone',
      `The zone(s) '${zone}' for resource '${type}' is not supported. The supported zones for location '${location}' are '${there.join(',')}'`,
    );
  }
  return zones;
}

/** As Azure limits them: 50 tags, names of 512 characters, values of 256. */
export function checkTags(tags: Tags | undefined): Tags | undefined {
  const entries = Object.entries(tags ?? {});
  if (entries.length > 50) {
    throw new ArmError(
      400,
      'InvalidTags',
      `The tags collection exceeds the maximum number of tags: it has ${entries.length} of 50.`,
    );
  }
  for (const [name, value] of entries) {
    if (name === '' || name.length > 512 || /[<>%&\\?/]/.test(name)) {
      throw new ArmError(
        400,
        'InvalidTagNameCharacters',
        `The tag name '${name}' is invalid: it has up to 512 characters and none of <, >, %, &, \\, ?, /.`,
      );
    }
    if (value.length > 256) {
      throw new ArmError(
        400,
        'TagValueTooLong',
        `The value of the tag '${name}' has more than 256 characters.`,
      );
    }
  }
  return tags;
}
