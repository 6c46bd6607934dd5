/** `Microsoft.Network/networkInterfaces`. */
export type ResourceType =
  | 'Microsoft.Compute/virtualMachines'
  | 'Microsoft.Compute/disks'
  | 'Microsoft.Network/applicationSecurityGroups'
  | 'Microsoft.Network/networkInterfaces'
  | 'Microsoft.Network/networkSecurityGroups'
  | 'Microsoft.Network/publicIPAddresses'
  | 'Microsoft.Network/virtualNetworks';

export interface ParsedId {
  readonly subscriptionId: string;
  readonly group: string;
  readonly type: string;
  readonly name: string;
}

/** @param root `/subscriptions/…` */
export function groupId(root: string, group: string): string {
  return `${root}/resourceGroups/${group}`;
}

export function resourceId(root: string, group: string, type: ResourceType, name: string): string {
  return `${groupId(root, group)}/providers/${type}/${name}`;
}

/** The parts of a resource's id; undefined when it is none. */
export function parseResourceId(id: string): ParsedId | undefined {
  const form =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)(?:\/[^/]+\/[^/]+)*$/i;
  const [, subscriptionId, group, type, name] = form.exec(id) ?? [];
  if (subscriptionId === undefined || group === undefined || type === undefined || name === undefined)
    return undefined;
  return { subscriptionId, group, type, name };
}

/** Azure writes one id in several ways: `resourcegroups`, or a group in upper case. */
export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether both name the same things, in any order. */
export function areSameIds(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.some((known) => isSameId(id, known)));
}

/** `West Europe` as Azure's answers have it: `westeurope`. */
export function canonicalLocation(location: string): string {
  return location.replace(/\s+/g, '').toLowerCase();
}
