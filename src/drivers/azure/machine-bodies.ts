import type {
  DataDisk,
  ImageReference as SdkImageReference,
  VirtualMachine,
  VirtualMachineIdentity,
} from '@azure/arm-compute';
import type { NetworkInterface, PublicIPAddress } from '@azure/arm-network';
import type { Tags } from './configuration';
import type { DiskSettings, ImageReference, MachineRequest } from './machine-request';
import { nameIn, type MachineParts } from './machine-parts';

// What Azure is asked for. All that a machine owns goes with it: that is what `deleteOption` says.

/** A static address: one that a machine keeps while it is deallocated. Standard addresses are in no zone, or in its own. */
export function addressBody({ location, zone }: MachineRequest, tags: Tags): PublicIPAddress {
  return {
    location,
    tags,
    sku: { name: 'Standard' },
    ...(zone === undefined ? {} : { zones: [zone] }),
    publicIPAllocationMethod: 'Static',
    publicIPAddressVersion: 'IPv4',
    deleteOption: 'Delete',
  };
}

export function nicBody(request: MachineRequest, parts: MachineParts, tags: Tags): NetworkInterface {
  const { location, subnetId, applicationGroupIds: groups } = request;
  return {
    location,
    tags,
    enableAcceleratedNetworking: request.acceleratedNetworking,
    enableIPForwarding: request.ipForwarding,
    ipConfigurations: [
      {
        name: 'primary',
        primary: true,
        privateIPAllocationMethod: 'Dynamic',
        subnet: { id: subnetId },
        ...(request.publicAddress ? { publicIPAddress: { id: parts.address, deleteOption: 'Delete' } } : {}),
        ...(groups.length > 0 ? { applicationSecurityGroups: groups.map((id) => ({ id })) } : {}),
      },
    ],
  };
}

export function machineBody(request: MachineRequest, parts: MachineParts, tags: Tags): VirtualMachine {
  const { location, zone, size, adminUser, publicKeys, customData, identity, spot } = request;
  return {
    location,
    tags,
    ...(zone === undefined ? {} : { zones: [zone] }),
    ...(identity === undefined ? {} : { identity: identityBody(identity) }),
    hardwareProfile: { vmSize: size },
    storageProfile: {
      imageReference: imageBody(request.image),
      osDisk: {
        ...diskBody(request.osDisk, parts.osDisk),
        osType: 'Linux',
        createOption: 'FromImage',
      },
      dataDisks: request.dataDisks.map((disk) => ({
        ...diskBody(disk, parts.dataDisk(disk.lun)),
        lun: disk.lun,
        createOption: 'Empty',
      })),
    },
    osProfile: {
      computerName: request.name,
      adminUsername: adminUser,
      ...(customData === undefined ? {} : { customData: customData.toString('base64') }),
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: {
          publicKeys: publicKeys.map((keyData) => ({
            path: `/home/${adminUser}/.ssh/authorized_keys`,
            keyData,
          })),
        },
      },
    },
    networkProfile: {
      networkInterfaces: [{ id: parts.nic, primary: true, deleteOption: 'Delete' }],
    },
    ...(spot === undefined
      ? {}
      : {
          priority: 'Spot',
          evictionPolicy: spot.eviction === 'delete' ? 'Delete' : 'Deallocate',
          billingProfile: { maxPrice: spot.maxPrice ?? -1 },
        }),
  };
}

function diskBody(
  { sizeGib, type, caching }: DiskSettings,
  id: string,
): Omit<DataDisk, 'lun' | 'createOption'> {
  return {
    name: nameIn(id),
    deleteOption: 'Delete',
    ...(caching === undefined ? {} : { caching }),
    ...(sizeGib === undefined ? {} : { diskSizeGB: sizeGib }),
    ...(type === undefined ? {} : { managedDisk: { storageAccountType: type } }),
  };
}

function imageBody(image: ImageReference): SdkImageReference {
  if (image.kind === 'reference') {
    const { publisher, offer, sku, version } = image;
    return { publisher, offer, sku, version };
  }
  if (/^\/SharedGalleries\//i.test(image.id)) return { sharedGalleryImageId: image.id };
  if (/^\/CommunityGalleries\//i.test(image.id)) return { communityGalleryImageId: image.id };
  return { id: image.id };
}

function identityBody({
  system,
  userAssignedIds: ids,
}: NonNullable<MachineRequest['identity']>): VirtualMachineIdentity {
  if (ids.length === 0) return { type: system ? 'SystemAssigned' : 'None' };
  return {
    type: system ? 'SystemAssigned, UserAssigned' : 'UserAssigned',
    userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, {}])),
  };
}
