import { createHash } from 'node:crypto';
import type { World } from '../../world/world';
import { imagesOf, type Image } from '../catalogue/images';
import type { MachinePark } from '../../world/machine-park';
import type { Delays, Limits, Consistency } from '../options';
import type { Addresses } from './addresses';
import type { Instance, KeyPair, SecurityGroup, Subnet, Volume, Vpc, Zone } from './records';
import type { SpotRequest } from './spot-request';
import { TagStore } from './tags';
import { Visibility } from './visibility';

/** What all accounts and regions of the stand-in share. */
export interface Cloud {
  readonly world: World;
  readonly park: MachinePark;
  readonly addresses: Addresses;
  readonly regions: readonly string[];
  readonly instanceProfiles: readonly string[];
  readonly limits: Limits;
  readonly delays: Delays;
  readonly consistency: Consistency | undefined;
  /** The security groups' word on a connection. */
  readonly allows: (from: string, to: string, port: number) => boolean;
}

/** A launch that a client token stands for. Kept for good: a token is never free again. */
export interface Launch {
  readonly parameters: string;
  readonly instances: readonly Instance[];
}

/** Everything that one account has in one region. */
export class RegionState {
  readonly zones: readonly Zone[];
  readonly vpc: Vpc;
  readonly subnets: readonly Subnet[];
  readonly images: ReadonlyMap<string, Image>;
  readonly instances = new Map<string, Instance>();
  readonly volumes = new Map<string, Volume>();
  /** By name. */
  readonly keyPairs = new Map<string, KeyPair>();
  readonly groups = new Map<string, SecurityGroup>();
  readonly spotRequests = new Map<string, SpotRequest>();
  /** By client token. */
  readonly launches = new Map<string, Launch>();
  readonly visibility: Visibility;
  readonly tags: TagStore;
  readonly defaultGroupId: string;
  #sequence = 0;

  constructor(
    readonly cloud: Cloud,
    readonly accountId: string,
    readonly name: string,
  ) {
    this.visibility = new Visibility(cloud.world, cloud.consistency);
    this.tags = new TagStore(this.visibility, cloud.limits.tagsPerResource);
    this.zones = ['a', 'b', 'c'].map((letter, index) => ({
      name: `${name}${letter}`,
      id: `${shortName(name)}-az${index + 1}`,
    }));
    this.vpc = {
      id: this.#stableId('vpc'),
      cidr: cloud.addresses.vpcCidr,
      dhcpOptionsId: this.#stableId('dopt'),
    };
    this.subnets = cloud.addresses.subnetCidrs.map((cidr, index) => ({
      id: this.#stableId('subnet', String(index)),
      vpcId: this.vpc.id,
      // One subnet for each of the zones above.
      zone: this.zones[index] ?? { name: '', id: '' },
      cidr,
    }));
    this.images = new Map(imagesOf(name).map((image) => [image.id, image]));
    this.defaultGroupId = this.#stableId('sg');
    this.#addDefaultGroup();
  }

  newId(prefix: string): string {
    return `${prefix}-0${this.cloud.world.random.hex(16)}`;
  }

  nextSequence(): number {
    return ++this.#sequence;
  }

  arn(resource: string): string {
    return `arn:aws:ec2:${this.name}:${this.accountId}:${resource}`;
  }

  keyPairById(id: string): KeyPair | undefined {
    return [...this.keyPairs.values()].find((pair) => pair.id === id);
  }

  volumesOf(instance: Instance): readonly Volume[] {
    return [...this.volumes.values()].filter((volume) => volume.attachment?.instanceId === instance.id);
  }

  /** The same in every sandbox, whatever was asked for before. */
  #stableId(prefix: string, salt = ''): string {
    const digest = createHash('sha256')
      .update(`${this.accountId}/${this.name}/${prefix}/${salt}`)
      .digest('hex');
    return `${prefix}-0${digest.slice(0, 16)}`;
  }

  #addDefaultGroup(): void {
    const id = this.defaultGroupId;
    const any = { protocol: '-1', fromPort: -1, toPort: -1 };
    const rules = [
      { ...any, id: this.#stableId('sgr', 'ingress'), egress: false, source: { kind: 'group', groupId: id } },
      {
        ...any,
        id: this.#stableId('sgr', 'egress'),
        egress: true,
        source: { kind: 'ipv4', cidr: '0.0.0.0/0' },
      },
    ] as const;
    this.groups.set(id, {
      id,
      sequence: this.nextSequence(),
      name: 'default',
      description: 'default VPC security group',
      vpcId: this.vpc.id,
      rules: new Map(rules.map((rule) => [rule.id, { ...rule, groupId: id }])),
    });
  }
}

/** `eu-central-1` → `euc1`, as the ids of zones begin. */
function shortName(region: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  const letters = direction.match(/^(north|south)?(east|west|central)?/)?.slice(1) ?? [];
  return `${area}${letters.map((part) => part?.[0] ?? '').join('')}${number}`;
}
