import type {
  Caching,
  DataDisk,
  DiskSettings,
  ImageReference,
  MachineReference,
  MachineRequest,
  Ownership,
} from '../../drivers/azure';
import type { Applied, Known, Unknown } from '../../tfplugin';
import { given, known } from '../known';
import type { azureVirtualMachineSchema } from '../schemas/azure-virtual-machine';

export type Machine = Known<typeof azureVirtualMachineSchema>;
export type PlannedMachine = Applied<typeof azureVirtualMachineSchema>;

type Disk = NonNullable<Machine['os_disk']>;
type Declarable<T> = { [K in keyof T]: T[K] | Unknown };

/** What the user said of a machine, as the driver is asked for it. */
export function machineRequest(planned: PlannedMachine, owner: Ownership): MachineRequest {
  const { identity, spot, custom_data } = planned;
  const osDisk = known(planned.os_disk);
  return {
    owner,
    ...referenceOf(planned),
    location: planned.location,
    subnetId: planned.subnet_id,
    size: planned.size,
    image: imageOf(planned),
    adminUser: planned.admin_username,
    publicKeys: planned.admin_ssh_keys.map((key) => key.trim()),
    osDisk: osDisk === null ? {} : diskSettings(osDisk),
    dataDisks: Object.entries(planned.data_disks ?? {}).map(([lun, disk]): DataDisk => ({
      lun: Number(lun),
      ...diskSettings(disk),
      sizeGib: disk.size_gib,
    })),
    publicAddress: planned.associate_public_ip_address,
    applicationGroupIds: planned.application_security_group_ids ?? [],
    acceleratedNetworking: planned.accelerated_networking,
    ipForwarding: planned.ip_forwarding,
    tags: planned.tags ?? {},
    ...given({
      zone: planned.zone,
      customData: custom_data === null ? null : Buffer.from(custom_data),
      identity:
        identity === null
          ? null
          : { system: identity.system_assigned, userAssignedIds: identity.user_assigned_ids },
      spot:
        spot === null
          ? null
          : {
              eviction: spot.eviction === 'delete' ? ('delete' as const) : ('deallocate' as const),
              ...given({ maxPrice: spot.max_price }),
            },
    }),
  };
}

export function referenceOf(machine: {
  readonly name: string;
  readonly resource_group_name: string;
}): MachineReference {
  return { group: machine.resource_group_name, name: machine.name };
}

function imageOf({ image, image_id }: Pick<PlannedMachine, 'image' | 'image_id'>): ImageReference {
  return image === null ? { kind: 'id', id: image_id ?? '' } : { kind: 'reference', ...image };
}

function diskSettings(disk: Declarable<Disk>): DiskSettings {
  return given({
    sizeGib: known(disk.size_gib),
    type: known(disk.type),
    caching: known(disk.caching) as Caching | null,
  });
}
