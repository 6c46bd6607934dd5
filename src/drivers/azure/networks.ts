import type { ApplicationSecurityGroup, Subnet, VirtualNetwork } from '@azure/arm-network';
import type { CallOptions, OperationOptions, Tags } from './configuration';
import { ensurePart } from './ensure-part';
import { isAzureError } from './errors';
import { Groups } from './groups';
import { groupId } from './ids';
import { applicationGroups, resourceGroups, securityGroups, subnets, virtualNetworks } from './kinds';
import type { Removable } from './kinds';
import { changedTags, isForeign, leavingTag, marksOf, ownerTag } from './marks';
import type { AzureNetwork, NetworkChanges, NetworkReference, NetworkRequest } from './network';
import { networkParts, type NetworkParts } from './network-parts';
import { toNetwork } from './observed-network';
import type { DeleteNetworkOptions, EnsureOptions, NetworkOperations } from './operations';
import type { Resources } from './resources';
import { fromRules, sameRules, toRules } from './security-rules';
import { untagOwned, type UntagOptions } from './untag';
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
      const part = { model: { location, tags }, owner };
      await ensurePart(this.resources, applicationGroups, parts.applicationGroup(one), part, options);
    }
    const securityRules = fromRules(request.rules, parts.applicationGroup);
    const guard = { model: { location, tags, securityRules }, owner };
    const had = await ensurePart(this.resources, securityGroups, parts.securityGroup, guard, options);
    if (had !== undefined && !sameRules(toRules(had.securityRules, name), request.rules)) {
      await this.resources.put(securityGroups, parts.securityGroup, guard.model, options);
    }
    const inside = subnetBody(subnet.prefix, parts);
    const model: VirtualNetwork = {
      location,
      tags,
      addressSpace: { addressPrefixes: [...request.addressPrefixes] },
      subnets: [{ name: subnet.name, ...inside }],
    };
    const network = { model, owner };
    const existing = await ensurePart(this.resources, virtualNetworks, parts.network, network, options);
    if (existing !== undefined && existing.subnets?.some((one) => one.name === subnet.name) !== true) {
      await this.resources.put(subnets, parts.subnet, inside, options);
    }
    return this.present({ group, name, subnetName: subnet.name }, options);
  }

  async read(reference: NetworkReference, options: CallOptions): Promise<AzureNetwork | undefined> {
    const parts = this.partsOf(reference);
    const [network, securityGroup] = await Promise.all([
      this.resources.get(virtualNetworks, parts.network, options),
      this.resources.get(securityGroups, parts.securityGroup, options),
    ]);
    if (network === undefined) return undefined;
    const owner = network.tags?.[ownerTag];
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
    const guard = await this.resources.get(securityGroups, this.partsOf(reference).securityGroup, options);
    const parts = [
      ...(guard?.tags?.[ownerTag] === owner ? [guard] : []),
      ...(await this.applicationGroups(reference, owner, options)),
    ];
    return [...(found.tags[ownerTag] === owner ? [group] : []), ...parts.flatMap(({ name }) => name ?? [])];
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
      await this.resources.put(applicationGroups, parts.applicationGroup(one), { location, tags }, options);
    }
    const rules = changes.rules ?? before.rules;
    if (!sameRules(rules, before.rules) || before.securityGroupId === undefined) {
      const securityRules = fromRules(rules, parts.applicationGroup);
      const guard = { location, tags, securityRules };
      await this.resources.put(securityGroups, parts.securityGroup, guard, options);
    }
    await this.reshape(before, parts, changes, options);
    if (tagged !== undefined) {
      for (const one of had.filter((name) => wanted.includes(name))) {
        await this.resources.tag(applicationGroups, parts.applicationGroup(one), tags, options);
      }
      await this.resources.tag(securityGroups, parts.securityGroup, tags, options);
      await this.resources.tag(virtualNetworks, parts.network, tags, options);
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

  async untag(reference: NetworkReference, keys: readonly string[], options: UntagOptions): Promise<void> {
    const { owner } = options;
    const { network, securityGroup } = this.partsOf(reference);
    const groups = owner === undefined ? [] : await this.applicationGroups(reference, owner, options);
    const parts = [
      { kind: resourceGroups, id: groupId(this.resources.api.root, reference.group) },
      ...groups.flatMap(({ id }) => (id === undefined ? [] : [{ kind: applicationGroups, id }])),
      { kind: securityGroups, id: securityGroup },
      { kind: virtualNetworks, id: network },
    ];
    await untagOwned(this.resources, parts, keys, options);
  }

  async delete(
    reference: NetworkReference,
    { owner, removesGroup, ...options }: DeleteNetworkOptions,
  ): Promise<readonly string[]> {
    const parts = this.partsOf(reference);
    const group = await this.groups.find(reference.group, options);
    if (group === undefined) return [];
    const network = await this.resources.get(virtualNetworks, parts.network, options);
    if (network !== undefined && !isForeign(network.tags, owner))
      await this.removeUnused(virtualNetworks, parts.network, options);
    const guard = await this.resources.get(securityGroups, parts.securityGroup, options);
    if (guard !== undefined && !isForeign(guard.tags, owner))
      await this.removeUnused(securityGroups, parts.securityGroup, options);
    if (owner === undefined) return [];
    const left = await this.applicationGroups(reference, owner, options, leavingTag);
    for (const { id } of [...(await this.applicationGroups(reference, owner, options)), ...left]) {
      if (id !== undefined) await this.removeUnused(applicationGroups, id, options);
    }
    const removes = removesGroup && group.tags[ownerTag] === owner;
    return removes ? this.groups.removeEmpty(reference.group, options) : [];
  }

  resume(url: string, reference: NetworkReference, options: OperationOptions): Promise<void> {
    const name = `an operation on network "${reference.name}"`;
    return this.resources.operations.resume(url, name, options);
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
      const whole = await this.resources.get(virtualNetworks, parts.network, options);
      const network = { ...whole, addressSpace: { addressPrefixes: wanted } };
      await this.resources.put(virtualNetworks, parts.network, network, options);
    }
    if (before.subnetId !== undefined && !before.isGuarded) {
      const whole = await this.resources.get(subnets, parts.subnet, options);
      const subnet = { ...whole, networkSecurityGroup: { id: parts.securityGroup } };
      await this.resources.put(subnets, parts.subnet, subnet, options);
    }
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
    for (const id of [...gone, ...before.flatMap(({ id }) => id ?? [])]) {
      try {
        await this.resources.delete(applicationGroups, id, options);
      } catch (error) {
        if (!isAzureError(error, 'in-use')) throw error;
        if (gone.includes(id))
          await this.resources.tag(applicationGroups, id, { [leavingTag]: owner ?? '' }, options);
      }
    }
  }

  private async removeUnused(kind: Removable, id: string, options: OperationOptions): Promise<void> {
    await untilUnused(this.resources.api, options, () => this.resources.delete(kind, id, options));
  }

  /** Those of the network's owner that carry its name. */
  private async applicationGroups(
    { group, name }: NetworkReference,
    owner: string,
    options: CallOptions,
    tag = ownerTag,
  ): Promise<ApplicationSecurityGroup[]> {
    const all = await this.resources.list(
      ({ network }, call) => network.applicationSecurityGroups.list(group, call),
      options,
    );
    return all.filter((one) => one.name?.startsWith(`${name}-`) === true && one.tags?.[tag] === owner);
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

function subnetBody(addressPrefix: string, parts: NetworkParts): Subnet {
  return { addressPrefix, networkSecurityGroup: { id: parts.securityGroup } };
}
