import type { ModifyVolumeCommandInput } from '@aws-sdk/client-ec2';
import type { Ec2Api } from './api';
import type { CallOptions, WaitOptions } from './configuration';
import type { Describer } from './describer';
import { isEc2Error } from './errors';
import type { AttachedVolume, Ec2Instance } from './instance';
import type { VolumeGrowth } from './instance-request';
import type { InstanceWaits } from './instance-waits';

const defaultTimeoutMs = 600_000;

/** Root first, then by device name. */
export async function attachedVolumes(
  describer: Describer,
  instance: Ec2Instance,
  options: CallOptions,
): Promise<AttachedVolume[]> {
  const volumes = await Promise.all(
    instance.blockDevices.map(async ({ deviceName, volumeId, deleteOnTermination }) => {
      const volume = await describer.volume(volumeId, options);
      const root = deviceName === instance.rootDeviceName;
      return volume === undefined ? [] : [{ ...volume, deviceName, root, deleteOnTermination }];
    }),
  );
  return volumes
    .flat()
    .sort((a, b) => Number(b.root) - Number(a.root) || (a.deviceName < b.deviceName ? -1 : 1));
}

/** Grows volumes in place, and waits until the machine can use the new size. The file system on it is not touched. */
export async function growVolumes(
  { api, waits }: { readonly api: Ec2Api; readonly waits: InstanceWaits },
  volumes: readonly AttachedVolume[],
  changes: Readonly<Record<string, VolumeGrowth>>,
  options: WaitOptions,
): Promise<void> {
  for (const [device, wanted] of Object.entries(changes)) {
    const volume = volumes.find(({ deviceName, root }) => (device === 'root' ? root : deviceName === device));
    if (volume === undefined) {
      const known = volumes.map(({ deviceName }) => `"${deviceName}"`).join(', ');
      throw api.error(`no volume is attached as "${device}"; attached are ${known === '' ? 'none' : known}`, {
        kind: 'not-found',
      });
    }
    const input = modification(api, volume, wanted);
    if (input === undefined) continue;
    await modify(api, input, options);
    await waitUntilUsable({ api, waits }, volume.id, options);
  }
}

function modification(
  api: Ec2Api,
  volume: AttachedVolume,
  wanted: VolumeGrowth,
): ModifyVolumeCommandInput | undefined {
  const { sizeGib, type, iops, throughput } = wanted;
  if (sizeGib !== undefined && sizeGib < volume.sizeGib) {
    throw api.error(
      `volume "${volume.id}" (${volume.deviceName}) has ${String(volume.sizeGib)} GiB and cannot shrink to ` +
        `${String(sizeGib)} GiB; replace the instance, or keep the size`,
      { kind: 'invalid' },
    );
  }
  const changes = {
    ...(sizeGib === undefined || sizeGib === volume.sizeGib ? {} : { Size: sizeGib }),
    ...(type === undefined || type === volume.type ? {} : { VolumeType: type as 'gp3' }),
    ...(iops === undefined || iops === volume.iops ? {} : { Iops: iops }),
    ...(throughput === undefined || throughput === volume.throughput ? {} : { Throughput: throughput }),
  };
  return Object.keys(changes).length === 0 ? undefined : { VolumeId: volume.id, ...changes };
}

async function modify(api: Ec2Api, input: ModifyVolumeCommandInput, options: CallOptions): Promise<void> {
  try {
    await api.send('ModifyVolume', input, options);
  } catch (error) {
    // The answer to the first try may have been lost: then this very change is under way.
    if (!isEc2Error(error, 'wrong-state')) throw error;
    const current = await modificationOf(api, input.VolumeId ?? '', options);
    const same =
      current !== undefined &&
      (input.Size === undefined || current.TargetSize === input.Size) &&
      (input.VolumeType === undefined || current.TargetVolumeType === input.VolumeType) &&
      (input.Iops === undefined || current.TargetIops === input.Iops) &&
      (input.Throughput === undefined || current.TargetThroughput === input.Throughput);
    if (!same) throw error;
  }
}

async function modificationOf(api: Ec2Api, id: string, options: CallOptions) {
  try {
    const found = await api.send('DescribeVolumesModifications', { VolumeIds: [id] }, options);
    return found.VolumesModifications?.[0];
  } catch (error) {
    // Right after the change it may not be known yet.
    if (isEc2Error(error, 'not-found')) return undefined;
    throw error;
  }
}

/** From `optimizing` on the new size can be used; completing may take hours. */
async function waitUntilUsable(
  { api, waits }: { readonly api: Ec2Api; readonly waits: InstanceWaits },
  id: string,
  { signal, timeoutMs = defaultTimeoutMs }: WaitOptions,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const current = await modificationOf(api, id, { signal });
    const state = current?.ModificationState;
    if (state === 'optimizing' || state === 'completed') return;
    if (state === 'failed') {
      throw api.error(
        `volume "${id}" could not be changed: ${current?.StatusMessage ?? 'EC2 says no reason'}`,
        {
          kind: 'failed',
        },
      );
    }
    if (Date.now() > deadline) {
      throw api.error(`volume "${id}" is still ${state ?? 'unchanged'}; give it more time`, {
        kind: 'timeout',
      });
    }
    await waits.beat(signal);
  }
}
