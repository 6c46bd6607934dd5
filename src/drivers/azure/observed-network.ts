import type { ApplicationSecurityGroup, NetworkSecurityGroup, VirtualNetwork } from '@azure/arm-network';
import { canonicalLocation, isSameId } from './ids';
import { splitTags } from './marks';
import type { AzureNetwork, NetworkReference } from './network';
import { hasFailed } from './operation';
import type { NetworkParts } from './network-parts';
import { toRules } from './security-rules';

/** What Azure told of a network and its parts. */
export interface NetworkAnswers {
  readonly network: VirtualNetwork;
  readonly securityGroup: NetworkSecurityGroup | undefined;
  readonly groups: readonly ApplicationSecurityGroup[];
  readonly reference: NetworkReference;
  readonly parts: NetworkParts;
}

export function toNetwork({
  network,
  securityGroup,
  groups,
  reference,
  parts,
}: NetworkAnswers): AzureNetwork {
  const { name, subnetName } = reference;
  const subnet = network.subnets?.find((one) => one.name === subnetName);
  const guard = subnet?.networkSecurityGroup?.id;
  return {
    id: network.id ?? parts.network,
    location: canonicalLocation(network.location ?? ''),
    addressPrefixes: [...(network.addressSpace?.addressPrefixes ?? [])].sort(),
    subnetId: subnet && (subnet.id ?? parts.subnet),
    subnetPrefix: subnet?.addressPrefix ?? subnet?.addressPrefixes?.[0],
    securityGroupId: securityGroup?.id,
    isGuarded: guard !== undefined && isSameId(guard, parts.securityGroup),
    hasFailed: [network, securityGroup, ...groups].some(hasFailed),
    rules: toRules(securityGroup?.securityRules, name),
    applicationGroups: Object.fromEntries(
      groups.flatMap(({ name: full, id }): [string, string][] =>
        full === undefined || id === undefined ? [] : [[full.slice(name.length + 1), id]],
      ),
    ),
    ...splitTags(network.tags),
  };
}
