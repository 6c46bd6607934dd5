import type { Cloud } from '../state/cloud';
import type { AttachedDisk, PowerState, ProvisioningState, VirtualMachine } from '../state/records';

interface Status {
  readonly code: string;
  readonly level: 'Info' | 'Warning' | 'Error';
  readonly displayStatus: string;
  readonly message?: string;
  readonly time?: string;
}

const PROVISIONING: Readonly<Record<ProvisioningState, readonly [code: string, text: string]>> = {
  Creating: ['creating', 'Creating'],
  Updating: ['updating', 'Updating'],
  Deleting: ['deleting', 'Deleting'],
  Succeeded: ['succeeded', 'Provisioning succeeded'],
  Failed: ['failed', 'Provisioning failed'],
};

/** What a virtual machine is like right now. */
export function writeInstanceView(vm: VirtualMachine, cloud: Cloud): unknown {
  const runs = vm.power === 'running' && vm.machine?.state === 'running';
  return {
    ...(runs
      ? { computerName: vm.osProfile?.computerName ?? vm.name, osName: 'debian', osVersion: '12' }
      : {}),
    // A machine that is not there has no agent that says so.
    ...(vm.power === 'deallocated' ? {} : { vmAgent: agentOf(vm, runs) }),
    disks: [vm.osDisk, ...vm.dataDisks].map((disk) => diskStatus(cloud, disk)),
    ...(vm.bootDiagnostics === true ? { bootDiagnostics: {} } : {}),
    hyperVGeneration: vm.image?.generation ?? 'V1',
    statuses: [provisioningStatus(vm), ...(vm.power === undefined ? [] : [powerStatus(vm.power)])],
  };
}

function provisioningStatus({ state, provisionedAt, failure }: VirtualMachine): Status {
  const [code, displayStatus] = PROVISIONING[state];
  if (state === 'Failed') {
    return {
      code: `ProvisioningState/failed/${failure?.code ?? 'InternalExecutionError'}`,
      level: 'Error',
      displayStatus,
      message: failure?.message ?? '',
      time: provisionedAt.toISOString(),
    };
  }
  return {
    code: `ProvisioningState/${code}`,
    level: 'Info',
    displayStatus,
    ...(state === 'Succeeded' ? { time: provisionedAt.toISOString() } : {}),
  };
}

function powerStatus(power: PowerState): Status {
  return { code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` };
}

function agentOf({ osProfile }: VirtualMachine, runs: boolean): unknown {
  if (!runs || osProfile?.provisionAgent === false) {
    const status: Status = {
      code: 'ProvisioningState/Unavailable',
      level: 'Warning',
      displayStatus: 'Not Ready',
      message: 'VM status blob is found but not yet populated.',
      time: new Date().toISOString(),
    };
    return { vmAgentVersion: 'Unknown', statuses: [status] };
  }
  const status: Status = {
    code: 'ProvisioningState/succeeded',
    level: 'Info',
    displayStatus: 'Ready',
    message: 'Guest Agent is running',
    time: new Date().toISOString(),
  };
  return { vmAgentVersion: '2.9.1.1', statuses: [status], extensionHandlers: [] };
}

function diskStatus(cloud: Cloud, { name, diskId }: AttachedDisk): unknown {
  const disk = cloud.disks.get(diskId);
  const time = disk?.createdAt.toISOString();
  const status: Status = {
    code: 'ProvisioningState/succeeded',
    level: 'Info',
    displayStatus: 'Provisioning succeeded',
    ...(time === undefined ? {} : { time }),
  };
  return { name, statuses: [status] };
}
