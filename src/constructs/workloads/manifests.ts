import { Token } from 'cdktf';
import { type Tags, parseAllDocuments } from 'yaml';
import { notAnObject, notYaml, objectDeclaredTwice, secretInPlan } from '../errors';
import { terraformJson } from '../rendering/json';
import type { KubernetesObject } from './kubernetes-object';

/**
 * The objects in YAML text; lists (`kind: List`) count as their items. YAML 1.1, because that is what
 * kubectl reads: `yes` is true there and `0644` octal. Dates stay text: JSON has none.
 *
 * @throws notYaml, notAnObject
 */
export function parseManifests(at: string, yaml: string): KubernetesObject[] {
  return parseAllDocuments(yaml, { version: '1.1', customTags: withoutTimestamps }).flatMap(
    (document, index) => {
      const [problem] = document.errors;
      if (problem !== undefined) throw notYaml(at, problem.message);
      const content: unknown = document.toJS();
      return content === null ? [] : flatten(`${at}: document ${index + 1}`, content);
    },
  );
}

/**
 * The objects by an id such as `apps/v1/Deployment/default/web`.
 *
 * @throws notAnObject, objectDeclaredTwice, secretInPlan
 */
export function objectsById(at: string, objects: KubernetesObject[]): Map<string, KubernetesObject> {
  const byId = new Map<string, KubernetesObject>();
  for (const object of objects.flatMap((one, index) => flatten(`${at}: object ${index + 1}`, one))) {
    const id = idOf(object, byId.size);
    if (byId.has(id)) throw objectDeclaredTwice(at, id);
    if (holdsSecret(object)) throw secretInPlan(at, id);
    byId.set(id, object);
  }
  return byId;
}

/** One entry per object, so that a plan shows which object changes. */
export function renderManifests(objects: Map<string, KubernetesObject>): Record<string, string> {
  return Object.fromEntries([...objects].map(([id, object]) => [id, terraformJson(object)]));
}

function withoutTimestamps(tags: Tags): Tags {
  return tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp');
}

function flatten(at: string, content: unknown): KubernetesObject[] {
  if (isRecord(content) && content.kind === 'List' && Array.isArray(content.items)) {
    return content.items.flatMap((item, index) => flatten(`${at}: item ${index + 1}`, item));
  }
  if (!isObject(content)) throw notAnObject(at);
  return [content];
}

function isObject(content: unknown): content is KubernetesObject {
  return (
    isRecord(content) &&
    typeof content.apiVersion === 'string' &&
    typeof content.kind === 'string' &&
    isRecord(content.metadata) &&
    typeof content.metadata.name === 'string'
  );
}

function isRecord(content: unknown): content is Record<string, unknown> {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}

function idOf({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject, index: number): string {
  const parts = [apiVersion, kind, ...(namespace === undefined ? [] : [namespace]), name];
  // A key of the map has to be known when the stack is planned.
  return parts.map((part) => (Token.isUnresolved(part) ? `object-${index + 1}` : part)).join('/');
}

function holdsSecret({ apiVersion, kind, data, stringData }: KubernetesObject): boolean {
  if (apiVersion !== 'v1' || kind !== 'Secret') return false;
  return [data, stringData].some(
    (part) =>
      part !== undefined && part !== null && (Token.isUnresolved(part) || Object.keys(part).length > 0),
  );
}
