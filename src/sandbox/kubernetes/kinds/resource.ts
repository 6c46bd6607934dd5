import { textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import type { CustomKind } from './custom-kind';
import type { ObjectSchema } from './schema';

export interface Subresource {
  readonly name: string;
  readonly kind: string;
  /** Where its kind is of another group. */
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly verbs: readonly string[];
}

/** One resource in one version, as it is served. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly listKind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: ReadonlyMap<string, Subresource>;
  readonly schema: ObjectSchema;
  /** Where its objects are kept; the versions of a resource share it. */
  readonly storage: string;
  /** The version in which they are kept. */
  readonly storedAs: string;
  /** For kinds that were defined by a CustomResourceDefinition. */
  readonly custom?: CustomKind | undefined;
}

export function apiVersionOf({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

export function groupKindOf({ group, kind }: Pick<Resource, 'group' | 'kind'>): string {
  return `${group}/${kind}`;
}

export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

export function nameOf(object: JsonMap): string {
  return textAt(object, 'metadata', 'name') ?? '';
}

export function namespaceOf(object: JsonMap): string {
  return textAt(object, 'metadata', 'namespace') ?? '';
}

export function uidOf(object: JsonMap): string {
  return textAt(object, 'metadata', 'uid') ?? '';
}

export function isBeingDeleted(object: ApiObject): boolean {
  return textAt(object.metadata, 'deletionTimestamp') !== undefined;
}
