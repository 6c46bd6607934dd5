/** `/subscriptions/{…}/resourceGroups/{…}/providers/{type}/{name}`, taken apart. */
export interface ResourceId {
  readonly subscriptionId: string;
  readonly group: string;
  /** With its provider, as in `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** One for each part of the type. */
  readonly names: readonly string[];
}

/** Undefined when it is no id of a resource in a group. */
export function parseId(id: string): ResourceId | undefined {
  const [empty, subscriptions, subscriptionId, groups, group, providers, provider, ...rest] = id.split('/');
  if (
    empty !== '' ||
    subscriptions?.toLowerCase() !== 'subscriptions' ||
    groups?.toLowerCase() !== 'resourcegroups' ||
    providers?.toLowerCase() !== 'providers' ||
    rest.length === 0 ||
    rest.length % 2 !== 0
  ) {
    return undefined;
  }
  const types = rest.filter((_, index) => index % 2 === 0);
  return {
    subscriptionId: subscriptionId ?? '',
    group: group ?? '',
    type: [provider, ...types].join('/'),
    names: rest.filter((_, index) => index % 2 === 1),
  };
}

export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The last name in an id. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

export function isType(id: ResourceId | undefined, type: string): id is ResourceId {
  return id?.type.toLowerCase() === type.toLowerCase();
}
