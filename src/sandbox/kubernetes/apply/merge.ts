import { isList, isMap } from '../json';
import type { Json, JsonMap, MutableMap } from '../json';
import { anything } from '../kinds/schema';
import type { ListSchema, Schema } from '../kinds/schema';
import { fieldOf, shapeOf } from '../kinds/walk';
import { itemElement } from './field-set';
import type { FieldSet } from './field-set';

/** The live object with what was applied laid over it. Lists keep the live order, except where the applied one differs. */
export function mergeObjects(live: Json, applied: Json, schema: Schema): Json {
  return mergeValues(live, applied, schema) ?? null;
}

function mergeValues(live: Json | undefined, applied: Json | undefined, schema: Schema): Json | undefined {
  if (applied === undefined) return live;
  if (live === undefined || live === null || applied === null) return applied;
  const shape = shapeOf(schema, live, applied);
  if (shape === 'map' && isMap(live) && isMap(applied)) return mergeMaps(live, applied, schema);
  if (shape === 'list' && isList(live) && isList(applied))
    return mergeLists(live, applied, schema as ListSchema);
  return applied;
}

function mergeMaps(live: JsonMap, applied: JsonMap, schema: Schema): JsonMap {
  const merged: MutableMap = { ...live };
  for (const [key, value] of Object.entries(applied)) {
    merged[key] = mergeValues(live[key], value, fieldOf(schema, key) ?? anything);
  }
  return merged;
}

function mergeLists(live: readonly Json[], applied: readonly Json[], schema: ListSchema): Json[] {
  if (live.length === 0) return [...applied];
  const liveElements = live.map((item) => itemElement(schema, item));
  const appliedElements = applied.map((item) => itemElement(schema, item));
  const liveItems = new Map<string, Json | undefined>();
  liveElements.forEach((element, index) => {
    // What is there twice is not merged with.
    if (element !== undefined) liveItems.set(element, liveItems.has(element) ? undefined : live[index]);
  });
  const wanted = new Set(appliedElements);
  const shared = appliedElements.filter((element) => element !== undefined && liveItems.has(element));
  const merged: Json[] = [];
  const done = new Set<string | undefined>();
  let nextShared = shared.shift();
  let liveIndex = 0;
  let appliedIndex = 0;
  const takeApplied = () => {
    const element = appliedElements[appliedIndex];
    const item = applied[appliedIndex] ?? null;
    done.add(element);
    merged.push(
      element === undefined ? item : (mergeValues(liveItems.get(element), item, schema.items) ?? null),
    );
    appliedIndex += 1;
  };
  while (liveIndex < live.length || appliedIndex < applied.length) {
    const liveElement = liveElements[liveIndex];
    if (liveIndex < live.length && appliedIndex < applied.length) {
      if (liveElement === appliedElements[appliedIndex]) {
        takeApplied();
        liveIndex += 1;
        nextShared = shared.shift();
        continue;
      }
      if (wanted.has(liveElement) && nextShared !== undefined && nextShared !== liveElement) {
        liveIndex += 1;
        continue;
      }
    }
    if (liveIndex < live.length) {
      if (!wanted.has(liveElement)) {
        merged.push(live[liveIndex] ?? null);
        liveIndex += 1;
        continue;
      }
      if (done.has(liveElement)) liveIndex += 1;
    }
    if (appliedIndex < applied.length) {
      const isShared = nextShared !== undefined && nextShared === appliedElements[appliedIndex];
      takeApplied();
      if (isShared) nextShared = shared.shift();
    }
  }
  return merged;
}

/** The object without the fields and items of a set, and without what is below them. */
export function removeFields(object: Json, set: FieldSet, schema: Schema): Json {
  if (set.children.size === 0) return object;
  const shape = shapeOf(schema, object);
  if (shape === 'map' && isMap(object)) {
    const kept: MutableMap = {};
    for (const [key, value] of Object.entries(object)) {
      const node = set.children.get(`f:${key}`);
      if (node?.member === true) continue;
      kept[key] =
        node === undefined || value === undefined
          ? value
          : removeFields(value, node, fieldOf(schema, key) ?? anything);
    }
    return Object.keys(kept).length === 0 ? null : kept;
  }
  if (shape === 'list' && isList(object) && schema.type === 'list') {
    const kept = object.flatMap((item) => {
      const element = itemElement(schema, item);
      const node = element === undefined ? undefined : set.children.get(element);
      if (node?.member === true) return [];
      return [node === undefined ? item : removeFields(item, node, schema.items)];
    });
    return kept.length === 0 ? null : kept;
  }
  return object;
}
