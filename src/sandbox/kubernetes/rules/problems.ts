import type { FieldProblem } from '../api/status-error';
import { toJson } from '../json';
import type { Json } from '../json';

export function required(field: string, why?: string): FieldProblem {
  return {
    field,
    reason: 'FieldValueRequired',
    message: why === undefined ? 'Required value' : `Required value: ${why}`,
  };
}

export function invalidValue(field: string, value: Json | undefined, why: string): FieldProblem {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${shown(value)}: ${why}`,
  };
}

/** Maps are shown as Go shows them, which only Go can. */
function shown(value: Json | undefined): string {
  return value === undefined ? 'null' : toJson(value);
}

export function unsupported(field: string, value: string, supported: readonly string[]): FieldProblem {
  const list = [...supported].map((one) => JSON.stringify(one)).join(', ');
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`,
  };
}

export function forbiddenField(field: string, why: string): FieldProblem {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` };
}

export function duplicate(field: string, value: Json): FieldProblem {
  return { field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${toJson(value)}` };
}

export function missingReference(field: string, value: string): FieldProblem {
  return { field, reason: 'FieldValueNotFound', message: `Not found: ${JSON.stringify(value)}` };
}

export function tooLong(field: string, most: number): FieldProblem {
  return {
    field,
    reason: 'FieldValueTooLong',
    message: `Too long: may not be more than ${String(most)} bytes`,
  };
}

const immutableWhy = 'field is immutable';

export function immutable(field: string, value: Json | undefined): FieldProblem {
  return invalidValue(field, value, immutableWhy);
}
