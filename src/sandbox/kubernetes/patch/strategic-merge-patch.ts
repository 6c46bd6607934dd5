import { badRequest } from '../api/status-error';
import { isList, isMap, sameJson, without } from '../json';
import type { Json, JsonMap, MutableMap } from '../json';
import type { ListSchema, ObjectSchema, Schema } from '../kinds/schema';
import { anything } from '../kinds/schema';

const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/**
 * Kubernetes' own kind of patch: lists whose items have a key are merged by it; `$patch`, `$retainKeys`,
 * `$deleteFromPrimitiveList` and `$setElementOrder` say the rest
 * (https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md).
 */
export function strategicMergePatch(target: Json | undefined, patch: JsonMap, schema: Schema): Json {
  return mergeMap(isMap(target) ? target : {}, patch, schema);
}

function mergeMap(target: JsonMap, patch: JsonMap, schema: Schema): JsonMap {
  const directive = patch['$patch'];
  if (directive === 'replace') return plain(patch);
  if (directive === 'delete') return {};
  const retained = patch['$retainKeys'];
  const removed = Object.keys(target).filter(
    (key) => patch[key] === null || (isList(retained) && !retained.includes(key)),
  );
  const merged: MutableMap = { ...without(target, ...removed) };
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch' || key === '$retainKeys' || key.startsWith(orderPrefix)) continue;
    if (key.startsWith(deletePrefix)) {
      const name = key.slice(deletePrefix.length);
      const list = merged[name];
      if (isList(list) && isList(value))
        merged[name] = list.filter((item) => !value.some((one) => sameJson(one, item)));
      continue;
    }
    if (value === null || value === undefined) continue;
    const inner = schemaOf(schema, key);
    merged[key] = mergeField(merged[key], value, inner);
  }
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(orderPrefix)) continue;
    const name = key.slice(orderPrefix.length);
    const list = merged[name];
    if (isList(list) && isList(order)) merged[name] = inOrder(list, order, schemaOf(schema, name));
  }
  return merged;
}

function mergeField(current: Json | undefined, value: Json, schema: Schema): Json {
  if (isMap(value)) return mergeMap(isMap(current) ? current : {}, value, schema);
  if (isList(value)) return mergeList(isList(current) ? current : [], value, schema);
  return value;
}

function schemaOf(schema: Schema, key: string): Schema {
  if (schema.type === 'map') return schema.items;
  return (schema as Partial<ObjectSchema>).fields?.get(key)?.schema ?? anything;
}

function mergeList(current: readonly Json[], patch: readonly Json[], schema: Schema): Json[] {
  const mergeKey = (schema as Partial<ListSchema>).mergeKey;
  if (
    schema.type !== 'list' ||
    mergeKey === undefined ||
    patch.some((item) => isMap(item) && item['$patch'] === 'replace')
  ) {
    return patch
      .filter((item) => !(isMap(item) && item['$patch'] === 'replace'))
      .map((item) => (isMap(item) ? plain(item) : item));
  }
  if (mergeKey === '') return [...new Set([...current, ...patch])];
  let merged = [...current];
  for (const item of patch) {
    if (!isMap(item)) throw badRequest('cannot merge a list of maps with a value that is no map');
    const key = item[mergeKey];
    if (key === undefined)
      throw badRequest(`map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`);
    const same = (other: Json) => isMap(other) && sameJson(other[mergeKey], key);
    if (item['$patch'] === 'delete') merged = merged.filter((other) => !same(other));
    else if (merged.some(same)) {
      merged = merged.map((other) =>
        isMap(other) && same(other) ? mergeMap(other, item, schema.items) : other,
      );
    } else merged.push(plain(item));
  }
  return merged;
}

function inOrder(list: readonly Json[], order: readonly Json[], schema: Schema): Json[] {
  const mergeKey = (schema as Partial<ListSchema>).mergeKey ?? '';
  const idOf = (item: Json) => (isMap(item) && mergeKey !== '' ? item[mergeKey] : item);
  const position = (item: Json) => {
    const found = order.findIndex((one) => sameJson(idOf(one), idOf(item)));
    return found < 0 ? order.length : found;
  };
  return [...list].sort((left, right) => position(left) - position(right));
}

/** Without directives, for what is taken as it is. */
function plain(value: JsonMap): JsonMap {
  const kept: MutableMap = {};
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('$') || item === null) continue;
    kept[key] = isMap(item)
      ? plain(item)
      : isList(item)
        ? item.map((one) => (isMap(one) ? plain(one) : one))
        : item;
  }
  return kept;
}
