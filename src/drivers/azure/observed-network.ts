import { hasFailed } from './answer';
import { listAt, objectAt, textAt, textsAt } from './fields';
import { canonicalLocation, isSameId } from './ids';
import { splitTags } from './marks';
import type { AzureNetwork, NetworkReference } from './network';
import type { NetworkParts } from './network-parts';
import { rulesOf } from './security-rules';

/** What Azure told of a network and its parts. */
export interface NetworkAnswers {
  readonly network: Readonly<Record<string, unknown>>;
  readonly securityGroup: unknown;
  readonly groups: readonly unknown[];
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
  const subnet = listAt(network, 'properties', 'subnets').find((one) => textAt(one, 'name') === subnetName);
  const guard = textAt(subnet, 'properties', 'networkSecurityGroup', 'id');
  const prefixes = textsAt(subnet, 'properties', 'addressPrefixes');
  return {
    id: textAt(network, 'id') ?? parts.network,
    location: canonicalLocation(textAt(network, 'location') ?? ''),
    addressPrefixes: textsAt(network, 'properties', 'addressSpace', 'addressPrefixes').sort(),
    subnetId: subnet === undefined ? undefined : (textAt(subnet, 'id') ?? parts.subnet),
    subnetPrefix: textAt(subnet, 'properties', 'addressPrefix') ?? prefixes[0],
    securityGroupId: textAt(securityGroup, 'id'),
    isGuarded: guard !== undefined && isSameId(guard, parts.securityGroup),
    hasFailed: [network, securityGroup, ...groups].some(hasFailed),
    rules: rulesOf(securityGroup, name),
    applicationGroups: Object.fromEntries(
      groups.flatMap((one): [string, string][] => {
        const [full, id] = [textAt(one, 'name'), textAt(one, 'id')];
        return full === undefined || id === undefined ? [] : [[full.slice(name.length + 1), id]];
      }),
    ),
    ...splitTags(objectAt(network).tags),
  };
}
