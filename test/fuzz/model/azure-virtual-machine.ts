import fc from 'fast-check';
import { Reference, type Arguments } from '../engine/declaration';
import { askAzure, azureObject } from './azure-client';
import { APPLICATION_GROUPS, azureNetwork, resourceGroupOf } from './azure-network';
import { ownerOf, type Kind, type Meddling } from './kind';
import { azureTags } from './tags';

const type = 'fleetwright_azure_virtual_machine';

/** How often it is looked whether an eviction has come, and how long in between. */
const LOOKS = 100;
const LOOK_MS = 20;

const images: readonly Arguments[] = [
  { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' },
  { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: '24.04.202506100' },
];

const disks = fc.option(
  fc.dictionary(
    fc.constantFrom('0', '3'),
    fc.record({ size_gib: fc.constantFrom(4, 8), type: fc.constantFrom(null, 'Premium_LRS') }),
    { maxKeys: 2, noNullPrototype: true },
  ),
  { nil: null, freq: 2 },
);

export const azureVirtualMachine: Kind = {
  type,
  groups: ['azure'],
  weight: 6,
  slots: ['a', 'b', 'c'],
  fields: {
    name: fc.constantFrom('box', 'Worker'),
    image: fc.nat(1),
    size: fc.constantFrom('Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_F2s_v2'),
    zone: fc.constantFrom(null, null, '1', '2'),
    groups: fc.subarray([...APPLICATION_GROUPS]),
    osGib: fc.constantFrom(null, 40, 64),
    disks,
    publicAddress: fc.boolean(),
    forwarding: fc.boolean(),
    customData: fc.constantFrom(null, null, '#cloud-config\nhostname: fuzz\n'),
    identity: fc.boolean(),
    spot: fc.constantFrom(null, null, 'deallocate', 'delete'),
    tags: azureTags,
  },
  replacing: ['name', 'image', 'zone', 'disks', 'publicAddress', 'customData', 'identity', 'spot'],
  needs: (slot) => [networkOf(slot)],
  declare: (slot, shape, scene) => {
    const network = networkOf(slot);
    const there = (scene.shapeOf(network)?.groups ?? []) as string[];
    const groups = (shape.groups as string[]).filter((name) => there.includes(name));
    return {
      owner: ownerOf(`${type}.${slot}`),
      name: `${String(shape.name)}-${slot}`,
      resource_group_name: resourceGroupOf(
        networkSlotOf(slot),
        scene.shapeOf(network) ?? azureNetwork.plain ?? {},
      ),
      location: 'westeurope',
      subnet_id: new Reference(network, 'subnet_id'),
      application_security_group_ids:
        groups.length === 0
          ? null
          : groups.map((name) => new Reference(network, 'application_security_group_ids', name)),
      size: shape.size as string,
      zone: shape.zone as string | null,
      image: images[shape.image === 0 ? 0 : 1] ?? null,
      admin_username: 'ops',
      admin_ssh_keys: [scene.publicKeys[0]],
      custom_data: shape.customData as string | null,
      os_disk: shape.osGib === null ? null : { size_gib: shape.osGib as number },
      data_disks: shape.disks as Record<string, Arguments> | null,
      associate_public_ip_address: shape.publicAddress as boolean,
      ip_forwarding: shape.forwarding as boolean,
      identity: shape.identity === true ? { system_assigned: true } : null,
      spot: shape.spot === null ? null : { eviction: shape.spot as string },
      tags: shape.tags as Record<string, string> | null,
      timeout: '60s',
    };
  },
  importId: ({ id }) => String(id),
  // The one before it, and the one after it, have the same id.
  objectId: ({ vm_id }) => (vm_id === null ? undefined : String(vm_id)),
  objects: ({ azure }) => azure.virtualMachines.map(({ vmId, tags }) => azureObject(vmId, tags)),
  parts: ({ azure }) => {
    const machines = new Map(azure.virtualMachines.map((machine) => [machine.id, machine]));
    return [
      ...azure.networkInterfaces.map(({ id, tags }) => azureObject(id, tags)),
      ...azure.publicAddresses.map(({ id, tags }) => azureObject(id, tags)),
      // Disks are made with their machine, without a tag of their own.
      ...azure.disks.map(({ id, tags, virtualMachineId }) =>
        azureObject(id, machines.get(virtualMachineId ?? '')?.tags ?? tags),
      ),
    ];
  },
  meddling: [
    meddling('delete', 'DELETE'),
    meddling('power off', 'POST', '/powerOff'),
    meddling('deallocate', 'POST', '/deallocate'),
    meddling('restart', 'POST', '/restart'),
    {
      what: 'evict',
      async do({ sandbox }, { id }) {
        await askAzure(sandbox, 'POST', `${String(id)}/simulateEviction`);
        // The notice comes first, and then what nobody expects in the middle of a step.
        const runs = async (): Promise<boolean> =>
          (await sandbox.inventory()).azure.virtualMachines.some(
            (one) => one.id === id && (one.power === 'running' || one.state !== 'Succeeded'),
          );
        for (let look = 0; look < LOOKS && (await runs()); look += 1) {
          await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        }
      },
    },
    {
      what: 'tag',
      async do({ sandbox }, { id }) {
        const found = (await sandbox.inventory()).azure.virtualMachines.find((one) => one.id === id);
        if (found === undefined) return;
        await askAzure(sandbox, 'PATCH', String(id), { tags: { ...found.tags, team: 'somebody' } });
      },
    },
  ],
};

/** Two machines are in one network, one in the other, and the host of a node in one of its own. */
function networkSlotOf(slot: string): string {
  return slot === 'host' ? slot : slot === 'c' ? 'o' : 'n';
}

function networkOf(slot: string): string {
  return `${azureNetwork.type}.${networkSlotOf(slot)}`;
}

function meddling(what: string, method: string, action = ''): Meddling {
  return {
    what,
    async do({ sandbox }, { id }) {
      if (typeof id === 'string') await askAzure(sandbox, method, `${id}${action}`);
    },
  };
}
