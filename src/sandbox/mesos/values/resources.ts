import { type Resource, type Resources, reservedFor } from './resource';
import { containsRanges, mergeRanges, printRanges, roundScalar, subtractRanges } from './value';

/** What two amounts must have in common to be counted together. */
function kindOf({ scalar: _scalar, ranges: _ranges, set: _set, ...kind }: Resource): string {
  return JSON.stringify(kind, [
    ...['name', 'type', 'reservations', 'role', 'principal', 'labels', 'key', 'value'],
    ...['disk', 'persistence', 'id', 'volume', 'container_path', 'host_path', 'mode', 'source'],
    ...['path', 'root', 'mount', 'profile', 'revocable', 'shared', 'allocation_info'],
  ]);
}

export function isNothing(resource: Resource): boolean {
  return (
    (resource.scalar?.value ?? 0) <= 0 &&
    (resource.ranges?.range.length ?? 0) === 0 &&
    (resource.set?.item.length ?? 0) === 0
  );
}

function plus(one: Resource, other: Resource): Resource {
  if (one.scalar !== undefined) {
    return { ...one, scalar: { value: roundScalar(one.scalar.value + (other.scalar?.value ?? 0)) } };
  }
  if (one.ranges !== undefined) {
    return {
      ...one,
      ranges: { range: mergeRanges([...one.ranges.range, ...(other.ranges?.range ?? [])]) },
    };
  }
  return { ...one, set: { item: [...new Set([...(one.set?.item ?? []), ...(other.set?.item ?? [])])] } };
}

function minus(one: Resource, other: Resource): Resource {
  if (one.scalar !== undefined) {
    return { ...one, scalar: { value: roundScalar(one.scalar.value - (other.scalar?.value ?? 0)) } };
  }
  if (one.ranges !== undefined) {
    return { ...one, ranges: { range: subtractRanges(one.ranges.range, other.ranges?.range ?? []) } };
  }
  const gone = new Set(other.set?.item);
  return { ...one, set: { item: (one.set?.item ?? []).filter((item) => !gone.has(item)) } };
}

/** A persistent volume is used as a whole or not at all. */
function isVolume({ disk }: Resource): boolean {
  return disk?.persistence !== undefined;
}

export function add(...all: readonly Resources[]): Resources {
  const sums: Resource[] = [];
  for (const resource of all.flat()) {
    if (isNothing(resource)) continue;
    const kind = kindOf(resource);
    const at = isVolume(resource) ? -1 : sums.findIndex((sum) => kindOf(sum) === kind);
    const sum = sums[at];
    if (sum === undefined) sums.push(resource);
    else sums[at] = plus(sum, resource);
  }
  return sums;
}

/** What is left; never less than nothing. */
export function subtract(from: Resources, what: Resources): Resources {
  return add(what).reduce<Resources>((left, taken) => {
    const kind = kindOf(taken);
    const at = left.findIndex((resource) => kindOf(resource) === kind);
    return left.flatMap((resource, index) => {
      if (index !== at) return [resource];
      if (isVolume(resource)) return [];
      const rest = minus(resource, taken);
      return isNothing(rest) ? [] : [rest];
    });
  }, add(from));
}

export function contains(all: Resources, some: Resources): boolean {
  const have = add(all);
  return add(some).every((wanted) => {
    const kind = kindOf(wanted);
    const found = have.find((resource) => kindOf(resource) === kind);
    if (found === undefined) return false;
    if (wanted.scalar !== undefined) return (found.scalar?.value ?? 0) >= wanted.scalar.value;
    if (wanted.ranges !== undefined) return containsRanges(found.ranges?.range ?? [], wanted.ranges.range);
    return (wanted.set?.item ?? []).every((item) => found.set?.item.includes(item));
  });
}

export function same(one: Resources, other: Resources): boolean {
  return contains(one, other) && contains(other, one);
}

export function allocate(resources: Resources, role: string): Resources {
  return resources.map((resource) => ({ ...resource, allocation_info: { role } }));
}

export function unallocate(resources: Resources): Resources {
  return resources.map(({ allocation_info: _allocation, ...resource }) => resource);
}

/** Of one name, whoever it is reserved for. */
export function scalarOf(resources: Resources, name: string): number {
  return roundScalar(
    resources
      .filter((resource) => resource.name === name)
      .reduce((sum, { scalar }) => sum + (scalar?.value ?? 0), 0),
  );
}

/** The scalars' sums by name. */
export function quantities(resources: Resources): Readonly<Record<string, number>> {
  const names = new Set(resources.filter(({ scalar }) => scalar !== undefined).map(({ name }) => name));
  return Object.fromEntries([...names].sort().map((name) => [name, scalarOf(resources, name)]));
}

export function unreserved(resources: Resources): Resources {
  return resources.filter((resource) => reservedFor(resource) === '*');
}

export function reservedByRole(resources: Resources): Readonly<Record<string, Resources>> {
  const roles = new Set(resources.map(reservedFor).filter((role) => role !== '*'));
  return Object.fromEntries(
    [...roles].map((role) => [role, resources.filter((resource) => reservedFor(resource) === role)]),
  );
}

/** As Mesos names them in messages, as in `cpus:4; ports:[31000-32000]`. */
export function printResources(resources: Resources): string {
  return resources
    .map((resource) => {
      const { reservations = [], disk } = resource;
      const reserved = reservations.map(
        ({ type, role, principal }) => `(${type},${role}${principal === undefined ? '' : `,${principal}`})`,
      );
      const suffix = reserved.length === 0 ? '' : `(reservations: [${reserved.join(',')}])`;
      const volume =
        disk?.persistence === undefined
          ? ''
          : `[${disk.persistence.id}:${disk.volume?.container_path ?? ''}]`;
      return `${resource.name}${suffix}${volume}:${printAmount(resource)}`;
    })
    .join('; ');
}

function printAmount({ scalar, ranges, set }: Resource): string {
  if (scalar !== undefined) return String(scalar.value);
  if (ranges !== undefined) return printRanges(ranges.range);
  return `{${(set?.item ?? []).join(', ')}}`;
}
