import { isObject } from './json';

// Answers are read field by field: Azure leaves out what it likes, and stand-ins do so even more.

type Fields = Readonly<Record<string, unknown>>;

/** The object at a path; empty when there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): Fields {
  let at: unknown = value;
  for (const name of path) at = isObject(at) ? at[name] : undefined;
  return isObject(at) ? at : {};
}

export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = objectAt(value, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = objectAt(value, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return typeof found === 'number' ? found : undefined;
}

export function flagAt(value: unknown, ...path: readonly string[]): boolean {
  return objectAt(value, ...path.slice(0, -1))[path.at(-1) ?? ''] === true;
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = objectAt(value, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return Array.isArray(found) ? (found as unknown[]) : [];
}

/** The texts of a list; others are left out. */
export function textsAt(value: unknown, ...path: readonly string[]): string[] {
  return listAt(value, ...path).filter((entry) => typeof entry === 'string');
}

/** The `id` of each object of a list. */
export function idsAt(value: unknown, ...path: readonly string[]): string[] {
  return listAt(value, ...path).flatMap((entry) => textAt(entry, 'id') ?? []);
}
