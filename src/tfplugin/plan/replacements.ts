import type { Path } from '../path';
import type { Attribute, Attributes } from '../schema/attribute';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';
import { equalAttribute } from '../values/equal';

/** The paths of all `forceNew` attributes that change, at any depth. */
export function replacements(attributes: Attributes, prior: ObjectValue, planned: ObjectValue): Path[] {
  return inObject(attributes, prior, planned, []);
}

function inObject(attributes: Attributes, prior: ObjectValue, planned: ObjectValue, path: Path): Path[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    inAttribute(attribute, prior[name] ?? null, planned[name] ?? null, [...path, name]),
  );
}

function inAttribute(attribute: Attribute, prior: Value, planned: Value, path: Path): Path[] {
  if (equalAttribute(attribute, prior, planned)) return [];
  const own = attribute.options.forceNew ? [path] : [];
  const { shape } = attribute;
  if (shape.kind !== 'object') return own;
  const nested = (before: Value | undefined, after: Value | undefined, place: Path): Path[] =>
    inObject(shape.attributes, objectOrEmpty(before), objectOrEmpty(after), place);
  if (shape.nesting === 'single') return [...own, ...nested(prior, planned, path)];
  if (shape.nesting === 'set') return own;
  if (Array.isArray(prior) || Array.isArray(planned)) {
    const before = Array.isArray(prior) ? prior : [];
    const after = Array.isArray(planned) ? planned : [];
    const longer = before.length > after.length ? before : after;
    return [...own, ...longer.flatMap((_, index) => nested(before[index], after[index], [...path, index]))];
  }
  const before = objectOrEmpty(prior);
  const after = objectOrEmpty(planned);
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...own, ...[...keys].flatMap((key) => nested(before[key], after[key], [...path, key]))];
}

function objectOrEmpty(value: Value | undefined): ObjectValue {
  return isObjectValue(value) ? value : {};
}
