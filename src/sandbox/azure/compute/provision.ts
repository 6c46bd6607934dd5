import { ArmError } from '../errors';
import type { Call } from '../operation';
import type { Cloud } from '../state/cloud';
import type { VirtualMachine } from '../state/records';
import { machineSpec } from './machine-spec';

/** What finds no room, as the operation that it fails says it. */
export function allocationFailed(vm: VirtualMachine): ArmError {
  if (vm.zones === undefined) {
    return new ArmError(
      409,
      'AllocationFailed',
      `Allocation failed. We do not have sufficient capacity for the requested VM size ${vm.size.name} in this region. Read more about improving likelihood of allocation success at https://aka.ms/allocation-guidance`,
    );
  }
  return new ArmError(
    409,
    'ZonalAllocationFailed',
    `Allocation failed. We do not have sufficient capacity for the requested VM size ${vm.size.name} in this zone. Read more about improving likelihood of allocation success at https://aka.ms/allocation-guidance`,
  );
}

/** A lack of room that is known before anything is made. @throws ArmError */
export function checkCapacity(call: Call, place: { readonly size: string; readonly location: string }): void {
  const code = call.struck.noCapacity?.errorCode;
  if (code === undefined || /AllocationFailed/.test(code)) return;
  throw new ArmError(
    409,
    code,
    `The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: ${place.size}' is currently not available in location '${place.location}'. Please try another size or deploy to a different location or different zone. See https://aka.ms/azureskunotavailable for details.`,
    { target: 'vmSize' },
  );
}

/** Finds room for a machine, makes it when it is new, and waits until its agent reports that it is there. */
export async function provision(
  cloud: Cloud,
  vm: VirtualMachine,
  roomless: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { world, control, settings } = cloud;
  const { allocation, provisioning, report } = settings.delays;
  await world.clock.sleep(allocation, signal);
  if (roomless) throw allocationFailed(vm);
  vm.power = 'starting';
  const late = new AbortController();
  const cancel = world.clock.after(provisioning, () => {
    late.abort();
  });
  try {
    await control.start(vm, () => machineSpec(cloud, vm), AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (late.signal.aborted) {
      // Its power is on, and nobody has heard of it.
      vm.power = 'running';
      throw new ArmError(
        409,
        'OSProvisioningTimedOut',
        `OS Provisioning for VM '${vm.name}' did not finish in the allotted time. The VM may still finish provisioning successfully. Please check provisioning state later. For details on how to check current provisioning state of Linux VMs, refer to https://aka.ms/LinuxVMLifecycle.`,
      );
    }
    throw error;
  } finally {
    cancel();
  }
  vm.power = 'running';
  await world.clock.sleep(report, signal);
}
