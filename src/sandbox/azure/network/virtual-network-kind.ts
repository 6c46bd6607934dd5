import type { ResourceKind } from '../resource-kind';
import type { VirtualNetwork } from '../state/records';
import { NETWORK_VERSIONS } from '../versions';
import { writeSubnet } from './subnet-settings';

export const NETWORK_KIND: ResourceKind<VirtualNetwork> = {
  type: 'Microsoft.Network/virtualNetworks',
  operations: 'VirtualNetworks',
  parameter: 'virtualNetworkName',
  versions: NETWORK_VERSIONS,
  store: ({ networks }) => networks,
  write: (network, cloud) => ({
    name: network.name,
    id: network.id,
    etag: network.etag,
    type: network.type,
    location: network.location,
    tags: network.tags ?? {},
    properties: {
      provisioningState: network.state,
      resourceGuid: network.guid,
      addressSpace: { addressPrefixes: network.prefixes },
      dhcpOptions: { dnsServers: network.dnsServers },
      ...(network.flowTimeoutMinutes === undefined
        ? {}
        : { flowTimeoutInMinutes: network.flowTimeoutMinutes }),
      subnets: [...network.subnets.values()].map((subnet) => writeSubnet(cloud, network, subnet)),
      virtualNetworkPeerings: [],
      enableDdosProtection: false,
      enableVmProtection: false,
    },
  }),
};
