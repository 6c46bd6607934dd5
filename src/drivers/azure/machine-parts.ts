import { resourceId } from './ids';
import type { MachineReference } from './machine-request';

/** The ids of all that belongs to a machine. */
export interface MachineParts {
  readonly machine: string;
  readonly nic: string;
  readonly address: string;
  readonly osDisk: string;
  dataDisk(lun: number): string;
}

/** @param root `/subscriptions/…` */
export function machineParts(root: string, { group, name }: MachineReference): MachineParts {
  return {
    machine: resourceId(root, group, 'Microsoft.Compute/virtualMachines', name),
    nic: resourceId(root, group, 'Microsoft.Network/networkInterfaces', `${name}-nic`),
    address: resourceId(root, group, 'Microsoft.Network/publicIPAddresses', `${name}-ip`),
    osDisk: resourceId(root, group, 'Microsoft.Compute/disks', `${name}-os`),
    dataDisk: (lun) => resourceId(root, group, 'Microsoft.Compute/disks', `${name}-data-${String(lun)}`),
  };
}

/** The last part of an id. */
export function nameIn(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
