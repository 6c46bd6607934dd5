import { ApiError, invalidValue, notCovered, notFound } from '../errors';
import type { Subnet } from '../state/records';
import type { RegionState } from '../state/region';
import type { LaunchInput } from './launch-input';

/** Where a launch goes and what it has at its network card. */
export interface Placement {
  readonly subnet: Subnet;
  readonly groupIds: readonly string[];
  readonly publicAddress: boolean;
  readonly privateAddress?: string | undefined;
  readonly description: string;
  readonly deleteOnTermination: boolean;
}

export function placeLaunch(region: RegionState, input: LaunchInput): Placement {
  const [card, second] = input.NetworkInterface ?? [];
  if (second !== undefined) throw notCovered('more than one network interface');
  if ((card?.DeviceIndex ?? 0) !== 0 || (card?.NetworkCardIndex ?? 0) !== 0) {
    throw notCovered('a network interface at another index than 0');
  }
  if (card?.InterfaceType !== undefined && card.InterfaceType !== 'interface') {
    throw notCovered(`network interfaces of type ${card.InterfaceType}`);
  }
  if (card !== undefined) refuseBesideInterface(input);
  checkPlacement(input);
  const subnet = findSubnet(region, input, card?.SubnetId ?? input.SubnetId);
  return {
    subnet,
    groupIds: findGroups(region, card?.SecurityGroupId ?? input.SecurityGroupId, input.SecurityGroup),
    publicAddress: card?.AssociatePublicIpAddress ?? true,
    privateAddress: card?.PrivateIpAddress ?? input.PrivateIpAddress,
    description: card?.Description ?? '',
    deleteOnTermination: card?.DeleteOnTermination ?? true,
  };
}

/** The zones that a launch could go to, for faults that are about one. */
export function zonesOf(region: RegionState, input: LaunchInput): readonly string[] {
  const subnetId = input.NetworkInterface?.[0]?.SubnetId ?? input.SubnetId;
  const subnet = region.subnets.find(({ id }) => id === subnetId);
  return subnet === undefined ? [] : [subnet.zone.name];
}

function refuseBesideInterface(input: LaunchInput): void {
  if ((input.SecurityGroupId ?? input.SecurityGroup) !== undefined) {
    throw new ApiError(
      'InvalidParameterCombination',
      'Network interfaces and an instance-level security groups may not be specified on the same request',
    );
  }
  if (input.SubnetId !== undefined) {
    throw new ApiError(
      'InvalidParameterCombination',
      'Network interfaces and an instance-level subnet ID may not be specified on the same request',
    );
  }
}

function checkPlacement({ Placement: placement }: LaunchInput): void {
  const { Tenancy: tenancy = '', GroupName: group = '' } = placement ?? {};
  if (tenancy !== '' && tenancy !== 'default') throw notCovered(`${tenancy} tenancy`);
  if (group !== '') {
    throw new ApiError('InvalidPlacementGroup.Unknown', `The Placement Group '${group}' is unknown.`);
  }
}

function findSubnet(
  region: RegionState,
  { Placement: placement }: LaunchInput,
  id: string | undefined,
): Subnet {
  const zoneName = given(placement?.AvailabilityZone);
  const zoneId = given(placement?.AvailabilityZoneId);
  const inZone = region.subnets.filter(
    ({ zone }) =>
      (zoneName === undefined || zone.name === zoneName) && (zoneId === undefined || zone.id === zoneId),
  );
  if (inZone.length === 0) {
    throw new ApiError('InvalidParameterValue', `Invalid availability zone: [${zoneName ?? zoneId}]`);
  }
  if (id !== undefined) {
    const subnet = region.subnets.find((one) => one.id === id);
    if (subnet === undefined) throw subnetNotFound(id);
    if (!inZone.includes(subnet)) {
      throw invalidValue(
        'availabilityZone',
        zoneName ?? zoneId ?? '',
        `The subnet '${id}' is in another zone.`,
      );
    }
    return subnet;
  }
  const chosen = inZone[region.cloud.world.random.integer(inZone.length)];
  if (chosen === undefined) throw new ApiError('MissingInput', 'No subnets found for the default VPC');
  return chosen;
}

/** Clients write empty texts for what they leave open. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function subnetNotFound(id: string): ApiError {
  return new ApiError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
}

function findGroups(
  region: RegionState,
  ids: readonly string[] | undefined,
  names: readonly string[] | undefined,
): readonly string[] {
  const named = (names ?? []).map((name) => {
    const group = [...region.groups.values()].find((one) => one.name === name);
    if (group === undefined) throw notFound('InvalidGroup.NotFound', 'security group', name);
    return group.id;
  });
  const groups = [...new Set([...(ids ?? []), ...named])];
  return groups.length === 0 ? [region.defaultGroupId] : checkGroups(region, groups);
}

/** Groups as an instance may have them. */
export function checkGroups(region: RegionState, ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    if (!region.groups.has(id)) throw notFound('InvalidGroup.NotFound', 'security group', id);
  }
  const most = region.cloud.limits.groupsPerInterface;
  if (ids.length > most) {
    throw new ApiError(
      'SecurityGroupsPerInterfaceLimitExceeded',
      `The maximum number of security groups per interface has been reached: ${ids.length} of ${most}.`,
    );
  }
  return ids;
}
