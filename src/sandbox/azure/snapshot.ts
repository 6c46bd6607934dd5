import type { Cloud } from './state/cloud';
import type { PowerState, ProvisioningState, Resource, Tags } from './state/records';

/** What there is, as it really is: past the API. */
export interface AzureSnapshot {
  readonly resourceGroups: readonly {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly tags: Tags;
  }[];
  readonly virtualMachines: readonly VirtualMachineSnapshot[];
  readonly disks: readonly DiskSnapshot[];
  readonly networkInterfaces: readonly NetworkInterfaceSnapshot[];
  readonly publicAddresses: readonly PublicAddressSnapshot[];
  readonly securityGroups: readonly SecurityGroupSnapshot[];
  readonly applicationGroups: readonly ResourceSnapshot[];
  readonly virtualNetworks: readonly VirtualNetworkSnapshot[];
}

export interface ResourceSnapshot {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly state: ProvisioningState;
  readonly tags: Tags;
}

export interface VirtualMachineSnapshot extends ResourceSnapshot {
  /** Also the name of its machine. */
  readonly vmId: string;
  readonly size: string;
  readonly zone: string | undefined;
  readonly power: PowerState | undefined;
  readonly priority: 'Regular' | 'Spot';
  readonly privateAddress: string | undefined;
  readonly publicAddress: string | undefined;
  readonly networkInterfaceIds: readonly string[];
  readonly diskIds: readonly string[];
}

export interface DiskSnapshot extends ResourceSnapshot {
  readonly sizeGB: number;
  readonly sku: string;
  readonly virtualMachineId: string | undefined;
}

export interface NetworkInterfaceSnapshot extends ResourceSnapshot {
  readonly privateAddress: string | undefined;
  readonly publicAddressId: string | undefined;
  readonly subnetId: string | undefined;
  readonly securityGroupId: string | undefined;
  readonly virtualMachineId: string | undefined;
}

export interface PublicAddressSnapshot extends ResourceSnapshot {
  readonly address: string;
}

export interface SecurityGroupSnapshot extends ResourceSnapshot {
  /** Names of the rules that it was given. */
  readonly rules: readonly string[];
}

export interface VirtualNetworkSnapshot extends ResourceSnapshot {
  readonly prefixes: readonly string[];
  readonly subnets: readonly {
    readonly id: string;
    readonly prefix: string;
    readonly securityGroupId: string | undefined;
  }[];
}

export function takeSnapshot(cloud: Cloud): AzureSnapshot {
  return {
    resourceGroups: [...cloud.groups.values()].map(({ id, name, location, tags = {} }) => ({
      id,
      name,
      location,
      tags,
    })),
    virtualMachines: cloud.machines.list().map((vm) => {
      const main = vm.interfaces.find(({ primary }) => primary === true) ?? vm.interfaces[0];
      const card = main === undefined ? undefined : cloud.interfaces.get(main.id);
      const configuration = card?.configurations.find(({ primary }) => primary);
      return {
        ...common(vm),
        vmId: vm.vmId,
        size: vm.size.name,
        zone: vm.zones?.[0],
        power: vm.power,
        priority: vm.priority ?? 'Regular',
        privateAddress: configuration?.address,
        publicAddress: cloud.publicAddresses.get(configuration?.publicAddressId ?? '')?.address,
        networkInterfaceIds: vm.interfaces.map(({ id }) => id),
        diskIds: [vm.osDisk, ...vm.dataDisks].map(({ diskId }) => diskId),
      };
    }),
    disks: cloud.disks.list().map((disk) => ({
      ...common(disk),
      sizeGB: disk.sizeGB,
      sku: disk.sku,
      virtualMachineId: disk.managedBy,
    })),
    networkInterfaces: cloud.interfaces.list().map((card) => {
      const configuration = card.configurations.find(({ primary }) => primary);
      return {
        ...common(card),
        privateAddress: configuration?.address,
        publicAddressId: configuration?.publicAddressId,
        subnetId: configuration?.subnetId,
        securityGroupId: card.securityGroupId,
        virtualMachineId: card.virtualMachineId,
      };
    }),
    publicAddresses: cloud.publicAddresses.list().map((one) => ({ ...common(one), address: one.address })),
    securityGroups: cloud.securityGroups
      .list()
      .map((group) => ({ ...common(group), rules: [...group.rules.values()].map(({ name }) => name) })),
    applicationGroups: cloud.applicationGroups.list().map(common),
    virtualNetworks: cloud.networks.list().map((network) => ({
      ...common(network),
      prefixes: network.prefixes,
      subnets: [...network.subnets.values()].map(({ id, prefix, securityGroupId }) => ({
        id,
        prefix,
        securityGroupId,
      })),
    })),
  };
}

function common({ id, name, group, location, state, tags = {} }: Resource): ResourceSnapshot {
  return { id, name, resourceGroup: group, location, state, tags };
}
