import { hasFailed } from './answer';
import type { CallOptions, OperationOptions, Tags } from './configuration';
import { isAzureError } from './errors';
import { listAt, objectAt, textAt } from './fields';
import { Groups } from './groups';
import { groupId } from './ids';
import { changedTags, isForeign, isOwned, leavingTag, marksOf, ownerTag, splitTags } from './marks';
import type { AzureNetwork, NetworkChanges, NetworkReference, NetworkRequest } from './network';
import { networkParts, type NetworkParts } from './network-parts';
import { toNetwork } from './observed-network';
import type { DeleteNetworkOptions, EnsureOptions, NetworkOperations } from './operations';
import type { Ownership } from './ownership';
import { noting, type Resources } from './resources';
import { fromRules, rulesOf, sameRules } from './security-rules';
import { untilUnused } from './until-unused';

/** A network, its security group and, where it is made with it, their resource group. */
export class Networks implements NetworkOperations {
  private readonly groups: Groups;

  constructor(private readonly resources: Resources) {
    this.groups = new Groups(resources);
  }

  async ensure(request: NetworkRequest, options: EnsureOptions): Promise<AzureNetwork> {
    const { group, name, owner, location, subnet, makesGroup } = request;
    const tags = { ...request.tags, ...marksOf(owner) };
    const parts = this.partsOf({ group, name, subnetName: subnet.name });
    if (makesGroup) {
      await this.groups.ensure(group, { location, tags: request.tags, owner }, options);
      options.onExists?.();
    } else await this.groups.require(group, options);
    for (const one of request.applicationGroups) {
      await this.ensurePart(parts.applicationGroup(one), { location, tags }, owner, options);
    }
    const securityRules = fromRules(request.rules, parts.applicationGroup);
    const guard = { location, tags, properties: { securityRules } };
    const had = await this.ensurePart(parts.securityGroup, guard, owner, options);
    if (had !== undefined && !sameRules(rulesOf(had, name), request.rules)) {
      await this.resources.put(parts.securityGroup, guard, options);
    }
    const network = {
      location,
      tags,
      properties: {
        addressSpace: { addressPrefixes: [...request.addressPrefixes] },
        subnets: [{ name: subnet.name, properties: subnetProperties(subnet.prefix, parts) }],
      },
    };
    const existing = await this.ensurePart(parts.network, network, owner, options);
    if (existing !== undefined && !hasSubnet(existing, subnet.name)) {
      await this.resources.put(parts.subnet, { properties: subnetProperties(subnet.prefix, parts) }, options);
    }
    return this.present({ group, name, subnetName: subnet.name }, options);
  }

  async read(reference: NetworkReference, options: CallOptions): Promise<AzureNetwork | undefined> {
    const parts = this.partsOf(reference);
    const [network, securityGroup] = await Promise.all([
      this.resources.get(parts.network, options),
      this.resources.get(parts.securityGroup, options),
    ]);
    if (network === undefined) return undefined;
    const owner = splitTags(network.tags).tags[ownerTag];
    const groups = owner === undefined ? [] : await this.applicationGroups(reference, owner, options);
    return toNetwork({ network, securityGroup, groups, reference, parts });
  }

  async remains(
    reference: NetworkReference,
    owner: string,
    options: CallOptions,
  ): Promise<readonly string[]> {
    const { group } = reference;
    const found = await this.groups.find(group, options);
    if (found === undefined) return [];
    const guard = await this.resources.get(this.partsOf(reference).securityGroup, options);
    const parts = [
      ...(guard === undefined || ownerOf(guard) !== owner ? [] : [guard]),
      ...(await this.applicationGroups(reference, owner, options)),
    ];
    return [
      ...(found.tags[ownerTag] === owner ? [group] : []),
      ...parts.flatMap((one) => textAt(one, 'name') ?? []),
    ];
  }

  async update(
    reference: NetworkReference,
    changes: NetworkChanges,
    options: OperationOptions,
  ): Promise<AzureNetwork> {
    const parts = this.partsOf(reference);
    const before = await this.present(reference, options);
    const tagged = changedTags(before, changes);
    const tags: Tags = tagged ?? { ...before.tags, ...before.marks };
    const { location } = before;
    const had = Object.keys(before.applicationGroups);
    const wanted = changes.applicationGroups ?? had;
    for (const one of wanted.filter((name) => !had.includes(name))) {
      await this.resources.put(parts.applicationGroup(one), { location, tags }, options);
    }
    const rules = changes.rules ?? before.rules;
    if (!sameRules(rules, before.rules) || before.securityGroupId === undefined) {
      const securityRules = fromRules(rules, parts.applicationGroup);
      await this.resources.put(
        parts.securityGroup,
        { location, tags, properties: { securityRules } },
        options,
      );
    }
    await this.reshape(before, parts, changes, options);
    if (tagged !== undefined) {
      const others = had.filter((one) => wanted.includes(one)).map((one) => parts.applicationGroup(one));
      for (const id of [parts.network, parts.securityGroup, ...others]) {
        await this.resources.patch(id, { tags }, options);
      }
    }
    const gone = had.filter((name) => !wanted.includes(name)).map((one) => parts.applicationGroup(one));
    await this.leave(reference, gone, tags[ownerTag], options);
    return this.present(reference, options);
  }

  async tagGroup(group: string, changes: NetworkChanges, options: OperationOptions): Promise<void> {
    const found = await this.groups.find(group, options);
    const tags = found && changedTags(found, changes);
    if (tags !== undefined) await this.groups.tag(group, tags, options);
  }

