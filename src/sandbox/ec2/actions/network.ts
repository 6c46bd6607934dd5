import { ApiError, invalidValue } from '../errors';
import { tagSet, writeTags } from '../shapes/common';
import { describedNetworkInterface, writeDescribedNetworkInterface } from '../shapes/network-interface';
import type { Instance, Subnet, Vpc, Zone } from '../state/records';
import type { RegionState } from '../state/region';
import { boolean, integer, list, struct, text } from '../wire/shape';
import { action, filterInput, request } from './action';
import { checkId, filterBy, paginate, pick } from './filters';

const paging = { Filter: filterInput, MaxResults: integer, NextToken: text } as const;

function vpcNotFound(id: string): ApiError {
  return new ApiError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
}

export const describeVpcs = action({
  name: 'DescribeVpcs',
  input: request({ ...paging, VpcId: list(text) }),
  output: struct({
    vpcSet: list(
      struct({
        vpcId: text,
        ownerId: text,
        state: text,
        cidrBlock: text,
        cidrBlockAssociationSet: list(
          struct({ associationId: text, cidrBlock: text, cidrBlockState: struct({ state: text }) }),
        ),
        dhcpOptionsId: text,
        instanceTenancy: text,
        isDefault: boolean,
        tagSet,
      }),
    ),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    for (const id of input.VpcId ?? []) checkId(id, 'vpc', 'InvalidVpcID.Malformed');
    const passes = filterBy<Vpc>(
      input.Filter,
      {
        'vpc-id': (vpc) => vpc.id,
        cidr: (vpc) => vpc.cidr,
        'cidr-block-association.cidr-block': (vpc) => vpc.cidr,
        'dhcp-options-id': (vpc) => vpc.dhcpOptionsId,
        'is-default': () => true,
        isDefault: () => true,
        'owner-id': () => region.accountId,
        state: () => 'available',
      },
      (vpc) => region.tags.seen(vpc.id),
    );
    const found = pick([region.vpc], input.VpcId, (vpc) => vpc.id, vpcNotFound).filter(passes);
    const { items, nextToken } = paginate(found, input, () => 1);
    return {
      vpcSet: items.map((vpc) => ({
        vpcId: vpc.id,
        ownerId: region.accountId,
        state: 'available',
        cidrBlock: vpc.cidr,
        cidrBlockAssociationSet: [
          {
            associationId: vpc.id.replace('vpc-', 'vpc-cidr-assoc-'),
            cidrBlock: vpc.cidr,
            cidrBlockState: { state: 'associated' },
          },
        ],
        dhcpOptionsId: vpc.dhcpOptionsId,
        instanceTenancy: 'default',
        isDefault: true,
        tagSet: writeTags(region.tags.seen(vpc.id)),
      })),
      nextToken,
    };
  },
});

const VPC_ATTRIBUTES: Readonly<Record<string, boolean>> = {
  enableDnsSupport: true,
  enableDnsHostnames: true,
  enableNetworkAddressUsageMetrics: false,
};

export const describeVpcAttribute = action({
  name: 'DescribeVpcAttribute',
  input: request({ VpcId: text, Attribute: text }, ['VpcId', 'Attribute']),
  output: struct({
    vpcId: text,
    enableDnsSupport: struct({ value: boolean }),
    enableDnsHostnames: struct({ value: boolean }),
    enableNetworkAddressUsageMetrics: struct({ value: boolean }),
  }),
  run: ({ region }, { VpcId: id, Attribute: name }) => {
    if (id !== region.vpc.id) throw vpcNotFound(id);
    if (!Object.hasOwn(VPC_ATTRIBUTES, name)) throw invalidValue('attribute', name, 'Unknown attribute.');
    return { vpcId: id, [name]: { value: VPC_ATTRIBUTES[name] } };
  },
});

export const describeSubnets = action({
  name: 'DescribeSubnets',
  input: request({ ...paging, SubnetId: list(text) }),
  output: struct({
    subnetSet: list(
      struct({
        subnetId: text,
        subnetArn: text,
        state: text,
        ownerId: text,
        vpcId: text,
        cidrBlock: text,
        availableIpAddressCount: integer,
        availabilityZone: text,
        availabilityZoneId: text,
        defaultForAz: boolean,
        mapPublicIpOnLaunch: boolean,
        mapCustomerOwnedIpOnLaunch: boolean,
        assignIpv6AddressOnCreation: boolean,
        enableDns64: boolean,
        ipv6Native: boolean,
        tagSet,
      }),
    ),
    nextToken: text,
  }),
  run: ({ region }, input) => {
    for (const id of input.SubnetId ?? []) checkId(id, 'subnet', 'InvalidSubnetID.Malformed');
    const free = (subnet: Subnet) => region.cloud.addresses.free(subnet.cidr);
    const passes = filterBy<Subnet>(
      input.Filter,
      {
        'subnet-id': (subnet) => subnet.id,
        'vpc-id': (subnet) => subnet.vpcId,
        'availability-zone': (subnet) => subnet.zone.name,
        availabilityZone: (subnet) => subnet.zone.name,
        'availability-zone-id': (subnet) => subnet.zone.id,
        'available-ip-address-count': free,
        'cidr-block': (subnet) => subnet.cidr,
        cidr: (subnet) => subnet.cidr,
        'default-for-az': () => true,
        defaultForAz: () => true,
        'map-public-ip-on-launch': () => true,
        'owner-id': () => region.accountId,
        state: () => 'available',
      },
      (subnet) => region.tags.seen(subnet.id),
    );
    const missing = (id: string) =>
      new ApiError('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
    const found = pick(region.subnets, input.SubnetId, (subnet) => subnet.id, missing).filter(passes);
    const { items, nextToken } = paginate(found, input, (subnet) => region.subnets.indexOf(subnet));
    return {
      subnetSet: items.map((subnet) => ({
        subnetId: subnet.id,
        subnetArn: region.arn(`subnet/${subnet.id}`),
        state: 'available',
        ownerId: region.accountId,
        vpcId: subnet.vpcId,
        cidrBlock: subnet.cidr,
        availableIpAddressCount: free(subnet),
        availabilityZone: subnet.zone.name,
        availabilityZoneId: subnet.zone.id,
        defaultForAz: true,
        mapPublicIpOnLaunch: true,
        mapCustomerOwnedIpOnLaunch: false,
        assignIpv6AddressOnCreation: false,
        enableDns64: false,
        ipv6Native: false,
        tagSet: writeTags(region.tags.seen(subnet.id)),
      })),
      nextToken,
    };
  },
});

export const describeAvailabilityZones = action({
  name: 'DescribeAvailabilityZones',
  input: request({
    ZoneName: list(text),
    ZoneId: list(text),
    AllAvailabilityZones: boolean,
    Filter: filterInput,
  }),
  output: struct({
    availabilityZoneInfo: list(
      struct({
        zoneName: text,
        zoneId: text,
        zoneState: text,
        regionName: text,
        groupName: text,
        networkBorderGroup: text,
        optInStatus: text,
        zoneType: text,
        messageSet: list(struct({ message: text })),
      }),
    ),
  }),
  run: ({ region }, input) => {
    const invalid = (name: string) =>
      new ApiError('InvalidParameterValue', `Invalid availability zone: [${name}]`);
    const byName = pick(region.zones, input.ZoneName, (zone) => zone.name, invalid);
    const passes = filterBy<Zone>(input.Filter, {
      'zone-name': (zone) => zone.name,
      'zone-id': (zone) => zone.id,
      'zone-type': () => 'availability-zone',
      'region-name': () => region.name,
      'group-name': () => groupNameOf(region),
      'opt-in-status': () => 'opt-in-not-required',
      state: () => 'available',
    });
    return {
      availabilityZoneInfo: pick(byName, input.ZoneId, (zone) => zone.id, invalid)
        .filter(passes)
        .map((zone) => ({
          zoneName: zone.name,
          zoneId: zone.id,
          zoneState: 'available',
          regionName: region.name,
          groupName: groupNameOf(region),
          networkBorderGroup: region.name,
          optInStatus: 'opt-in-not-required',
          zoneType: 'availability-zone',
          messageSet: [],
        })),
    };
  },
});

function groupNameOf(region: RegionState): string {
  return `${region.name}-zg-1`;
}

export const describeRegions = action({
  name: 'DescribeRegions',
  input: request({ RegionName: list(text), AllRegions: boolean, Filter: filterInput }),
  output: struct({
    regionInfo: list(struct({ regionName: text, regionEndpoint: text, optInStatus: text })),
  }),
  run: ({ region }, input) => {
    const endpoint = (name: string) => `ec2.${name}.amazonaws.com`;
    const passes = filterBy<string>(input.Filter, {
      'region-name': (name) => name,
      endpoint,
      'opt-in-status': () => 'opt-in-not-required',
    });
    const invalid = (name: string) => invalidValue('region', name, 'The sandbox has no such region.');
    return {
      regionInfo: pick(region.cloud.regions, input.RegionName, (name) => name, invalid)
        .filter(passes)
        .map((name) => ({
          regionName: name,
          regionEndpoint: endpoint(name),
          optInStatus: 'opt-in-not-required',
        })),
    };
  },
});

/** Only those of instances: the sandbox makes no other. */
export const describeNetworkInterfaces = action({
  name: 'DescribeNetworkInterfaces',
  input: request({ ...paging, NetworkInterfaceId: list(text) }),
  output: struct({ networkInterfaceSet: list(describedNetworkInterface), nextToken: text }),
  run: ({ region }, input) => {
    const passes = filterBy<Instance>(
      input.Filter,
      {
        'network-interface-id': (one) => one.networkInterface.id,
        'attachment.instance-id': (one) => one.id,
        'attachment.attachment-id': (one) => one.networkInterface.attachmentId,
        'attachment.device-index': () => 0,
        'attachment.status': () => 'attached',
        'group-id': (one) => one.groupIds,
        'subnet-id': (one) => one.subnet.id,
        'vpc-id': (one) => one.subnet.vpcId,
        'private-ip-address': (one) => one.privateAddress,
        'addresses.private-ip-address': (one) => one.privateAddress,
        'association.public-ip': (one) => one.publicAddress,
        'availability-zone': (one) => one.subnet.zone.name,
        'requester-managed': () => false,
        'interface-type': () => 'interface',
        'requester-id': () => undefined,
        description: (one) => one.networkInterface.description,
        status: () => 'in-use',
      },
      (one) => region.tags.seen(one.networkInterface.id),
    );
    const missing = (id: string) =>
      new ApiError('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id}' does not exist`);
    const attached = [...region.instances.values()].filter((one) => one.state !== 'terminated');
    const found = pick(attached, input.NetworkInterfaceId, (one) => one.networkInterface.id, missing);
    const { items, nextToken } = paginate(found.filter(passes), input, (one) => one.sequence);
    return {
      networkInterfaceSet: items.map((one) => writeDescribedNetworkInterface(region, one)),
      nextToken,
    };
  },
});

export const networkActions = [
  describeVpcs,
  describeVpcAttribute,
  describeSubnets,
  describeAvailabilityZones,
  describeRegions,
  describeNetworkInterfaces,
];
