import type { Instance } from '../state/records';
import type { RegionState } from '../state/region';
import { boolean, integer, list, struct, text, time, type ValueOf } from '../wire/shape';
import { groupSet, tagSet, writeGroups, writeTags } from './common';
import { privateDnsName, publicDnsName, visiblePublicAddress } from './dns-names';

const association = struct({ publicIp: text, publicDnsName: text, ipOwnerId: text });
const common = {
  networkInterfaceId: text,
  subnetId: text,
  vpcId: text,
  description: text,
  ownerId: text,
  status: text,
  macAddress: text,
  privateIpAddress: text,
  privateDnsName: text,
  sourceDestCheck: boolean,
  groupSet,
  association,
  privateIpAddressesSet: list(
    struct({ privateIpAddress: text, privateDnsName: text, primary: boolean, association }),
  ),
  interfaceType: text,
} as const;
const attachment = {
  attachmentId: text,
  deviceIndex: integer,
  status: text,
  attachTime: time,
  deleteOnTermination: boolean,
  networkCardIndex: integer,
} as const;

/** As it stands inside of an instance. */
export const networkInterface = struct({ ...common, attachment: struct(attachment) });
/** As DescribeNetworkInterfaces has it. */
export const describedNetworkInterface = struct({
  ...common,
  availabilityZone: text,
  requesterManaged: boolean,
  attachment: struct({ ...attachment, instanceId: text, instanceOwnerId: text }),
  tagSet,
});

export function writeNetworkInterface(
  region: RegionState,
  instance: Instance,
): ValueOf<typeof networkInterface> {
  const { networkInterface: card, privateAddress: privateIpAddress } = instance;
  const publicIp = visiblePublicAddress(instance);
  const shown =
    publicIp === undefined
      ? undefined
      : { publicIp, publicDnsName: publicDnsName(region, instance), ipOwnerId: 'amazon' };
  return {
    networkInterfaceId: card.id,
    subnetId: instance.subnet.id,
    vpcId: instance.subnet.vpcId,
    description: card.description,
    ownerId: region.accountId,
    status: 'in-use',
    macAddress: card.macAddress,
    privateIpAddress,
    privateDnsName: privateDnsName(region, instance),
    sourceDestCheck: instance.sourceDestCheck,
    groupSet: writeGroups(region, instance.groupIds),
    association: shown,
    privateIpAddressesSet: [
      {
        privateIpAddress,
        privateDnsName: privateDnsName(region, instance),
        primary: true,
        association: shown,
      },
    ],
    interfaceType: 'interface',
    attachment: {
      attachmentId: card.attachmentId,
      deviceIndex: 0,
      status: instance.state === 'pending' ? 'attaching' : 'attached',
      attachTime: instance.launchTime,
      deleteOnTermination: card.deleteOnTermination,
      networkCardIndex: 0,
    },
  };
}

export function writeDescribedNetworkInterface(
  region: RegionState,
  instance: Instance,
): ValueOf<typeof describedNetworkInterface> {
  const written = writeNetworkInterface(region, instance);
  return {
    ...written,
    availabilityZone: instance.subnet.zone.name,
    requesterManaged: false,
    attachment: { ...written.attachment, instanceId: instance.id, instanceOwnerId: region.accountId },
    tagSet: writeTags(region.tags.seen(instance.networkInterface.id)),
  };
}
