import type { InstanceChanges, VolumeGrowth } from '../../drivers/ec2';
import { known } from '../known';
import { metadataOptions, type Instance, type PlannedInstance } from './instance-request';
import { tagChanges } from '../ownership';

type Volume = NonNullable<Instance['root_volume']>;
type PlannedVolume = NonNullable<Exclude<PlannedInstance['root_volume'], symbol>>;

/** What has to be changed in place; nothing where the plan is what there is. */
export function instanceChanges(prior: Instance, planned: PlannedInstance): InstanceChanges {
  const groups = known(planned.security_group_ids);
  const type = known(planned.effective_instance_type);
  const volumes = volumeChanges(prior, planned);
  return {
    ...tagChanges(prior, { tags: planned.tags, owner: known(planned.owner) }),
    ...(groups === null || sameMembers(groups, prior.security_group_ids ?? [])
      ? {}
      : { securityGroupIds: groups }),
    ...(type === null || type === prior.effective_instance_type ? {} : { instanceType: type }),
    ...(planned.termination_protection === prior.termination_protection
      ? {}
      : { terminationProtection: planned.termination_protection }),
    ...(planned.source_dest_check === prior.source_dest_check
      ? {}
      : { sourceDestCheck: planned.source_dest_check }),
    ...(planned.metadata.http_tokens === prior.metadata.http_tokens &&
    planned.metadata.hop_limit === prior.metadata.hop_limit
      ? {}
      : { metadata: metadataOptions(planned.metadata) }),
    ...(Object.keys(volumes).length > 0 ? { volumes } : {}),
    ...(prior.state === 'running' || planned.state !== 'running' ? {} : { running: true }),
  };
}

function volumeChanges(prior: Instance, planned: PlannedInstance): Record<string, VolumeGrowth> {
  const pairs: [string, Volume | null | undefined, PlannedVolume | null][] = [
    ['root', prior.root_volume, known(planned.root_volume)],
    ...Object.entries(planned.volumes ?? {}).map(
      ([device, volume]): [string, Volume | undefined, PlannedVolume] => [
        device,
        prior.volumes?.[device],
        volume,
      ],
    ),
  ];
  return Object.fromEntries(
    pairs.flatMap(([device, before, after]) => {
      if (before === null || before === undefined || after === null) return [];
      const growth = volumeGrowth(before, after);
      return Object.keys(growth).length === 0 ? [] : [[device, growth]];
    }),
  );
}

function volumeGrowth(before: Volume, after: PlannedVolume): VolumeGrowth {
  const size = known(after.size_gib);
  const type = known(after.type);
  const iops = known(after.iops);
  const throughput = known(after.throughput);
  return {
    ...(size === null || size === before.size_gib ? {} : { sizeGib: size }),
    ...(type === null || type === before.type ? {} : { type }),
    ...(iops === null || iops === before.iops ? {} : { iops }),
    ...(throughput === null || throughput === before.throughput ? {} : { throughput }),
  };
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((member) => other.includes(member));
}
