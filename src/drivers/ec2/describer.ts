import type { Filter } from '@aws-sdk/client-ec2';
import { unlessAborted } from './abort';
import type { Ec2Api } from './api';
import { Batch } from './batch';
import type { CallOptions } from './configuration';
import type { Ec2Instance, Ec2Volume } from './instance';
import { toInstance, toVolume } from './observed-instance';

/** Values of one filter; EC2 takes 200. */
const idsPerRequest = 100;

/**
 * Looks instances and volumes up by id, many in one request. They are asked for by a filter: an id that does not exist
 * is then absent from the answer, where an id in the list of ids would fail the request for all the others.
 */
export class Describer {
  private readonly instances: Batch<string, Ec2Instance | undefined>;
  private readonly volumes: Batch<string, Ec2Volume | undefined>;

  constructor(private readonly api: Ec2Api) {
    const options = { collectMs: api.timing.collectMs, size: idsPerRequest };
    this.instances = new Batch(options, (ids) =>
      this.byId(ids, (distinct) => this.instancesWhere([{ Name: 'instance-id', Values: distinct }])),
    );
    this.volumes = new Batch(options, (ids) =>
      this.byId(ids, (distinct) => this.volumesWhere([{ Name: 'volume-id', Values: distinct }])),
    );
  }

  /** Undefined when EC2 does not know it, or not yet. */
  instance(id: string, { signal }: CallOptions): Promise<Ec2Instance | undefined> {
    return unlessAborted(this.instances.add(id), signal);
  }

  volume(id: string, { signal }: CallOptions): Promise<Ec2Volume | undefined> {
    return unlessAborted(this.volumes.add(id), signal);
  }

  /** All pages. */
  async instancesWhere(filters: Filter[]): Promise<Ec2Instance[]> {
    const found: Ec2Instance[] = [];
    let token: string | undefined;
    do {
      const page = await this.api.send(
        'DescribeInstances',
        { Filters: filters, ...(token === undefined ? {} : { NextToken: token }) },
        { signal: this.api.open },
      );
      for (const { Instances } of page.Reservations ?? []) found.push(...(Instances ?? []).map(toInstance));
      token = page.NextToken === '' ? undefined : page.NextToken;
    } while (token !== undefined);
    return found;
  }

  private async volumesWhere(filters: Filter[]): Promise<Ec2Volume[]> {
    const found: Ec2Volume[] = [];
    let token: string | undefined;
    do {
      const page = await this.api.send(
        'DescribeVolumes',
        { Filters: filters, ...(token === undefined ? {} : { NextToken: token }) },
        { signal: this.api.open },
      );
      found.push(...(page.Volumes ?? []).map(toVolume));
      token = page.NextToken === '' ? undefined : page.NextToken;
    } while (token !== undefined);
    return found;
  }

  private async byId<T extends { readonly id: string }>(
    ids: readonly string[],
    ask: (distinct: string[]) => Promise<readonly T[]>,
  ): Promise<(T | undefined)[]> {
    const found = new Map((await ask([...new Set(ids)])).map((one) => [one.id, one]));
    return ids.map((id) => found.get(id));
  }
}
