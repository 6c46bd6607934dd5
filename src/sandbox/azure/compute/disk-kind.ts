import { invalidParameter } from '../errors';
import type { ResourceKind } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { Disk, ImageReference } from '../state/records';
import { ArmError } from '../errors';
import { DISK_VERSIONS } from '../versions';

const MOST_GB = 32_767;

export const DISK_KIND: ResourceKind<Disk> = {
  type: 'Microsoft.Compute/disks',
  operations: 'Disks',
  parameter: 'diskName',
  versions: DISK_VERSIONS,
  store: ({ disks }) => disks,
  write: (disk, cloud) => ({
    name: disk.name,
    id: disk.id,
    type: disk.type,
    location: disk.location,
    ...(disk.tags === undefined ? {} : { tags: disk.tags }),
    ...(disk.zones === undefined ? {} : { zones: disk.zones }),
    sku: { name: disk.sku, tier: disk.sku.startsWith('Premium') ? 'Premium' : 'Standard' },
    ...(disk.managedBy === undefined ? {} : { managedBy: disk.managedBy }),
    properties: {
      ...(disk.os ? { osType: 'Linux', hyperVGeneration: disk.generation } : {}),
      creationData: {
        createOption: disk.createOption,
        ...(disk.imageId === undefined ? {} : { imageReference: { id: disk.imageId } }),
        ...(disk.sourceId === undefined ? {} : { sourceResourceId: disk.sourceId }),
      },
      diskSizeGB: disk.sizeGB,
      diskSizeBytes: disk.sizeGB * 2 ** 30,
      timeCreated: disk.createdAt.toISOString(),
      uniqueId: disk.uniqueId,
      provisioningState: disk.state,
      diskState: stateOf(disk, cloud),
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
    },
  }),
};

/** @throws ArmError when the size cannot be */
export function makeDisk(
  cloud: Cloud,
  place: {
    readonly group: string;
    readonly name: string;
    readonly location: string;
    readonly zones: readonly string[] | undefined;
  },
  settings: {
    readonly sku: string;
    readonly sizeGB: number;
    readonly createOption: Disk['createOption'];
    readonly image?: ImageReference | undefined;
    readonly sourceId?: string | undefined;
  },
): Disk {
  const id = cloud.resourceId(place.group, DISK_KIND.type, place.name);
  if (cloud.disks.get(id) !== undefined) {
    throw new ArmError(
      409,
      'ConflictingUserInput',
      `Disk ${place.name} already exists in resource group ${place.group.toUpperCase()}. Only CreateOption.Attach is supported.`,
      { target: '/subscriptions/resourceGroups/providers/disks' },
    );
  }
  checkSizeGB(settings.sizeGB);
  return {
    id,
    name: place.name,
    type: DISK_KIND.type,
    group: place.group,
    location: place.location,
    zones: place.zones,
    tags: undefined,
    etag: '"1"',
    state: 'Succeeded',
    uniqueId: cloud.uuid(),
    createdAt: new Date(),
    createOption: settings.createOption,
    imageId: settings.image?.id,
    sourceId: settings.sourceId,
    os: settings.image !== undefined,
    generation: settings.image?.generation,
    sku: settings.sku,
    sizeGB: settings.sizeGB,
    managedBy: undefined,
  };
}

export function checkSizeGB(sizeGB: number): void {
  if (sizeGB >= 1 && sizeGB <= MOST_GB) return;
  throw invalidParameter(
    'diskSizeGB',
    `The value '${sizeGB}' of disk parameter 'diskSizeGB' is out of range. The value must be between '1' and '${MOST_GB}', inclusive.`,
  );
}

function stateOf({ managedBy }: Disk, cloud: Cloud): 'Unattached' | 'Attached' | 'Reserved' {
  if (managedBy === undefined) return 'Unattached';
  return cloud.machines.get(managedBy)?.power === 'deallocated' ? 'Reserved' : 'Attached';
}
