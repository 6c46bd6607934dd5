import type { Instance, Volume } from '@aws-sdk/client-ec2';
import type { Ec2Instance, Ec2Volume, InstanceState } from './instance';
import { splitTags, tokenMark, typeChangeMark } from './marks';

const states: readonly InstanceState[] = [
  'pending',
  'running',
  'shutting-down',
  'terminated',
  'stopping',
  'stopped',
];

/** An instance as EC2 describes it, in our words. */
export function toInstance(instance: Instance): Ec2Instance {
  const { tags, marks } = splitTags(instance.Tags);
  const state = states.find((known) => known === instance.State?.Name);
  return {
    id: instance.InstanceId ?? '',
    // A stand-in may leave it out of what it has just launched.
    state: state ?? 'pending',
    stateReason: stateReasonOf(instance),
    imageId: instance.ImageId ?? '',
    instanceType: instance.InstanceType ?? '',
    architecture: instance.Architecture,
    availabilityZone: instance.Placement?.AvailabilityZone,
    subnetId: instance.SubnetId,
    vpcId: instance.VpcId,
    privateAddress: nonEmpty(instance.PrivateIpAddress),
    privateDnsName: nonEmpty(instance.PrivateDnsName),
    publicAddress: nonEmpty(instance.PublicIpAddress),
    publicDnsName: nonEmpty(instance.PublicDnsName),
    ipv6Addresses: (instance.NetworkInterfaces ?? []).flatMap(({ Ipv6Addresses }) =>
      (Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? []),
    ),
    securityGroupIds: groupsOf(instance),
    keyName: nonEmpty(instance.KeyName),
    instanceProfileArn: instance.IamInstanceProfile?.Arn,
    metadata: {
      httpTokens: instance.MetadataOptions?.HttpTokens === 'required' ? 'required' : 'optional',
      hopLimit: instance.MetadataOptions?.HttpPutResponseHopLimit ?? 1,
    },
    sourceDestCheck: instance.SourceDestCheck ?? true,
    lifecycle: instance.InstanceLifecycle === 'spot' ? 'spot' : 'on-demand',
    spotRequestId: nonEmpty(instance.SpotInstanceRequestId),
    tenancy: instance.Placement?.Tenancy,
    placementGroup: nonEmpty(instance.Placement?.GroupName),
    clientToken: marks[tokenMark] ?? nonEmpty(instance.ClientToken),
    launchIndex: instance.AmiLaunchIndex ?? 0,
    launchTime: instance.LaunchTime?.toISOString(),
    rootDeviceName: nonEmpty(instance.RootDeviceName),
    blockDevices: (instance.BlockDeviceMappings ?? []).flatMap(({ DeviceName, Ebs }) =>
      DeviceName === undefined || Ebs?.VolumeId === undefined
        ? []
        : [
            {
              deviceName: DeviceName,
              volumeId: Ebs.VolumeId,
              deleteOnTermination: Ebs.DeleteOnTermination ?? false,
            },
          ],
    ),
    networkInterfaces: (instance.NetworkInterfaces ?? []).flatMap(({ NetworkInterfaceId, Attachment }) =>
      NetworkInterfaceId === undefined
        ? []
        : [{ id: NetworkInterfaceId, deviceIndex: Attachment?.DeviceIndex ?? 0 }],
    ),
    tags,
    marks,
    interruptedTypeChange: typeChangeMark in marks,
  };
}

function stateReasonOf({ StateReason, StateTransitionReason }: Instance): string | undefined {
  const { Code, Message } = StateReason ?? {};
  if (Code === undefined || Code === '') return nonEmpty(StateTransitionReason);
  return Message === undefined || Message === '' || Message.startsWith(Code)
    ? (Message ?? Code)
    : `${Code}: ${Message}`;
}

export function toVolume(volume: Volume): Ec2Volume {
  return {
    id: volume.VolumeId ?? '',
    state: volume.State ?? '',
    sizeGib: volume.Size ?? 0,
    type: volume.VolumeType ?? '',
    encrypted: volume.Encrypted ?? false,
    kmsKeyId: nonEmpty(volume.KmsKeyId),
    iops: volume.Iops,
    throughput: volume.Throughput,
    snapshotId: nonEmpty(volume.SnapshotId),
    ...splitTags(volume.Tags),
  };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Those of the instance are those of its first network interface; where only the interface has them, from there. */
function groupsOf({ SecurityGroups = [], NetworkInterfaces = [] }: Instance): readonly string[] {
  const first = NetworkInterfaces.find(({ Attachment }) => (Attachment?.DeviceIndex ?? 0) === 0);
  const groups = SecurityGroups.length > 0 ? SecurityGroups : (first?.Groups ?? []);
  return groups.flatMap(({ GroupId }) => GroupId ?? []).sort();
}
