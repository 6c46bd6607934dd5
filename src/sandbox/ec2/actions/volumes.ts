import { ApiError, notCovered } from '../errors';
import { checkVolume } from '../launch/volumes';
import { volumeModificationShape, volumeShape, writeModification, writeVolume } from '../shapes/volume';
import type { Volume, VolumeModification } from '../state/records';
import type { RegionState } from '../state/region';
import { boolean, integer, list, struct, text } from '../wire/shape';
import { action, done, filterInput, request } from './action';
import { checkId, filterBy, paginate, pick } from './filters';

const paging = { VolumeId: list(text), Filter: filterInput, MaxResults: integer, NextToken: text } as const;

function volumeNotFound(id: string): ApiError {
  return new ApiError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);
}

function findVolume(region: RegionState, id: string): Volume {
  checkId(id, 'vol', 'InvalidVolumeID.Malformed');
  const volume = region.volumes.get(id);
  if (volume === undefined) throw volumeNotFound(id);
  return volume;
}

export const describeVolumes = action({
  name: 'DescribeVolumes',
  input: request(paging),
  output: struct({ volumeSet: list(volumeShape), nextToken: text }),
  run: ({ region }, input) => {
    for (const id of input.VolumeId ?? []) checkId(id, 'vol', 'InvalidVolumeID.Malformed');
    const passes = filterBy<Volume>(
      input.Filter,
      {
        'volume-id': (volume) => volume.id,
        'volume-type': (volume) => volume.type,
        'snapshot-id': (volume) => volume.snapshotId,
        'availability-zone': (volume) => volume.zone.name,
        'create-time': (volume) => volume.createdAt,
        encrypted: (volume) => volume.encrypted,
        size: (volume) => volume.size,
        status: (volume) => (volume.attachment === undefined ? 'available' : 'in-use'),
        'attachment.instance-id': (volume) => volume.attachment?.instanceId,
        'attachment.device': (volume) => volume.attachment?.device,
        'attachment.status': (volume) => (volume.attachment === undefined ? undefined : 'attached'),
        'attachment.delete-on-termination': (volume) => volume.attachment?.deleteOnTermination,
      },
      (volume) => region.tags.seen(volume.id),
    );
    const all = [...region.volumes.values()];
    const found = pick(all, input.VolumeId, (volume) => volume.id, volumeNotFound).filter(passes);
    const { items, nextToken } = paginate(found, input, (volume) => volume.sequence);
    return { volumeSet: items.map((volume) => writeVolume(region, volume)), nextToken };
  },
});

/** One that outlived its instance: the sandbox attaches volumes at launch only. */
export const deleteVolume = action({
  name: 'DeleteVolume',
  input: request({ VolumeId: text }, ['VolumeId']),
  output: done,
  run: ({ region }, { VolumeId: id }) => {
    const volume = findVolume(region, id);
    if (volume.attachment !== undefined) {
      throw new ApiError(
        'VolumeInUse',
        `Volume ${id} is currently attached to ${volume.attachment.instanceId}`,
      );
    }
    region.volumes.delete(id);
    region.tags.forget(id);
    return { return: true };
  },
});

export const modifyVolume = action({
  name: 'ModifyVolume',
  input: request(
    {
      VolumeId: text,
      Size: integer,
      VolumeType: text,
      Iops: integer,
      Throughput: integer,
      MultiAttachEnabled: boolean,
    },
    ['VolumeId'],
  ),
  output: struct({ volumeModification: volumeModificationShape }),
  run: ({ region }, input) => {
    if (input.MultiAttachEnabled === true) throw notCovered('volumes attached to several instances');
    const volume = findVolume(region, input.VolumeId);
    if (volume.modification !== undefined && volume.modification.state !== 'completed') {
      throw new ApiError(
        'IncorrectModificationState',
        `Volume ${volume.id} is being modified: wait until the modification is completed.`,
      );
    }
    const size = input.Size ?? volume.size;
    if (size < volume.size) {
      throw new ApiError(
        'InvalidParameterValue',
        `New size cannot be smaller than existing size: ${size} GiB is below ${volume.size} GiB`,
      );
    }
    const type = input.VolumeType ?? volume.type;
    // What the request does not say stays only while the type does, and follows the size where the type has it so.
    const kept = type === volume.type && type !== 'gp2';
    const original = {
      size: volume.size,
      type: volume.type,
      iops: volume.iops,
      throughput: volume.throughput,
    };
    const target = checkVolume({
      size,
      type,
      iops: input.Iops ?? (kept ? volume.iops : undefined),
      throughput: input.Throughput ?? (kept ? volume.throughput : undefined),
    });
    Object.assign(volume, target);
    const modification: VolumeModification = { state: 'modifying', original, target, startedAt: new Date() };
    volume.modification = modification;
    advance(region, modification);
    return { volumeModification: writeModification(volume) };
  },
});

function advance(region: RegionState, modification: VolumeModification): void {
  const { clock } = region.cloud.world;
  const step = region.cloud.delays.modification;
  clock.after(step, () => {
    modification.state = 'optimizing';
  });
  clock.after(2 * step, () => {
    modification.state = 'completed';
    modification.endedAt = new Date();
  });
}

export const describeVolumesModifications = action({
  name: 'DescribeVolumesModifications',
  input: request(paging),
  output: struct({ volumeModificationSet: list(volumeModificationShape), nextToken: text }),
  run: ({ region }, input) => {
    for (const id of input.VolumeId ?? []) findVolume(region, id);
    const passes = filterBy<Volume>(input.Filter, {
      'volume-id': (volume) => volume.id,
      'modification-state': (volume) => volume.modification?.state,
      'target-size': (volume) => volume.modification?.target.size,
      'target-volume-type': (volume) => volume.modification?.target.type,
      'original-size': (volume) => volume.modification?.original.size,
      'original-volume-type': (volume) => volume.modification?.original.type,
    });
    const modified = [...region.volumes.values()].filter(({ modification }) => modification !== undefined);
    const never = (id: string) =>
      new ApiError('InvalidVolumeModification.NotFound', `Modification for volume '${id}' does not exist.`);
    const found = pick(modified, input.VolumeId, (volume) => volume.id, never).filter(passes);
    const { items, nextToken } = paginate(found, input, (volume) => volume.sequence);
    return {
      volumeModificationSet: items.flatMap((volume) => writeModification(volume) ?? []),
      nextToken,
    };
  },
});

export const volumeActions = [describeVolumes, deleteVolume, modifyVolume, describeVolumesModifications];
