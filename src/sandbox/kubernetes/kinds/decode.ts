import { isList, isMap } from '../json';
import type { Json, JsonMap, MutableMap } from '../json';
import { readScalar } from './scalars';
import type { Field, ObjectSchema, Schema } from './schema';

/** An object as the API server keeps it, and what it found on the way. */
export interface Decoded {
  readonly value: JsonMap;
  /** Fields that the kind does not have; they are left out. `spec.contaners` */
  readonly unknown: readonly string[];
  /** Values of another type. */
  readonly wrong: readonly string[];
}

/**
 * Brings an object of a built-in kind into its stored form: fields in their own notation (quantities, times), without
 * nulls and what may be left out, with what is always written.
 */
export function decodeObject(value: JsonMap, schema: ObjectSchema): Decoded {
  const problems: Problems = { unknown: [], wrong: [] };
  const decoded = decodeFields(value, schema, '', problems);
  return { value: decoded, ...problems };
}

interface Problems {
  readonly unknown: string[];
  readonly wrong: string[];
}

function decodeFields(value: JsonMap, schema: ObjectSchema, path: string, problems: Problems): JsonMap {
  const decoded: MutableMap = {};
  for (const [key, item] of Object.entries(value)) {
    const field = schema.fields.get(key);
    if (field === undefined) {
      if (item !== undefined) problems.unknown.push(join(path, key));
      continue;
    }
    if (item === undefined || item === null) continue;
    const below = join(path, key);
    const place = { path: below, field: `${shortName(schema)}.${below.replace(/\[\d+\]/g, '')}` };
    const inner = decodeValue(item, field.schema, place, problems);
    if (inner === undefined || (field.omitEmpty && isZero(inner))) continue;
    decoded[key] = inner;
  }
  for (const [key, field] of schema.fields) {
    if (field.whenEmpty !== undefined && decoded[key] === undefined) {
      const empty = emptyValue(field);
      if (empty !== undefined) decoded[key] = empty;
    }
  }
  return decoded;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Where a value is: for people, and as Go's JSON reader says it. */
interface Place {
  readonly path: string;
  /** `DeploymentSpec.spec.replicas`: the type that has the field, then the fields on the way without keys. */
  readonly field: string;
}

function decodeValue(
  value: Json,
  schema: Schema,
  { path, field }: Place,
  problems: Problems,
): Json | undefined {
  const wrongType = (wanted: string): undefined => {
    problems.wrong.push(
      `json: cannot unmarshal ${jsonType(value)} into Go struct field ${field} of type ${wanted}`,
    );
  };
  if (schema.type === 'any') return value;
  if (schema.type === 'object') {
    if (isMap(value)) return decodeFields(value, schema, path, problems);
    return wrongType(goName(schema));
  }
  if (schema.type === 'map') {
    if (!isMap(value)) return wrongType(`map[string]${goName(schema.items)}`);
    const decoded: MutableMap = {};
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const place = { path: join(path, key), field };
      decoded[key] = item === null ? zeroOf(schema.items) : decodeValue(item, schema.items, place, problems);
    }
    return decoded;
  }
  if (schema.type === 'list') {
    if (!isList(value)) return wrongType(`[]${goName(schema.items)}`);
    return value.map((item, index) => {
      if (item === null) return zeroOf(schema.items);
      const place = { path: `${path}[${String(index)}]`, field };
      return decodeValue(item, schema.items, place, problems) ?? null;
    });
  }
  const read = readScalar(value, schema.type);
  if ('value' in read) return read.value;
  problems.wrong.push(read.problem.replace('Go struct field of', `Go struct field ${field} of`));
  return undefined;
}

function jsonType(value: Json): string {
  if (isMap(value)) return 'object';
  if (isList(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function shortName({ name }: ObjectSchema): string {
  return name.split('.').at(-1) ?? '';
}

function goName(schema: Schema): string {
  if (schema.type === 'object') return `v1.${shortName(schema)}`;
  return schema.type === 'bytes' ? '[]uint8' : schema.type;
}

function isZero(value: Json): boolean {
  if (isList(value)) return value.length === 0;
  if (isMap(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}

function emptyValue({ whenEmpty, schema }: Field): Json | undefined {
  if (whenEmpty === 'null') return null;
  return zeroOf(schema);
}

/** What Go writes for a value that nobody set; made anew each time, because defaults are written into it. */
function zeroOf(schema: Schema): Json {
  switch (schema.type) {
    case 'object':
      return decodeFields({}, schema, '', { unknown: [], wrong: [] });
    case 'map':
    case 'list':
    case 'any':
    case 'time':
    case 'microtime':
      return null;
    case 'string':
    case 'bytes':
      return '';
    case 'quantity':
      return '0';
    case 'boolean':
      return false;
    case 'int32':
    case 'int64':
    case 'number':
    case 'intstr':
      return 0;
  }
}

/** An object of the kind that nobody has set anything on. */
export function emptyObject(schema: ObjectSchema): JsonMap {
  return zeroOf(schema) as JsonMap;
}
