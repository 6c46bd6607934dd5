import type {
  BlockDeviceMapping,
  InstanceMarketOptionsRequest,
  RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import type { Tags } from './configuration';
import type { InstanceRequest, SpotOptions, VolumeSettings } from './instance-request';
import { fromTags } from './tags';

/** One type in one subnet. */
export interface Attempt {
  readonly instanceType: string;
  readonly subnetId: string | undefined;
}

/** What RunInstances takes, without count, client token and tags. */
export type LaunchInput = Omit<
  RunInstancesCommandInput,
  'MinCount' | 'MaxCount' | 'ClientToken' | 'TagSpecifications'
>;

/** @param rootDeviceName As the image says; needed where the root volume is to be other than the image's. */
export function launchInput(
  request: InstanceRequest,
  { instanceType, subnetId }: Attempt,
  rootDeviceName: string | undefined,
): LaunchInput {
  const mappings = blockDevices(request, rootDeviceName);
  return {
    ImageId: request.imageId,
    InstanceType: instanceType as RunInstancesCommandInput['InstanceType'],
    ...network(request, subnetId),
    MetadataOptions: {
      HttpEndpoint: 'enabled',
      HttpTokens: request.metadata?.httpTokens ?? 'required',
      HttpPutResponseHopLimit: request.metadata?.hopLimit ?? 1,
    },
    ...(request.keyName === undefined ? {} : { KeyName: request.keyName }),
    ...(request.userData === undefined ? {} : { UserData: request.userData.toString('base64') }),
    ...(mappings.length === 0 ? {} : { BlockDeviceMappings: mappings }),
    ...(request.instanceProfile === undefined
      ? {}
      : { IamInstanceProfile: profileReference(request.instanceProfile) }),
    ...(request.placement === undefined ? {} : { Placement: placementOf(request.placement) }),
    ...(request.spot === undefined ? {} : { InstanceMarketOptions: marketOptions(request.spot) }),
    ...(request.spot?.interruption === 'hibernate' ? { HibernationOptions: { Configured: true } } : {}),
    ...(request.terminationProtection === true ? { DisableApiTermination: true } : {}),
  };
}

export function tagSpecifications(tags: Tags): RunInstancesCommandInput['TagSpecifications'] {
  if (Object.keys(tags).length === 0) return [];
  return [
    { ResourceType: 'instance', Tags: fromTags(tags) },
    { ResourceType: 'volume', Tags: fromTags(tags) },
  ];
}

/** With an address of its own the groups and the subnet belong to the network interface, not beside it. */
function network(request: InstanceRequest, subnetId: string | undefined): LaunchInput {
  const groups = [...request.securityGroupIds];
  if (request.publicAddress === undefined) {
    return {
      ...(subnetId === undefined ? {} : { SubnetId: subnetId }),
      ...(groups.length === 0 ? {} : { SecurityGroupIds: groups }),
    };
  }
  return {
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        DeleteOnTermination: true,
        AssociatePublicIpAddress: request.publicAddress,
        ...(subnetId === undefined ? {} : { SubnetId: subnetId }),
        ...(groups.length === 0 ? {} : { Groups: groups }),
      },
    ],
  };
}

function blockDevices(request: InstanceRequest, rootDeviceName: string | undefined): BlockDeviceMapping[] {
  const root =
    request.rootVolume === undefined || rootDeviceName === undefined
      ? []
      : [{ DeviceName: rootDeviceName, Ebs: ebs(request.rootVolume) }];
  const others = (request.volumes ?? []).map((volume) => ({
    DeviceName: volume.deviceName,
    Ebs: {
      ...ebs(volume),
      ...(volume.snapshotId === undefined ? {} : { SnapshotId: volume.snapshotId }),
    },
  }));
  return [...root, ...others];
}

function ebs(volume: VolumeSettings): NonNullable<BlockDeviceMapping['Ebs']> {
  return {
    DeleteOnTermination: volume.deleteOnTermination ?? true,
    ...(volume.sizeGib === undefined ? {} : { VolumeSize: volume.sizeGib }),
    ...(volume.type === undefined ? {} : { VolumeType: volume.type as 'gp3' }),
    ...(volume.encrypted === undefined ? {} : { Encrypted: volume.encrypted }),
    ...(volume.kmsKeyId === undefined ? {} : { KmsKeyId: volume.kmsKeyId }),
    ...(volume.iops === undefined ? {} : { Iops: volume.iops }),
    ...(volume.throughput === undefined ? {} : { Throughput: volume.throughput }),
  };
}

function profileReference(nameOrArn: string): NonNullable<LaunchInput['IamInstanceProfile']> {
  return nameOrArn.startsWith('arn:') ? { Arn: nameOrArn } : { Name: nameOrArn };
}

function placementOf(placement: NonNullable<InstanceRequest['placement']>): LaunchInput['Placement'] {
  return {
    ...(placement.availabilityZone === undefined ? {} : { AvailabilityZone: placement.availabilityZone }),
    ...(placement.group === undefined ? {} : { GroupName: placement.group }),
    ...(placement.tenancy === undefined ? {} : { Tenancy: placement.tenancy }),
  };
}

/** Only a persistent request may be stopped or hibernated by an interruption. */
function marketOptions(spot: SpotOptions): InstanceMarketOptionsRequest {
  const interruption = spot.interruption ?? 'terminate';
  return {
    MarketType: 'spot',
    SpotOptions: {
      InstanceInterruptionBehavior: interruption,
      SpotInstanceType: interruption === 'terminate' ? 'one-time' : 'persistent',
      ...(spot.maxPrice === undefined ? {} : { MaxPrice: spot.maxPrice }),
    },
  };
}
