import { isObject } from '../json';
import type { JsonValue } from '../json';

/** What tells the items of Kubernetes' lists apart, most telling first. */
const identities: readonly (readonly string[])[] = [
  ['name'],
  ['key'],
  ['containerPort', 'protocol'],
  ['port', 'protocol'],
  ['mountPath'],
  ['devicePath'],
  ['topologyKey', 'whenUnsatisfiable'],
  ['ip'],
  ['type'],
  ['uid'],
  ['id'],
];

/** Parts of an identity that may be left out. */
const identityDefaults: Readonly<Record<string, string>> = { protocol: 'TCP' };

export type ItemKeys = (list: readonly JsonValue[]) => ReadonlyMap<string, JsonValue>;

/** How to tell the items of these lists apart by what they say of themselves, or undefined when only the position does. */
export function itemKeysOf(...lists: (readonly JsonValue[])[]): ItemKeys | undefined {
  for (const identity of identities) {
    const key = (item: JsonValue) => identityOf(item, identity);
    const usable = lists.every((list) => {
      const keys = list.map(key);
      return !keys.includes(undefined) && new Set(keys).size === keys.length;
    });
    if (usable) return (list) => new Map(list.map((item) => [key(item) ?? '', item]));
  }
  return undefined;
}

function identityOf(item: JsonValue, identity: readonly string[]): string | undefined {
  if (!isObject(item)) return undefined;
  const parts = identity.map((field) => {
    const value = item[field] ?? identityDefaults[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('/');
}
