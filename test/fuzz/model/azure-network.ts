import fc from 'fast-check';
import type { Arguments } from '../engine/declaration';
import { askAzure, azureObject } from './azure-client';
import { ownerOf, type Kind, type Shape } from './kind';
import { azureTags } from './tags';

const type = 'fleetwright_azure_network';

/** Application security groups that a network may have. */
export const APPLICATION_GROUPS = ['web', 'data-base'] as const;

const RULES: Readonly<Record<string, Arguments>> = {
  ssh: { priority: 100, sources: ['Internet'], destination_ports: ['22'] },
  ranges: {
    priority: 110,
    protocol: 'udp',
    sources: ['10.0.0.0/8', '192.0.2.0/24'],
    destination_ports: ['53', '8000-8100'],
    description: 'two ranges',
  },
  'no-way': { priority: 4096, access: 'deny', protocol: 'all', sources: ['*'] },
  out: { priority: 100, direction: 'outbound', sources: ['*'], destinations: ['Internet'] },
  everybody: { priority: 120, protocol: 'all', sources: ['*'] },
  'to-web': { priority: 200, source_groups: ['data-base'], destination_groups: ['web'] },
};

export const azureNetwork: Kind = {
  type,
  groups: ['azure'],
  weight: 2,
  slots: ['n', 'o'],
  fields: {
    name: fc.constantFrom('net', 'lan'),
    group: fc.constantFrom('nodes', 'Machines'),
    subnetPrefix: fc.constantFrom('10.0.0.0/24', '10.0.8.0/22'),
    prefixes: fc.constantFrom(['10.0.0.0/16'], ['10.0.0.0/16', '10.1.0.0/16']),
    rules: fc.subarray(Object.keys(RULES)),
    groups: fc.subarray([...APPLICATION_GROUPS]),
    tags: azureTags,
  },
  replacing: ['name', 'group', 'subnetPrefix'],
  plain: {
    ...{ name: 'net', group: 'nodes', subnetPrefix: '10.0.0.0/24', prefixes: ['10.0.0.0/16'] },
    ...{ rules: ['ssh'], groups: [], tags: null },
  },
  declare: (slot, shape) => ({
    owner: ownerOf(`${type}.${slot}`),
    name: `${String(shape.name)}-${slot}`,
    resource_group_name: resourceGroupOf(slot, shape),
    location: 'westeurope',
    subnet_prefix: shape.subnetPrefix as string,
    address_prefixes: shape.prefixes as string[],
    security_rules: rulesOf(shape),
    application_security_groups: shape.groups as string[],
    tags: shape.tags as Record<string, string> | null,
    timeout: '60s',
  }),
  importId: ({ subnet_id }) => String(subnet_id),
  objectId: ({ id }) => (id === null ? undefined : String(id)),
  objects: ({ azure }) => azure.virtualNetworks.map(({ id, tags }) => azureObject(id, tags)),
  parts: ({ azure }) =>
    [azure.resourceGroups, azure.securityGroups, azure.applicationGroups].flatMap((all) =>
      all.map(({ id, tags }) => azureObject(id, tags)),
    ),
  meddling: [
    {
      what: 'delete the resource group',
      async do({ sandbox }, { id }) {
        await askAzure(sandbox, 'DELETE', String(id).split('/').slice(0, 5).join('/'));
      },
    },
    {
      what: 'delete',
      async do({ sandbox }, { id }) {
        await askAzure(sandbox, 'DELETE', String(id));
      },
    },
    {
      what: 'let somebody in',
      async do({ sandbox }, { security_group_id }) {
        const properties = {
          ...{ priority: 300, direction: 'Inbound', access: 'Allow', protocol: 'Tcp' },
          ...{ sourceAddressPrefix: '203.0.113.0/24', sourcePortRange: '*' },
          ...{ destinationAddressPrefix: '*', destinationPortRange: '1' },
        };
        await askAzure(sandbox, 'PUT', `${String(security_group_id)}/securityRules/somebody`, { properties });
      },
    },
    {
      what: 'take the guard off the subnet',
      async do({ sandbox }, { subnet_id, subnet_prefix }) {
        const properties = { addressPrefix: String(subnet_prefix) };
        await askAzure(sandbox, 'PUT', String(subnet_id), { properties });
      },
    },
  ],
};

/** Groups of rules must be declared as well. */
function rulesOf(shape: Shape): Record<string, Arguments> {
  const groups = shape.groups as string[];
  const names = (shape.rules as string[]).filter((name) => name !== 'to-web' || groups.length === 2);
  return Object.fromEntries(names.map((name) => [name, RULES[name] ?? {}]));
}

/** One of its own for each network, which is made and removed with it. */
export function resourceGroupOf(slot: string, shape: Shape): string {
  return `${String(shape.group)}-${slot}`;
}
