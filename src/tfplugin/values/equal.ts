import type { Attribute, Attributes } from '../schema/attribute';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';

/** Whether two values of an attribute are the same; sets in any order. Unknown equals unknown only. */
export function equalAttribute(attribute: Attribute, left: Value, right: Value): boolean {
  const { shape } = attribute;
  if (shape.kind === 'object') {
    const nested = (one: Value, other: Value) =>
      isObjectValue(one) && isObjectValue(other) ? equalObject(shape.attributes, one, other) : one === other;
    if (shape.nesting === 'set' && Array.isArray(left) && Array.isArray(right)) {
      return pairedUp(left, right, nested);
    }
    return shape.nesting === 'single' ? nested(left, right) : equalElements(left, right, nested);
  }
  if (
    shape.kind === 'collection' &&
    shape.collection === 'set' &&
    Array.isArray(left) &&
    Array.isArray(right)
  ) {
    return sameMembers(left, right);
  }
  return equalElements(left, right, (one, other) => one === other);
}

export function equalObject(attributes: Attributes, left: ObjectValue, right: ObjectValue): boolean {
  return Object.entries(attributes).every(([name, attribute]) =>
    equalAttribute(attribute, left[name] ?? null, right[name] ?? null),
  );
}

function equalElements(left: Value, right: Value, equal: (one: Value, other: Value) => boolean): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => equal(value, right[index] ?? null));
  }
  if (isObjectValue(left) && isObjectValue(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && equal(left[key] ?? null, right[key] ?? null))
    );
  }
  return left === right;
}

/** A set of two unknown members may turn out to have one, so the number of members counts only when known. */
function sameMembers(left: readonly Value[], right: readonly Value[]): boolean {
  const members = new Set(left);
  const others = new Set(right);
  return members.size === others.size && [...members].every((member) => others.has(member));
}

/** Whether every member of either side has an equal one, of its own, on the other. */
export function pairedUp(
  left: readonly Value[],
  right: readonly Value[],
  equal: (one: Value, other: Value) => boolean,
): boolean {
  const rest = [...right];
  return (
    left.length === right.length &&
    left.every((member) => {
      const index = rest.findIndex((other) => equal(member, other));
      if (index >= 0) rest.splice(index, 1);
      return index >= 0;
    })
  );
}
