/** Integers beyond ±2^53 are bigints, so that none loses digits between a client and another. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonMap;

export interface JsonMap {
  readonly [key: string]: Json | undefined;
}

/** One that is being built. */
export type MutableMap = Record<string, Json | undefined>;

/** An object of the API. What is stored is never changed, only replaced. */
export interface ApiObject extends JsonMap {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonMap;
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value at the path; undefined where anything on the way is absent, null or no map. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let current = value;
  for (const key of path) {
    if (!isMap(current)) return undefined;
    current = Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current ?? undefined;
}

export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** A map; empty when absent. */
export function mapAt(value: Json | undefined, ...path: readonly string[]): JsonMap {
  const found = at(value, ...path);
  return isMap(found) ? found : {};
}

/** A list; empty when absent. */
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = at(value, ...path);
  return isList(found) ? found : [];
}

/** A list of maps; empty when absent. */
export function mapsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonMap[] {
  return listAt(value, ...path).filter(isMap);
}

/** A map of texts such as labels; other values are left out. */
export function textsAt(value: Json | undefined, ...path: readonly string[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, text] of Object.entries(mapAt(value, ...path)))
    if (typeof text === 'string') texts[key] = text;
  return texts;
}

/** A copy with another value at the path; undefined takes the field away. Maps on the way are made. */
export function withAt<T extends JsonMap>(object: T, path: readonly string[], value: Json | undefined): T {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const inner = rest.length === 0 ? value : withAt(mapAt(object, key), rest, value);
  return (inner === undefined ? without(object, key) : { ...object, [key]: inner }) as T;
}

/** A copy without some keys. */
export function without(object: JsonMap, ...keys: readonly string[]): JsonMap {
  const copy: MutableMap = {};
  for (const key in object) if (!keys.includes(key)) copy[key] = object[key];
  return copy;
}

export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (isList(left)) {
    return (
      isList(right) &&
      left.length === right.length &&
      left.every((item, index) => sameJson(item, right[index]))
    );
  }
  if (!isMap(left) || !isMap(right)) return false;
  let count = 0;
  for (const key in left) {
    if (left[key] === undefined) continue;
    count++;
    if (!Object.hasOwn(right, key) || !sameJson(left[key], right[key])) return false;
  }
  for (const key in right) if (right[key] !== undefined) count--;
  return count === 0;
}

/** @throws SyntaxError */
export function parseJson(text: string): Json {
  // Only such a number can be inexact, and few texts have one.
  if (!/[0-9]{16}/.test(text)) return JSON.parse(text) as Json;
  return readExactly(text);
}

/** Numbers are read from the text itself where a double would not do. */
function readExactly(text: string): Json {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(`${marker}${token}`),
  );
  return JSON.parse(marked, (_key, value: Json) => {
    if (typeof value !== 'string' || !value.startsWith(marker)) return value;
    const exact = BigInt(value.slice(marker.length));
    return BigInt(Number(exact)) === exact && Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }) as Json;
}

const marker = '\u0001integer:';

export function toJson(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(value, (_key, item: Json) =>
      typeof item === 'bigint' ? `${marker}${String(item)}` : item,
    ).replace(/"\\u0001integer:(-?\d+)"/g, '$1');
  }
}
