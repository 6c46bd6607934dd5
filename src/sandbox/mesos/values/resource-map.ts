import { Double } from './json';
import type { Resources } from './resource';
import { scalarOf } from './resources';
import { mergeRanges, printRanges } from './value';

/** Those that are there also when there is nothing of them, in this order. */
const ALWAYS = ['disk', 'mem', 'gpus', 'cpus'];

/** Resources as `/state` has them. */
export function resourceMap(resources: Resources): Readonly<Record<string, Double | string>> {
  const scalars = resources.filter(({ type }) => type === 'SCALAR').map(({ name }) => name);
  const map: Record<string, Double | string> = {};
  for (const name of new Set([...ALWAYS, ...scalars])) map[name] = new Double(scalarOf(resources, name));
  for (const { name, ranges, set } of resources) {
    if (ranges !== undefined) {
      const all = resources.filter((one) => one.name === name).flatMap((one) => one.ranges?.range ?? []);
      map[name] = printRanges(mergeRanges(all));
    } else if (set !== undefined) {
      map[name] = `{${set.item.join(', ')}}`;
    }
  }
  return map;
}

/** Only what there is. */
export function sparseMap(amounts: Readonly<Record<string, number>>): Readonly<Record<string, Double>> {
  return Object.fromEntries(
    Object.entries(amounts)
      .filter(([, amount]) => amount > 0)
      .map(([name, amount]) => [name, new Double(amount)]),
  );
}
