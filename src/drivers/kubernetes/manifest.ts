import type { JsonObject, JsonValue } from '../json';

export interface ObjectMetadata extends JsonObject {
  name: string;
}

/** One Kubernetes object as it was declared. */
export interface ManifestObject extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
}

export type Scope = 'Namespaced' | 'Cluster';

/** A declared object and where it was declared. */
export interface ParsedObject {
  readonly object: ManifestObject;
  /** `document 2 (line 14) of "web.yaml"`: how errors point at it. */
  readonly source: string;
  /** Undefined for custom kinds whose definition is not in the same set: only the API server knows. */
  readonly scope: Scope | undefined;
  /** The text is a secret: values and messages that may quote them are kept out of errors and drift. */
  readonly sensitive: boolean;
  /** Of a sensitive text: which version of it this is, in its owner's count. Kept on the object. */
  readonly sensitiveVersion?: string;
}

/** The parts of an object id. */
export interface ObjectReference {
  /** `v1` or `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined for what is not in a namespace. */
  readonly namespace: string | undefined;
  readonly name: string;
}

export function referenceTo(object: ManifestObject): ObjectReference {
  const namespace: JsonValue | undefined = object.metadata['namespace'];
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined,
    name: object.metadata.name,
  };
}

export function formatObjectId({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return [apiVersion, kind, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}

/**
 * The readable, stable id of an object: `<apiVersion>/<kind>/<namespace>/<name>`, without the namespace for
 * what has none: `apps/v1/Deployment/default/web`, `v1/Service/default/web`, `v1/Namespace/web`.
 */
export function objectId(object: ManifestObject): string {
  return formatObjectId(referenceTo(object));
}

/**
 * Reads an id written by {@link objectId}. Only the core group has no group name, and its only version is `v1`,
 * so the first part tells the two forms apart.
 * @throws Error when the text is no such id.
 */
export function parseObjectId(id: string): ObjectReference {
  const parts = id.split('/');
  const apiVersion = parts[0] === 'v1' ? parts.splice(0, 1).join('/') : parts.splice(0, 2).join('/');
  const [kind, second, third, ...rest] = parts;
  if (kind === undefined || second === undefined || rest.length > 0 || id.includes('//')) {
    throw new Error(
      `object id ${JSON.stringify(id)} is not of the form <apiVersion>/<kind>[/<namespace>]/<name>`,
    );
  }
  return third === undefined
    ? { apiVersion, kind, namespace: undefined, name: second }
    : { apiVersion, kind, namespace: second, name: third };
}

/** `apps` of `apps/v1`, empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** The same object keeps this key when its manifest moves to another version of the API. */
export function versionlessKey({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return [groupOf(apiVersion), kind, namespace ?? '', name].join('/');
}

/** How people say it: `deployment default/web`, `namespace web`. */
export function describeObject({ kind, namespace, name }: ObjectReference): string {
  return `${kind.toLowerCase()} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
