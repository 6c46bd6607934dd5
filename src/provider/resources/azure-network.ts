import {
  isAzureError,
  type AzureNetwork,
  type NetworkReference,
  type NetworkRequest,
  type Tags,
} from '../../drivers/azure';
import {
  DiagnosticError,
  UNKNOWN,
  type Applied,
  type Known,
  type Resource,
  type ResourceContext,
} from '../../tfplugin';
import { parseAzureImportId } from '../azure/import-id';
import { fromDriver, toDriver, validateRules } from '../azure/network-rules';
import { finishInMind, IMPORTED, keepInMind } from '../azure/operation-in-mind';
import { known } from '../known';
import {
  CREATING_TAG,
  declaredTags,
  endCreation,
  isUnread,
  mintToken,
  OWNER_TAG,
  ownershipOf,
  tagChanges,
  unmarking,
} from '../ownership';
import { azureNetworkSchema } from '../schemas/azure-network';
import type { Session } from '../session';
import { parseDuration } from '../validation/names';

type Schema = typeof azureNetworkSchema;
type Network = Known<Schema>;

/** `fleetwright_azure_network`: where machines on Azure are, and which traffic reaches them. */
export const azureNetwork: Resource<Schema, Session> = {
  typeName: 'fleetwright_azure_network',
  schema: azureNetworkSchema,

  validate: validateRules,

  async plan(context) {
    const { planned, prior, data, private: remembered } = context;
    if (planned === null) return;
    if (typeof planned.configuration === 'string') data.requireAzure(planned.configuration);
    planned.state = 'ready';
    if (prior === null) {
      mintToken(remembered);
      return;
    }
    // Before it is replaced, which a plan without a refresh may be about.
    if (isUnread(remembered)) await observe(context, prior);
    const groups = planned.application_security_groups;
    const before = Object.keys(prior.application_security_group_ids ?? {});
    const same =
      Array.isArray(groups) &&
      groups.length === before.length &&
      before.every((name) => groups.includes(name));
    if (!same || prior.state !== 'ready') planned.application_security_group_ids = UNKNOWN;
  },

  async create(context) {
    const { planned, data, private: remembered } = context;
    const { networks } = await data.azure(planned.configuration);
    const { owner, ownership } = ownershipOf(remembered, planned.owner);
    const options = optionsOf(context);
    const onExists = (): void => {
      context.checkpoint({ owner, state: 'incomplete' });
    };
    await networks.ensure(requestOf(planned, ownership), { ...options, onExists });
    const reference = referenceOf(planned);
    const changes = { ...wanted(planned), tags: planned.tags ?? {} };
    const network = await networks.update(reference, changes, options);
    return { ...planned, ...observedIds(network), owner };
  },

  async read(context) {
    const { state, private: remembered } = context;
    const network = await observe(context, state);
    if (network === undefined) return null;
    if (network === 'incomplete') return { ...state, state: network };
    if (remembered.get(IMPORTED) !== true) return observed(state, network);
    requireSubnet(state, network);
    remembered.delete(IMPORTED);
    // A group that was made with it carries the same owner.
    const remains = await remainsOf(context, state, network.tags[OWNER_TAG]);
    const create_resource_group = remains.includes(state.resource_group_name);
    return { ...observed(state, network), create_resource_group };
  },

  async update(context) {
    const { planned, prior, data, private: remembered } = context;
    const { networks } = await data.azure(planned.configuration);
    const reference = referenceOf(prior);
    const options = optionsOf(context);
    await finishInMind(remembered, (url) => networks.resume(url, reference, options));
    const owner = known(planned.owner) ?? prior.owner;
    if (prior.state !== 'ready') {
      const { ownership } = ownershipOf(remembered, owner);
      // It is in the state, so that whatever says it is this owner's is.
      const tags: Tags = owner === null ? {} : { [OWNER_TAG]: owner };
      await networks.ensure(requestOf(planned, { ...ownership, tags }), options);
    }
    const tagged = unmarking(tagChanges(prior, { tags: planned.tags, owner }));
    const network = await networks.update(reference, { ...wanted(planned), ...tagged }, options);
    if (planned.create_resource_group) {
      await networks.tagGroup(planned.resource_group_name, tagged, options);
    }
    return { ...planned, ...observedIds(network), owner };
  },

  async delete(context) {
    const { state, data, diagnostics, private: remembered } = context;
    const { networks } = await data.azure(state.configuration);
    const reference = referenceOf(state);
    const options = {
      ...optionsOf({ ...context, planned: state }),
      owner: state.owner ?? undefined,
      removesGroup: state.create_resource_group,
    };
    await finishInMind(remembered, (url) => networks.resume(url, reference, options));
    const others = await networks.delete(reference, options);
    if (others.length === 0) return;
    diagnostics.warn(
      [],
      `resource group "${state.resource_group_name}" stays, because other things are in it`,
      `${others.slice(0, 20).join(', ')}\nRemove it yourself when they are not needed: az group delete --name ${state.resource_group_name}`,
    );
  },

  importState({ id, data, private: remembered }) {
    const parsed = parseAzureImportId(id, 'Microsoft.Network/virtualNetworks', data);
    remembered.set(IMPORTED, true);
    const subnet = /^subnets\/([^/]+)$/i.exec(parsed.rest)?.[1];
    const { configuration, group, name } = parsed;
    return Promise.resolve({
      configuration,
      name,
      resource_group_name: group,
      ...(subnet === undefined ? {} : { subnet_name: subnet }),
    });
  },
};

