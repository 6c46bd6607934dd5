import { releaseAddresses } from '../network/interface-kind';
import type { Call } from '../operation';
import { lookUp } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { LongOperation } from '../state/long-operation';
import type { NetworkInterface, VirtualMachine } from '../state/records';
import type { Answer } from '../wire/answer';
import { begunAction } from '../wire/begun';
import type { ArmError } from '../errors';
import { beginVmChange } from './change';
import { VM_KIND } from './vm-kind';

/** DELETE of a virtual machine: it takes the place of whatever else goes on with it. */
export function deleteOperation(call: Call): Answer {
  const { cloud, struck, request } = call;
  const { resource: vm } = lookUp(call, VM_KIND);
  if (vm === undefined) return { status: 204 };
  if (vm.state === 'Deleting' && vm.operation?.inProgress === true) return begunAction(call, vm.operation);
  const forced = request.query.get('forcedeletion') === 'true';
  return begunAction(call, beginDeletion(cloud, vm, { forced, failure: struck.failure }));
}

export function beginDeletion(
  cloud: Cloud,
  vm: VirtualMachine,
  { forced, failure }: { readonly forced: boolean; readonly failure: ArmError | undefined },
): LongOperation {
  const { deletion, forcedDeletion } = cloud.settings.delays;
  vm.operation?.preempt();
  return beginVmChange(cloud, vm, {
    name: 'Delete',
    state: 'Deleting',
    seconds: forced ? forcedDeletion : deletion,
    work: async () => {
      await cloud.control.destroy(vm);
    },
    done: () => {
      forget(cloud, vm);
    },
    failure,
  });
}

/** What of a virtual machine goes with it, and what is free again. */
function forget(cloud: Cloud, vm: VirtualMachine): void {
  cloud.machines.delete(vm);
  for (const { id, deleteOption } of vm.interfaces) {
    const card = cloud.interfaces.get(id);
    if (card === undefined) continue;
    card.virtualMachineId = undefined;
    if (deleteOption === 'Delete') forgetInterface(cloud, card);
  }
  for (const { diskId, deleteOption } of [vm.osDisk, ...vm.dataDisks]) {
    const disk = cloud.disks.get(diskId);
    if (disk === undefined) continue;
    disk.managedBy = undefined;
    if (deleteOption === 'Delete') cloud.disks.delete(disk);
  }
}

function forgetInterface(cloud: Cloud, card: NetworkInterface): void {
  releaseAddresses(cloud, card.configurations);
  cloud.interfaces.delete(card);
  for (const { publicAddressId } of card.configurations) {
    const address = publicAddressId === undefined ? undefined : cloud.publicAddresses.get(publicAddressId);
    if (address?.deleteOption !== 'Delete') continue;
    cloud.settings.addresses.release(address.address);
    cloud.publicAddresses.delete(address);
  }
}
