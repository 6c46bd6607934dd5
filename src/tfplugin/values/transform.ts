import type { Path } from '../path';
import type { Attribute, Attributes } from '../schema/attribute';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';

/** Called for every attribute, outermost first; what it returns is put in place and then walked into. */
export type Visitor = (attribute: Attribute, value: Value, path: Path) => Value;

/** A copy of the object in which the visitor has replaced what it wanted, at any depth. */
export function transform(
  attributes: Attributes,
  object: ObjectValue,
  visit: Visitor,
  path: Path = [],
): ObjectValue {
  const result: ObjectValue = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    const place = [...path, name];
    result[name] = descend(attribute, visit(attribute, object[name] ?? null, place), visit, place);
  }
  return result;
}

function descend(attribute: Attribute, value: Value, visit: Visitor, path: Path): Value {
  const { shape } = attribute;
  if (shape.kind !== 'object') return value;
  const nested = (element: Value, place: Path) =>
    isObjectValue(element) ? transform(shape.attributes, element, visit, place) : element;
  if (shape.nesting === 'single') return nested(value, path);
  if (Array.isArray(value)) return value.map((element, index) => nested(element, [...path, index]));
  if (!isObjectValue(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [key, nested(element, [...path, key])]),
  );
}

/** Null in place of every write-only value: they never go into a plan or a state. */
export function withoutWriteOnly(attributes: Attributes, object: ObjectValue): ObjectValue {
  return transform(attributes, object, (attribute, value) => (attribute.options.writeOnly ? null : value));
}

/** The default in place of every null that has one. */
export function withDefaults(attributes: Attributes, object: ObjectValue): ObjectValue {
  return transform(attributes, object, (attribute, value) => value ?? defaultOf(attribute));
}

/** A copy of an attribute's default, or null. */
export function defaultOf(attribute: Attribute): Value {
  const value: unknown = attribute.options.default;
  return value === undefined ? null : (structuredClone(value) as Value);
}
