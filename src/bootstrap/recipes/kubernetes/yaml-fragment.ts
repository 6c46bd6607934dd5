import { parseAllDocuments } from 'yaml';

import { RecipeError } from '../recipe-error';

export type YamlObject = Record<string, unknown>;

/** Parses the documents of a user's YAML text; `field` names the attribute it is written in. */
export function parseDocuments(text: string, field: string): readonly YamlObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [problem] = document.errors;
    if (problem !== undefined)
      throw new RecipeError(`${field} is not YAML: ${String(problem.message.split(':\n')[0])}`, field);
    const value: unknown = document.toJS();
    if (value === null) return [];
    if (!isObject(value))
      throw new RecipeError(`${field} must hold YAML mappings, not ${JSON.stringify(value)}`, field);
    return [value];
  });
}

/** One document of a known kind; `apiVersion` and `kind` may be left out and are not returned. */
export function parseFragment(text: string, field: string, kind: string): YamlObject {
  const documents = parseDocuments(text, field);
  if (documents.length > 1)
    throw new RecipeError(`${field} must be one YAML document, not ${String(documents.length)}`, field);
  const { kind: actual, ...rest } = documents[0] ?? {};
  Reflect.deleteProperty(rest, 'apiVersion');
  if (actual !== undefined && actual !== kind) {
    throw new RecipeError(`${field}: kind "${String(actual)}" must be "${kind}" or left out`, field);
  }
  return rest;
}

/**
 * `patch` over `base`: mappings are merged, `null` removes, lists of `{name, …}` are merged by name (kubeadm's
 * extraArgs and extraEnvs), other lists and values are replaced.
 */
export function merge(base: unknown, patch: unknown): unknown {
  if (isObject(patch)) {
    const merged = new Map(Object.entries(isObject(base) ? base : {}));
    for (const [key, value] of Object.entries(patch)) {
      if (value === null) merged.delete(key);
      else merged.set(key, merge(merged.get(key), value));
    }
    return Object.fromEntries(merged);
  }
  if (isNamedList(base) && isNamedList(patch) && patch.length > 0) {
    const byName = new Map(base.map((item) => [item['name'], item]));
    for (const item of patch) byName.set(item['name'], merge(byName.get(item['name']), item) as YamlObject);
    return [...byName.values()];
  }
  return patch;
}

export function mergeObjects(base: YamlObject, patch: YamlObject): YamlObject {
  return merge(base, patch) as YamlObject;
}

function isObject(value: unknown): value is YamlObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamedList(value: unknown): value is YamlObject[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item['name'] === 'string');
}
