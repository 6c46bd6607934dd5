import type { VmSize } from '../catalogue/sizes';
import { ArmError, invalidParameter, resourceNotFound } from '../errors';
import type { Cloud } from '../state/cloud';
import type { AttachedDisk, DataDisk, Disk, ImageReference, VirtualMachine } from '../state/records';
import { nameOf, parseId, sameId } from '../state/resource-id';
import { makeDisk } from './disk-kind';
import type { DataDiskInput, OsDiskInput } from './vm-shape';

/** Where disks are made: beside their virtual machine. */
export interface DiskPlace {
  readonly vmId: string;
  readonly vmName: string;
  readonly group: string;
  readonly location: string;
  readonly zones: readonly string[] | undefined;
}

/** A disk as a virtual machine is to have it, and the record of one that is to be made for it. */
export interface Planned<D extends AttachedDisk> {
  readonly attached: D;
  readonly made: Disk | undefined;
}

export function planOsDisk(
  cloud: Cloud,
  place: DiskPlace,
  input: OsDiskInput | undefined,
  { image, size }: { readonly image: ImageReference; readonly size: VmSize },
): Planned<AttachedDisk> {
  if (input?.createOption === undefined) {
    throw invalidParameter(
      'osDisk.createOption',
      "Required parameter 'osDisk.createOption' is missing (null).",
    );
  }
  if (input.managedDisk?.id !== undefined) {
    throw invalidParameter(
      'osDisk.managedDisk.id',
      "Parameter 'osDisk.managedDisk.id' is not allowed: an OS disk that is created from an image has none yet.",
    );
  }
  const name = input.name ?? `${place.vmName}_OsDisk_1_${cloud.world.random.hex(32)}`;
  const sizeGB = input.diskSizeGB ?? image.diskSize;
  if (sizeGB < image.diskSize) {
    throw invalidParameter(
      'osDisk.diskSizeGB',
      `The specified disk size ${sizeGB} GB is smaller than the size of the corresponding disk in the VM image: ${image.diskSize} GB. This is not allowed. Please choose equal or greater size or do not specify an explicit size.`,
    );
  }
  const sku = readSku(input.managedDisk?.storageAccountType, size, name, 'osDisk');
  const made = makeDisk(cloud, { ...place, name }, { sku, sizeGB, createOption: 'FromImage', image });
  return { made, attached: attach(made, input, { createOption: 'FromImage', caching: 'ReadWrite' }) };
}

/** Data disks as they are to be: those that are there stay, others are made or attached. */
export function planDataDisks(
  cloud: Cloud,
  place: DiskPlace,
  inputs: readonly DataDiskInput[],
  { size, existing }: { readonly size: VmSize; readonly existing: readonly DataDisk[] },
): readonly Planned<DataDisk>[] {
  const wanted = inputs.filter(({ toBeDetached }) => toBeDetached !== true);
  if (wanted.length > size.dataDisks) {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `The maximum number of data disks allowed to be attached to a VM of this size is ${size.dataDisks}.`,
      { target: 'dataDisks' },
    );
  }
  const luns = new Set<number>();
  return wanted.map((input) => {
    const { lun } = input;
    if (lun === undefined || lun < 0 || luns.has(lun)) {
      throw invalidParameter(
        'dataDisk.lun',
        `A data disk at LUN ${lun ?? 'null'} cannot be: each has a number of its own, from 0.`,
      );
    }
    luns.add(lun);
    const before = existing.find((one) => one.lun === lun && isSame(one, input));
    if (before !== undefined) return { made: undefined, attached: keep(cloud, before, input) };
    return planDataDisk(cloud, place, { ...input, lun }, size);
  });
}

function planDataDisk(
  cloud: Cloud,
  place: DiskPlace,
  input: DataDiskInput & { readonly lun: number },
  size: VmSize,
): Planned<DataDisk> {
  if (input.createOption === undefined) {
    throw invalidParameter(
      'dataDisk.createOption',
      "Required parameter 'dataDisk.createOption' is missing (null).",
    );
  }
  if (input.createOption === 'Attach') {
    const disk = findDisk(cloud, input, place);
    return {
      made: undefined,
      attached: { ...attach(disk, input, { createOption: 'Attach', caching: 'None' }), lun: input.lun },
    };
  }
  if (input.diskSizeGB === undefined) {
    throw invalidParameter(
      'dataDisk.diskSizeGB',
      "Required parameter 'dataDisk.diskSizeGB' is missing (null).",
    );
  }
  const name = input.name ?? `${place.vmName}_disk${input.lun + 2}_${cloud.world.random.hex(32)}`;
  const sku = readSku(input.managedDisk?.storageAccountType, size, name, 'dataDisk');
  const made = makeDisk(cloud, { ...place, name }, { sku, sizeGB: input.diskSizeGB, createOption: 'Empty' });
  return {
    made,
    attached: { ...attach(made, input, { createOption: 'Empty', caching: 'None' }), lun: input.lun },
  };
}

