import type { JsonMap } from '../json';
import type { OfferedResource } from '../mesos/offer';
import type { Supply } from './supply';

/**
 * Takes the host ports of one instance.
 * @param wanted a number for a port that it must be, 0 for any, undefined where no host port is wanted
 * @param random from 0 up to, and without, 1
 * @returns undefined when they are not all there
 */
export function takePorts(
  supply: Supply,
  wanted: readonly (number | undefined)[],
  accepts: (resource: OfferedResource) => boolean,
  random: () => number,
): { readonly ports: readonly (number | undefined)[]; readonly resources: readonly JsonMap[] } | undefined {
  const fixed = wanted.filter((port): port is number => port !== undefined && port !== 0);
  const resources: JsonMap[] = [];
  for (const port of fixed) {
    const taken = supply.takePort(port, accepts);
    if (taken === undefined) return undefined;
    resources.push(taken);
  }
  const ports: (number | undefined)[] = [];
  for (const port of wanted) {
    if (port !== 0) {
      ports.push(port);
      continue;
    }
    const next = anyPort(supply, accepts, random);
    const taken = next === undefined ? undefined : supply.takePort(next, accepts);
    if (taken === undefined) return undefined;
    ports.push(next);
    resources.push(taken);
  }
  return { ports, resources: merged(resources) };
}

/** One of those that are left, by chance, so that a port that was just given back is not at once taken again. */
function anyPort(
  supply: Supply,
  accepts: (resource: OfferedResource) => boolean,
  random: () => number,
): number | undefined {
  const ranges = supply.ports(accepts);
  const count = ranges.reduce((sum, { begin, end }) => sum + end - begin + 1, 0);
  let index = Math.floor(random() * count);
  for (const { begin, end } of ranges) {
    if (index <= end - begin) return begin + index;
    index -= end - begin + 1;
  }
  return undefined;
}

/** One resource per role, as Marathon asks for them. */
function merged(resources: readonly JsonMap[]): JsonMap[] {
  const byRest = new Map<string, { raw: JsonMap; range: unknown[] }>();
  for (const raw of resources) {
    const { ranges, ...rest } = raw;
    const key = JSON.stringify(rest);
    const known = byRest.get(key);
    const range = (ranges as { range: unknown[] }).range;
    if (known === undefined) byRest.set(key, { raw, range: [...range] });
    else known.range.push(...range);
  }
  return [...byRest.values()].map(({ raw, range }) => ({ ...raw, ranges: { range } }) as JsonMap);
}
