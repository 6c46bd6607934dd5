import { ArmError, notCovered } from '../errors';
import type { Call } from '../operation';
import { checkTags } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { DataDisk, VirtualMachine } from '../state/records';
import { sameId } from '../state/resource-id';
import type { Answer } from '../wire/answer';
import { begunWrite } from '../wire/begun';
import { beginVmChange, checkIdle } from './change';
import { readIdentity, readSize, readUserData } from './vm-fields';
import { checkCapacity, provision } from './provision';
import { checkQuota } from './quota';
import { checkPremium, checkSize, planDataDisks } from './storage-profile';
import { VM_KIND } from './vm-kind';
import type { VmInput } from './vm-shape';
import { checkUnchanged } from './unchanging';

/** A PUT says all that a machine is to be, a PATCH says what is to change. */
export type Manner = 'replaced' | 'changed';

/** PUT and PATCH of a virtual machine that exists. */
export function updateMachine(call: Call, vm: VirtualMachine, input: VmInput, manner: Manner): Answer {
  const { cloud, struck } = call;
  cloud.group(vm.group, true);
  checkIdle(vm, manner === 'replaced' ? 'CreateOrUpdate' : 'Update');
  const { properties = {} } = input;
  checkUnchanged(vm, input);
  const size =
    properties.hardwareProfile?.vmSize === undefined
      ? vm.size
      : readSize(properties.hardwareProfile.vmSize, vm.location);
  const resized = size !== vm.size;
  if (resized) checkResize(call, vm, size);
  const place = { vmId: vm.id, vmName: vm.name, group: vm.group, location: vm.location, zones: vm.zones };
  const disks = properties.storageProfile?.dataDisks;
  checkSize(cloud, vm.osDisk, properties.storageProfile?.osDisk?.diskSizeGB);
  const dataDisks =
    disks === undefined
      ? manner === 'changed' || properties.storageProfile === undefined
        ? vm.dataDisks.map((attached) => ({ attached, made: undefined }))
        : []
      : planDataDisks(cloud, place, disks, { size, existing: vm.dataDisks });
  const userData = readUserData(properties.userData);
  const identity =
    input.identity === undefined ? vm.identity : readIdentity(cloud, input.identity, vm.identity);
  const tags = checkTags(input.tags);

  vm.tags = manner === 'replaced' ? tags : (tags ?? vm.tags);
  vm.identity = identity;
  vm.userData = userData ?? vm.userData;
  vm.bootDiagnostics = properties.diagnosticsProfile?.bootDiagnostics?.enabled ?? vm.bootDiagnostics;
  const osDisk = properties.storageProfile?.osDisk;
  vm.osDisk = {
    ...vm.osDisk,
    caching: osDisk?.caching ?? vm.osDisk.caching,
    deleteOption: osDisk?.deleteOption ?? vm.osDisk.deleteOption,
  };
  vm.interfaces = vm.interfaces.map((one) => {
    const given = properties.networkProfile?.networkInterfaces?.find(
      ({ id }) => id !== undefined && sameId(id, one.id),
    );
    return { ...one, deleteOption: given?.properties?.deleteOption ?? one.deleteOption };
  });
  for (const { made } of dataDisks) if (made !== undefined) cloud.disks.add(made);
  exchangeDisks(
    cloud,
    vm,
    dataDisks.map(({ attached }) => attached),
  );
  vm.size = size;
  const roomless = struck.noCapacity !== undefined;
  const operation = beginVmChange(cloud, vm, {
    name: manner === 'replaced' ? 'CreateOrUpdate' : 'Update',
    seconds: cloud.settings.delays.update,
    work: async (signal) => {
      // What has never been up is tried again.
      if (vm.power === undefined) await provision(cloud, vm, roomless, signal);
      else if (resized && vm.power === 'running') await cloud.control.restart(vm, signal);
    },
    failure: struck.failure,
  });
  return begunWrite(call, 200, operation, VM_KIND.write(vm, cloud));
}

/** A running machine takes sizes that its hardware has; any other needs another place. */
function checkResize(call: Call, vm: VirtualMachine, size: VirtualMachine['size']): void {
  checkCapacity(call, { size: size.name, location: vm.location });
  if (size.architecture !== vm.size.architecture) {
    throw new ArmError(
      400,
      'BadRequest',
      `Cannot resize VM '${vm.name}' from size '${vm.size.name}' to '${size.name}': their CPU Architectures differ.`,
    );
  }
  const allocated = vm.power !== undefined && vm.power !== 'deallocated';
  if (allocated && size.family !== vm.size.family) {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `Unable to resize the VM '${vm.name}' because the requested size ${size.name} is not available in the current hardware cluster. To resize to any other size, please deallocate the VM first. Read more on VM resizing strategy at https://aka.ms/azure-resizevm.`,
      { target: 'vmSize' },
    );
  }
  if (vm.dataDisks.length > size.dataDisks) {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `The maximum number of data disks allowed to be attached to a VM of this size is ${size.dataDisks}.`,
      { target: 'dataDisks' },
    );
  }
  for (const { id } of vm.interfaces) {
    if (call.cloud.interfaces.get(id)?.acceleratedNetworking === true && !size.acceleratedNetworking) {
      throw notCovered(
        `the size ${size.name} for a machine with accelerated networking, which it does not have`,
      );
    }
  }
  checkPremium(call.cloud, vm, size);
  checkQuota(call.cloud, { location: vm.location, spot: vm.priority === 'Spot' }, size, vm.size);
}

function exchangeDisks(cloud: Cloud, vm: VirtualMachine, after: readonly DataDisk[]): void {
  for (const { diskId } of vm.dataDisks) {
    const disk = cloud.disks.get(diskId);
    if (disk !== undefined && !after.some((one) => sameId(one.diskId, diskId))) disk.managedBy = undefined;
  }
  for (const { diskId } of after) {
    const disk = cloud.disks.get(diskId);
    if (disk !== undefined) disk.managedBy = vm.id;
  }
  vm.dataDisks = after;
}
