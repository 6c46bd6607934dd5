import { Token } from 'cdktf';
import { field } from '../field';

/** Whether a field has a value; Marathon takes null for none. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The elements of a list; none of what is no list, or is known only after an apply. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) && !Token.isUnresolved(value) ? (value as readonly unknown[]) : [];
}

/** A field that is text. */
export function textOf(value: unknown, name: string): string | undefined {
  const text = field(value, name);
  return typeof text === 'string' ? text : undefined;
}

/** The first value that is there twice, leaving out what is known only after an apply. */
export function repeated(values: readonly unknown[]): unknown {
  const known = values.filter((value) => isGiven(value) && !Token.isUnresolved(value));
  return known.find((value, index) => known.indexOf(value) !== index);
}

/** A number that is known now. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Token.isUnresolved(value);
}
