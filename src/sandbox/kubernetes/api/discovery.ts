import type { Json, JsonMap } from '../json';
import type { KindRegistry } from '../kinds/kind-registry';
import type { Resource } from '../kinds/resource';

export const aggregatedDiscovery = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Whether a client asks for everything at once. */
export function wantsAggregated(accept: string): boolean {
  return (
    /as=APIGroupDiscoveryList/.test(accept) &&
    /v=v2(;|,|$)/.test(accept) &&
    /g=apidiscovery\.k8s\.io/.test(accept)
  );
}

interface ServedGroup {
  readonly name: string;
  /** Newest first. */
  readonly versions: Map<string, Resource[]>;
  readonly away: Set<string>;
}

function groupsOf(registry: KindRegistry): ServedGroup[] {
  const groups = new Map<string, ServedGroup>();
  const groupOf = (name: string) => {
    let found = groups.get(name);
    if (found === undefined) groups.set(name, (found = { name, versions: new Map(), away: new Set() }));
    return found;
  };
  for (const resource of registry.all()) {
    const { versions } = groupOf(resource.group);
    const listed = versions.get(resource.version);
    if (listed === undefined) versions.set(resource.version, [resource]);
    else listed.push(resource);
  }
  for (const { group, version } of registry.aggregatedVersions()) {
    const served = groupOf(group);
    if (!served.versions.has(version)) served.versions.set(version, []);
    served.away.add(version);
  }
  return [...groups.values()].map((group) => ({
    ...group,
    versions: new Map([...group.versions].sort(([left], [right]) => compareVersions(right, left))),
  }));
}

/** `v1` above `v1beta2` above `v1alpha1`; what is no version last. */
export function compareVersions(left: string, right: string): number {
  const [one, other] = [weight(left), weight(right)];
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left < right ? 1 : -1;
}

function weight(version: string): number[] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (match === null) return [0, 0, 0];
  const [, major, stage, minor] = match;
  return [stage === undefined ? 3 : stage === 'beta' ? 2 : 1, Number(major), Number(minor ?? 0)];
}

/** GET /api */
export function coreVersions(address: string): JsonMap {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

/** GET /apis */
export function groupList(registry: KindRegistry): JsonMap {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupsOf(registry)
      .filter(({ name }) => name !== '')
      .map(describeGroup),
  };
}

/** GET /apis/{group} */
export function groupNamed(registry: KindRegistry, name: string): JsonMap | undefined {
  const group = groupsOf(registry).find((one) => one.name === name && one.name !== '');
  return group === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(group) };
}

function describeGroup({ name, versions }: ServedGroup): JsonMap {
  const described = [...versions.keys()].map((version) => ({ groupVersion: `${name}/${version}`, version }));
  const [preferred] = described;
  return { name, versions: described, ...(preferred === undefined ? {} : { preferredVersion: preferred }) };
}

/** GET /api/v1, GET /apis/{group}/{version} */
export function resourceList(registry: KindRegistry, group: string, version: string): JsonMap | undefined {
  const resources = registry.all().filter((one) => one.group === group && one.version === version);
  if (resources.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    ...(group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: group === '' ? version : `${group}/${version}`,
    resources: resources.flatMap((resource): Json[] => [
      {
        name: resource.plural,
        singularName: resource.singular,
        namespaced: resource.namespaced,
        kind: resource.kind,
        verbs: [...resource.verbs],
        ...(resource.shortNames.length > 0 ? { shortNames: [...resource.shortNames] } : {}),
        ...(resource.categories.length > 0 ? { categories: [...resource.categories] } : {}),
      },
      ...[...resource.subresources.values()].map((subresource): Json => ({
        name: `${resource.plural}/${subresource.name}`,
        singularName: '',
        namespaced: resource.namespaced,
        ...(subresource.group === undefined
          ? {}
          : { group: subresource.group, version: subresource.version ?? '' }),
        kind: subresource.kind,
        verbs: [...subresource.verbs],
      })),
    ]),
  };
}

/** Everything at once, for /api (the core group) or for /apis (all others). */
export function aggregatedGroups(registry: KindRegistry, core: boolean): JsonMap {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groupsOf(registry)
      .filter(({ name }) => (name === '') === core)
      .map(({ name, versions, away }): Json => ({
        metadata: name === '' ? {} : { name },
        versions: [...versions].map(([version, resources]): Json => ({
          version,
          ...(resources.length > 0 ? { resources: resources.map(discoveredResource) } : {}),
          freshness: away.has(version) ? 'Stale' : 'Current',
        })),
      })),
  };
}

function discoveredResource(resource: Resource): Json {
  const subresources = [...resource.subresources.values()].map(
    ({ name, kind, group, version, verbs }): Json => ({
      subresource: name,
      responseKind: { group: group ?? '', version: version ?? '', kind },
      verbs: [...verbs],
    }),
  );
  return {
    resource: resource.plural,
    responseKind: { group: '', version: '', kind: resource.kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: [...resource.verbs],
    ...(resource.shortNames.length > 0 ? { shortNames: [...resource.shortNames] } : {}),
    ...(resource.categories.length > 0 ? { categories: [...resource.categories] } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}
