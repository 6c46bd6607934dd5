import definitions from './definitions.json';
import { anything } from './schema';
import type { Field, ListSchema, ObjectSchema, ScalarType, Schema } from './schema';

/**
 * The types of Kubernetes itself, from definitions.json: for each type and field a word for what it is
 * (`string`, `@core.v1.PodSpec`, `[…]` list, `{…}` map) and what else is known of it.
 */
const texts: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = definitions;
const read = new Map<string, ObjectSchema>();

/** @throws Error when there is no type of the name. */
export function builtinSchema(name: string): ObjectSchema {
  const known = read.get(name);
  if (known !== undefined) return known;
  const fields = texts[name];
  if (fields === undefined) throw new Error(`no type is called "${name}"`);
  const byName = new Map<string, Field>();
  const schema: ObjectSchema = {
    type: 'object',
    name,
    fields: byName,
    atomic: fields[''] === 'atomic',
    open: false,
  };
  // Before its fields: types refer to themselves.
  read.set(name, schema);
  for (const [field, text] of Object.entries(fields)) {
    if (field !== '' && text !== undefined) byName.set(field, readField(text));
  }
  return schema;
}

function readField(text: string): Field {
  const [type = '', ...flags] = text.split(' ');
  const flag = (name: string) => flags.includes(name);
  const setting = (name: string) => flags.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  const schema = readType(type, {
    atomic: flag('atomic'),
    set: flag('set'),
    keys: setting('map')?.split(','),
    mergeKey: setting('patch')?.includes('merge') === true ? (setting('key') ?? '') : undefined,
  });
  const pointer = flag('pointer');
  const omitEmpty = flag('omitempty');
  const composite = type.startsWith('@') && !pointer;
  return {
    schema,
    required: flag('required'),
    omitEmpty: omitEmpty && !pointer && !composite,
    whenEmpty: emptyForm(schema, { pointer, omitEmpty, omitZero: flag('omitzero') }),
  };
}

function emptyForm(
  schema: Schema,
  { pointer, omitEmpty, omitZero }: { pointer: boolean; omitEmpty: boolean; omitZero: boolean },
): Field['whenEmpty'] {
  if (omitZero || schema.type === 'any') return undefined;
  if (schema.type === 'object') {
    if (pointer) return omitEmpty ? undefined : 'null';
    return 'object';
  }
  if (schema.type === 'time' || schema.type === 'microtime') return pointer && omitEmpty ? undefined : 'null';
  if (omitEmpty) return undefined;
  return pointer || schema.type === 'list' || schema.type === 'map' ? 'null' : 'zero';
}

interface ListSettings {
  readonly atomic: boolean;
  readonly set: boolean;
  readonly keys: readonly string[] | undefined;
  readonly mergeKey: string | undefined;
}

function readType(text: string, settings: ListSettings): Schema {
  if (text === 'any') return anything;
  if (text.startsWith('@')) return builtinSchema(text.slice(1));
  const none: ListSettings = { atomic: false, set: false, keys: undefined, mergeKey: undefined };
  if (text.startsWith('{')) {
    return { type: 'map', items: readType(text.slice(1, -1), none), atomic: settings.atomic };
  }
  if (text.startsWith('[')) return readList(readType(text.slice(1, -1), none), settings);
  return { type: text as ScalarType };
}

function readList(items: Schema, { set, keys, mergeKey }: ListSettings): ListSchema {
  return {
    type: 'list',
    items,
    identity: keys !== undefined ? 'keys' : set ? 'set' : 'atomic',
    keys: keys ?? [],
    // The one default that any key of a built-in list has.
    keyDefaults: keys?.includes('protocol') === true ? { protocol: 'TCP' } : {},
    mergeKey,
  };
}
