import { isList, isMap, sameJson } from '../json';
import type { Json } from '../json';
import { anything } from '../kinds/schema';
import type { ListSchema, Schema } from '../kinds/schema';
import { fieldOf, shapeOf } from '../kinds/walk';
import { emptySet, insertPath, itemElement } from './field-set';
import type { FieldSet } from './field-set';

export interface Comparison {
  readonly added: FieldSet;
  readonly removed: FieldSet;
  readonly modified: FieldSet;
}

/** Which fields differ between two forms of an object. */
export function compareObjects(before: Json, after: Json, schema: Schema): Comparison {
  const result: Comparison = { added: emptySet(), removed: emptySet(), modified: emptySet() };
  if (before !== after) compareValues(before, after, schema, [], result);
  return result;
}

function compareValues(
  before: Json | undefined,
  after: Json | undefined,
  schema: Schema,
  path: string[],
  result: Comparison,
): void {
  // What was not touched is the same value.
  if (before === after && before !== undefined) return;
  const shape = shapeOf(schema, before, after);
  if (shape === 'leaf' || (isVoid(before) && isVoid(after))) {
    compareLeaves(before, after, path, result);
    return;
  }
  if (shape === 'map') compareMaps(before, after, schema, path, result);
  else compareLists(before, after, schema as ListSchema, path, result);
  if (path.length === 0) return;
  if (before === undefined) insertPath(result.added, path);
  else if (after === undefined) insertPath(result.removed, path);
}

function compareLeaves(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[],
  result: Comparison,
): void {
  if (before === undefined) insertPath(result.added, path);
  else if (after === undefined) insertPath(result.removed, path);
  else if (!sameJson(before, after)) insertPath(result.modified, path);
}

function isVoid(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (isList(value)) return value.length === 0;
  return isMap(value) && Object.keys(value).length === 0;
}

function compareMaps(
  before: Json | undefined,
  after: Json | undefined,
  schema: Schema,
  path: string[],
  result: Comparison,
): void {
  const left = isMap(before) ? before : {};
  const right = isMap(after) ? after : {};
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (left[key] === undefined && right[key] === undefined) continue;
    path.push(`f:${key}`);
    compareValues(left[key], right[key], fieldOf(schema, key) ?? anything, path, result);
    path.pop();
  }
}

function compareLists(
  before: Json | undefined,
  after: Json | undefined,
  schema: ListSchema,
  path: string[],
  result: Comparison,
): void {
  const left = byElement(before, schema);
  const right = byElement(after, schema);
  for (const element of new Set([...left.keys(), ...right.keys()])) {
    const one = left.get(element) ?? [];
    const other = right.get(element) ?? [];
    path.push(element);
    if (one.length <= 1 && other.length <= 1) {
      compareValues(one[0], other[0], schema.items, path, result);
    } else if (one.length >= 2 && other.length >= 2) {
      if (!sameJson(one, other)) insertPath(result.modified, path);
    } else if (one.length >= 2) {
      if (other[0] !== undefined) compareValues(undefined, other[0], schema.items, path, result);
      insertPath(result.removed, path);
    } else {
      if (one[0] !== undefined) compareValues(one[0], undefined, schema.items, path, result);
      insertPath(result.added, path);
    }
    path.pop();
  }
}

function byElement(list: Json | undefined, schema: ListSchema): Map<string, Json[]> {
  const found = new Map<string, Json[]>();
  if (!isList(list)) return found;
  for (const item of list) {
    const element = itemElement(schema, item);
    if (element === undefined) continue;
    const same = found.get(element);
    if (same === undefined) found.set(element, [item]);
    else same.push(item);
  }
  return found;
}

/** The fields that an object has. */
export function fieldsOf(object: Json, schema: Schema): FieldSet {
  const set = emptySet();
  collectFields(object, schema, set);
  set.member = false;
  return set;
}

function collectFields(value: Json, schema: Schema, node: FieldSet): void {
  const shape = shapeOf(schema, value);
  if (shape === 'leaf') {
    node.member = true;
  } else if (shape === 'map') {
    if (!isMap(value)) return;
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const child = emptySet();
      node.children.set(`f:${key}`, child);
      collectFields(item, fieldOf(schema, key) ?? anything, child);
      const named = schema.type === 'object' && schema.fields.has(key);
      if (item === null || (isMap(item) && Object.keys(item).length === 0) || !named) child.member = true;
      if (!child.member && child.children.size === 0) node.children.delete(`f:${key}`);
    }
  } else if (isList(value) && schema.type === 'list') {
    for (const item of value) {
      const element = itemElement(schema, item);
      if (element === undefined) continue;
      const child = emptySet();
      node.children.set(element, child);
      collectFields(item, schema.items, child);
      child.member = true;
    }
  }
}
