import { decode, encode, ExtData } from '@msgpack/msgpack';
import type { ExtensionCodecType } from '@msgpack/msgpack';
import type { Attribute, Attributes } from '../schema/attribute';
import { UNKNOWN } from '../unknown';
import type { ObjectValue, Value } from '../value';
import type { DynamicValue } from '../wire/messages';
import { coerceObject } from './coerce';
import type { Source } from './coerce';
import { numberToWire } from './number';

/** Terraform sends unknown values as extensions: code 0, or others that say what is known about them. */
const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: (value: unknown) => (value === UNKNOWN ? new ExtData(0, Uint8Array.of(0)) : null),
  decode: () => UNKNOWN,
};

/**
 * @returns null for a null value: no resource.
 * @throws DiagnosticError when the value is not of the schema's type, Error when it cannot be decoded at all.
 */
export function decodeDynamicValue(
  attributes: Attributes,
  value: DynamicValue | undefined,
  source: Source,
): ObjectValue | null {
  const raw = rawValue(value, source.name);
  return raw === null ? null : coerceObject(attributes, raw, source);
}

function rawValue(value: DynamicValue | undefined, name: string): unknown {
  if (value === undefined) return null;
  try {
    if (value.msgpack.length > 0) return decode(value.msgpack, { extensionCodec, useBigInt64: true });
    if (value.json.length > 0) return JSON.parse(Buffer.from(value.json).toString('utf8')) as unknown;
  } catch (error) {
    throw new Error(`${name} cannot be decoded`, { cause: error });
  }
  return null;
}

/** @param value In the form `coerceObject` gives. */
export function encodeDynamicValue(attributes: Attributes, value: ObjectValue | null): DynamicValue {
  const wire = value === null ? null : objectToWire(attributes, value);
  return { msgpack: encode(wire, { extensionCodec }), json: new Uint8Array() };
}

function objectToWire(attributes: Attributes, value: ObjectValue): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, toWire(attribute, value[name] ?? null)]),
  );
}

function toWire(attribute: Attribute, value: Value): unknown {
  const { shape } = attribute;
  if (shape.kind !== 'object') return mapLeaves(value, (leaf) => leafToWire(leaf));
  if (shape.nesting === 'single') return nestedToWire(shape.attributes, value);
  if (Array.isArray(value)) return value.map((element) => nestedToWire(shape.attributes, element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, nestedToWire(shape.attributes, element)]),
  );
}

function nestedToWire(attributes: Attributes, value: Value): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? objectToWire(attributes, value)
    : value;
}

function leafToWire(leaf: Value): unknown {
  return typeof leaf === 'number' ? numberToWire(leaf) : leaf;
}

function mapLeaves(value: Value, leaf: (value: Value) => unknown): unknown {
  if (Array.isArray(value)) return value.map(leaf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, leaf(element)]));
  }
  return leaf(value);
}
