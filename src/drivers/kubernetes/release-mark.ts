import { at, isObject, stringsAt, textAt, without } from '../json';
import type { JsonObject, JsonValue } from '../json';
import { referenceTo } from './manifest';
import type { ManifestObject, ParsedObject } from './manifest';

/** The name under which our fields are known to the API server. */
export const fieldManager = 'fleetwright';
const managedByLabel = 'app.kubernetes.io/managed-by';
const releaseAnnotation = 'fleetwright.dev/release';
/** On what came from a sensitive text: its version, or nothing. Such an object is never read back into a declaration. */
const sensitiveAnnotation = 'fleetwright.dev/sensitive';

export interface ReleaseName {
  readonly name: string;
  readonly namespace: string;
}

export function formatReleaseName({ namespace, name }: ReleaseName): string {
  return `${namespace}/${name}`;
}

/** The release an object says it belongs to. */
export function releaseOf(live: JsonObject): string | undefined {
  return textAt(live, 'metadata', 'annotations', releaseAnnotation);
}

/** The version of the sensitive text that an object came from, empty when it has none; undefined for any other object. */
export function sensitiveVersionOf(live: JsonObject): string | undefined {
  return textAt(live, 'metadata', 'annotations', sensitiveAnnotation);
}

/** The merge patch that takes the mark off. A `managed-by` label that is somebody else's stays. */
export function markRemoval(live: JsonObject): { readonly metadata: JsonObject } {
  const ours = textAt(live, 'metadata', 'labels', managedByLabel) === fieldManager;
  return {
    metadata: {
      annotations: { [releaseAnnotation]: null, [sensitiveAnnotation]: null },
      ...(ours ? { labels: { [managedByLabel]: null } } : {}),
    },
  };
}

/** What the API server sets itself: an object that was exported from a cluster has it, a declaration has not. */
const serverFields = [
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'selfLink',
];

/**
 * What is sent for a declared object: without the API server's own fields, with the mark of its release, and with a
 * Secret's `stringData` as `data`, so that the removal of a key is noticed. A `managed-by` label that was
 * declared stays as declared; membership is decided by the annotation.
 */
export function prepareObject(
  { object, sensitive, sensitiveVersion }: Pick<ParsedObject, 'object' | 'sensitive' | 'sensitiveVersion'>,
  release: ReleaseName,
): ManifestObject {
  const kept = without(object.metadata, ...serverFields);
  const labels = at(object, 'metadata', 'labels');
  const annotations = at(object, 'metadata', 'annotations');
  return {
    ...encodeSecret(object),
    metadata: {
      ...kept,
      name: object.metadata.name,
      labels: { [managedByLabel]: fieldManager, ...(isObject(labels) ? labels : {}) },
      annotations: {
        ...(isObject(annotations) ? annotations : {}),
        [releaseAnnotation]: formatReleaseName(release),
        ...(sensitive ? { [sensitiveAnnotation]: sensitiveVersion ?? '' } : {}),
      },
    },
  };
}

/** The declared object in one that {@link prepareObject} gave. */
export function withoutMark(object: ManifestObject): ManifestObject {
  const { labels, annotations, ...rest } = object.metadata;
  const ours = textAt(labels, managedByLabel) === fieldManager ? [managedByLabel] : [];
  return {
    ...object,
    metadata: {
      ...rest,
      name: object.metadata.name,
      ...unlessEmptied('labels', labels, ours),
      ...unlessEmptied('annotations', annotations, [releaseAnnotation, sensitiveAnnotation]),
    },
  };
}

function unlessEmptied(name: string, value: JsonValue | undefined, keys: readonly string[]): JsonObject {
  if (!isObject(value)) return {};
  const left = without(value, ...keys);
  return Object.keys(left).length === 0 ? {} : { [name]: left };
}

function encodeSecret(object: ManifestObject): ManifestObject {
  if (!isSecret(object) || !isObject(object['stringData'])) return object;
  const { data } = object;
  const encoded = Object.entries(stringsAt(object, 'stringData')).map(
    ([key, text]) => [key, Buffer.from(text, 'utf8').toString('base64')] as const,
  );
  return {
    ...without(object, 'stringData'),
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: object.metadata,
    data: { ...(isObject(data) ? data : {}), ...Object.fromEntries(encoded) },
  };
}

export function isSecret(object: ManifestObject): boolean {
  const { apiVersion, kind } = referenceTo(object);
  return apiVersion === 'v1' && kind === 'Secret';
}
