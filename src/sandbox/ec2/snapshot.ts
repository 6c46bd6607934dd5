import type { InstanceState, SpotOptions } from './state/records';
import type { RegionState } from './state/region';
import type { SpotRequest } from './state/spot-request';

/** What there is, as it really is: past the API, its paging and its eventual consistency. */
export interface Ec2Snapshot {
  readonly instances: readonly InstanceSnapshot[];
  readonly volumes: readonly VolumeSnapshot[];
  /** Without the default groups. */
  readonly securityGroups: readonly NamedSnapshot[];
  readonly keyPairs: readonly NamedSnapshot[];
  readonly spotRequests: readonly SpotRequestSnapshot[];
}

interface Located {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface NamedSnapshot extends Located {
  readonly name: string;
}

export interface InstanceSnapshot extends Located {
  readonly state: InstanceState;
  readonly instanceType: string;
  readonly imageId: string;
  readonly zone: string;
  readonly subnetId: string;
  readonly privateAddress: string;
  readonly publicAddress: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly keyName: string | undefined;
  readonly clientToken: string;
  readonly spotRequestId: string | undefined;
}

export interface VolumeSnapshot extends Located {
  readonly size: number;
  readonly type: string;
  readonly encrypted: boolean;
  readonly instanceId: string | undefined;
  readonly device: string | undefined;
}

export interface SpotRequestSnapshot extends Located {
  readonly state: SpotRequest['state'];
  readonly type: SpotOptions['type'];
  /** The last one. */
  readonly instanceId: string;
}

export function takeSnapshot(regions: Iterable<RegionState>): Ec2Snapshot {
  const all = [...regions];
  return {
    instances: all.flatMap((region) =>
      [...region.instances.values()].map((one) => ({
        ...locate(region, one.id),
        state: one.state,
        instanceType: one.type.name,
        imageId: one.image.id,
        zone: one.subnet.zone.name,
        subnetId: one.subnet.id,
        privateAddress: one.privateAddress,
        publicAddress: one.publicAddress,
        securityGroupIds: one.groupIds,
        keyName: one.keyName,
        clientToken: one.clientToken,
        spotRequestId: one.spot?.requestId,
      })),
    ),
    volumes: all.flatMap((region) =>
      [...region.volumes.values()].map((one) => ({
        ...locate(region, one.id),
        size: one.size,
        type: one.type,
        encrypted: one.encrypted,
        instanceId: one.attachment?.instanceId,
        device: one.attachment?.device,
      })),
    ),
    securityGroups: all.flatMap((region) =>
      [...region.groups.values()]
        .filter((one) => one.id !== region.defaultGroupId)
        .map((one) => ({ ...locate(region, one.id), name: one.name })),
    ),
    keyPairs: all.flatMap((region) =>
      [...region.keyPairs.values()].map((one) => ({ ...locate(region, one.id), name: one.name })),
    ),
    spotRequests: all.flatMap((region) =>
      [...region.spotRequests.values()].map((one) => ({
        ...locate(region, one.id),
        state: one.state,
        type: one.options.type,
        instanceId: one.instance.id,
      })),
    ),
  };
}

function locate(region: RegionState, id: string): Located {
  return {
    id,
    accountId: region.accountId,
    region: region.name,
    tags: Object.fromEntries(region.tags.of(id)),
  };
}
