import { STATE_CODES, type Instance, type InstanceState } from '../state/records';
import type { RegionState } from '../state/region';
import { boolean, integer, list, struct, text, time, type ValueOf } from '../wire/shape';
import { groupSet, tagSet, writeGroups, writeTags } from './common';
import { privateDnsName, publicDnsName, visiblePublicAddress } from './dns-names';
import { networkInterface, writeNetworkInterface } from './network-interface';

const stateShape = struct({ code: integer, name: text });

export const instanceShape = struct({
  instanceId: text,
  imageId: text,
  instanceState: stateShape,
  privateDnsName: text,
  dnsName: text,
  reason: text,
  keyName: text,
  amiLaunchIndex: integer,
  productCodes: list(struct({ productCode: text, type: text })),
  instanceType: text,
  launchTime: time,
  placement: struct({ availabilityZone: text, availabilityZoneId: text, groupName: text, tenancy: text }),
  monitoring: struct({ state: text }),
  subnetId: text,
  vpcId: text,
  privateIpAddress: text,
  ipAddress: text,
  sourceDestCheck: boolean,
  groupSet,
  stateReason: struct({ code: text, message: text }),
  architecture: text,
  rootDeviceType: text,
  rootDeviceName: text,
  blockDeviceMapping: list(
    struct({
      deviceName: text,
      ebs: struct({ volumeId: text, status: text, attachTime: time, deleteOnTermination: boolean }),
    }),
  ),
  virtualizationType: text,
  instanceLifecycle: text,
  spotInstanceRequestId: text,
  clientToken: text,
  tagSet,
  hypervisor: text,
  networkInterfaceSet: list(networkInterface),
  iamInstanceProfile: struct({ arn: text, id: text }),
  ebsOptimized: boolean,
  enaSupport: boolean,
  cpuOptions: struct({ coreCount: integer, threadsPerCore: integer }),
  capacityReservationSpecification: struct({ capacityReservationPreference: text }),
  hibernationOptions: struct({ configured: boolean }),
  metadataOptions: struct({
    state: text,
    httpTokens: text,
    httpPutResponseHopLimit: integer,
    httpEndpoint: text,
    httpProtocolIpv6: text,
    instanceMetadataTags: text,
  }),
  enclaveOptions: struct({ enabled: boolean }),
  bootMode: text,
  platformDetails: text,
  usageOperation: text,
  usageOperationUpdateTime: time,
  privateDnsNameOptions: struct({
    hostnameType: text,
    enableResourceNameDnsARecord: boolean,
    enableResourceNameDnsAAAARecord: boolean,
  }),
  maintenanceOptions: struct({ autoRecovery: text }),
  currentInstanceBootMode: text,
});

export const reservationShape = struct({
  reservationId: text,
  ownerId: text,
  groupSet,
  instancesSet: list(instanceShape),
});

/** How StartInstances, StopInstances and TerminateInstances answer. */
export const stateChangesShape = struct({
  instancesSet: list(struct({ instanceId: text, currentState: stateShape, previousState: stateShape })),
});

export function writeState(state: InstanceState): ValueOf<typeof stateShape> {
  return { code: STATE_CODES[state], name: state };
}

/** What is gone with a terminated instance is not written any more. */
export function writeInstance(region: RegionState, instance: Instance): ValueOf<typeof instanceShape> {
  const gone = instance.state === 'terminated';
  const tags = region.tags.seen(instance.id);
  return {
    instanceId: instance.id,
    imageId: instance.image.id,
    instanceState: writeState(instance.state),
    privateDnsName: gone ? '' : privateDnsName(region, instance),
    dnsName: publicDnsName(region, instance),
    reason: instance.transitionReason,
    keyName: instance.keyName,
    amiLaunchIndex: instance.launchIndex,
    productCodes: [],
    instanceType: instance.type.name,
    launchTime: instance.launchTime,
    placement: {
      availabilityZone: instance.subnet.zone.name,
      availabilityZoneId: instance.subnet.zone.id,
      groupName: '',
      tenancy: instance.tenancy,
    },
    monitoring: { state: instance.monitoring ? 'enabled' : 'disabled' },
    subnetId: gone ? undefined : instance.subnet.id,
    vpcId: gone ? undefined : instance.subnet.vpcId,
    privateIpAddress: gone ? undefined : instance.privateAddress,
    ipAddress: visiblePublicAddress(instance),
    sourceDestCheck: gone ? undefined : instance.sourceDestCheck,
    groupSet: gone ? [] : writeGroups(region, instance.groupIds),
    stateReason: instance.stateReason,
    architecture: instance.image.architecture,
    rootDeviceType: 'ebs',
    rootDeviceName: instance.image.rootDeviceName,
    blockDeviceMapping: writeBlockDevices(region, instance),
    virtualizationType: 'hvm',
    instanceLifecycle: instance.spot === undefined ? undefined : 'spot',
    spotInstanceRequestId: instance.spot?.requestId,
    clientToken: instance.clientToken,
    tagSet: tags.size === 0 ? undefined : writeTags(tags),
    hypervisor: 'xen',
    networkInterfaceSet: gone ? [] : [writeNetworkInterface(region, instance)],
    iamInstanceProfile: instance.instanceProfile,
    ebsOptimized: instance.ebsOptimized,
    enaSupport: true,
    cpuOptions: {
      coreCount: instance.type.vcpus / instance.type.threadsPerCore,
      threadsPerCore: instance.type.threadsPerCore,
    },
    capacityReservationSpecification: { capacityReservationPreference: 'open' },
    hibernationOptions: { configured: false },
    metadataOptions: { state: 'applied', ...instance.metadataOptions },
    enclaveOptions: { enabled: false },
    bootMode: 'uefi-preferred',
    platformDetails: 'Linux/UNIX',
    usageOperation: 'RunInstances',
    usageOperationUpdateTime: instance.launchTime,
    privateDnsNameOptions: {
      hostnameType: 'ip-name',
      enableResourceNameDnsARecord: false,
      enableResourceNameDnsAAAARecord: false,
    },
    maintenanceOptions: { autoRecovery: 'default' },
    currentInstanceBootMode: instance.type.hypervisor === 'nitro' ? 'uefi' : 'legacy-bios',
  };
}

export function writeBlockDevices(
  region: RegionState,
  instance: Instance,
): NonNullable<ValueOf<typeof instanceShape>['blockDeviceMapping']> {
  return region.volumesOf(instance).map(({ id, attachment }) => ({
    deviceName: attachment?.device,
    ebs: {
      volumeId: id,
      status: instance.state === 'pending' ? 'attaching' : 'attached',
      attachTime: attachment?.at,
      deleteOnTermination: attachment?.deleteOnTermination,
    },
  }));
}