function attach(
  disk: Disk,
  input: Pick<OsDiskInput, 'caching' | 'deleteOption'>,
  defaults: { readonly createOption: string; readonly caching: string },
): AttachedDisk {
  return {
    diskId: disk.id,
    name: disk.name,
    caching: input.caching ?? defaults.caching,
    createOption: defaults.createOption,
    deleteOption: input.deleteOption ?? 'Detach',
  };
}

function findDisk(cloud: Cloud, { managedDisk, name }: DataDiskInput, place: DiskPlace): Disk {
  const id = managedDisk?.id;
  if (id === undefined) {
    throw invalidParameter(
      'dataDisk.managedDisk.id',
      "Required parameter 'dataDisk.managedDisk.id' is missing (null).",
    );
  }
  const disk = cloud.disks.get(id);
  if (disk === undefined || disk.state === 'Deleting') {
    throw resourceNotFound('Microsoft.Compute/disks', name ?? nameOf(id), parseId(id)?.group ?? '');
  }
  if (disk.managedBy !== undefined && !sameId(disk.managedBy, place.vmId)) {
    throw new ArmError(
      409,
      'AttachDiskWhileBeingDetached',
      `Cannot attach data disk '${disk.name}' to VM '${place.vmName}' because the disk is currently owned by VM '${disk.managedBy}'. Please retry when the disk is completely detached.`,
    );
  }
  if (disk.location !== place.location) {
    throw new ArmError(
      400,
      'BadRequest',
      `Disk ${disk.id} in location ${disk.location} cannot be attached to a VM in location ${place.location}.`,
    );
  }
  if ((disk.zones ?? []).join() !== (place.zones ?? []).join()) {
    throw new ArmError(
      400,
      'BadRequest',
      `Disk ${disk.id} of zone '${(disk.zones ?? []).join()}' cannot be attached to a VM of zone '${(place.zones ?? []).join()}'.`,
    );
  }
  return disk;
}

function isSame(before: DataDisk, { managedDisk, name }: DataDiskInput): boolean {
  if (managedDisk?.id !== undefined) return sameId(managedDisk.id, before.diskId);
  return name === undefined || name === before.name;
}

function keep(cloud: Cloud, before: DataDisk, input: DataDiskInput): DataDisk {
  checkSize(cloud, before, input.diskSizeGB);
  return {
    ...before,
    caching: input.caching ?? before.caching,
    deleteOption: input.deleteOption ?? before.deleteOption,
  };
}

/** Disks grow by their own operation. */
export function checkSize(cloud: Cloud, { diskId, name }: AttachedDisk, sizeGB: number | undefined): void {
  if (sizeGB === undefined || cloud.disks.get(diskId)?.sizeGB === sizeGB) return;
  throw new ArmError(
    409,
    'ResizeDiskError',
    `Managed disk resize via Virtual Machine is not covered by the sandbox: update the disk '${name}' itself.`,
    { target: 'diskSizeGB' },
  );
}

export function checkPremium(
  cloud: Cloud,
  vm: Pick<VirtualMachine, 'osDisk' | 'dataDisks'>,
  size: VmSize,
): void {
  for (const { diskId, name } of [vm.osDisk, ...vm.dataDisks]) {
    const sku = cloud.disks.get(diskId)?.sku;
    if (sku !== undefined) readSku(sku, size, name, 'osDisk');
  }
}

function readSku(sku: string | undefined, size: VmSize, name: string, kind: 'osDisk' | 'dataDisk'): string {
  const chosen = sku ?? (size.premiumStorage ? 'Premium_LRS' : 'Standard_LRS');
  if (!chosen.startsWith('Premium') || size.premiumStorage) return chosen;
  throw invalidParameter(
    `${kind}.managedDisk.storageAccountType`,
    `Requested operation cannot be performed because the VM size ${size.name} does not support the storage account type ${chosen} of disk '${name}'. Consider updating the VM to a size that supports Premium storage.`,
  );
}
