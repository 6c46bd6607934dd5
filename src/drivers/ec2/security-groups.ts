import type { Filter, SecurityGroup } from '@aws-sdk/client-ec2';
import { lookBriefly, lookUntilSeen } from './aftermath';
import type { Ec2Api } from './api';
import type { CallOptions, Tags, WaitOptions } from './configuration';
import { isEc2Error, type Ec2Error } from './errors';
import { isOwned, isUntagged, marksOf, splitTags, tokenMark } from './marks';
import type { EnsureOptions, SecurityGroupOperations } from './operations';
import { literally } from './owner-lookup';
import type { Ownership } from './ownership';
import { Pulse } from './pulse';
import type {
  Ec2SecurityGroup,
  SecurityGroupChanges,
  SecurityGroupRequest,
  SecurityGroupRule,
} from './security-group';
import { sameRules, toRules } from './security-group-rules';
import { syncRules } from './sync-rules';
import { changeTags, fromTags, hasTags } from './tags';

const deleteTimeoutMs = 600_000;
/** How long changed rules and tags may be shown late. */
const longestLagMs = 30_000;

interface Shown {
  readonly ingress: readonly SecurityGroupRule[] | undefined;
  readonly egress: readonly SecurityGroupRule[] | undefined;
  readonly tags: Tags | undefined;
}

export class SecurityGroups implements SecurityGroupOperations {
  constructor(private readonly api: Ec2Api) {}

  async ensure(
    request: SecurityGroupRequest,
    options: WaitOptions & EnsureOptions,
  ): Promise<Ec2SecurityGroup> {
    const group = (await this.owned(request.owner, options)) ?? (await this.create(request, options));
    options.onExists?.(group.id);
    const { ingress, egress, tags, owner } = request;
    const changes = { ingress, tags: { ...tags, ...marksOf(owner) } };
    try {
      return await this.sync(group, egress === undefined ? changes : { ...changes, egress }, options);
    } catch (error) {
      throw isEc2Error(error) ? error.with({ objectId: group.id }) : error;
    }
  }

  async read(id: string, options: CallOptions): Promise<Ec2SecurityGroup | undefined> {
    try {
      const { SecurityGroups } = await this.api.send('DescribeSecurityGroups', { GroupIds: [id] }, options);
      return SecurityGroups?.map(toGroup).find((group) => group.id === id);
    } catch (error) {
      if (isEc2Error(error, 'not-found')) return undefined;
      throw error;
    }
  }

  async update(id: string, changes: SecurityGroupChanges, options: WaitOptions): Promise<Ec2SecurityGroup> {
    return this.sync(await this.present(id, options), changes, options);
  }

  async delete(id: string, { signal, timeoutMs = deleteTimeoutMs }: WaitOptions): Promise<void> {
    const pulse = this.pulse();
    const deadline = Date.now() + timeoutMs;
    this.api.recent.delete(id);
    for (;;) {
      try {
        await this.api.send('DeleteSecurityGroup', { GroupId: id }, { signal });
        return;
      } catch (error) {
        if (isEc2Error(error, 'not-found')) return;
        if (!isEc2Error(error, 'in-use')) throw error;
        if (Date.now() > deadline) {
          throw error.with({
            message: `${error.message}; it was still in use after ${String(Math.round(timeoutMs / 1000))} s: remove it from the instances, network interfaces and groups that use it`,
          });
        }
      }
      await pulse.beat(signal);
    }
  }

  private async sync(
    group: Ec2SecurityGroup,
    { ingress, egress, tags, removeTags }: SecurityGroupChanges,
    options: CallOptions,
  ): Promise<Ec2SecurityGroup> {
    if (ingress !== undefined) await syncRules(this.api, group, 'ingress', ingress, options);
    if (egress !== undefined) await syncRules(this.api, group, 'egress', egress, options);
    await changeTags(this.api, [group], { tags, removeTags }, options);
    return this.shown(group.id, { ingress, egress, tags }, options);
  }

  /** Reads it until it shows the changes, which EC2 may do late; what never shows them is returned as it is. */
  private async shown(
    id: string,
    { ingress, egress, tags = {} }: Shown,
    options: CallOptions,
  ): Promise<Ec2SecurityGroup> {
    const pulse = this.pulse();
    const deadline = Date.now() + Math.min(longestLagMs, this.api.timing.visibleMs);
    for (;;) {
      const group = await this.present(id, options);
      const isShown =
        (ingress === undefined || sameRules(group.ingress, ingress, id)) &&
        (egress === undefined || sameRules(group.egress, egress, id)) &&
        hasTags({ ...group.tags, ...group.marks }, tags);
      if (isShown || Date.now() > deadline) return group;
      await pulse.beat(options.signal);
    }
  }

