import type { Volume } from '../state/records';
import type { RegionState } from '../state/region';
import { boolean, integer, list, struct, text, time, type ValueOf } from '../wire/shape';
import { tagSet, writeTags } from './common';

export const volumeShape = struct({
  volumeId: text,
  size: integer,
  snapshotId: text,
  availabilityZone: text,
  availabilityZoneId: text,
  status: text,
  createTime: time,
  attachmentSet: list(
    struct({
      volumeId: text,
      instanceId: text,
      device: text,
      status: text,
      attachTime: time,
      deleteOnTermination: boolean,
    }),
  ),
  encrypted: boolean,
  kmsKeyId: text,
  iops: integer,
  throughput: integer,
  tagSet,
  volumeType: text,
  multiAttachEnabled: boolean,
});

export const volumeModificationShape = struct({
  volumeId: text,
  modificationState: text,
  targetSize: integer,
  targetIops: integer,
  targetVolumeType: text,
  targetThroughput: integer,
  targetMultiAttachEnabled: boolean,
  originalSize: integer,
  originalIops: integer,
  originalVolumeType: text,
  originalThroughput: integer,
  originalMultiAttachEnabled: boolean,
  progress: integer,
  startTime: time,
  endTime: time,
});

const PROGRESS = { modifying: 0, optimizing: 50, completed: 100 } as const;

export function writeVolume(region: RegionState, volume: Volume): ValueOf<typeof volumeShape> {
  const { attachment } = volume;
  const tags = region.tags.seen(volume.id);
  return {
    volumeId: volume.id,
    size: volume.size,
    snapshotId: volume.snapshotId ?? '',
    availabilityZone: volume.zone.name,
    availabilityZoneId: volume.zone.id,
    status: attachment === undefined ? 'available' : 'in-use',
    createTime: volume.createdAt,
    attachmentSet:
      attachment === undefined
        ? []
        : [
            {
              volumeId: volume.id,
              instanceId: attachment.instanceId,
              device: attachment.device,
              status: 'attached',
              attachTime: attachment.at,
              deleteOnTermination: attachment.deleteOnTermination,
            },
          ],
    encrypted: volume.encrypted,
    kmsKeyId: volume.kmsKeyId,
    iops: volume.iops,
    throughput: volume.throughput,
    tagSet: tags.size === 0 ? undefined : writeTags(tags),
    volumeType: volume.type,
    multiAttachEnabled: false,
  };
}

/** Undefined when the volume has never been modified. */
export function writeModification({
  id,
  modification,
}: Volume): ValueOf<typeof volumeModificationShape> | undefined {
  if (modification === undefined) return undefined;
  const { target, original, state } = modification;
  return {
    volumeId: id,
    modificationState: state,
    targetSize: target.size,
    targetIops: target.iops,
    targetVolumeType: target.type,
    targetThroughput: target.throughput,
    targetMultiAttachEnabled: false,
    originalSize: original.size,
    originalIops: original.iops,
    originalVolumeType: original.type,
    originalThroughput: original.throughput,
    originalMultiAttachEnabled: false,
    progress: PROGRESS[state],
    startTime: modification.startedAt,
    endTime: modification.endedAt,
  };
}
