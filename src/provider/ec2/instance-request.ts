import type {
  DataVolume,
  ImageReference,
  InstanceRequest,
  MetadataOptions,
  Ownership,
  SpotOptions,
  VolumeSettings,
} from '../../drivers/ec2';
import type { Applied, Known, Path, Unknown } from '../../tfplugin';
import { given, known } from '../known';
import type { ec2InstanceSchema } from '../schemas/ec2-instance';

export type Instance = Known<typeof ec2InstanceSchema>;
export type PlannedInstance = Applied<typeof ec2InstanceSchema>;

type Volume = NonNullable<Instance['volumes']>[string];
type Declarable<T> = { [K in keyof T]: T[K] | Unknown };

/** What the user said of an instance, as the driver is asked for it. */
export function instanceRequest(
  planned: PlannedInstance,
  owner: Ownership,
  imageId: string,
  userData: Buffer | undefined,
): InstanceRequest {
  const groups = known(planned.security_group_ids);
  const rootVolume = known(planned.root_volume);
  const publicAddress = known(planned.associate_public_ip_address);
  const placement = known(planned.placement);
  return {
    owner,
    imageId,
    instanceTypes: allowedTypes(planned),
    subnetIds: allowedSubnets(planned),
    securityGroupIds: groups ?? [],
    tags: planned.tags ?? {},
    metadata: metadataOptions(planned.metadata),
    ...given({
      keyName: planned.key_name,
      userData: userData ?? null,
      rootVolume: rootVolume === null ? null : volumeSettings(rootVolume),
      volumes: planned.volumes === null ? null : dataVolumes(planned.volumes),
      publicAddress,
      instanceProfile: planned.iam_instance_profile,
      spot: planned.spot === null ? null : spotOptions(planned.spot),
      placement:
        placement === null
          ? null
          : given({
              availabilityZone: known(placement.availability_zone),
              group: known(placement.group),
              tenancy: known(placement.tenancy) as 'default' | 'dedicated' | 'host' | null,
            }),
    }),
  };
}

/** The types that an instance may have, in order of preference. */
export function allowedTypes({
  instance_type,
  fallback_instance_types,
}: Pick<PlannedInstance, 'instance_type' | 'fallback_instance_types'>): string[] {
  return [instance_type, ...(fallback_instance_types ?? [])];
}

/** The subnets that an instance may be in, in order of preference; none when any will do. */
export function allowedSubnets(
  planned: Pick<PlannedInstance, 'subnet_id' | 'fallback_subnet_ids'>,
): string[] {
  const first = known(planned.subnet_id);
  return [...(first === null ? [] : [first]), ...(planned.fallback_subnet_ids ?? [])];
}

export function imageReference(planned: {
  readonly image_id: PlannedInstance['image_id'];
  readonly image: PlannedInstance['image'];
  readonly image_ssm_parameter: string | null;
}): ImageReference {
  if (planned.image !== null) {
    const { owners, name_filter: name, architecture } = planned.image;
    return { kind: 'newest', owners, name, ...(architecture === null ? {} : { architecture }) };
  }
  if (planned.image_ssm_parameter !== null) return { kind: 'parameter', name: planned.image_ssm_parameter };
  return { kind: 'id', id: known(planned.image_id) ?? '' };
}

/** The attribute that says which image. */
export function imagePath({
  image,
  image_ssm_parameter,
}: Pick<PlannedInstance, 'image' | 'image_ssm_parameter'>): Path {
  if (image !== null) return ['image'];
  return image_ssm_parameter === null ? ['image_id'] : ['image_ssm_parameter'];
}

export function metadataOptions({ http_tokens, hop_limit }: Instance['metadata']): MetadataOptions {
  return { httpTokens: http_tokens === 'optional' ? 'optional' : 'required', hopLimit: hop_limit };
}

function spotOptions({ max_price, interruption }: NonNullable<Instance['spot']>): SpotOptions {
  return {
    ...given({ maxPrice: max_price }),
    interruption: interruption as NonNullable<SpotOptions['interruption']>,
  };
}

function volumeSettings(volume: Declarable<Omit<Volume, 'snapshot_id'>>): VolumeSettings {
  return given({
    sizeGib: known(volume.size_gib),
    type: known(volume.type),
    iops: known(volume.iops),
    throughput: known(volume.throughput),
    encrypted: known(volume.encrypted),
    kmsKeyId: known(volume.kms_key_id),
    deleteOnTermination: known(volume.delete_on_termination),
  });
}

function dataVolumes(volumes: NonNullable<PlannedInstance['volumes']>): DataVolume[] {
  return Object.entries(volumes).map(([deviceName, volume]) => ({
    deviceName,
    ...volumeSettings(volume),
    ...given({ snapshotId: volume.snapshot_id }),
  }));
}
