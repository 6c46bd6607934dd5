import { builtinScope } from './builtin-scopes';
import { at, isObject, textAt, without } from '../json';
import type { JsonObject, JsonValue } from '../json';
import { describeObject, formatObjectId, groupOf, referenceTo, versionlessKey } from './manifest';
import type { ManifestObject, ObjectMetadata, ParsedObject, Scope } from './manifest';
import { readDocuments } from './yaml-documents';

export interface ParseOptions {
  /** The namespace of objects that live in one and do not say in which. */
  readonly defaultNamespace: string;
  /** The texts are secrets: nothing of them is quoted, neither here nor later. False when absent. */
  readonly sensitive?: boolean;
  /** Of sensitive texts: see {@link ParsedObject.sensitiveVersion}. */
  readonly sensitiveVersion?: string;
}

/**
 * Reads manifests as `kubectl` does: YAML or JSON, several documents per text, lists taken apart, empty
 * documents skipped. Nothing is asked of a cluster: a custom kind whose definition is not among the texts has
 * an undefined scope, and keeps the namespace it was written with.
 * @throws Error naming the key, the document and the line, for what is no object, has no name, or is declared twice.
 */
export function parseManifests(
  texts: Readonly<Record<string, string>>,
  { defaultNamespace, sensitive = false, sensitiveVersion }: ParseOptions,
): ParsedObject[] {
  const found: { object: ManifestObject; source: string }[] = [];
  for (const [key, text] of Object.entries(texts)) {
    const read = readDocuments(text);
    if ('problem' in read) {
      const { index, line, code, message } = read.problem;
      throw new Error(`${sourceOf(key, index, line)}: not valid YAML: ${sensitive ? code : message}`);
    }
    for (const { index, line, value } of read.documents) {
      if (value === null) continue;
      const source = sourceOf(key, index, line);
      for (const object of flatten(value, source)) found.push({ object, source });
    }
  }
  const custom = definedScopes(found.map(({ object }) => object));
  const objects = found.map(({ object, source }): ParsedObject => {
    const scope =
      builtinScope(object.apiVersion, object.kind) ?? custom.get(kindKey(object.apiVersion, object.kind));
    const version = sensitiveVersion === undefined ? {} : { sensitiveVersion };
    return { object: placeObject(object, scope, defaultNamespace), source, scope, sensitive, ...version };
  });
  refuseDuplicates(objects);
  return objects;
}

/** The object in the namespace it belongs to: the default one unless it names one, none for cluster-wide kinds. */
export function placeObject(
  object: ManifestObject,
  scope: Scope | undefined,
  defaultNamespace: string,
): ManifestObject {
  if (scope === undefined) return object;
  const { namespace } = referenceTo(object);
  const wanted = scope === 'Cluster' ? undefined : (namespace ?? defaultNamespace);
  return {
    ...object,
    metadata: {
      ...without(object.metadata, 'namespace'),
      name: object.metadata.name,
      ...(wanted === undefined ? {} : { namespace: wanted }),
    },
  };
}

/** @throws Error when two of the objects are the same one, in whatever API version. */
export function refuseDuplicates(objects: readonly ParsedObject[]): void {
  const seen = new Map<string, ParsedObject>();
  for (const parsed of objects) {
    const reference = referenceTo(parsed.object);
    const key = versionlessKey(reference);
    const other = seen.get(key);
    if (other !== undefined) {
      throw new Error(
        `${parsed.source}: ${describeObject(reference)} (${formatObjectId(reference)}) is declared twice, ` +
          `first in ${other.source}; remove one of them`,
      );
    }
    seen.set(key, parsed);
  }
}

function sourceOf(key: string, index: number, line: number): string {
  return `document ${String(index)} (line ${String(line)}) of ${JSON.stringify(key)}`;
}

function flatten(value: JsonValue, source: string): ManifestObject[] {
  if (!isObject(value)) {
    throw new Error(
      `${source}: not a Kubernetes object: a map with apiVersion, kind and metadata was expected`,
    );
  }
  const items = at(value, 'items');
  const kind = textAt(value, 'kind') ?? '';
  // A list of one kind may leave out what all its items have in common.
  if (kind.endsWith('List') && Array.isArray(items)) {
    const inherited =
      kind === 'List' ? {} : { apiVersion: value['apiVersion'] ?? null, kind: kind.slice(0, -'List'.length) };
    return items.flatMap((item, position) =>
      flatten(isObject(item) ? { ...inherited, ...item } : item, `${source}, item ${String(position + 1)}`),
    );
  }
  return [asManifestObject(value, source)];
}

function asManifestObject(value: JsonObject, source: string): ManifestObject {
  const apiVersion = requireText(value, 'apiVersion', source);
  const kind = requireText(value, 'kind', source);
  const { metadata } = value;
  if (!isObject(metadata)) throw new Error(`${source}: metadata is missing in ${kind}`);
  if (!/^([a-z0-9.-]+\/)?[a-z0-9]+$/.test(apiVersion)) {
    throw new Error(
      `${source}: apiVersion ${JSON.stringify(apiVersion)} is not of the form "v1" or "<group>/<version>"`,
    );
  }
  if (metadata['name'] === undefined && metadata['generateName'] !== undefined) {
    throw new Error(
      `${source}: metadata.generateName gives ${kind} a new name on each apply, so it could never be found again; ` +
        'write metadata.name',
    );
  }
  const name = requireText(value, 'metadata.name', source);
  if (name.includes('/'))
    throw new Error(`${source}: metadata.name ${JSON.stringify(name)} contains a slash`);
  const namespace = metadata['namespace'];
  if (namespace !== undefined && namespace !== null && typeof namespace !== 'string') {
    throw new Error(`${source}: metadata.namespace of ${kind} ${name} is no text; quote it`);
  }
  const kept: ObjectMetadata = { ...metadata, name };
  return { ...value, apiVersion, kind, metadata: kept };
}

function requireText(value: JsonObject, field: string, source: string): string {
  const found = at(value, ...field.split('.'));
  if (typeof found === 'string' && found !== '') return found;
  if (found === undefined || found === null || found === '')
    throw new Error(`${source}: ${field} is missing`);
  throw new Error(`${source}: ${field} is no text; quote it`);
}

/** The scopes that the definitions among the objects give to custom kinds. */
function definedScopes(objects: readonly ManifestObject[]): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const object of objects) {
    if (object.kind !== 'CustomResourceDefinition') continue;
    const group = textAt(object, 'spec', 'group') ?? '';
    const kind = textAt(object, 'spec', 'names', 'kind') ?? '';
    scopes.set(`${group}/${kind}`, textAt(object, 'spec', 'scope') === 'Cluster' ? 'Cluster' : 'Namespaced');
  }
  return scopes;
}

function kindKey(apiVersion: string, kind: string): string {
  return `${groupOf(apiVersion)}/${kind}`;
}
