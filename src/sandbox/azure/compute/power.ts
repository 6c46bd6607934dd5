import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import { find, pathOf } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { PowerState, VirtualMachine } from '../state/records';
import { begunAction } from '../wire/begun';
import { beginVmChange, checkIdle } from './change';
import { beginDeletion } from './delete';
import { allocationFailed, checkCapacity, provision } from './provision';
import { subjectsOf } from './subjects';
import { VM_KIND } from './vm-kind';

interface PowerAction {
  readonly operation: string;
  readonly path: string;
  readonly seconds: (cloud: Cloud) => number;
  /** The power while it goes on. */
  readonly during: PowerState;
  /** @throws ArmError when it cannot be */
  readonly check?: (call: Call, vm: VirtualMachine) => void;
  readonly work: (call: Call, vm: VirtualMachine, signal: AbortSignal) => Promise<void>;
}

const ACTIONS: readonly PowerAction[] = [
  {
    operation: 'Start',
    path: 'start',
    seconds: () => 0,
    during: 'starting',
    check: (call, vm) => {
      checkCapacity(call, { size: vm.size.name, location: vm.location });
    },
    work: async (call, vm, signal) => {
      await provision(call.cloud, vm, call.struck.noCapacity !== undefined, signal);
    },
  },
  {
    operation: 'PowerOff',
    path: 'powerOff',
    seconds: ({ settings }) => settings.delays.powerOff,
    during: 'stopping',
    check: (_, vm) => {
      checkAllocated(vm, 'powerOff');
    },
    work: async (call, vm) => {
      const skips = call.request.query.get('skipshutdown') === 'true';
      await call.cloud.control.stop(vm, skips ? 'at once' : 'in good order');
      vm.power = 'stopped';
    },
  },
  {
    operation: 'Deallocate',
    path: 'deallocate',
    seconds: ({ settings }) => settings.delays.deallocation,
    during: 'deallocating',
    work: async (call, vm) => {
      await call.cloud.control.stop(vm, 'in good order');
      vm.power = 'deallocated';
    },
  },
  {
    operation: 'Restart',
    path: 'restart',
    seconds: ({ settings }) => settings.delays.update,
    during: 'running',
    check: (_, vm) => {
      checkAllocated(vm, 'restart');
    },
    work: async (call, vm, signal) => {
      await call.cloud.control.restart(vm, signal);
      vm.power = 'running';
    },
  },
];

/** The actions that switch a virtual machine. */
export const POWER_OPERATIONS: readonly Operation[] = [
  ...ACTIONS.map((action): Operation => ({
    name: `VirtualMachines_${action.operation}`,
    method: 'POST',
    path: pathOf(VM_KIND, `/${action.path}`),
    versions: VM_KIND.versions,
    subjects: subjectsOf,
    run: (call) => {
      const vm = find(call, VM_KIND);
      checkIdle(vm, action.operation);
      action.check?.(call, vm);
      return begunAction(call, begin(call, vm, action));
    },
  })),
  {
    name: 'VirtualMachines_SimulateEviction',
    method: 'POST',
    path: pathOf(VM_KIND, '/simulateEviction'),
    versions: VM_KIND.versions,
    run: (call) => {
      evict(call.cloud, find(call, VM_KIND));
      return { status: 204 };
    },
  },
];

function begin(call: Call, vm: VirtualMachine, action: PowerAction) {
  const { cloud, struck } = call;
  const before = vm.power;
  vm.power = action.during;
  return beginVmChange(cloud, vm, {
    name: action.operation,
    seconds: action.seconds(cloud),
    work: (signal) => action.work(call, vm, signal),
    failed: () => {
      // Nothing came of it, as far as anybody knows.
      if (vm.power === action.during) vm.power = before;
    },
    failure: struck.failure,
  });
}

/**
 * Azure takes a spot machine back: after the notice it is deallocated or deleted, as it was made to be.
 * @throws ArmError when it is no running one
 */
export function evict(cloud: Cloud, vm: VirtualMachine): void {
  if (vm.priority !== 'Spot' || vm.power !== 'running') {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `The operation 'SimulateEviction' is allowed on running Azure Spot virtual machines only: VM '${vm.name}' is none.`,
    );
  }
  cloud.world.clock.after(cloud.settings.delays.evictionNotice, () => {
    const there = cloud.machines.get(vm.id) === vm && vm.state !== 'Deleting';
    if (!there || vm.power !== 'running') return;
    // Whatever else goes on with it: Azure does not ask.
    vm.operation?.preempt();
    if (vm.evictionPolicy === 'Delete') {
      beginDeletion(cloud, vm, { forced: true, failure: undefined });
      return;
    }
    vm.power = 'deallocating';
    beginVmChange(cloud, vm, {
      name: 'Deallocate',
      seconds: cloud.settings.delays.deallocation,
      work: async () => {
        await cloud.control.stop(vm, 'at once');
        vm.power = 'deallocated';
      },
    });
  });
}

function checkAllocated(vm: VirtualMachine, operation: string): void {
  if (vm.power === undefined) throw allocationFailed(vm);
  if (vm.power !== 'deallocated') return;
  throw new ArmError(
    409,
    'OperationNotAllowed',
    `Operation '${operation}' is not allowed on VM '${vm.name}' since the VM is deallocated. Start the VM first.`,
  );
}
