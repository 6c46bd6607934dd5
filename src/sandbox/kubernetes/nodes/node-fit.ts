import { at, listAt, mapsAt, textAt, textsAt } from '../json';
import type { ApiObject, JsonMap } from '../json';

/** Whether a pod's selector and required affinity allow a node. */
export function fitsNode(spec: JsonMap, node: ApiObject): boolean {
  const labels = textsAt(node, 'metadata', 'labels');
  for (const [key, value] of Object.entries(textsAt(spec, 'nodeSelector'))) {
    if (labels[key] !== value) return false;
  }
  const required = at(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  if (required === undefined) return true;
  return mapsAt(required, 'nodeSelectorTerms').some((term) => {
    const expressions = mapsAt(term, 'matchExpressions');
    const fields = mapsAt(term, 'matchFields');
    if (expressions.length + fields.length === 0) return false;
    const name = textAt(node, 'metadata', 'name') ?? '';
    return (
      expressions.every((one) => meets(one, labels[textAt(one, 'key') ?? ''])) &&
      fields.every((one) => meets(one, textAt(one, 'key') === 'metadata.name' ? name : undefined))
    );
  });
}

function meets(expression: JsonMap, value: string | undefined): boolean {
  const values = listAt(expression, 'values').map(String);
  switch (textAt(expression, 'operator') ?? '') {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

export function taintsOf(node: ApiObject): Taint[] {
  return mapsAt(node, 'spec', 'taints').map((taint) => ({
    key: textAt(taint, 'key') ?? '',
    value: textAt(taint, 'value') ?? '',
    effect: textAt(taint, 'effect') ?? '',
  }));
}

/** The toleration of a pod for a taint, if it has one. */
export function tolerationFor(spec: JsonMap, taint: Taint): JsonMap | undefined {
  return mapsAt(spec, 'tolerations').find((toleration) => {
    const effect = textAt(toleration, 'effect') ?? '';
    const key = textAt(toleration, 'key') ?? '';
    if (effect !== '' && effect !== taint.effect) return false;
    if (key !== '' && key !== taint.key) return false;
    if (textAt(toleration, 'operator') === 'Exists') return true;
    return key !== '' && (textAt(toleration, 'value') ?? '') === taint.value;
  });
}

/** The first taint of these effects that a pod does not tolerate. */
export function untoleratedTaint(
  spec: JsonMap,
  node: ApiObject,
  effects: readonly string[],
): Taint | undefined {
  return taintsOf(node).find(
    (taint) => effects.includes(taint.effect) && tolerationFor(spec, taint) === undefined,
  );
}

/** The one node that a pod's affinity names, as daemons' pods do. */
export function pinnedNode(spec: JsonMap): string | undefined {
  const terms = mapsAt(
    spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  const [field, ...more] = terms.flatMap((term) => mapsAt(term, 'matchFields'));
  const values = listAt(field, 'values');
  if (more.length > 0 || terms.length !== 1 || values.length !== 1) return undefined;
  return textAt(field, 'key') === 'metadata.name' && textAt(field, 'operator') === 'In'
    ? String(values[0])
    : undefined;
}
