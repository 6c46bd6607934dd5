import { isMap } from '../json';
import type { Json, JsonMap, MutableMap } from '../json';

/** A part of an object that is still being made: it was read from the wire a moment ago and nobody else has it. */
export type Draft = MutableMap;

export function draftOf(object: JsonMap): Draft {
  return object;
}

/** A map inside; undefined when absent. */
export function part(draft: Draft | undefined, ...path: readonly string[]): Draft | undefined {
  let current = draft;
  for (const key of path) {
    const next: Json | undefined = current?.[key];
    if (!isMap(next)) return undefined;
    current = next;
  }
  return current;
}

/** A map inside, made when absent. */
export function ensure(draft: Draft, key: string): Draft {
  const found = draft[key];
  if (isMap(found)) return found;
  const made: Draft = {};
  draft[key] = made;
  return made;
}

/** The maps of a list inside. */
export function parts(draft: Draft | undefined, key: string): Draft[] {
  const found = draft?.[key];
  return Array.isArray(found) ? found.filter((item): item is Draft => isMap(item as Json)) : [];
}

/** Sets what is absent. */
export function preset(draft: Draft | undefined, values: JsonMap): void {
  if (draft === undefined) return;
  for (const [key, value] of Object.entries(values)) draft[key] ??= value;
}

export function text(draft: Draft | undefined, key: string): string {
  const found = draft?.[key];
  return typeof found === 'string' ? found : '';
}

export function count(draft: Draft | undefined, key: string): number | undefined {
  const found = draft?.[key];
  return typeof found === 'number' ? found : undefined;
}
