import { createHash } from 'node:crypto';
import type { ResourceKind } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { AttachedDisk, Identity, OsProfile, VirtualMachine } from '../state/records';
import { COMPUTE_VERSIONS } from '../versions';
import { formatUuid } from '../../world/uuid';

export const VM_TYPE = 'Microsoft.Compute/virtualMachines';

export const VM_KIND: ResourceKind<VirtualMachine> = {
  type: VM_TYPE,
  operations: 'VirtualMachines',
  parameter: 'vmName',
  versions: COMPUTE_VERSIONS,
  store: ({ machines }) => machines,
  write: (vm, cloud) => ({
    name: vm.name,
    id: vm.id,
    type: vm.type,
    location: vm.location,
    etag: vm.etag,
    ...(vm.tags === undefined ? {} : { tags: vm.tags }),
    ...(vm.zones === undefined ? {} : { zones: vm.zones }),
    ...(vm.identity === undefined ? {} : { identity: writeIdentity(vm.identity, cloud) }),
    properties: {
      vmId: vm.vmId,
      hardwareProfile: { vmSize: vm.size.name },
      storageProfile: {
        ...(vm.image === undefined ? {} : { imageReference: writeImage(vm.image) }),
        osDisk: { osType: 'Linux', ...writeDisk(vm.osDisk, cloud) },
        dataDisks: vm.dataDisks.map((disk) => ({
          lun: disk.lun,
          ...writeDisk(disk, cloud),
          toBeDetached: false,
        })),
        ...(vm.diskController === undefined ? {} : { diskControllerType: vm.diskController }),
      },
      ...(vm.osProfile === undefined ? {} : { osProfile: writeOsProfile(vm.osProfile) }),
      networkProfile: {
        networkInterfaces: vm.interfaces.map(({ id, primary, deleteOption }) => ({
          id,
          ...(primary === undefined && deleteOption === undefined
            ? {}
            : {
                properties: {
                  ...(primary === undefined ? {} : { primary }),
                  ...(deleteOption === undefined ? {} : { deleteOption }),
                },
              }),
        })),
      },
      ...(vm.securityProfile === undefined ? {} : { securityProfile: vm.securityProfile }),
      ...(vm.bootDiagnostics === undefined
        ? {}
        : { diagnosticsProfile: { bootDiagnostics: { enabled: vm.bootDiagnostics } } }),
      ...(vm.priority === undefined ? {} : { priority: vm.priority }),
      ...(vm.evictionPolicy === undefined ? {} : { evictionPolicy: vm.evictionPolicy }),
      ...(vm.maxPrice === undefined ? {} : { billingProfile: { maxPrice: vm.maxPrice } }),
      provisioningState: vm.state,
      timeCreated: vm.createdAt.toISOString(),
    },
  }),
};

/** How much larger a disk is than it is said to be, nobody asks: its record knows. */
function writeDisk(attached: AttachedDisk, cloud: Cloud): Readonly<Record<string, unknown>> {
  const disk = cloud.disks.get(attached.diskId);
  return {
    name: attached.name,
    createOption: attached.createOption,
    caching: attached.caching,
    managedDisk: { ...(disk === undefined ? {} : { storageAccountType: disk.sku }), id: attached.diskId },
    deleteOption: attached.deleteOption,
    ...(disk === undefined ? {} : { diskSizeGB: disk.sizeGB }),
  };
}

function writeImage({ given, exactVersion }: NonNullable<VirtualMachine['image']>): unknown {
  return { ...given, ...(exactVersion === undefined ? {} : { exactVersion }) };
}

function writeOsProfile(profile: OsProfile): unknown {
  return {
    computerName: profile.computerName,
    adminUsername: profile.adminUsername,
    linuxConfiguration: {
      disablePasswordAuthentication: !profile.passwordAuthentication,
      ...(profile.publicKeys.length === 0 ? {} : { ssh: { publicKeys: profile.publicKeys } }),
      provisionVMAgent: profile.provisionAgent,
      patchSettings: profile.patchSettings ?? { patchMode: 'ImageDefault', assessmentMode: 'ImageDefault' },
    },
    secrets: [],
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
  };
}

function writeIdentity({ type, principalId, userAssigned }: Identity, cloud: Cloud): unknown {
  return {
    type,
    ...(principalId === undefined ? {} : { principalId, tenantId: cloud.settings.tenantId }),
    ...(userAssigned.length === 0
      ? {}
      : {
          userAssignedIdentities: Object.fromEntries(
            userAssigned.map((id) => [
              id,
              { principalId: stableUuid(`${id} principal`), clientId: stableUuid(`${id} client`) },
            ]),
          ),
        }),
  };
}

/** Identities are made elsewhere; the same one is the same everywhere. */
function stableUuid(text: string): string {
  return formatUuid(createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 32));
}
