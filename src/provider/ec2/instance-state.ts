import type { AttachedVolume, InstanceDetails, SpotRequest } from '../../drivers/ec2';
import { isUnknown, type Unknown } from '../../tfplugin';
import type { Instance, PlannedInstance } from './instance-request';
import { declaredTags } from '../ownership';

type Volume = NonNullable<Instance['volumes']>[string];

/** What only the user says: EC2 does not tell it, or tells it in other words. */
type Declared = Omit<Instance, keyof Observed>;

/** What EC2 tells. */
export type Observed = Pick<
  Instance,
  | 'id'
  | 'state'
  | 'image_id'
  | 'subnet_id'
  | 'security_group_ids'
  | 'key_name'
  | 'associate_public_ip_address'
  | 'root_volume'
  | 'volumes'
  | 'iam_instance_profile'
  | 'metadata'
  | 'source_dest_check'
  | 'placement'
  | 'tags'
  | 'termination_protection'
  | 'private_address'
  | 'private_dns_name'
  | 'public_address'
  | 'public_dns_name'
  | 'availability_zone'
  | 'vpc_id'
  | 'effective_instance_type'
  | 'effective_subnet_id'
  | 'spot_request_id'
>;

/**
 * The state of an instance that is known, as it is now. While EC2 has a spot instance stopped, it keeps the public address
 * that it had last: whatever is reached there could not even be planned without one.
 */
export function refreshed(state: Instance, details: InstanceDetails, interrupted: boolean): Instance {
  const { public_address, public_dns_name } = state;
  return {
    ...state,
    ...observed(details),
    ...(interrupted ? { public_address, public_dns_name } : {}),
    // Which of several was wanted is for the user to say; which one it came to is in the effective ones.
    subnet_id: state.subnet_id,
    associate_public_ip_address: state.associate_public_ip_address,
    tags: declaredTags(details.tags, state.tags),
    key_name: state.key_name,
    iam_instance_profile: isSameProfile(state.iam_instance_profile, details.instanceProfileArn)
      ? state.iam_instance_profile
      : profileName(details.instanceProfileArn),
    root_volume: volumeState(rootOf(details), state.root_volume?.kms_key_id ?? null),
    volumes: state.volumes === null ? null : declaredVolumes(state.volumes, details),
  };
}

/**
 * The state of an instance that is gone, while its spot request would launch another one, or has: whoever destroys or
 * replaces it cancels the request, which would be lost to everybody otherwise.
 */
export function survivedByItsRequest(state: Instance): Instance {
  return { ...state, state: 'terminated', termination_protection: false };
}

/** The state of an instance that was imported: all that EC2 tells of it. */
export function imported(state: Instance, details: InstanceDetails, spot?: SpotRequest): Instance {
  const data = details.volumes.filter(({ root }) => !root);
  const volumes = data.map((volume): [string, Volume] => [
    volume.deviceName,
    { ...existing(volume, volume.kmsKeyId ?? null), snapshot_id: null },
  ]);
  return {
    ...state,
    ...observed(details),
    instance_type: details.instanceType,
    tags: declaredTags(details.tags, null),
    root_volume: volumeState(rootOf(details), rootOf(details)?.kmsKeyId ?? null),
    volumes: volumes.length === 0 ? null : Object.fromEntries(volumes),
    // EC2 tells a price of every request, also where none was asked for.
    spot:
      details.lifecycle === 'spot'
        ? { max_price: null, interruption: spot?.interruption ?? 'terminate' }
        : null,
  };
}

/** The state after a creation or a change: what was planned, and what EC2 tells where the plan says nothing. */
export function applied(
  planned: PlannedInstance,
  details: InstanceDetails,
  owner: string | null,
  hostKey: string | null,
): Instance {
  const now = observed(details);
  const kept = <T>(value: T | Unknown, actual: T): T => (isUnknown(value) ? actual : value);
  const root = rootOf(details);
  const plannedRoot = planned.root_volume;
  return {
    ...(planned as Declared & PlannedInstance),
    ...now,
    // Of one that EC2 has stopped, nobody knows when it starts it again.
    state: kept(planned.state, now.state),
    public_address: kept(planned.public_address, now.public_address),
    public_dns_name: kept(planned.public_dns_name, now.public_dns_name),
    owner: kept(planned.owner, owner),
    host_key: hostKey,
    image_id: kept(planned.image_id, now.image_id),
    subnet_id: kept(planned.subnet_id, now.subnet_id),
    security_group_ids: kept(planned.security_group_ids, now.security_group_ids),
    key_name: planned.key_name,
    associate_public_ip_address: kept(planned.associate_public_ip_address, now.associate_public_ip_address),
    iam_instance_profile: planned.iam_instance_profile,
    metadata: planned.metadata,
    source_dest_check: planned.source_dest_check,
    tags: planned.tags,
    termination_protection: planned.termination_protection,
    placement: isUnknown(planned.placement)
      ? now.placement
      : planned.placement && {
          availability_zone: kept(planned.placement.availability_zone, now.availability_zone),
          group: kept(planned.placement.group, details.placementGroup ?? null),
          tenancy: kept(planned.placement.tenancy, details.tenancy ?? null),
        },
    root_volume: isUnknown(plannedRoot)
      ? volumeState(root, null)
      : plannedRoot && settledVolume(plannedRoot, root),
    volumes: planned.volumes && plannedVolumes(planned.volumes, details),
  };
}

