import { isList, isMap } from '../json';
import type { Json, JsonMap, MutableMap } from '../json';

/** Takes out the fields that a structural schema does not have; names them. */
export function pruneUnknown(
  value: Json,
  rules: JsonMap,
  path: string,
  unknown: string[],
  root = false,
): Json {
  if (isList(value)) {
    const items = rules['items'];
    if (!isMap(items)) return value;
    return value.map((item, index) => pruneUnknown(item, items, `${path}[${String(index)}]`, unknown));
  }
  if (!isMap(value)) return value;
  const properties = isMap(rules['properties']) ? rules['properties'] : {};
  const additional = rules['additionalProperties'];
  const embedded = root || rules['x-kubernetes-embedded-resource'] === true;
  const keepsAll = rules['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
  const kept: MutableMap = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const inner = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const where = path === '' ? key : `${path}.${key}`;
    if (embedded && ['apiVersion', 'kind', 'metadata'].includes(key)) kept[key] = item;
    else if (isMap(inner)) kept[key] = pruneUnknown(item, inner, where, unknown);
    else if (isMap(additional)) kept[key] = pruneUnknown(item, additional, where, unknown);
    else if (keepsAll) kept[key] = item;
    else unknown.push(where);
  }
  return kept;
}

/** Fills in the defaults of a structural schema. Nulls where a default stands and null is not allowed go first. */
export function presetFromRules(value: Json, rules: JsonMap): Json {
  if (isList(value)) {
    const items = rules['items'];
    return isMap(items) ? value.map((item) => presetFromRules(item, items)) : value;
  }
  if (!isMap(value)) return value;
  const filled: MutableMap = { ...value };
  const properties = isMap(rules['properties']) ? rules['properties'] : {};
  for (const [key, inner] of Object.entries(properties)) {
    if (!isMap(inner)) continue;
    const preset = inner['default'];
    const missing = filled[key] === undefined || (filled[key] === null && inner['nullable'] !== true);
    if (preset !== undefined && missing) filled[key] = preset;
    const present = filled[key];
    if (present !== undefined && present !== null) filled[key] = presetFromRules(present, inner);
  }
  const additional = rules['additionalProperties'];
  if (isMap(additional)) {
    for (const [key, item] of Object.entries(filled)) {
      if (!Object.hasOwn(properties, key) && item !== undefined)
        filled[key] = presetFromRules(item, additional);
    }
  }
  return filled;
}
