import { canonicalCidr, parseCidr } from '../../world/cidr';
import { ArmError, invalidReference } from '../errors';
import type { Call } from '../operation';
import type { Cloud } from '../state/cloud';
import type { Subnet, VirtualNetwork } from '../state/records';
import { choice, flag, list, open, readOnly, struct, text, uncovered, type ValueOf } from '../wire/shape';
import { checkName } from './change';
import { configurationsIn } from './uses';

/** Of a subnet, alone or inside of its network. */
export const subnetShape = struct({
  id: text,
  name: text,
  type: readOnly,
  etag: readOnly,
  properties: struct({
    addressPrefix: text,
    addressPrefixes: list(text),
    networkSecurityGroup: open({ id: text }),
    serviceEndpoints: list(
      struct({
        service: text,
        locations: list(text),
        networkIdentifier: uncovered,
        provisioningState: readOnly,
      }),
    ),
    delegations: list(
      struct({
        id: readOnly,
        name: text,
        type: readOnly,
        etag: readOnly,
        properties: struct({ serviceName: text, actions: readOnly, provisioningState: readOnly }),
      }),
    ),
    privateEndpointNetworkPolicies: choice([
      'Disabled',
      'Enabled',
      'NetworkSecurityGroupEnabled',
      'RouteTableEnabled',
    ]),
    privateLinkServiceNetworkPolicies: choice(['Enabled', 'Disabled']),
    defaultOutboundAccess: flag,
    routeTable: uncovered,
    natGateway: uncovered,
    serviceEndpointPolicies: uncovered,
    ipAllocations: uncovered,
    applicationGatewayIPConfigurations: uncovered,
    sharingScope: uncovered,
    ipamPoolPrefixAllocations: uncovered,
    serviceGateway: uncovered,
    privateEndpoints: readOnly,
    ipConfigurations: readOnly,
    ipConfigurationProfiles: readOnly,
    resourceNavigationLinks: readOnly,
    serviceAssociationLinks: readOnly,
    purpose: readOnly,
    provisioningState: readOnly,
  }),
});

export function readSubnet(
  call: Call,
  network: { readonly id: string; readonly location: string; readonly prefixes: readonly string[] },
  name: string,
  input: ValueOf<typeof subnetShape>,
): Subnet {
  const id = `${network.id}/subnets/${checkName(name)}`;
  const { addressPrefix, addressPrefixes, networkSecurityGroup, ...settings } = input.properties ?? {};
  const [prefix, second] = addressPrefix === undefined ? (addressPrefixes ?? []) : [addressPrefix];
  if (second !== undefined) {
    throw new ArmError(
      400,
      'NotSupported',
      `The sandbox does not cover subnets with several prefixes, as ${id} has`,
    );
  }
  checkPrefix(prefix, network.prefixes, name);
  const group = networkSecurityGroup?.id;
  if (group !== undefined) {
    const found = call.cloud.securityGroups.get(group);
    if (found?.location !== network.location) throw invalidReference(group, id);
  }
  return {
    id,
    name,
    prefix,
    prefixInList: addressPrefix === undefined,
    securityGroupId: group,
    settings,
  };
}

export function writeSubnet(
  cloud: Cloud,
  network: Pick<VirtualNetwork, 'etag' | 'state'>,
  subnet: Subnet,
): unknown {
  const used = configurationsIn(cloud, subnet);
  const { delegations = [], ...settings } = subnet.settings as { readonly delegations?: readonly object[] };
  return {
    name: subnet.name,
    id: subnet.id,
    etag: network.etag,
    properties: {
      provisioningState: network.state,
      ...(subnet.prefixInList ? { addressPrefixes: [subnet.prefix] } : { addressPrefix: subnet.prefix }),
      ...(subnet.securityGroupId === undefined
        ? {}
        : { networkSecurityGroup: { id: subnet.securityGroupId } }),
      ...(used.length === 0 ? {} : { ipConfigurations: used.map((id) => ({ id })) }),
      delegations,
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
      ...settings,
    },
    type: 'Microsoft.Network/virtualNetworks/subnets',
  };
}

export function checkOverlap(subnets: Iterable<Subnet>): void {
  const all = [...subnets];
  for (const [index, one] of all.entries()) {
    const other = all.slice(index + 1).find(({ prefix }) => overlap(one.prefix, prefix));
    if (other === undefined) continue;
    throw new ArmError(
      400,
      'NetcfgSubnetRangesOverlap',
      `Subnet '${other.name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network.`,
      { details: [] },
    );
  }
}

/** @throws ArmError when something is in the subnet */
export function checkUnused(cloud: Cloud, subnet: Subnet, others: readonly string[] = []): void {
  const used = configurationsIn(cloud, subnet).filter((id) => !others.includes(id));
  if (used.length === 0) return;
  throw new ArmError(
    400,
    'InUseSubnetCannotBeDeleted',
    `Subnet ${subnet.name} is in use by ${used.join(', ')} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
    { details: [] },
  );
}

function checkPrefix(
  prefix: string | undefined,
  network: readonly string[],
  name: string,
): asserts prefix is string {
  if (prefix === undefined || parseCidr(prefix) === undefined || canonicalCidr(prefix) !== prefix) {
    throw new ArmError(
      400,
      'InvalidCIDRNotation',
      `The address prefix ${prefix ?? 'null'} in resource ${name} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${canonicalCidr(prefix ?? '') ?? 'as in 10.0.0.0/24'}.`,
      { details: [] },
    );
  }
  if (network.some((one) => within(prefix, one))) return;
  throw new ArmError(
    400,
    'NetcfgSubnetRangeOutsideVnet',
    `Subnet '${name}' is not valid because its IP address range is outside the IP address range of virtual network.`,
    { details: [] },
  );
}

function within(inner: string, outer: string): boolean {
  const [a, b] = [parseCidr(inner), parseCidr(outer)];
  return a !== undefined && b !== undefined && a.first >= b.first && a.first + a.size <= b.first + b.size;
}

export function overlap(one: string, other: string): boolean {
  const [a, b] = [parseCidr(one), parseCidr(other)];
  return a !== undefined && b !== undefined && a.first < b.first + b.size && b.first < a.first + a.size;
}
