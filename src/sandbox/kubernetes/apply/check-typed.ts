import { isList, isMap } from '../json';
import type { Json } from '../json';
import { canCount } from '../kinds/scalars';
import type { ListSchema, ScalarType, Schema } from '../kinds/schema';
import { fieldOf } from '../kinds/walk';
import { formatPath, itemElement } from './field-set';

/**
 * What keeps an applied configuration from being one of its kind: fields that the schema does not have, values of
 * another type, items of a list that are there twice.
 */
export function typedProblems(value: Json, schema: Schema, path: readonly string[] = []): string[] {
  if (value === null || schema.type === 'any') return [];
  const where = formatPath(path);
  const wrong = (problem: string) => [where === '' ? problem : `${where}: ${problem}`];
  if (schema.type === 'object' || schema.type === 'map') {
    if (!isMap(value)) return wrong(`expected map, got ${goValue(value)}`);
    const problems: string[] = [];
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const inner = fieldOf(schema, key);
      const below = [...path, `f:${key}`];
      // The first unknown field ends the look at its siblings, as it does in reality.
      if (inner === undefined) return [...problems, `${formatPath(below)}: field not declared in schema`];
      problems.push(...typedProblems(item, inner, below));
    }
    return problems;
  }
  if (schema.type === 'list') {
    if (!isList(value)) return wrong(`expected list, got ${goValue(value)}`);
    return listProblems(value, schema, path, wrong);
  }
  const expectation = scalarProblem(value, schema.type);
  return expectation === undefined ? [] : wrong(expectation);
}

function listProblems(
  value: readonly Json[],
  schema: ListSchema,
  path: readonly string[],
  wrong: (problem: string) => string[],
): string[] {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const [index, item] of value.entries()) {
    let element = `i:${String(index)}`;
    if (schema.identity !== 'atomic') {
      const key = itemElement(schema, item);
      if (key === undefined)
        return [...problems, ...wrong(`element ${String(index)}: ${keyless(schema, item)}`)];
      if (seen.has(key)) problems.push(...wrong(`duplicate entries for key ${formatPath([key])}`));
      seen.add(key);
      element = key;
    }
    problems.push(...typedProblems(item, schema.items, [...path, element]));
  }
  return problems;
}

function keyless(schema: ListSchema, item: Json): string {
  if (schema.identity === 'set') {
    if (item === null) return "associative list without keys has an element that's an explicit null";
    return isList(item)
      ? 'not supported: associative list with lists as elements'
      : "associative list without keys has an element that's a map type";
  }
  if (item === null) return 'associative list with keys may not have a null element';
  if (!isMap(item)) return 'associative list with keys may not have non-map elements';
  const keys = schema.keys.map((key) => JSON.stringify(key)).join(' ');
  return `associative list with keys has an element that omits all key fields [${keys}] (and doesn't have default values for any key fields)`;
}

function scalarProblem(value: Json, type: ScalarType): string | undefined {
  if (type === 'string' || type === 'bytes' || type === 'time' || type === 'microtime') {
    return typeof value === 'string' ? undefined : `expected string, got ${goValue(value)}`;
  }
  if (type === 'boolean')
    return typeof value === 'boolean' ? undefined : `expected boolean, got ${goValue(value)}`;
  if (type === 'quantity' || type === 'intstr') {
    return isMap(value) || isList(value) ? `expected any scalar, got ${goValue(value)}` : undefined;
  }
  return canCount(value) ? undefined : `expected numeric (int or float), got ${goType(value)}`;
}

function goValue(value: Json): string {
  if (typeof value === 'string') return `&value.valueUnstructured{Value:${JSON.stringify(value)}}`;
  if (isMap(value)) return '&value.valueUnstructured{Value:map[string]interface {}{…}}';
  if (isList(value)) return '&value.valueUnstructured{Value:[]interface {}{…}}';
  return `&value.valueUnstructured{Value:${String(value)}}`;
}

function goType(value: Json): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return isList(value) ? '[]interface {}' : 'map[string]interface {}';
}
