import { isObject, objectsAt, sameJson, textAt } from '../json';
import type { JsonObject, JsonValue } from '../json';
import type { ManifestObject } from './manifest';
import { fieldManager, withoutMark } from './release-mark';

/** What the API server has on record of our server-side applies of an object. */
export interface AppliedFields {
  /** The version of the API that the object was applied in, which the names of the fields belong to. */
  readonly apiVersion: string;
  /** `fieldsV1`: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
  readonly fields: JsonObject;
}

/** Undefined for an object that was never applied by us, such as one that a controller copied our mark to. */
export function appliedFields(live: JsonObject): AppliedFields | undefined {
  const entry = objectsAt(live, 'metadata', 'managedFields').find(
    (one) =>
      textAt(one, 'manager') === fieldManager &&
      textAt(one, 'operation') === 'Apply' &&
      textAt(one, 'subresource') === undefined,
  );
  const apiVersion = textAt(entry, 'apiVersion');
  const fields = entry?.['fieldsV1'];
  return apiVersion === undefined || !isObject(fields) ? undefined : { apiVersion, fields };
}

/**
 * The declaration that applying made a live object from: exactly the fields that are ours, with the values they have
 * now, without the mark of the release.
 *
 * @param live The object in the version that `applied` names.
 */
export function declarationOf(live: ManifestObject, applied: AppliedFields): ManifestObject {
  const everyones = objectsAt(live, 'metadata', 'managedFields')
    .filter((entry) => textAt(entry, 'apiVersion') === applied.apiVersion)
    .flatMap((entry) => (isObject(entry['fieldsV1']) ? [entry['fieldsV1']] : []));
  const picked = pick(live, applied.fields, everyones);
  const own = isObject(picked) ? picked : {};
  const { name, namespace } = live.metadata;
  const metadata = isObject(own['metadata']) ? own['metadata'] : {};
  return withoutMark({
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...metadata },
    ...Object.fromEntries(Object.entries(own).filter(([key]) => key !== 'metadata')),
  });
}

/**
 * @param fields What is ours of the value.
 * @param everyones What is anybody's of it.
 */
function pick(value: JsonValue, fields: JsonObject, everyones: readonly JsonObject[]): JsonValue {
  if (parts(fields).length > 0) {
    if (Array.isArray(value)) return pickItems(value, fields, everyones);
    return isObject(value) ? pickFields(value, fields, everyones) : value;
  }
  // A value that is owned as a whole. Where others own parts of it, it was empty when we applied it.
  if (!everyones.some((one) => parts(one).length > 0)) return value;
  return Array.isArray(value) ? [] : isObject(value) ? {} : value;
}

function pickFields(value: JsonObject, fields: JsonObject, everyones: readonly JsonObject[]): JsonObject {
  const found = Object.entries(value).flatMap(([key, item]): [string, JsonValue][] => {
    const below = childOf(fields, `f:${key}`);
    return below === undefined ? [] : [[key, pick(item, below, childrenOf(everyones, `f:${key}`))]];
  });
  return Object.fromEntries(found);
}

function pickItems(
  value: readonly JsonValue[],
  fields: JsonObject,
  everyones: readonly JsonObject[],
): JsonValue[] {
  return value.flatMap((item, index) => {
    const selector = parts(fields).find((one) => selects(one, item, index));
    const below = selector === undefined ? undefined : childOf(fields, selector);
    return selector === undefined || below === undefined
      ? []
      : [pick(item, below, childrenOf(everyones, selector))];
  });
}

/** `k:{"name":"web"}`: an item by its keys; `v:"text"`: by its value; `i:0`: by its position. */
function selects(selector: string, item: JsonValue, index: number): boolean {
  const text = selector.slice(2);
  switch (selector.slice(0, 2)) {
    case 'k:': {
      const keys = JSON.parse(text) as JsonValue;
      return (
        isObject(keys) &&
        isObject(item) &&
        Object.entries(keys).every(([key, value]) => sameJson(item[key], value))
      );
    }
    case 'v:':
      return sameJson(JSON.parse(text) as JsonValue, item);
    case 'i:':
      return Number(text) === index;
    default:
      return false;
  }
}

/** All entries but `.`, which stands for the value itself. */
function parts(fields: JsonObject): string[] {
  return Object.keys(fields).filter((key) => key !== '.');
}

function childOf(fields: JsonObject, part: string): JsonObject | undefined {
  const child = Object.hasOwn(fields, part) ? fields[part] : undefined;
  return isObject(child) ? child : undefined;
}

function childrenOf(fields: readonly JsonObject[], part: string): JsonObject[] {
  return fields.map((one) => childOf(one, part)).filter((child) => child !== undefined);
}
