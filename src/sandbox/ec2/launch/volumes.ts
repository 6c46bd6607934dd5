import { ApiError, invalidValue, notCovered } from '../errors';
import type { Image } from '../catalogue/images';
import type { VolumeSettings } from '../state/records';
import type { RegionState } from '../state/region';
import type { LaunchInput } from './launch-input';

/** A volume that a launch makes. */
export interface VolumePlan {
  readonly device: string;
  readonly settings: VolumeSettings;
  readonly snapshotId?: string | undefined;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string | undefined;
  readonly deleteOnTermination: boolean;
}

interface TypeLimits {
  /** GiB. */
  readonly size: readonly [least: number, most: number];
  readonly iops?: readonly [least: number, most: number];
  readonly throughput?: readonly [least: number, most: number];
}

/** As EC2 documents the types of volumes. */
const TYPES: Readonly<Record<string, TypeLimits>> = {
  gp2: { size: [1, 16_384] },
  gp3: { size: [1, 65_536], iops: [3000, 80_000], throughput: [125, 2000] },
  io1: { size: [4, 16_384], iops: [100, 64_000] },
  io2: { size: [4, 65_536], iops: [100, 256_000] },
  st1: { size: [125, 16_384] },
  sc1: { size: [125, 16_384] },
  standard: { size: [1, 1024] },
};
const NEED_IOPS = new Set(['io1', 'io2']);

/** The image's root volume as the request wants it, and the request's further ones. */
export function planVolumes(region: RegionState, image: Image, input: LaunchInput): readonly VolumePlan[] {
  const mappings = new Map<string, NonNullable<LaunchInput['BlockDeviceMapping']>[number]>();
  for (const mapping of input.BlockDeviceMapping ?? []) {
    const device = mapping.DeviceName ?? '';
    if (device === '')
      throw new ApiError('MissingParameter', 'A block device mapping must have a DeviceName');
    if (mapping.VirtualName !== undefined) throw notCovered('instance store volumes');
    if (mappings.has(device)) {
      throw new ApiError('InvalidBlockDeviceMapping', `The device '${device}' is used more than once.`);
    }
    mappings.set(device, mapping);
  }
  const devices = new Set([image.rootDeviceName, ...mappings.keys()]);
  return [...devices].flatMap((device) => {
    const mapping = mappings.get(device);
    const root = device === image.rootDeviceName;
    if (mapping?.NoDevice !== undefined) {
      if (root) throw new ApiError('InvalidBlockDeviceMapping', `'${device}' is the root device.`);
      return [];
    }
    return [planVolume(region, device, mapping?.Ebs ?? {}, root ? image : undefined)];
  });
}

type EbsInput = NonNullable<NonNullable<LaunchInput['BlockDeviceMapping']>[number]['Ebs']>;

function planVolume(
  region: RegionState,
  device: string,
  ebs: EbsInput,
  image: Image | undefined,
): VolumePlan {
  const snapshotId = ebs.SnapshotId ?? image?.snapshotId;
  if (snapshotId !== undefined && snapshotId !== image?.snapshotId) {
    throw new ApiError('InvalidSnapshot.NotFound', `The snapshot '${snapshotId}' does not exist.`);
  }
  const size = ebs.VolumeSize ?? image?.volumeSize;
  if (size === undefined) {
    throw new ApiError(
      'MissingParameter',
      `The request must contain the parameter size or snapshotId for ${device}`,
    );
  }
  if (image !== undefined && size < image.volumeSize) {
    throw new ApiError(
      'InvalidBlockDeviceMapping',
      `Volume of size ${size}GB is smaller than snapshot '${image.snapshotId}', expect size >= ${image.volumeSize}GB`,
    );
  }
  const settings = checkVolume({
    size,
    type: ebs.VolumeType ?? image?.volumeType ?? 'gp2',
    iops: ebs.Iops,
    throughput: ebs.Throughput,
  });
  const encrypted = ebs.Encrypted ?? false;
  if (ebs.KmsKeyId !== undefined && !encrypted) {
    throw new ApiError(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  }
  return {
    device,
    settings,
    snapshotId,
    encrypted,
    kmsKeyId: encrypted ? (ebs.KmsKeyId ?? defaultKey(region)) : undefined,
    deleteOnTermination: ebs.DeleteOnTermination ?? true,
  };
}

/** What a volume may be, completed by what EC2 adds to it. */
export function checkVolume({ size, type, iops, throughput }: VolumeSettings): VolumeSettings {
  const limits = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (limits === undefined)
    throw invalidValue('VolumeType', type, `Expected one of ${Object.keys(TYPES).join(', ')}.`);
  checkRange('VolumeSize', size, limits.size, type);
  if (iops !== undefined) checkRange('Iops', iops, limits.iops, type);
  if (throughput !== undefined) checkRange('Throughput', throughput, limits.throughput, type);
  if (iops === undefined && NEED_IOPS.has(type)) {
    throw new ApiError('MissingParameter', `The parameter iops must be specified for ${type} volumes.`);
  }
  return {
    size,
    type,
    iops: iops ?? defaultIops(type, size),
    throughput: throughput ?? defaultThroughput(type),
  };
}

function checkRange(
  parameter: string,
  value: number,
  range: readonly [number, number] | undefined,
  type: string,
): void {
  if (range === undefined) {
    throw new ApiError(
      'InvalidParameterCombination',
      `The parameter ${parameter} is not supported for ${type} volumes.`,
    );
  }
  const [least, most] = range;
  if (value < least || value > most) {
    throw invalidValue(parameter, value, `A volume of type ${type} has from ${least} to ${most}.`);
  }
}

function defaultIops(type: string, size: number): number | undefined {
  if (type === 'gp3') return 3000;
  return type === 'gp2' ? Math.min(16_000, Math.max(100, size * 3)) : undefined;
}

function defaultThroughput(type: string): number | undefined {
  return type === 'gp3' ? 125 : undefined;
}

/** The account's own key for volumes, the same for good. */
function defaultKey({ name, accountId }: RegionState): string {
  return `arn:aws:kms:${name}:${accountId}:key/5a4db0c8-0000-4000-8000-${accountId}`;
}
