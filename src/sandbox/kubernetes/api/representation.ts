import type { ApiObject, Json, JsonMap } from '../json';
import type { Resource } from '../kinds/resource';
import { StatusError } from './status-error';
import { tableOf } from '../tables/table';

/** How a client wants objects: whole, as a table for people, or their metadata alone. */
export type Representation = 'object' | 'table' | 'metadata';

/** @throws StatusError 406 */
export function representationOf(accept: string | undefined): Representation {
  if (accept === undefined || accept === '') return 'object';
  for (const one of accept.split(',').map((text) => text.trim())) {
    const [type = '', ...parameters] = one.split(';').map((part) => part.trim());
    if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') continue;
    const as = parameters.find((parameter) => parameter.startsWith('as='))?.slice(3);
    if (as === undefined) return 'object';
    if (as === 'Table' && parameters.includes('v=v1')) return 'table';
    if (as.startsWith('PartialObjectMetadata')) return 'metadata';
  }
  throw new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message: 'only the following media types are accepted: application/json',
  });
}

export function represent(
  resource: Resource,
  objects: readonly ApiObject[],
  list: JsonMap | undefined,
  representation: Representation,
  { includeObject = 'Metadata' }: { readonly includeObject?: string | undefined } = {},
): Json {
  if (representation === 'table') return tableOf(resource, objects, list, includeObject);
  if (representation === 'metadata') {
    const items = objects.map((object) => partial(object));
    const apiVersion = 'meta.k8s.io/v1';
    if (list === undefined) return items[0] ?? {};
    return { kind: 'PartialObjectMetadataList', apiVersion, metadata: list, items };
  }
  if (list === undefined) return objects[0] ?? {};
  return {
    kind: resource.listKind,
    apiVersion: resource.group === '' ? resource.version : `${resource.group}/${resource.version}`,
    metadata: list,
    // The items of a list leave out what they are, except those of custom kinds.
    items: objects.map((object): Json => (resource.custom === undefined ? untyped(object) : object)),
  };
}

function untyped(object: ApiObject): JsonMap {
  const copy: Record<string, Json | undefined> = { ...object };
  delete copy['apiVersion'];
  delete copy['kind'];
  return copy;
}

export function partial(object: ApiObject): JsonMap {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
