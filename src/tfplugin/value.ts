import type { Unknown } from './unknown';

/** Any Terraform value as this framework holds it: sets are arrays, maps and objects are plain objects. */
export type Value = string | number | boolean | null | Unknown | Value[] | ObjectValue;

export interface ObjectValue {
  [name: string]: Value;
}

export function isObjectValue(value: unknown): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
