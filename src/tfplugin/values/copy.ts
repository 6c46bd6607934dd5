import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';

/** A copy that can be changed without changing the original. */
export function copyObject(object: ObjectValue): ObjectValue {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, copy(value)]));
}

function copy(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy);
  return isObjectValue(value) ? copyObject(value) : value;
}
