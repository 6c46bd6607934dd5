import { createHash } from 'node:crypto';
import { throwIfAborted, whenAllAborted } from './abort';
import type { Ec2Api } from './api';
import { Batch } from './batch';
import type { Tags } from './configuration';
import { isEc2Error } from './errors';
import type { Ec2Instance } from './instance';
import { launchMarkKey, launchMarks } from './launch-mark';
import { toInstance } from './observed-instance';
import { tagSpecifications, type LaunchInput } from './run-instances-input';

/** Members of one launch: each takes a tag, of which an instance may have 50, and all or none are launched. */
const mostMembers = 10;
const mostTags = 50;

export interface Launch {
  readonly input: LaunchInput;
  readonly clientToken: string;
  readonly ownerTags: Tags;
  /** All that the instance shall have, the owner's included. */
  readonly tags: Tags;
  readonly signal: AbortSignal;
}

/** Launches instances; what is identical but for its owner and tags, and is asked for at once, by one request. */
export class LaunchBatch {
  private readonly groups = new Map<string, Batch<Launch, Ec2Instance>>();

  constructor(private readonly api: Ec2Api) {}

  /** The instance as EC2 answered the launch. It may carry the marks of a common launch instead of its own tags. */
  async run(launch: Launch): Promise<Ec2Instance> {
    throwIfAborted(launch.signal);
    const key = JSON.stringify(launch.input);
    let group = this.groups.get(key);
    if (group === undefined) {
      const options = { collectMs: this.api.timing.collectMs, size: mostMembers };
      group = new Batch(options, (launches) => {
        this.groups.delete(key);
        return this.runAll(launches);
      });
      this.groups.set(key, group);
    }
    return group.add(launch);
  }

  private async runAll(launches: readonly Launch[]): Promise<readonly Promise<Ec2Instance>[]> {
    if (!mayShareRequest(launches)) return launches.map((launch) => this.runOne(launch));
    const sorted = launches.toSorted((a, b) =>
      launchMarkKey(a.ownerTags) < launchMarkKey(b.ownerTags) ? -1 : 1,
    );
    try {
      const instances = await this.request(sorted.length, {
        input: (sorted[0] as Launch).input,
        clientToken: commonToken(sorted),
        tags: { ...commonTags(sorted), ...launchMarks(sorted.map(({ ownerTags }) => ownerTags)) },
        signal: whenAllAborted(sorted.map(({ signal }) => signal)),
      });
      const byPosition = instances.toSorted((a, b) => a.launchIndex - b.launchIndex);
      return launches.map((launch) => Promise.resolve(byPosition[sorted.indexOf(launch)] as Ec2Instance));
    } catch (error) {
      // There may be room for some of them, and each has its own fallbacks.
      if (isEc2Error(error, 'capacity', 'quota')) return launches.map((launch) => this.runOne(launch));
      throw error;
    }
  }

  private async runOne(launch: Launch): Promise<Ec2Instance> {
    const [instance] = await this.request(1, launch);
    return instance as Ec2Instance;
  }

  private async request(
    count: number,
    { input, clientToken, tags, signal }: Omit<Launch, 'ownerTags'>,
  ): Promise<Ec2Instance[]> {
    const { Instances = [] } = await this.api.send(
      'RunInstances',
      {
        ...input,
        MinCount: count,
        MaxCount: count,
        ClientToken: clientToken,
        TagSpecifications: tagSpecifications(tags),
      },
      { signal },
    );
    if (Instances.length !== count) {
      throw this.api.error(
        `RunInstances answered with ${String(Instances.length)} instances instead of ${String(count)}`,
        { kind: 'unavailable', operation: 'RunInstances', mayHaveHappened: true },
      );
    }
    return Instances.map(toInstance);
  }
}

function mayShareRequest(launches: readonly Launch[]): boolean {
  const owners = new Set(launches.map(({ ownerTags }) => launchMarkKey(ownerTags)));
  return (
    launches.length > 1 &&
    owners.size === launches.length &&
    launches.every(
      ({ ownerTags, tags }) =>
        Object.keys(ownerTags).length > 0 && Object.keys(tags).length + launches.length <= mostTags,
    )
  );
}

function commonToken(launches: readonly Launch[]): string {
  const tokens = launches.map(({ clientToken }) => clientToken).sort();
  return createHash('sha256').update(JSON.stringify(tokens)).digest('hex').slice(0, 40);
}

function commonTags(launches: readonly Launch[]): Tags {
  const [first, ...others] = launches;
  return Object.fromEntries(
    Object.entries(first?.tags ?? {}).filter(([key, value]) =>
      others.every(({ tags }) => tags[key] === value),
    ),
  );
}
