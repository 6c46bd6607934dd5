import { viewOf } from '../definitions/spec';
import type { RunSpec } from '../groups/root';
import { isScheduled, placeOf, type Instance } from '../instances/instance';

/**
 * Which instances go when there are too many: what does not run before what runs, what is unwell before what is
 * well, and then by the app's kill selection, so that groups of GROUP_BY stay of a size.
 */
export function selectForKill(
  spec: RunSpec,
  instances: readonly Instance[],
  count: number,
  isHealthy: (instance: Instance) => boolean,
): Instance[] {
  const view = viewOf(spec);
  const age = view.killSelection === 'YOUNGEST_FIRST' ? -1 : 1;
  const rank = (instance: Instance): number => {
    if (isScheduled(instance)) return 0;
    if (instance.condition !== 'Running') return 1;
    return isHealthy(instance) ? 3 : 2;
  };
  const left = [...instances].sort(
    (a, b) => rank(a) - rank(b) || age * ((a.activeSince ?? a.since) - (b.activeSince ?? b.since)),
  );
  const fields = view.constraints
    .filter(([, operator]) => operator === 'GROUP_BY')
    .map(([field = '']) => field);
  const selected: Instance[] = [];
  while (selected.length < count && left.length > 0) {
    const lowest = rank(left[0] as Instance);
    const candidates = left.filter((instance) => rank(instance) === lowest);
    const next = fromLargestGroup(candidates, left, fields) ?? candidates[0];
    if (next === undefined) break;
    selected.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return selected;
}

function fromLargestGroup(
  candidates: readonly Instance[],
  all: readonly Instance[],
  fields: readonly string[],
): Instance | undefined {
  const [field] = fields;
  if (field === undefined) return undefined;
  const group = (instance: Instance): string | undefined =>
    instance.agent === undefined ? undefined : placeOf(instance.agent, field);
  const size = (instance: Instance): number => all.filter((other) => group(other) === group(instance)).length;
  return [...candidates].sort((a, b) => size(b) - size(a))[0];
}
