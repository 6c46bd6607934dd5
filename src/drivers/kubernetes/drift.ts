import { isObject, sameJson, toJson, without } from '../json';
import type { JsonObject, JsonValue } from '../json';
import { itemKeysOf } from './list-items';
import { sameQuantity } from './quantity';

/** A declared field that is otherwise in the cluster. */
export interface FieldDrift {
  /** `spec.template.spec.containers[web].image` */
  readonly path: string;
  /** Undefined when the field is absent. */
  readonly live: JsonValue | undefined;
  readonly wanted: JsonValue | undefined;
}

/** What the API server keeps for itself. */
const serverMetadata = [
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'ownerReferences',
];

/**
 * Compares a live object with the one that applying the declaration would make, in the fields that are declared.
 * Fields that only the cluster fills in (defaults, an autoscaler's replicas, injected containers) are no drift; what
 * applying would remove is, such as an item that somebody added to a list that is declared as a whole.
 */
export function driftFromApplied(live: JsonObject, applied: JsonObject, declared: JsonObject): FieldDrift[] {
  const found: FieldDrift[] = [];
  compareRoot(live, applied, declared, { exact: true, found });
  return found;
}

/**
 * The same without the API server's help, for objects it will not apply in a dry run: compares with the declaration
 * itself, and takes numbers and quantities that mean the same as equal.
 */
export function driftFromDeclared(live: JsonObject, declared: JsonObject): FieldDrift[] {
  const found: FieldDrift[] = [];
  compareRoot(live, declared, declared, { exact: false, found });
  return found;
}

interface Comparison {
  /** Whether `wanted` is complete: what it lacks would be removed. */
  readonly exact: boolean;
  readonly found: FieldDrift[];
}

function compareRoot(
  live: JsonObject,
  wanted: JsonObject,
  declared: JsonObject,
  comparison: Comparison,
): void {
  const body = (object: JsonObject) => without(object, 'status', 'metadata');
  compareMaps(body(live), body(wanted), body(declared), '', comparison);
  const metadata = (object: JsonObject) => userMetadata(object['metadata']);
  compareMaps(metadata(live), metadata(wanted), metadata(declared), 'metadata', comparison);
}

function userMetadata(metadata: JsonValue | undefined): JsonObject {
  if (!isObject(metadata)) return {};
  return without(metadata, ...serverMetadata);
}

function compareValues(
  live: JsonValue | undefined,
  wanted: JsonValue | undefined,
  declared: JsonValue,
  path: string,
  comparison: Comparison,
): void {
  if (declared === null || sameJson(live, wanted)) return;
  if (isObject(live) && isObject(wanted) && isObject(declared)) {
    compareMaps(live, wanted, declared, path, comparison);
  } else if (Array.isArray(live) && Array.isArray(wanted) && Array.isArray(declared)) {
    compareLists(live, wanted, declared, path, comparison);
  } else if (comparison.exact || !meansTheSame(live, wanted)) {
    comparison.found.push({ path, live, wanted });
  }
}

function compareMaps(
  live: JsonObject,
  wanted: JsonObject,
  declared: JsonObject,
  path: string,
  comparison: Comparison,
): void {
  for (const [key, value] of Object.entries(declared)) {
    compareValues(own(live, key), own(wanted, key), value, fieldPath(path, key), comparison);
  }
  if (!comparison.exact) return;
  for (const [key, value] of Object.entries(live)) {
    if (value === null || own(declared, key) !== undefined || own(wanted, key) !== undefined) continue;
    comparison.found.push({ path: fieldPath(path, key), live: value, wanted: undefined });
  }
}

function compareLists(
  live: JsonValue[],
  wanted: JsonValue[],
  declared: JsonValue[],
  path: string,
  comparison: Comparison,
): void {
  const keysOf = itemKeysOf(live, wanted, declared);
  if (keysOf === undefined) {
    compareByPosition(live, wanted, declared, path, comparison);
    return;
  }
  const liveItems = keysOf(live);
  const wantedItems = keysOf(wanted);
  const before = comparison.found.length;
  for (const [key, value] of keysOf(declared)) {
    compareValues(liveItems.get(key), wantedItems.get(key), value, `${path}[${key}]`, comparison);
  }
  if (!comparison.exact) return;
  for (const [key, value] of liveItems) {
    if (!wantedItems.has(key))
      comparison.found.push({ path: `${path}[${key}]`, live: value, wanted: undefined });
  }
  // The same items in another order: for some lists (init containers) that is a change.
  if (comparison.found.length === before && sameOrder(liveItems, wantedItems) === false) {
    comparison.found.push({ path, live: [...liveItems.keys()], wanted: [...wantedItems.keys()] });
  }
}

function sameOrder(left: ReadonlyMap<string, unknown>, right: ReadonlyMap<string, unknown>): boolean {
  return [...left.keys()].join('\0') === [...right.keys()].join('\0');
}

function compareByPosition(
  live: JsonValue[],
  wanted: JsonValue[],
  declared: JsonValue[],
  path: string,
  comparison: Comparison,
): void {
  if (live.length !== wanted.length || !declared.some((item) => isObject(item))) {
    if (
      comparison.exact ||
      live.length !== wanted.length ||
      !live.every((item, i) => meansTheSame(item, wanted[i]))
    ) {
      comparison.found.push({ path, live, wanted });
    }
    return;
  }
  for (const [index, value] of declared.entries()) {
    compareValues(live[index], wanted[index], value, `${path}[${String(index)}]`, comparison);
  }
}

/** Without the API server's own form: `500m` is `0.5`, and what is empty may be left out. */
function meansTheSame(live: JsonValue | undefined, declared: JsonValue | undefined): boolean {
  if (sameJson(live, declared)) return true;
  if (live === undefined) return isEmpty(declared);
  return isScalar(live) && isScalar(declared) && sameQuantity(String(live), String(declared));
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === false || value === 0 || value === '';
}

function isScalar(value: JsonValue | undefined): value is string | number | bigint {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

function own(map: JsonObject, key: string): JsonValue | undefined {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  return value === null ? undefined : value;
}

/** Label and annotation names have dots of their own. */
function fieldPath(path: string, key: string): string {
  if (/[^A-Za-z0-9_-]/.test(key)) return `${path}["${key}"]`;
  return path === '' ? key : `${path}.${key}`;
}

const linesPerObject = 8;
const longestValue = 80;

/**
 * Drift in words, one line per field: `deployment default/web: spec.replicas is 5, declared 3`.
 * @param redacted whether a field's values must not be shown.
 */
export function describeDrift(
  object: string,
  drift: readonly FieldDrift[],
  redacted: (path: string) => boolean,
): string[] {
  const lines = drift.slice(0, linesPerObject).map(({ path, live, wanted }) => {
    if (redacted(path)) return `${object}: ${path} differs`;
    if (live === undefined) return `${object}: ${path} is missing, declared ${show(wanted)}`;
    if (wanted === undefined) return `${object}: ${path} is ${show(live)}, not declared`;
    return `${object}: ${path} is ${show(live)}, declared ${show(wanted)}`;
  });
  const more = drift.length - lines.length;
  return more > 0 ? [...lines, `${object}: and ${String(more)} more fields differ`] : lines;
}

function show(value: JsonValue | undefined): string {
  const text = value === undefined ? 'nothing' : toJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
