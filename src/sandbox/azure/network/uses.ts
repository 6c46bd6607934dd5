import type { Cloud } from '../state/cloud';
import type { PublicAddress, SecurityGroup, Subnet, VirtualNetwork } from '../state/records';
import { nameOf, sameId } from '../state/resource-id';

/** Ids of the IP configurations in a subnet. */
export function configurationsIn(cloud: Cloud, subnet: Subnet): readonly string[] {
  return cloud.interfaces
    .list()
    .flatMap((one) =>
      one.configurations
        .filter(({ subnetId }) => sameId(subnetId, subnet.id))
        .map(({ name }) => configurationId(one.id, name)),
    );
}

/** Id of the IP configuration that has a public address. */
export function holderOf(cloud: Cloud, address: PublicAddress): string | undefined {
  for (const one of cloud.interfaces.list()) {
    const holder = one.configurations.find(
      ({ publicAddressId }) => publicAddressId !== undefined && sameId(publicAddressId, address.id),
    );
    if (holder !== undefined) return configurationId(one.id, holder.name);
  }
  return undefined;
}

export function subnetsWith(cloud: Cloud, group: SecurityGroup): readonly string[] {
  return cloud.networks
    .list()
    .flatMap(({ subnets }) => [...subnets.values()])
    .filter(({ securityGroupId }) => securityGroupId !== undefined && sameId(securityGroupId, group.id))
    .map(({ id }) => id);
}

export function interfacesWith(cloud: Cloud, group: SecurityGroup): readonly string[] {
  return cloud.interfaces
    .list()
    .filter(({ securityGroupId }) => securityGroupId !== undefined && sameId(securityGroupId, group.id))
    .map(({ id }) => id);
}

export function findSubnet(
  cloud: Cloud,
  id: string,
): { readonly network: VirtualNetwork; readonly subnet: Subnet } | undefined {
  const [networkId = ''] = id.split(/\/subnets\/[^/]*$/i);
  const network = cloud.networks.get(networkId);
  const subnet = network?.subnets.get(nameOf(id).toLowerCase());
  return network === undefined || subnet === undefined ? undefined : { network, subnet };
}

export function configurationId(interfaceId: string, name: string): string {
  return `${interfaceId}/ipConfigurations/${name}`;
}
