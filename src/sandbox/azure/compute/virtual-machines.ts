import type { Operation } from '../operation';
import { find, pathOf, readOperations } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { VirtualMachine } from '../state/records';
import { ArmError } from '../errors';
import { ok } from '../wire/answer';
import { page } from '../wire/page';
import { VM_SIZES, type VmSize } from '../catalogue/sizes';
import { checkLocation } from '../resource-kind';
import { checkEtag } from './change';
import { createOrUpdate } from './create';
import { deleteOperation } from './delete';
import { writeInstanceView } from './instance-view';
import { subjectsOf } from './subjects';
import { updateMachine } from './update';
import { VM_KIND } from './vm-kind';
import { vmPatch, vmShape } from './vm-shape';

const path = pathOf(VM_KIND);
const { versions } = VM_KIND;

export const VIRTUAL_MACHINE_OPERATIONS: readonly Operation[] = [
  {
    name: 'VirtualMachines_Get',
    method: 'GET',
    path,
    versions,
    run: (call) => ok(expand(find(call, VM_KIND), call.cloud, call.request.query.get('$expand'))),
  },
  ...readOperations(VM_KIND).filter(({ name }) => name === 'VirtualMachines_List'),
  {
    name: 'VirtualMachines_ListAll',
    method: 'GET',
    path: `/subscriptions/{subscriptionId}/providers/${VM_KIND.type}`,
    versions,
    run: (call) => {
      const isOfStates = call.request.query.get('statusonly')?.toLowerCase() === 'true';
      const write = (vm: VirtualMachine) =>
        isOfStates ? writeState(vm, call.cloud) : VM_KIND.write(vm, call.cloud);
      return page(call, call.cloud.machines.list(), write);
    },
  },
  {
    name: 'VirtualMachines_ListByLocation',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}/virtualMachines',
    versions,
    run: (call) => {
      const location = checkLocation(call.parameter('location'), VM_KIND.type);
      const there = call.cloud.machines.list().filter((vm) => vm.location === location);
      return page(call, there, (vm) => VM_KIND.write(vm, call.cloud));
    },
  },
  {
    name: 'VirtualMachines_InstanceView',
    method: 'GET',
    path: pathOf(VM_KIND, '/instanceView'),
    versions,
    run: (call) => ok(writeInstanceView(find(call, VM_KIND), call.cloud)),
  },
  {
    name: 'VirtualMachines_ListAvailableSizes',
    method: 'GET',
    path: pathOf(VM_KIND, '/vmSizes'),
    versions,
    run: (call) => {
      const vm = find(call, VM_KIND);
      const free = vm.power === undefined || vm.power === 'deallocated';
      const sizes = VM_SIZES.filter(
        ({ family, architecture }) =>
          architecture === vm.size.architecture && (free || family === vm.size.family),
      );
      return ok({ value: sizes.map(writeSize) });
    },
  },
  {
    name: 'VirtualMachines_CreateOrUpdate',
    method: 'PUT',
    path,
    versions,
    body: vmShape,
    subjects: subjectsOf,
    run: createOrUpdate,
  },
  {
    name: 'VirtualMachines_Update',
    method: 'PATCH',
    path,
    versions,
    body: vmPatch,
    subjects: subjectsOf,
    run: (call) => {
      const vm = find(call, VM_KIND);
      checkEtag(call, vm);
      return updateMachine(call, vm, call.body(vmPatch), 'changed');
    },
  },
  {
    name: 'VirtualMachines_Delete',
    method: 'DELETE',
    path,
    versions,
    subjects: subjectsOf,
    run: deleteOperation,
  },
];

/** What a machine is doing, and nothing else of it. */
function writeState(vm: VirtualMachine, cloud: Cloud): unknown {
  const { id, name, type, location } = vm;
  return { id, name, type, location, properties: { instanceView: writeInstanceView(vm, cloud) } };
}

/** What a plain GET leaves out. */
function expand(vm: VirtualMachine, cloud: Cloud, what: string | undefined): unknown {
  const body = VM_KIND.write(vm, cloud) as { readonly properties: object };
  switch (what?.toLowerCase()) {
    case undefined:
      return body;
    case 'instanceview':
      return { ...body, properties: { ...body.properties, instanceView: writeInstanceView(vm, cloud) } };
    case 'userdata':
      return {
        ...body,
        properties: { ...body.properties, ...(vm.userData === undefined ? {} : { userData: vm.userData }) },
      };
    default:
      throw new ArmError(
        400,
        'InvalidParameter',
        `The value '${what ?? ''}' of parameter '$expand' is invalid. Allowed values are instanceView and userData.`,
        { target: '$expand' },
      );
  }
}

function writeSize({ name, vcpus, memoryMiB, dataDisks }: VmSize): unknown {
  return {
    name,
    numberOfCores: vcpus,
    osDiskSizeInMB: 1_047_552,
    resourceDiskSizeInMB: 0,
    memoryInMB: memoryMiB,
    maxDataDiskCount: dataDisks,
  };
}
