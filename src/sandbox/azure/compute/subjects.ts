import type { Cloud } from '../state/cloud';
import { VM_TYPE } from './vm-kind';

/** What a call about a virtual machine is about besides: faults may name its size, its zone or its region. */
export function subjectsOf(cloud: Cloud, parameters: Readonly<Record<string, string>>): readonly string[] {
  const id = cloud.resourceId(parameters['resourceGroupName'] ?? '', VM_TYPE, parameters['vmName'] ?? '');
  const vm = cloud.machines.get(id);
  return vm === undefined ? [] : [vm.vmId, vm.size.name, vm.location, ...(vm.zones ?? [])];
}
