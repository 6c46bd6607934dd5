import { textAt } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { groupOf } from './manifest';
import type { ManifestObject, ParsedObject } from './manifest';
import { placeObject } from './parse-manifests';

/**
 * The object where the API server will have it, or undefined when its kind is not served: what the server says of
 * a kind's scope counts, the namespace of the release is for those that live in one and name none.
 */
export async function resolveObject(
  api: KubernetesApi,
  parsed: ParsedObject,
  defaultNamespace: string,
  signal: AbortSignal,
): Promise<ParsedObject | undefined> {
  const { apiVersion, kind } = parsed.object;
  const resource = await api.resourceOf(apiVersion, kind, signal);
  if (resource === undefined) return undefined;
  const scope = resource.namespaced ? 'Namespaced' : 'Cluster';
  return { ...parsed, scope, object: placeObject(parsed.object, scope, defaultNamespace) };
}

/** Whether one of the definitions among the objects makes the API server serve the kind. */
export function isDefinedBy(objects: readonly ParsedObject[], { apiVersion, kind }: ManifestObject): boolean {
  return objects.some(
    ({ object }) =>
      object.kind === 'CustomResourceDefinition' &&
      textAt(object, 'spec', 'group') === groupOf(apiVersion) &&
      textAt(object, 'spec', 'names', 'kind') === kind,
  );
}
