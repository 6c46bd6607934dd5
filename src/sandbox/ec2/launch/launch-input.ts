import { request, tagSpecificationInput } from '../actions/action';
import { boolean, integer, list, struct, text, time, type ValueOf } from '../wire/shape';

/** What RunInstances of the sandbox takes. */
export const launchInput = request(
  {
    ImageId: text,
    InstanceType: text,
    MinCount: integer,
    MaxCount: integer,
    KeyName: text,
    SecurityGroupId: list(text),
    SecurityGroup: list(text),
    SubnetId: text,
    PrivateIpAddress: text,
    UserData: text,
    ClientToken: text,
    DisableApiTermination: boolean,
    DisableApiStop: boolean,
    InstanceInitiatedShutdownBehavior: text,
    EbsOptimized: boolean,
    Monitoring: struct({ Enabled: boolean }),
    Placement: struct({ AvailabilityZone: text, AvailabilityZoneId: text, Tenancy: text, GroupName: text }),
    IamInstanceProfile: struct({ Arn: text, Name: text }),
    CreditSpecification: struct({ CpuCredits: text }),
    CapacityReservationSpecification: struct({ CapacityReservationPreference: text }),
    MaintenanceOptions: struct({ AutoRecovery: text }),
    HibernationOptions: struct({ Configured: boolean }),
    EnclaveOptions: struct({ Enabled: boolean }),
    MetadataOptions: struct({
      HttpTokens: text,
      HttpPutResponseHopLimit: integer,
      HttpEndpoint: text,
      HttpProtocolIpv6: text,
      InstanceMetadataTags: text,
    }),
    InstanceMarketOptions: struct({
      MarketType: text,
      SpotOptions: struct({
        MaxPrice: text,
        SpotInstanceType: text,
        ValidUntil: time,
        InstanceInterruptionBehavior: text,
      }),
    }),
    BlockDeviceMapping: list(
      struct({
        DeviceName: text,
        VirtualName: text,
        NoDevice: text,
        Ebs: struct({
          VolumeSize: integer,
          VolumeType: text,
          Iops: integer,
          Throughput: integer,
          Encrypted: boolean,
          KmsKeyId: text,
          SnapshotId: text,
          DeleteOnTermination: boolean,
        }),
      }),
    ),
    NetworkInterface: list(
      struct({
        DeviceIndex: integer,
        NetworkCardIndex: integer,
        SubnetId: text,
        SecurityGroupId: list(text),
        AssociatePublicIpAddress: boolean,
        DeleteOnTermination: boolean,
        Description: text,
        PrivateIpAddress: text,
        InterfaceType: text,
      }),
    ),
    TagSpecification: tagSpecificationInput,
  },
  ['MinCount', 'MaxCount'],
);

export type LaunchInput = ValueOf<typeof launchInput>;