/** What there is of a network in the state: all of it, some of its parts, or nothing. */
async function observe(
  context: ResourceContext<Session>,
  state: Network,
): Promise<AzureNetwork | 'incomplete' | undefined> {
  const { data, signal, private: remembered } = context;
  const { networks } = await data.azure(state.configuration);
  const reference = referenceOf(state);
  const found = await networks.read(reference, { signal });
  const network = found === undefined || isOther(found.tags, state.owner) ? undefined : found;
  if (network === undefined && (await remainsOf(context, state, state.owner)).length === 0) return undefined;
  // Parts alone carry the mark, too, until they have been seen once.
  const tags = network?.tags ?? (isUnread(remembered) ? { [CREATING_TAG]: '' } : {});
  const owner = network?.tags[OWNER_TAG] ?? state.owner ?? undefined;
  const untag = (keys: readonly string[]) => networks.untag(reference, keys, { signal, owner });
  await endCreation(context, tags, untag, isAzureError);
  return network ?? 'incomplete';
}

async function remainsOf(
  { data, signal }: ResourceContext<Session>,
  state: Network,
  owner: string | null | undefined,
): Promise<readonly string[]> {
  if (owner === null || owner === undefined) return [];
  const { networks } = await data.azure(state.configuration);
  return networks.remains(referenceOf(state), owner, { signal });
}

function referenceOf(network: {
  readonly name: string;
  readonly resource_group_name: string;
  readonly subnet_name: string;
}): NetworkReference {
  return { group: network.resource_group_name, name: network.name, subnetName: network.subnet_name };
}

function requestOf(planned: Applied<Schema>, owner: NetworkRequest['owner']): NetworkRequest {
  return {
    owner,
    name: planned.name,
    group: planned.resource_group_name,
    makesGroup: planned.create_resource_group,
    location: planned.location,
    subnet: { name: planned.subnet_name, prefix: planned.subnet_prefix },
    tags: planned.tags ?? {},
    ...wanted(planned),
  };
}

function wanted(planned: Applied<Schema>) {
  return {
    addressPrefixes: planned.address_prefixes,
    rules: toDriver(planned.security_rules),
    applicationGroups: planned.application_security_groups,
  };
}

function optionsOf(context: {
  readonly planned: { readonly timeout: string };
  readonly signal: AbortSignal;
  readonly private: Parameters<typeof keepInMind>[0];
}) {
  return {
    signal: context.signal,
    timeoutMs: parseDuration(context.planned.timeout) ?? 0,
    onOperation: keepInMind(context.private),
  };
}

function observedIds(network: AzureNetwork) {
  return {
    id: network.id,
    state: 'ready',
    subnet_id: network.subnetId ?? null,
    security_group_id: network.securityGroupId ?? null,
    application_security_group_ids: { ...network.applicationGroups },
  };
}

function observed(state: Network, network: AzureNetwork): Network {
  const complete =
    network.subnetId !== undefined &&
    network.securityGroupId !== undefined &&
    network.isGuarded &&
    !network.hasFailed;
  return {
    ...state,
    ...observedIds(network),
    state: complete ? 'ready' : 'incomplete',
    location: network.location,
    address_prefixes: [...network.addressPrefixes],
    subnet_prefix: network.subnetPrefix ?? state.subnet_prefix,
    security_rules: fromDriver(network.rules, state.security_rules),
    application_security_groups: Object.keys(network.applicationGroups).sort(),
    owner: state.owner ?? network.tags[OWNER_TAG] ?? null,
    tags: declaredTags(network.tags, state.tags),
  };
}

function requireSubnet({ name, subnet_name }: Network, { subnetId }: AzureNetwork): void {
  if (subnetId !== undefined) return;
  throw new DiagnosticError(
    `network "${name}" has no subnet "${subnet_name}"`,
    'import it by the id of the subnet that is meant: /subscriptions/…/virtualNetworks/NAME/subnets/SUBNET',
  );
}

function isOther(tags: Tags, owner: string | null): boolean {
  return owner !== null && tags[OWNER_TAG] !== undefined && tags[OWNER_TAG] !== owner;
}