function observed(details: InstanceDetails): Observed {
  return {
    id: details.id,
    state: details.state,
    image_id: details.imageId,
    subnet_id: details.subnetId ?? null,
    security_group_ids: [...details.securityGroupIds],
    key_name: details.keyName ?? null,
    associate_public_ip_address: details.publicAddress !== undefined,
    root_volume: volumeState(rootOf(details), null),
    volumes: null,
    iam_instance_profile: profileName(details.instanceProfileArn),
    source_dest_check: details.sourceDestCheck,
    metadata: { http_tokens: details.metadata.httpTokens, hop_limit: details.metadata.hopLimit },
    placement: {
      availability_zone: details.availabilityZone ?? null,
      group: details.placementGroup ?? null,
      tenancy: details.tenancy ?? null,
    },
    tags: null,
    termination_protection: details.terminationProtection,
    private_address: details.privateAddress ?? null,
    private_dns_name: details.privateDnsName ?? null,
    public_address: details.publicAddress ?? null,
    public_dns_name: details.publicDnsName ?? null,
    availability_zone: details.availabilityZone ?? null,
    vpc_id: details.vpcId ?? null,
    effective_instance_type: details.instanceType,
    effective_subnet_id: details.subnetId ?? null,
    spot_request_id: details.spotRequestId ?? null,
  };
}

function rootOf(details: InstanceDetails): AttachedVolume | undefined {
  return details.volumes.find(({ root }) => root);
}

/** Those the user declares and that are there; others belong to somebody else. */
function declaredVolumes(
  declared: NonNullable<Instance['volumes']>,
  details: InstanceDetails,
): Record<string, Volume> {
  return Object.fromEntries(
    Object.entries(declared).flatMap(([device, { kms_key_id, snapshot_id }]) => {
      const volume = details.volumes.find(({ deviceName }) => deviceName === device);
      return volume === undefined ? [] : [[device, { ...existing(volume, kms_key_id), snapshot_id }]];
    }),
  );
}

function plannedVolumes(
  planned: NonNullable<PlannedInstance['volumes']>,
  details: InstanceDetails,
): Record<string, Volume> {
  return Object.fromEntries(
    Object.entries(planned).map(([device, volume]) => {
      const actual = details.volumes.find(({ deviceName }) => deviceName === device);
      return [device, { ...settledVolume(volume, actual), snapshot_id: volume.snapshot_id }];
    }),
  );
}

function settledVolume(
  planned: Omit<NonNullable<PlannedInstance['volumes']>[string], 'snapshot_id'>,
  actual: AttachedVolume | undefined,
): Omit<Volume, 'snapshot_id'> {
  const kept = <T>(value: T | null | Unknown, is: T | undefined): T | null =>
    isUnknown(value) ? (is ?? null) : value;
  return {
    size_gib: kept(planned.size_gib, actual?.sizeGib),
    type: kept(planned.type, actual?.type),
    iops: kept(planned.iops, actual?.iops),
    throughput: kept(planned.throughput, actual?.throughput),
    encrypted: kept(planned.encrypted, actual?.encrypted),
    kms_key_id: planned.kms_key_id,
    delete_on_termination: planned.delete_on_termination,
  };
}

function volumeState(
  volume: AttachedVolume | undefined,
  kmsKeyId: string | null,
): Omit<Volume, 'snapshot_id'> | null {
  return volume === undefined ? null : existing(volume, kmsKeyId);
}

/** @param kmsKeyId As the user wrote it: EC2 answers with an ARN, whatever was asked for. */
function existing(volume: AttachedVolume, kmsKeyId: string | null): Omit<Volume, 'snapshot_id'> {
  return {
    size_gib: volume.sizeGib,
    type: volume.type,
    iops: volume.iops ?? null,
    throughput: volume.throughput ?? null,
    encrypted: volume.encrypted,
    kms_key_id: kmsKeyId,
    delete_on_termination: volume.deleteOnTermination,
  };
}

/** The user may give a profile's name or its ARN; EC2 tells the ARN. */
export function isSameProfile(declared: string | null, arn: string | undefined): boolean {
  if (declared === null || arn === undefined) return declared === null && arn === undefined;
  return declared === arn || declared === profileName(arn);
}

function profileName(arn: string | undefined): string | null {
  return arn === undefined ? null : arn.slice(arn.lastIndexOf('/') + 1);
}
