import { ApiError, invalidValue, missing } from '../errors';
import type { Shape, Struct, ValueOf } from './shape';

/** Parameters as they stand in the request: `Filter.1.Value.2` → `vpc-0a1b`. */
export type QueryParameters = ReadonlyMap<string, string>;

interface Branch {
  text?: string;
  readonly children: Map<string, Branch>;
}

/** The parameters that belong to the protocol and to no action. */
const OF_THE_PROTOCOL = new Set(['Action', 'Version']);

export function parseForm(form: string): QueryParameters {
  return new Map(new URLSearchParams(form));
}

/**
 * The parameters of a request as values of a shape. A parameter that the shape does not have is an error and never
 * skipped: the caller would take it for done.
 */
export function readQuery<S extends Struct>(
  action: string,
  shape: S,
  parameters: QueryParameters,
): ValueOf<S> {
  const root: Branch = { children: new Map() };
  for (const [name, value] of parameters) {
    if (!OF_THE_PROTOCOL.has(name)) grow(root, name.split('.'), value);
  }
  // The shape decides the type; what is read follows the shape.
  return readShape(action, shape, root, '') as ValueOf<S>;
}

function grow(root: Branch, path: readonly string[], value: string): void {
  let branch = root;
  for (const part of path) {
    const next = branch.children.get(part) ?? { children: new Map<string, Branch>() };
    branch.children.set(part, next);
    branch = next;
  }
  branch.text = value;
}

function readShape(action: string, shape: Shape, branch: Branch, path: string): unknown {
  switch (shape.kind) {
    case 'struct': {
      const value: Record<string, unknown> = {};
      for (const [name, child] of branch.children) {
        const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
        const full = path === '' ? name : `${path}.${name}`;
        if (field === undefined) {
          throw new ApiError(
            'UnknownParameter',
            `The parameter ${full} is not recognized: the sandbox's ${action} does not cover it`,
          );
        }
        value[name] = readShape(action, field, child, full);
      }
      for (const name of shape.required) {
        if (value[name] === undefined) throw missing(path === '' ? name : `${path}.${name}`);
      }
      return value;
    }
    case 'list': {
      const entries = [...branch.children].map(([key, child]) => {
        if (!/^[1-9][0-9]*$/.test(key)) {
          throw new ApiError('UnknownParameter', `The parameter ${path}.${key} is not recognized`);
        }
        return { index: Number(key), child };
      });
      return entries
        .sort((one, other) => one.index - other.index)
        .map(({ index, child }) => readShape(action, shape.item, child, `${path}.${index}`));
    }
    case 'text':
    case 'integer':
    case 'boolean':
    case 'time':
    case 'blob':
      if (branch.children.size > 0 || branch.text === undefined) {
        const [child = ''] = branch.children.keys();
        throw new ApiError('UnknownParameter', `The parameter ${path}.${child} is not recognized`);
      }
      return readScalar(shape.kind, branch.text, path);
  }
}

function readScalar(
  kind: 'text' | 'integer' | 'boolean' | 'time' | 'blob',
  value: string,
  path: string,
): unknown {
  switch (kind) {
    case 'text':
      return value;
    case 'integer':
      if (!/^-?[0-9]{1,15}$/.test(value)) throw invalidValue(path, value, 'Expected an integer.');
      return Number(value);
    case 'boolean':
      if (!/^(true|false)$/i.test(value)) throw invalidValue(path, value, 'Expected true or false.');
      return value.toLowerCase() === 'true';
    case 'time': {
      const at = new Date(value);
      if (Number.isNaN(at.getTime())) throw invalidValue(path, value, 'Expected a time as in ISO 8601.');
      return at;
    }
    case 'blob':
      if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value))
        throw invalidValue(path, '...', 'Invalid BASE64 encoding.');
      return Buffer.from(value, 'base64');
  }
}
