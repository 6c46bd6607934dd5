import { ArmError, notCovered } from '../errors';
import type { Fields, Shape, Struct, ValueOf } from './shape';

/**
 * Reads a request's body by its description. Null is as good as absent.
 * @throws ArmError for what Azure does not know or knows otherwise, and for what the sandbox does not cover
 */
export function readBody<S extends Struct>(shape: S, body: unknown): ValueOf<S> {
  // What it gives follows the description, field by field.
  return readContent(shape, body) as ValueOf<S>;
}

/** The same for a description that the compiler does not know. */
export function readContent(shape: Struct, body: unknown): unknown {
  if (body === undefined) {
    throw new ArmError(400, 'MissingRequestContent', 'The request content must not be empty.');
  }
  return read(shape, body, '');
}

function read(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'text':
      if (typeof value !== 'string') throw wrongType(path, 'a string', value);
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, 'a boolean', value);
      return value;
    case 'anything':
      return value;
    case 'number':
      if (typeof value !== 'number') throw wrongType(path, 'a number', value);
      return value;
    case 'integer':
      if (!Number.isSafeInteger(value)) throw wrongType(path, 'an integer', value);
      return value;
    case 'choice':
      if (typeof value !== 'string') throw wrongType(path, 'a string', value);
      return choose(shape.covered, shape.uncovered, value, path);
    case 'list':
      if (!Array.isArray(value)) throw wrongType(path, 'an array', value);
      return value.map((entry, index) => read(shape.item, entry, `${path}[${index}]`));
    case 'dictionary':
      return Object.fromEntries(
        given(value, path).map(([name, entry]) => [name, read(shape.item, entry, `${path}['${name}']`)]),
      );
    case 'struct':
      return readStruct(shape, value, path);
    case 'read-only':
      return undefined;
    case 'uncovered':
      if (saysNo(value)) return undefined;
      throw notCovered(`the property '${path}'`);
  }
}

function readStruct(
  { fields, required, open }: Struct,
  value: unknown,
  path: string,
): Record<string, unknown> {
  const entries = given(value, path).flatMap(([name, entry]) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (open && !Object.hasOwn(fields, name)) return [];
    const field = fieldOf(fields, name, at);
    const result = read(field, entry, at);
    return result === undefined ? [] : [[name, result] as const];
  });
  const result = Object.fromEntries(entries);
  for (const name of required as readonly string[]) {
    if (result[name] !== undefined) continue;
    const at = path === '' ? name : `${path}.${name}`;
    throw new ArmError(400, 'InvalidParameter', `Required parameter '${at}' is missing (null).`, {
      target: at,
    });
  }
  return result;
}

function fieldOf(fields: Fields, name: string, path: string): Shape {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field !== undefined) return field;
  throw new ArmError(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: 'Could not find member '${name}' on object. Path '${path}'.'.`,
  );
}

function given(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(path, 'an object', value);
  }
  return Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined);
}

function choose(covered: readonly string[], others: readonly string[], value: string, path: string): string {
  const same = (one: string) => one.toLowerCase() === value.toLowerCase();
  const found = covered.find(same);
  if (found !== undefined) return found;
  if (others.some(same)) throw notCovered(`the value '${value}' of the property '${path}'`);
  throw new ArmError(
    400,
    'InvalidParameter',
    `The value '${value}' of parameter '${path}' is invalid. Allowed values are ${[...covered, ...others].join(', ')}.`,
    { target: path },
  );
}

function saysNo(value: unknown): boolean {
  if (value === false || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function wrongType(path: string, wanted: string, value: unknown): ArmError {
  return new ArmError(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: 'Error converting value ${JSON.stringify(value)} to ${wanted}. Path '${path}'.'.`,
  );
}
