import type { Json, JsonMap, MutableMap } from '../json';
import { isList, isMap } from '../json';

/** What a value of the API may be. */
export type Shape =
  | TextShape
  | NumberShape
  | { readonly kind: 'flag' }
  | ListShape
  | { readonly kind: 'map'; readonly of: Shape }
  | ObjectShape
  | { readonly kind: 'choice'; readonly choose: (value: Json) => Shape };

export interface TextShape {
  readonly kind: 'text';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
}

export interface NumberShape {
  readonly kind: 'integer' | 'number';
  readonly min?: number;
  readonly max?: number;
}

export interface ListShape {
  readonly kind: 'list';
  readonly of: Shape;
  readonly min?: number;
  readonly max?: number;
  /** Doubles are dropped, as a set does. */
  readonly unique?: boolean;
}

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, Field>>;
}

export interface Field {
  readonly shape: Shape;
  readonly required?: boolean;
  readonly default?: Json;
}

/** Where a value is not what it may be, with play-json's words. */
export interface Problem {
  /** `/container/volumes(0)/mode` */
  readonly path: string;
  readonly errors: readonly string[];
}

/**
 * The value with defaults filled in and without what the API does not know. Null counts as absent.
 * @param options.defaults false leaves the outermost object's defaults out and requires none of its fields, as an update has it
 */
export function read(
  shape: Shape,
  value: Json,
  problems: Problem[],
  options: { readonly path?: string; readonly defaults?: boolean } = {},
): Json {
  const path = options.path ?? '';
  const refuse = (error: string): Json => {
    problems.push({ path: path === '' ? '/' : path, errors: [error] });
    return value;
  };
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string'
        ? (textProblem(shape, value, refuse) ?? value)
        : refuse('error.expected.jsstring');
    case 'flag':
      return typeof value === 'boolean' ? value : refuse('error.expected.jsboolean');
    case 'integer':
    case 'number':
      if (typeof value !== 'number') return refuse('error.expected.jsnumber');
      if (shape.kind === 'integer' && !Number.isInteger(value)) return refuse('error.expected.int');
      if (shape.min !== undefined && value < shape.min) return refuse('error.min');
      if (shape.max !== undefined && value > shape.max) return refuse('error.max');
      return value;
    case 'list':
      return isList(value)
        ? readList(shape, value, problems, path, refuse)
        : refuse('error.expected.jsarray');
    case 'map':
      return isMap(value) ? readMap(shape.of, value, problems, path) : refuse('error.expected.jsobject');
    case 'object':
      return isMap(value)
        ? readObject(shape, value, problems, path, options.defaults ?? true)
        : refuse('error.expected.jsobject');
    case 'choice':
      return read(shape.choose(value), value, problems, { path });
  }
}

function textProblem(shape: TextShape, value: string, refuse: (error: string) => Json): Json | undefined {
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) return refuse('error.unknown.enum.literal');
  if (shape.min !== undefined && value.length < shape.min) return refuse('error.minLength');
  if (shape.max !== undefined && value.length > shape.max) return refuse('error.maxLength');
  if (shape.pattern !== undefined && !shape.pattern.test(value)) return refuse('error.pattern');
  return undefined;
}

function readList(
  shape: ListShape,
  value: readonly Json[],
  problems: Problem[],
  path: string,
  refuse: (error: string) => Json,
): Json {
  if (shape.min !== undefined && value.length < shape.min) return refuse('error.minLength');
  if (shape.max !== undefined && value.length > shape.max) return refuse('error.maxLength');
  const items = value.map((item, index) =>
    read(shape.of, item, problems, { path: `${path}(${String(index)})` }),
  );
  if (shape.unique !== true) return items;
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = JSON.stringify(item);
    return seen.has(text) ? false : seen.add(text);
  });
}

function readMap(shape: Shape, value: JsonMap, problems: Problem[], path: string): JsonMap {
  const result: MutableMap = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined && item !== null)
      result[key] = read(shape, item, problems, { path: `${path}/${key}` });
  }
  return result;
}

function readObject(
  shape: ObjectShape,
  value: JsonMap,
  problems: Problem[],
  path: string,
  defaults: boolean,
): JsonMap {
  const result: MutableMap = {};
  for (const [name, field] of Object.entries(shape.fields)) {
    const given = value[name];
    const place = `${path}/${name}`;
    if (given !== undefined && given !== null)
      result[name] = read(field.shape, given, problems, { path: place });
    else if (!defaults) continue;
    else if (field.default !== undefined) result[name] = field.default;
    else if (field.required === true) problems.push({ path: place, errors: ['error.path.missing'] });
  }
  return result;
}

// Shorthands with which the definitions are written.

export const flag: Shape = { kind: 'flag' };
export const text = (limits: Omit<TextShape, 'kind'> = {}): TextShape => ({ kind: 'text', ...limits });
export const integer = (min = 0, max = 2147483647): NumberShape => ({ kind: 'integer', min, max });
export const number = (min?: number, max?: number): NumberShape => ({
  kind: 'number',
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
export const list = (of: Shape, limits: Omit<ListShape, 'kind' | 'of'> = {}): ListShape => ({
  kind: 'list',
  of,
  ...limits,
});
export const map = (of: Shape): Shape => ({ kind: 'map', of });
export const object = (fields: Readonly<Record<string, Field>>): ObjectShape => ({ kind: 'object', fields });
export const choice = (choose: (value: Json) => Shape): Shape => ({ kind: 'choice', choose });
export const optional = (shape: Shape): Field => ({ shape });
export const required = (shape: Shape): Field => ({ shape, required: true });
export const by = (value: Json, shape: Shape): Field => ({ shape, default: value });
