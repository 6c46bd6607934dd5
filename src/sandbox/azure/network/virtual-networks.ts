import { canonicalCidr } from '../../world/cidr';
import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import { checkTags, find, pathOf, prepareWrite, readOperations } from '../resource-kind';
import type { Subnet, VirtualNetwork } from '../state/records';
import { nameOf } from '../state/resource-id';
import { ok, type Answer } from '../wire/answer';
import { begunWrite } from '../wire/begun';
import {
  choice,
  integer,
  list,
  readOnly,
  struct,
  tagMap,
  text,
  uncovered,
  type ValueOf,
} from '../wire/shape';
import { parseCidr } from '../../world/cidr';
import {
  beginChange,
  checkEtag,
  checkIdle,
  checkName,
  deleteOperation,
  newEtag,
  tagsOperation,
} from './change';
import { checkOverlap, checkUnused, overlap, readSubnet, subnetShape } from './subnet-settings';
import { configurationsIn } from './uses';
import { NETWORK_KIND } from './virtual-network-kind';

const networkShape = struct({
  id: text,
  name: readOnly,
  type: readOnly,
  etag: readOnly,
  location: text,
  tags: tagMap,
  extendedLocation: uncovered,
  properties: struct({
    addressSpace: struct({ addressPrefixes: list(text), ipamPoolPrefixAllocations: uncovered }),
    dhcpOptions: struct({ dnsServers: list(text) }),
    flowTimeoutInMinutes: integer,
    subnets: list(subnetShape),
    virtualNetworkPeerings: uncovered,
    enableDdosProtection: uncovered,
    enableVmProtection: uncovered,
    ddosProtectionPlan: uncovered,
    bgpCommunities: uncovered,
    encryption: uncovered,
    ipAllocations: uncovered,
    privateEndpointVNetPolicies: choice(['Disabled'], ['Basic']),
    defaultPublicNatGateway: readOnly,
    flowLogs: readOnly,
    resourceGuid: readOnly,
    provisioningState: readOnly,
  }),
});
type NetworkInput = ValueOf<typeof networkShape>;

export const VIRTUAL_NETWORK_OPERATIONS: readonly Operation[] = [
  ...readOperations(NETWORK_KIND),
  tagsOperation(NETWORK_KIND),
  deleteOperation(NETWORK_KIND, 'DeleteVirtualNetworkOperation', {
    check: (network, { cloud }) => {
      for (const subnet of network.subnets.values()) checkUnused(cloud, subnet);
    },
  }),
  {
    name: 'VirtualNetworks_CreateOrUpdate',
    method: 'PUT',
    path: pathOf(NETWORK_KIND),
    versions: NETWORK_KIND.versions,
    body: networkShape,
    run: createOrUpdate,
  },
  {
    name: 'VirtualNetworks_ListUsage',
    method: 'GET',
    path: pathOf(NETWORK_KIND, '/usages'),
    versions: NETWORK_KIND.versions,
    run: (call) =>
      ok({
        value: [...find(call, NETWORK_KIND).subnets.values()].map((subnet) => ({
          id: subnet.id,
          currentValue: configurationsIn(call.cloud, subnet).length,
          // What Azure keeps for itself of every subnet.
          limit: (parseCidr(subnet.prefix)?.size ?? 0) - 5,
          unit: 'Count',
          name: { value: 'SubnetSpace', localizedValue: 'Subnet size and usage' },
        })),
      }),
  },
];

function createOrUpdate(call: Call): Answer {
  const { cloud } = call;
  const input = call.body(networkShape);
  const { group, id, location, existing } = prepareWrite(call, NETWORK_KIND, input.location);
  const name = checkName(existing?.name ?? call.parameter(NETWORK_KIND.parameter));
  checkEtag(call, existing);
  const prefixes = readPrefixes(input, name);
  const subnets = readSubnets(call, { id, location, prefixes }, input, existing);
  if (existing !== undefined) {
    checkIdle(call, existing);
    for (const [key, subnet] of existing.subnets) {
      const after = subnets.get(key);
      if (after?.prefix !== subnet.prefix) checkUnused(cloud, subnet);
    }
  }
  const network: VirtualNetwork = existing ?? {
    id,
    name,
    type: NETWORK_KIND.type,
    group,
    location,
    guid: cloud.uuid(),
    tags: undefined,
    etag: newEtag(cloud),
    state: 'Updating',
    prefixes,
    dnsServers: [],
    flowTimeoutMinutes: undefined,
    subnets,
  };
  network.tags = checkTags(input.tags);
  network.prefixes = prefixes;
  network.dnsServers = input.properties?.dhcpOptions?.dnsServers ?? [];
  network.flowTimeoutMinutes = input.properties?.flowTimeoutInMinutes;
  network.subnets = subnets;
  cloud.networks.add(network);
  const operation = beginChange(call, network, 'PutVirtualNetworkOperation');
  return begunWrite(call, existing === undefined ? 201 : 200, operation, NETWORK_KIND.write(network, cloud));
}

function readPrefixes({ properties }: NetworkInput, name: string): readonly string[] {
  const prefixes = properties?.addressSpace?.addressPrefixes ?? [];
  if (prefixes.length === 0) {
    throw new ArmError(
      400,
      'InvalidRequestFormat',
      `Address space of virtual network ${name} must have at least one address prefix.`,
      { details: [] },
    );
  }
  for (const [index, prefix] of prefixes.entries()) {
    if (canonicalCidr(prefix) !== prefix) {
      throw new ArmError(
        400,
        'InvalidAddressPrefixFormat',
        `Address prefix ${prefix} of resource ${name} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
        { details: [] },
      );
    }
    const other = prefixes.slice(index + 1).find((one) => overlap(one, prefix));
    if (other === undefined) continue;
    throw new ArmError(
      400,
      'NetcfgOverlappingAddressSpace',
      `Address prefixes ${prefix} and ${other} of virtual network ${name} overlap.`,
      { details: [] },
    );
  }
  return prefixes;
}

/** Subnets that a request does not speak of stay; a list of them replaces all. */
function readSubnets(
  call: Call,
  network: { readonly id: string; readonly location: string; readonly prefixes: readonly string[] },
  { properties }: NetworkInput,
  existing: VirtualNetwork | undefined,
): ReadonlyMap<string, Subnet> {
  if (properties?.subnets === undefined) return existing?.subnets ?? new Map<string, Subnet>();
  const subnets = properties.subnets.map((input) => {
    const name = input.name ?? (input.id === undefined ? '' : nameOf(input.id));
    return readSubnet(call, network, name, input);
  });
  checkOverlap(subnets);
  return new Map(subnets.map((subnet) => [subnet.name.toLowerCase(), subnet]));
}
