import { resourceId } from './ids';
import type { NetworkReference } from './network';

/** The ids of all that belongs to a network. */
export interface NetworkParts {
  readonly network: string;
  readonly subnet: string;
  readonly securityGroup: string;
  /** @param name As the network's user names it. */
  applicationGroup(name: string): string;
}

/** @param root `/subscriptions/…` */
export function networkParts(root: string, { group, name, subnetName }: NetworkReference): NetworkParts {
  const network = resourceId(root, group, 'Microsoft.Network/virtualNetworks', name);
  return {
    network,
    subnet: `${network}/subnets/${subnetName}`,
    securityGroup: resourceId(root, group, 'Microsoft.Network/networkSecurityGroups', `${name}-nsg`),
    applicationGroup: (one) =>
      resourceId(root, group, 'Microsoft.Network/applicationSecurityGroups', `${name}-${one}`),
  };
}
