import type { ResourceKind } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { IpConfiguration, NetworkInterface } from '../state/records';
import { NETWORK_VERSIONS } from '../versions';
import { configurationId } from './uses';

export const INTERFACE_KIND: ResourceKind<NetworkInterface> = {
  type: 'Microsoft.Network/networkInterfaces',
  operations: 'NetworkInterfaces',
  parameter: 'networkInterfaceName',
  versions: NETWORK_VERSIONS,
  store: ({ interfaces }) => interfaces,
  write: (card) => ({
    name: card.name,
    id: card.id,
    etag: card.etag,
    location: card.location,
    tags: card.tags ?? {},
    properties: {
      provisioningState: card.state,
      resourceGuid: card.guid,
      ipConfigurations: card.configurations.map((one) => writeConfiguration(card, one)),
      dnsSettings: {
        dnsServers: card.dnsServers,
        appliedDnsServers: [],
        internalDomainNameSuffix: `${card.guid.replaceAll('-', '').slice(0, 26)}.bx.internal.cloudapp.net`,
      },
      // A card has one once it has been in a machine.
      ...(card.virtualMachineId === undefined ? {} : { macAddress: card.mac }),
      primary: card.virtualMachineId !== undefined,
      enableAcceleratedNetworking: card.acceleratedNetworking,
      enableIPForwarding: card.ipForwarding,
      disableTcpStateTracking: false,
      vnetEncryptionSupported: false,
      nicType: 'Standard',
      ...(card.securityGroupId === undefined ? {} : { networkSecurityGroup: { id: card.securityGroupId } }),
      ...(card.virtualMachineId === undefined ? {} : { virtualMachine: { id: card.virtualMachineId } }),
      hostedWorkloads: [],
      tapConfigurations: [],
    },
    type: card.type,
  }),
};

export function writeConfiguration(card: NetworkInterface, one: IpConfiguration): unknown {
  return {
    name: one.name,
    id: configurationId(card.id, one.name),
    etag: card.etag,
    type: 'Microsoft.Network/networkInterfaces/ipConfigurations',
    properties: {
      provisioningState: card.state,
      privateIPAddress: one.address,
      privateIPAllocationMethod: one.allocation,
      ...(one.publicAddressId === undefined ? {} : { publicIPAddress: { id: one.publicAddressId } }),
      ...(one.applicationGroupIds.length === 0
        ? {}
        : { applicationSecurityGroups: one.applicationGroupIds.map((id) => ({ id })) }),
      subnet: { id: one.subnetId },
      primary: one.primary,
      privateIPAddressVersion: 'IPv4',
    },
  };
}

/** Gives its addresses back. */
export function releaseAddresses(cloud: Cloud, configurations: readonly IpConfiguration[]): void {
  for (const { address } of configurations) cloud.settings.addresses.release(address);
}
