import { decode, encode, ExtData, type ExtensionCodecType } from '@msgpack/msgpack';
import type { Attribute, Attributes, Type } from './schema';

/** What is not known before the apply. */
export const UNKNOWN: unique symbol = Symbol('unknown');

export type Value =
  null | boolean | number | string | typeof UNKNOWN | readonly Value[] | { readonly [name: string]: Value };

/** A resource's value: every attribute of its schema is there. */
export type ObjectValue = Readonly<Record<string, Value>>;

const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: (value) => (value === UNKNOWN ? new ExtData(0, Uint8Array.of(0)) : null),
  decode: () => UNKNOWN,
};

export function isObject(value: Value | undefined): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** As Terraform sends values: MessagePack, with every attribute of the schema. */
export function toWire(value: ObjectValue | null): { readonly msgpack: Uint8Array } {
  return { msgpack: encode(value, { extensionCodec }) };
}

/** @throws Error when the value does not conform to the schema: Terraform could not save it either. */
export function fromWire(
  attributes: Attributes,
  wire: { readonly msgpack: Uint8Array } | undefined,
): ObjectValue | null {
  if (wire === undefined || wire.msgpack.length === 0) return null;
  const value = decode(wire.msgpack, { extensionCodec }) as Value;
  if (value === null) return null;
  const problem = misfit(attributes, value, '');
  if (problem !== undefined) throw new Error(`the provider sent what its schema does not allow: ${problem}`);
  return value as ObjectValue;
}

/** Adds the attributes that are left out, as null. */
export function complete(attributes: Attributes, value: ObjectValue): ObjectValue {
  const extra = Object.keys(value).find((name) => !Object.hasOwn(attributes, name));
  if (extra !== undefined) throw new Error(`the schema has no attribute "${extra}"`);
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { nested }]) => {
      const held = value[name] ?? null;
      return [name, nested === undefined ? held : mapNested(nested, held, complete)];
    }),
  );
}

/** Does something to every nested object of an attribute's value. */
export function mapNested(
  { nesting, attributes }: NonNullable<Attribute['nested']>,
  value: Value,
  change: (attributes: Attributes, value: ObjectValue, step: string | number) => Value,
): Value {
  if (nesting === 'single') return isObject(value) ? change(attributes, value, '') : value;
  if (isList(value)) {
    return value.map((element, index) => (isObject(element) ? change(attributes, element, index) : element));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [
      key,
      isObject(element) ? change(attributes, element, key) : element,
    ]),
  );
}

/** The first place where a value is not of the schema's type. */
function misfit(attributes: Attributes, value: Value, path: string): string | undefined {
  if (!isObject(value)) return `${path} is no object`;
  const names = Object.keys(value);
  const missing = Object.keys(attributes).find((name) => !names.includes(name));
  if (missing !== undefined) return `${path}.${missing} is missing`;
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) return `${path}.${name} is unknown`;
    const held = value[name] ?? null;
    if (held === null || held === UNKNOWN) continue;
    const place = `${path}.${name}`;
    const problem =
      attribute.nested === undefined
        ? fits(attribute.type ?? 'string', held)
          ? undefined
          : `${place} is not a ${JSON.stringify(attribute.type)}`
        : nestedMisfit(attribute.nested, held, place);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function nestedMisfit(
  { nesting, attributes }: NonNullable<Attribute['nested']>,
  value: Value,
  path: string,
): string | undefined {
  if (nesting === 'single') return misfit(attributes, value, path);
  if (nesting === 'map' ? !isObject(value) : !isList(value)) return `${path} is no ${nesting}`;
  return Object.entries(value as ObjectValue)
    .filter(([, element]) => element !== UNKNOWN)
    .map(([key, element]) => misfit(attributes, element, `${path}[${key}]`))
    .find((problem) => problem !== undefined);
}

function fits(type: Type, value: Value): boolean {
  if (value === null || value === UNKNOWN) return true;
  // Numbers that binary cannot hold come as text.
  if (type === 'number') return typeof value === 'number' || typeof value === 'string';
  if (type === 'string') return typeof value === 'string';
  if (type === 'bool') return typeof value === 'boolean';
  const [collection, element] = type;
  if (collection === 'map')
    return isObject(value) && Object.values(value).every((held) => fits(element, held));
  return isList(value) && value.every((held) => fits(element, held));
}

/** A text that is the same for equal values: members of sets are in order. */
export function canonical(attributes: Attributes, value: Value): string {
  return JSON.stringify(canonicalObject(attributes, value));
}

function canonicalObject(attributes: Attributes, value: Value): unknown {
  if (!isObject(value)) return leaf(value);
  return Object.entries(attributes).map(([name, attribute]) => [
    name,
    canonicalAttribute(attribute, value[name] ?? null),
  ]);
}

export function canonicalAttribute({ nested, type }: Attribute, value: Value): unknown {
  const isSet = nested === undefined ? isArrayType(type) && type[0] === 'set' : nested.nesting === 'set';
  const member = (element: Value): unknown =>
    nested === undefined ? leaf(element) : canonicalObject(nested.attributes, element);
  if (nested?.nesting === 'single') return member(value);
  if (isList(value)) {
    const members = value.map((element) => JSON.stringify(member(element)));
    return isSet ? members.sort() : members;
  }
  if (!isObject(value)) return leaf(value);
  return Object.keys(value)
    .sort()
    .map((key) => [key, member(value[key] ?? null)]);
}

export function equal(attribute: Attribute, one: Value, other: Value): boolean {
  return (
    JSON.stringify(canonicalAttribute(attribute, one)) ===
    JSON.stringify(canonicalAttribute(attribute, other))
  );
}

function isArrayType(type: Type | undefined): type is readonly ['list' | 'set' | 'map', Type] {
  return Array.isArray(type);
}

function leaf(value: Value): unknown {
  return value === UNKNOWN ? { unknown: true } : value;
}

export function isWhollyKnown(value: Value): boolean {
  if (value === UNKNOWN) return false;
  if (isList(value)) return value.every(isWhollyKnown);
  return !isObject(value) || Object.values(value).every(isWhollyKnown);
}

/** Null for everything unknown. */
export function unknownAsNull(value: Value): Value {
  if (value === UNKNOWN) return null;
  if (isList(value)) return value.map(unknownAsNull);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, unknownAsNull(held)]));
}
