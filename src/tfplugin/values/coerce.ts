import { DiagnosticError } from '../diagnostics';
import { formatPath } from '../path';
import type { Path } from '../path';
import type { Attribute, Attributes, PrimitiveName } from '../schema/attribute';
import { UNKNOWN } from '../unknown';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';
import { numberFromWire } from './number';

/** Where raw values come from, and so how lenient to be and whom to blame. */
export interface Source {
  /** Begins the error: `the configuration`, `the state returned by create`. */
  readonly name: string;
  /** Whether attributes the schema does not have are dropped; otherwise they are errors. */
  readonly dropUnknownAttributes: boolean;
}

/**
 * Brings raw values, decoded from the wire or returned by a handler, into the form the schema asks for: all
 * attributes there, absent ones null, strings in Unicode normal form C as Terraform has them.
 *
 * @throws DiagnosticError at the attribute whose value is not of the schema's type.
 */
export function coerceObject(
  attributes: Attributes,
  raw: unknown,
  source: Source,
  path: Path = [],
): ObjectValue {
  if (!isObjectValue(raw)) throw wrongType(source, path, 'an object', raw);
  const result: ObjectValue = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    const held = Object.hasOwn(raw, name) ? raw[name] : undefined;
    result[name] = coerceAttribute(attribute, held, source, [...path, name]);
  }
  if (!source.dropUnknownAttributes) {
    const extra = Object.keys(raw).find(
      (name) => !Object.hasOwn(attributes, name) && raw[name] !== undefined,
    );
    if (extra !== undefined) {
      const place = [...path, extra];
      throw new DiagnosticError(
        `${source.name} has "${formatPath(place)}", which the schema does not have`,
        '',
        path,
      );
    }
  }
  return result;
}

function coerceAttribute(attribute: Attribute, raw: unknown, source: Source, path: Path): Value {
  if (raw === undefined || raw === null) return null;
  if (raw === UNKNOWN) return UNKNOWN;
  const { shape } = attribute;
  switch (shape.kind) {
    case 'primitive':
      return coercePrimitive(shape.type, raw, source, path);
    case 'collection': {
      const element = (value: unknown, step: string | number) =>
        coerceElement(shape.element, value, source, [...path, step]);
      return shape.collection === 'map'
        ? coerceMap(raw, source, path, element)
        : coerceList(raw, source, path, element);
    }
    case 'object': {
      const element = (value: unknown, step: string | number) =>
        coerceNested(shape.attributes, value, source, [...path, step]);
      if (shape.nesting === 'single') return coerceObject(shape.attributes, raw, source, path);
      return shape.nesting === 'map'
        ? coerceMap(raw, source, path, element)
        : coerceList(raw, source, path, element);
    }
  }
}

function coerceElement(type: PrimitiveName, raw: unknown, source: Source, path: Path): Value {
  if (raw === undefined || raw === null) return null;
  return raw === UNKNOWN ? UNKNOWN : coercePrimitive(type, raw, source, path);
}

function coerceNested(attributes: Attributes, raw: unknown, source: Source, path: Path): Value {
  if (raw === undefined || raw === null) return null;
  return raw === UNKNOWN ? UNKNOWN : coerceObject(attributes, raw, source, path);
}

function coerceList(
  raw: unknown,
  source: Source,
  path: Path,
  element: (value: unknown, step: number) => Value,
): Value {
  if (!Array.isArray(raw)) throw wrongType(source, path, 'a list', raw);
  return raw.map((value: unknown, index) => element(value, index));
}

function coerceMap(
  raw: unknown,
  source: Source,
  path: Path,
  element: (value: unknown, step: string) => Value,
): Value {
  if (!isObjectValue(raw)) throw wrongType(source, path, 'a map', raw);
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key.normalize('NFC'), element(value, key)]),
  );
}

function coercePrimitive(type: PrimitiveName, raw: unknown, source: Source, path: Path): Value {
  switch (type) {
    case 'string':
      if (typeof raw === 'string') return raw.normalize('NFC');
      break;
    case 'bool':
      if (typeof raw === 'boolean') return raw;
      break;
    case 'number': {
      if (typeof raw !== 'number' && typeof raw !== 'bigint' && typeof raw !== 'string') break;
      const exact = numberFromWire(raw);
      if (exact !== undefined) return exact;
      throw new DiagnosticError(
        `"${formatPath(path)}" is ${raw}, a number that cannot be held exactly`,
        'use a number of at most 15 significant digits, for example by rounding it',
        path,
      );
    }
  }
  throw wrongType(source, path, type === 'bool' ? 'true or false' : `a ${type}`, raw);
}

function wrongType(source: Source, path: Path, wanted: string, raw: unknown): DiagnosticError {
  const place = path.length === 0 ? source.name : `"${formatPath(path)}" in ${source.name}`;
  return new DiagnosticError(`${place} must be ${wanted}, got ${describe(raw)}`, '', path);
}

function describe(raw: unknown): string {
  if (raw === UNKNOWN) return 'an unknown value';
  if (raw === null || raw === undefined) return 'null';
  if (Array.isArray(raw)) return 'a list';
  return typeof raw === 'object' ? 'an object' : `a ${typeof raw}`;
}
