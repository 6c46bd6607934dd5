import { isMap, toJson } from '../json';
import type { Json, JsonMap, MutableMap } from '../json';
import type { ListSchema, ObjectSchema, Schema } from '../kinds/schema';
import { fieldOf } from '../kinds/walk';

/**
 * A set of field paths as a tree, in the notation of `fieldsV1`: `f:` a field, `k:` an item by its keys, `v:` an item
 * by its value. Nodes are changed only while the set is being built.
 */
export interface FieldSet {
  /** Whether the path that ends here is in the set. */
  member: boolean;
  readonly children: Map<string, FieldSet>;
}

export function emptySet(): FieldSet {
  return { member: false, children: new Map() };
}

export function isEmptySet(set: FieldSet): boolean {
  if (set.member) return false;
  for (const child of set.children.values()) if (!isEmptySet(child)) return false;
  return true;
}

export function insertPath(set: FieldSet, path: readonly string[]): void {
  let node = set;
  for (const element of path) {
    let next = node.children.get(element);
    if (next === undefined) {
      next = emptySet();
      node.children.set(element, next);
    }
    node = next;
  }
  node.member = true;
}

export function hasPath(set: FieldSet, path: readonly string[]): boolean {
  let node: FieldSet | undefined = set;
  for (const element of path) node = node?.children.get(element);
  return node?.member === true;
}

export function unionOf(left: FieldSet, right: FieldSet): FieldSet {
  if (right.children.size === 0 && !right.member) return left;
  if (left.children.size === 0 && !left.member) return right;
  const children = new Map(left.children);
  for (const [name, child] of right.children) {
    const other = children.get(name);
    children.set(name, other === undefined ? child : unionOf(other, child));
  }
  return { member: left.member || right.member, children };
}

export function intersectionOf(left: FieldSet, right: FieldSet): FieldSet {
  const children = new Map<string, FieldSet>();
  for (const [name, child] of left.children) {
    const other = right.children.get(name);
    if (other === undefined) continue;
    const both = intersectionOf(child, other);
    if (both.member || both.children.size > 0) children.set(name, both);
  }
  return { member: left.member && right.member, children };
}

export function differenceOf(left: FieldSet, right: FieldSet): FieldSet {
  if (right.children.size === 0 && !right.member) return left;
  const children = new Map<string, FieldSet>();
  for (const [name, child] of left.children) {
    const other = right.children.get(name);
    const rest = other === undefined ? child : differenceOf(child, other);
    if (rest.member || rest.children.size > 0) children.set(name, rest);
  }
  return { member: left.member && !right.member, children };
}

/** Without the paths given and everything below them. */
export function withoutBranches(set: FieldSet, branches: readonly (readonly string[])[]): FieldSet {
  let copy = set;
  for (const branch of branches) copy = withoutBranch(copy, branch);
  return copy;
}

function withoutBranch(set: FieldSet, [first, ...rest]: readonly string[]): FieldSet {
  const child = first === undefined ? undefined : set.children.get(first);
  if (first === undefined || child === undefined) return set;
  const children = new Map(set.children);
  const left = rest.length === 0 ? emptySet() : withoutBranch(child, rest);
  if (isEmptySet(left)) children.delete(first);
  else children.set(first, left);
  return { member: set.member, children };
}

/** Without exactly these paths; what is below them stays. */
export function withoutPaths(set: FieldSet, paths: readonly (readonly string[])[]): FieldSet {
  const removed = emptySet();
  for (const path of paths) insertPath(removed, path);
  return differenceOf(set, removed);
}

/** Fields that the schema names count as members wherever something below them is in the set. */
export function withNamedFields(set: FieldSet, schema: Schema | undefined): FieldSet {
  const children = new Map<string, FieldSet>();
  for (const [element, child] of set.children) {
    const inner = elementSchema(schema, element);
    const copy = withNamedFields(child, inner);
    const named =
      schema?.type === 'object' && schema.fields.has(element.slice(2)) && element.startsWith('f:');
    children.set(element, {
      member: copy.member || (named && child.children.size > 0),
      children: copy.children,
    });
  }
  return { member: set.member, children };
}

function elementSchema(schema: Schema | undefined, element: string): Schema | undefined {
  if (element.startsWith('f:')) return schema === undefined ? undefined : fieldOf(schema, element.slice(2));
  return schema?.type === 'list' ? schema.items : undefined;
}

/** Every path of the set, parents first. */
export function pathsOf(set: FieldSet, path: readonly string[] = []): string[][] {
  const members = [...set.children]
    .filter(([, child]) => child.member)
    .map(([element]) => [...path, element]);
  members.sort((left, right) => compareText(left.at(-1) ?? '', right.at(-1) ?? ''));
  const sorted = [...set.children].sort(([left], [right]) => compareText(left, right));
  return [...members, ...sorted.flatMap(([element, child]) => pathsOf(child, [...path, element]))];
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How an item of a list is told apart, as a path element; undefined where it cannot be. */
export function itemElement(list: ListSchema, item: Json): string | undefined {
  if (list.identity === 'set')
    return item === null || typeof item === 'object' ? undefined : `v:${toJson(item)}`;
  if (!isMap(item)) return undefined;
  const keys: MutableMap = {};
  for (const key of [...list.keys].sort()) {
    const value = item[key] ?? keyDefault(list, key);
    if (value !== undefined) keys[key] = value;
  }
  return Object.keys(keys).length === 0 ? undefined : `k:${toJson(keys)}`;
}

function keyDefault(list: ListSchema, key: string): Json | undefined {
  const named = list.keyDefaults[key];
  if (named !== undefined) return named;
  const field = (list.items as Partial<ObjectSchema>).fields?.get(key);
  if (field?.whenEmpty !== 'zero') return undefined;
  return field.schema.type === 'string' ? '' : 0;
}

/** `.spec.containers[name="web"].image` */
export function formatPath(path: readonly string[]): string {
  return path
    .map((element) => {
      const body = element.slice(2);
      if (element.startsWith('f:')) return `.${body}`;
      if (element.startsWith('v:')) return `[=${body}]`;
      if (element.startsWith('i:')) return `[${body}]`;
      const keys = Object.entries(JSON.parse(body) as JsonMap);
      return `[${keys.map(([key, value]) => `${key}=${toJson(value ?? null)}`).join(',')}]`;
    })
    .join('');
}

/** From `fieldsV1`. */
export function decodeFields(fields: JsonMap): FieldSet {
  const children = new Map<string, FieldSet>();
  let member = false;
  for (const [element, inner] of Object.entries(fields)) {
    if (element === '.') member = true;
    else children.set(element, isMap(inner) ? decodeFields(inner) : emptySet());
  }
  for (const child of children.values()) if (child.children.size === 0) child.member = true;
  return { member, children };
}

const encoded = new WeakMap<FieldSet, JsonMap>();

/** As `fieldsV1`. */
export function encodeFields(set: FieldSet, root = true): JsonMap {
  const known = root ? encoded.get(set) : undefined;
  if (known !== undefined) return known;
  const fields: MutableMap = {};
  if (set.member && !root && set.children.size > 0) fields['.'] = {};
  for (const [element, child] of [...set.children].sort(([left], [right]) => compareText(left, right))) {
    if (!isEmptySet(child)) fields[element] = encodeFields(child, false);
  }
  if (root) encoded.set(set, fields);
  return fields;
}