  async delete(
    reference: NetworkReference,
    { owner, removesGroup, ...options }: DeleteNetworkOptions,
  ): Promise<readonly string[]> {
    const parts = this.partsOf(reference);
    const group = await this.groups.find(reference.group, options);
    if (group === undefined) return [];
    for (const id of [parts.network, parts.securityGroup]) {
      const found = await this.resources.get(id, options);
      if (found !== undefined && !isForeign(splitTags(found.tags), owner))
        await this.removeUnused(id, options);
    }
    if (owner === undefined) return [];
    const left = await this.applicationGroups(reference, owner, options, leavingTag);
    for (const one of [...(await this.applicationGroups(reference, owner, options)), ...left]) {
      const id = textAt(one, 'id');
      if (id !== undefined) await this.removeUnused(id, options);
    }
    const removes = removesGroup && group.tags[ownerTag] === owner;
    return removes ? this.groups.removeEmpty(reference.group, options) : [];
  }

  resume(url: string, reference: NetworkReference, options: OperationOptions): Promise<void> {
    const { network } = this.partsOf(reference);
    return this.resources.operations.resume(
      url,
      { name: `an operation on network "${reference.name}"`, target: network },
      options,
    );
  }

  /** Brings the address space and the subnet's guard to what is asked, and leaves others' subnets as they are. */
  private async reshape(
    before: AzureNetwork,
    parts: NetworkParts,
    { addressPrefixes }: NetworkChanges,
    options: OperationOptions,
  ): Promise<void> {
    const wanted = addressPrefixes?.toSorted();
    if (wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(before.addressPrefixes)) {
      const whole = (await this.resources.get(parts.network, options)) ?? {};
      const properties = { ...objectAt(whole, 'properties'), addressSpace: { addressPrefixes: wanted } };
      await this.resources.put(parts.network, { ...whole, properties }, options);
    }
    if (before.subnetId !== undefined && !before.isGuarded) {
      const whole = (await this.resources.get(parts.subnet, options)) ?? {};
      const networkSecurityGroup = { id: parts.securityGroup };
      const properties = { ...objectAt(whole, 'properties'), networkSecurityGroup };
      await this.resources.put(parts.subnet, { ...whole, properties }, options);
    }
  }

  /**
   * Makes a part of the network unless it is there.
   * @returns the part when it was there already and is its owner's.
   * @throws AzureError `taken`
   */
  private async ensurePart(
    id: string,
    body: object,
    owner: Ownership,
    options: EnsureOptions,
  ): Promise<unknown> {
    const found = await this.resources.get(id, options);
    const isOurs = (one: unknown): boolean => isOwned(splitTags(objectAt(one).tags), owner);
    if (found === undefined) {
      await this.resources.put(id, body, { ...noting(options), isDone: isOurs });
      options.onExists?.();
      return undefined;
    }
    if (!isOurs(found)) {
      throw this.resources.api.error(
        `"${id}" exists and belongs to something else; choose another name, or import it`,
        { kind: 'taken' },
      );
    }
    options.onExists?.();
    const settled = await this.resources.operations.untilSettled({ name: `GET ${id}`, target: id }, options);
    // What is put as it is gets another try of what has failed.
    if (hasFailed(settled)) await this.resources.put(id, objectAt(settled), options);
    return settled;
  }

  /**
   * Removes application security groups, also those that a change before could not. Machines leave theirs after their
   * network has changed, so that one they are still in is only marked, and goes with the next change or with the network.
   */
  private async leave(
    reference: NetworkReference,
    gone: readonly string[],
    owner: string | undefined,
    options: OperationOptions,
  ): Promise<void> {
    const before =
      owner === undefined ? [] : await this.applicationGroups(reference, owner, options, leavingTag);
    for (const id of [...gone, ...before.flatMap((one) => textAt(one, 'id') ?? [])]) {
      try {
        await this.resources.delete(id, options);
      } catch (error) {
        if (!isAzureError(error, 'in-use')) throw error;
        if (gone.includes(id))
          await this.resources.patch(id, { tags: { [leavingTag]: owner ?? '' } }, options);
      }
    }
  }

  private async removeUnused(id: string, options: OperationOptions): Promise<void> {
    await untilUnused(this.resources.api, options, () => this.resources.delete(id, options));
  }

  /** Those of the network's owner that carry its name. */
  private async applicationGroups(
    { group, name }: NetworkReference,
    owner: string,
    options: CallOptions,
    tag = ownerTag,
  ): Promise<unknown[]> {
    const path = `${groupId(this.resources.api.root, group)}/providers/Microsoft.Network/applicationSecurityGroups`;
    try {
      const all = await this.resources.list(path, options);
      return all.filter(
        (one) =>
          textAt(one, 'name')?.startsWith(`${name}-`) === true &&
          splitTags(objectAt(one).tags).tags[tag] === owner,
      );
    } catch (error) {
      if (isAzureError(error, 'not-found')) return [];
      throw error;
    }
  }

  private async present(reference: NetworkReference, options: CallOptions): Promise<AzureNetwork> {
    const network = await this.read(reference, options);
    if (network !== undefined) return network;
    throw this.resources.api.error(`network "${reference.name}" does not exist (any more)`, {
      kind: 'not-found',
    });
  }

  private partsOf(reference: NetworkReference): NetworkParts {
    return networkParts(this.resources.api.root, reference);
  }
}

function subnetProperties(addressPrefix: string, parts: NetworkParts): object {
  return { addressPrefix, networkSecurityGroup: { id: parts.securityGroup } };
}

function hasSubnet(network: unknown, name: string): boolean {
  return listAt(network, 'properties', 'subnets').some((one) => textAt(one, 'name') === name);
}

function ownerOf(resource: unknown): string | undefined {
  return splitTags(objectAt(resource).tags).tags[ownerTag];
}
