import type { KindRegistry } from '../kinds/kind-registry';
import type { Resource } from '../kinds/resource';

/** What a URL is about. */
export interface ResourceRoute {
  readonly resource: Resource;
  /** '' for none, or for all. */
  readonly namespace: string;
  /** '' for the collection. */
  readonly name: string;
  /** '' for the object itself; `status`, `scale`, `log`, … */
  readonly subresource: string;
}

export interface VersionRoute {
  readonly group: string;
  readonly version: string;
  readonly rest: readonly string[];
}

/** The group and version in a path below /api or /apis. */
export function versionRoute(parts: readonly string[]): VersionRoute | undefined {
  const [root, first, second, ...rest] = parts;
  if (root === 'api' && first !== undefined) {
    return { group: '', version: first, rest: second === undefined ? [] : [second, ...rest] };
  }
  if (root === 'apis' && first !== undefined && second !== undefined) {
    return { group: first, version: second, rest };
  }
  return undefined;
}

export function resourceRoute(
  registry: KindRegistry,
  { group, version, rest }: VersionRoute,
): ResourceRoute | undefined {
  const [first, namespace, ...below] = rest;
  const namespaces = group === '' && first === 'namespaces';
  if (first === 'namespaces' && namespace !== undefined && below.length > 0) {
    const [plural = '', name = '', subresource = ''] = below;
    const own = namespaces ? registry.find(group, version, 'namespaces') : undefined;
    if (own?.subresources.has(plural) === true && below.length === 1) {
      return { resource: own, namespace: '', name: namespace, subresource: plural };
    }
    const resource = registry.find(group, version, plural);
    if (resource?.namespaced !== true) return undefined;
    return { resource, namespace, name, subresource };
  }
  const [plural = '', name = '', subresource = ''] = rest;
  const resource = registry.find(group, version, plural);
  if (resource === undefined || (resource.namespaced && name !== '')) return undefined;
  return { resource, namespace: '', name, subresource };
}