  private pulse(): Pulse {
    const { firstPollMs, longestPollMs } = this.api.timing;
    return new Pulse({ firstMs: firstPollMs, longestMs: longestPollMs });
  }

  private async create(
    request: SecurityGroupRequest,
    options: CallOptions & EnsureOptions,
  ): Promise<Ec2SecurityGroup> {
    const { name, description, vpcId, tags, owner } = request;
    const input = {
      GroupName: name,
      Description: description,
      ...(vpcId === undefined ? {} : { VpcId: vpcId }),
      TagSpecifications: [
        { ResourceType: 'security-group' as const, Tags: fromTags({ ...tags, ...marksOf(owner) }) },
      ],
    };
    let id: string;
    try {
      id = (await this.api.send('CreateSecurityGroup', input, options)).GroupId ?? '';
    } catch (error) {
      if (isEc2Error(error, 'taken')) return this.takenBy(request, error, options);
      if (!isEc2Error(error) || !error.mayHaveHappened) throw error;
      const made = await lookBriefly(this.api, (signal) => this.owned(owner, { signal }));
      if (made === undefined) throw error;
      options.onExists?.(made.id);
      throw error.with({ objectId: made.id });
    }
    this.api.recent.add(id);
    options.onExists?.(id);
    return this.present(id, options);
  }

  /**
   * The group that has the name already, when it is its owner's: the answer to the first try may have been lost. EC2 may
   * show such a group, or its tags, late.
   */
  private async takenBy(
    { name, vpcId, owner }: SecurityGroupRequest,
    error: Ec2Error,
    options: CallOptions,
  ): Promise<Ec2SecurityGroup> {
    const existing = await lookUntilSeen(this.api, options.signal, async () => {
      const found = await this.named(name, vpcId, options);
      const own = found.find((group) => isOwned(group, owner));
      const mayBeOwn = error.mayHaveHappened && found.some(isUntagged);
      return own ?? (mayBeOwn ? undefined : found[0]);
    });
    if (existing !== undefined && isOwned(existing, owner)) return existing;
    throw error.with({
      message:
        `${error.message} (it is ${existing === undefined ? 'not visible' : `"${existing.id}"`} and belongs to something else); ` +
        'choose another name, or import it',
    });
  }

  private async owned(owner: Ownership, options: CallOptions): Promise<Ec2SecurityGroup | undefined> {
    const { tags, clientToken, except = [] } = owner;
    const wanted = Object.keys(tags).length === 0 ? { [tokenMark]: clientToken } : tags;
    const filters = Object.entries(wanted).map(([key, value]) => ({
      Name: `tag:${key}`,
      Values: [literally(value)],
    }));
    const found = (await this.where(filters, options)).filter(
      (group) => isOwned(group, owner) && !except.includes(group.id),
    );
    if (found.length > 1) {
      const ids = found.map(({ id }) => `"${id}"`).join(', ');
      throw this.api.error(
        `security groups ${ids} all carry the tags ${JSON.stringify(tags)}, which belong to one; delete or retag those that are not meant`,
        { kind: 'taken' },
      );
    }
    return found[0];
  }

  /** Of that VPC, else of any: which one is the default is not known here. */
  private named(name: string, vpcId: string | undefined, options: CallOptions): Promise<Ec2SecurityGroup[]> {
    const inVpc = vpcId === undefined ? [] : [{ Name: 'vpc-id', Values: [vpcId] }];
    return this.where([{ Name: 'group-name', Values: [literally(name)] }, ...inVpc], options);
  }

  private async where(filters: Filter[], options: CallOptions): Promise<Ec2SecurityGroup[]> {
    const found: Ec2SecurityGroup[] = [];
    let token: string | undefined;
    do {
      const page = await this.api.send(
        'DescribeSecurityGroups',
        { Filters: filters, ...(token === undefined ? {} : { NextToken: token }) },
        options,
      );
      found.push(...(page.SecurityGroups ?? []).map(toGroup));
      token = page.NextToken === '' ? undefined : page.NextToken;
    } while (token !== undefined);
    return found;
  }

  private async present(id: string, options: CallOptions): Promise<Ec2SecurityGroup> {
    const group = await this.read(id, options);
    if (group !== undefined) return group;
    throw this.api.error(`security group "${id}" does not exist (any more)`, { kind: 'not-found' });
  }
}

function toGroup(group: SecurityGroup): Ec2SecurityGroup {
  const id = group.GroupId ?? '';
  return {
    id,
    arn: group.SecurityGroupArn,
    name: group.GroupName ?? '',
    description: group.Description ?? '',
    vpcId: group.VpcId,
    ownerId: group.OwnerId,
    ingress: toRules(group.IpPermissions, id),
    egress: toRules(group.IpPermissionsEgress, id),
    ...splitTags(group.Tags),
  };
}
