import type { DiskGrowth, MachineChanges } from '../../drivers/azure';
import { known } from '../known';
import { tagChanges } from '../ownership';
import type { Machine, PlannedMachine } from './machine-request';

type Disk = NonNullable<Machine['os_disk']>;
type PlannedDisk = NonNullable<Exclude<PlannedMachine['os_disk'], symbol>>;

/** What has to be changed in place; nothing where the plan is what there is. */
export function machineChanges(prior: Machine, planned: PlannedMachine): MachineChanges {
  const groups = planned.application_security_group_ids ?? [];
  const osDisk = diskGrowth(prior.os_disk, known(planned.os_disk));
  const dataDisks = Object.entries(planned.data_disks ?? {}).flatMap(([lun, disk]) => {
    const growth = diskGrowth(prior.data_disks?.[lun] ?? null, disk);
    return Object.keys(growth).length === 0 ? [] : [[lun, growth] as const];
  });
  return {
    ...tagChanges(prior, { tags: planned.tags, owner: known(planned.owner) }),
    ...(sameMembers(groups, prior.application_security_group_ids ?? [])
      ? {}
      : { applicationGroupIds: groups }),
    ...(planned.size === prior.size ? {} : { size: planned.size }),
    ...(planned.ip_forwarding === prior.ip_forwarding ? {} : { ipForwarding: planned.ip_forwarding }),
    ...(Object.keys(osDisk).length === 0 ? {} : { osDisk }),
    ...(dataDisks.length === 0 ? {} : { dataDisks: Object.fromEntries(dataDisks) }),
    ...(prior.state === 'running' ? {} : { running: true }),
  };
}

function diskGrowth(before: Disk | null, after: PlannedDisk | null): DiskGrowth {
  if (before === null || after === null) return {};
  const size = known(after.size_gib);
  const type = known(after.type);
  return {
    ...(size === null || size === before.size_gib ? {} : { sizeGib: size }),
    ...(type === null || type === before.type ? {} : { type }),
  };
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((member) => other.includes(member));
}
