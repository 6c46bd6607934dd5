import { parseAllDocuments } from 'yaml';
import type { Json, MutableMap } from '../json';

/** Kubernetes' reader leaves dates and numbers to the base of 60 as text. */
const textual = new Set([
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
]);

/** Every document of a YAML 1.1 text that is not empty. @throws Error */
export function parseYamlDocuments(text: string): Json[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema: 'yaml-1.1',
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag === 'string' || (!textual.has(tag.tag) && !('format' in tag && tag.format === 'TIME')),
      ),
    intAsBigInt: true,
    merge: true,
    stringKeys: true,
  });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(error.message);
    const value = plain(document.toJS({ maxAliasCount: 1000 }) as unknown);
    return value === null ? [] : [value];
  });
}

/** One document. @throws Error */
export function parseYaml(text: string): Json {
  const [first, ...more] = parseYamlDocuments(text);
  if (more.length > 0) throw new Error('more than one document');
  return first ?? null;
}

function plain(value: unknown): Json {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(plain);
  const map: MutableMap = {};
  for (const [key, item] of value instanceof Map ? value.entries() : Object.entries(value))
    map[String(key)] = plain(item);
  return map;
}
