import type { Disk } from '../disk';
import { reservedFor, type Resources } from '../values/resource';
import type { Checkpoints } from './checkpoints';

/** Puts persistent volumes where the task looks for them, below its folder. @param pathOf what the task calls a file */
export function linkVolumes(
  resources: Resources,
  folder: string,
  checkpoints: Checkpoints,
  disk: Disk,
  pathOf: (path: string) => string,
): void {
  for (const resource of resources) {
    const { persistence, volume } = resource.disk ?? {};
    if (persistence === undefined || volume === undefined) continue;
    const path = checkpoints.volumeOf(reservedFor(resource), persistence.id);
    disk.makeFolder(path);
    disk.link(`${folder}/${volume.container_path.replace(/^\/+/, '')}`, pathOf(path));
  }
}

/** Removes the data of volumes that are no more. */
export function removeVolumes(before: Resources, now: Resources, checkpoints: Checkpoints, disk: Disk): void {
  const pathsOf = (resources: Resources): readonly string[] =>
    resources.flatMap((resource) => {
      const id = resource.disk?.persistence?.id;
      return id === undefined ? [] : [checkpoints.volumeOf(reservedFor(resource), id)];
    });
  const kept = new Set(pathsOf(now));
  for (const path of pathsOf(before)) if (!kept.has(path)) disk.remove(path);
  for (const path of kept) disk.makeFolder(path);
}
