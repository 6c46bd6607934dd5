import type { Disk, DiskUpdate, RunCommandInput, VirtualMachine } from '@azure/arm-compute';
import type {
  ApplicationSecurityGroup,
  NetworkInterface,
  NetworkSecurityGroup,
  PublicIPAddress,
  Subnet,
  VirtualNetwork,
} from '@azure/arm-network';
import type { ResourceGroup } from '@azure/arm-resources';
import type { Tags } from './configuration';
import type { Clients } from './connect';
import type { Observed } from './operation';

// The SDK's operations on each kind of resource, in the same words for all.

/** Options of each of the SDK's operations. */
export interface Call {
  readonly abortSignal: AbortSignal;
  readonly onResponse?: (answer: { readonly headers: Headers }) => void;
}

interface Headers {
  get(name: string): string | undefined;
}

/** Where a resource is, by the parts of its id. */
export interface Place {
  readonly group: string;
  readonly name: string;
  /** Of a subnet, whose network has `name`. */
  readonly child: string;
}

/** @param id of a resource or of a resource group, in the subscription of the clients */
export function placeOf(id: string): Place {
  const [, , , , group = '', , , , name = '', , child = ''] = id.split('/');
  return { group, name, child };
}

/** What begins a list. */
export type Lister<Model> = (clients: Clients, call: Call) => Pages<Model>;

interface Pages<Model> {
  byPage(): AsyncIterable<readonly Model[]>;
}

/** What begins a change. */
export type Change = (clients: Clients, at: Place, call: Call) => PromiseLike<unknown>;

/** One kind of resource. Tags are replaced as a whole. */
export interface Kind<Model extends Observed> extends Readable<Model> {
  put(clients: Clients, at: Place, model: Model, call: Call): PromiseLike<unknown>;
  /** Of what is there already, where that differs. */
  putAgain?(clients: Clients, at: Place, model: Model, call: Call): PromiseLike<unknown>;
  tag(clients: Clients, at: Place, tags: Tags, call: Call): PromiseLike<unknown>;
  delete(clients: Clients, at: Place, call: Call): PromiseLike<unknown>;
}

export interface Readable<Model extends Observed> {
  get(clients: Clients, at: Place, call: Call): Promise<Model>;
}

export type Makeable<Model extends Observed> = Pick<Kind<Model>, 'get' | 'put' | 'putAgain'>;
export type Removable = Pick<Kind<Observed>, 'get' | 'delete'>;

/** Groups tell their state another way than resources. */
export const resourceGroups: Kind<ResourceGroup & Observed> = {
  async get({ resources }, { group }, call) {
    const { properties, ...found } = await resources.resourceGroups.get(group, call);
    return { ...found, ...properties };
  },
  put: ({ resources }, { group }, model, call) => resources.resourceGroups.createOrUpdate(group, model, call),
  tag: ({ resources }, { group }, tags, call) => resources.resourceGroups.update(group, { tags }, call),
  delete: ({ resources }, { group }, call) => resources.resourceGroups.beginDelete(group, call),
};

export const virtualMachines: Kind<VirtualMachine> = {
  get: ({ compute }, { group, name }, call) => compute.virtualMachines.get(group, name, call),
  put: ({ compute }, { group, name }, model, call) =>
    compute.virtualMachines.createOrUpdate(group, name, model, call),
  tag: ({ compute }, { group, name }, tags, call) =>
    compute.virtualMachines.update(group, name, { tags }, call),
  delete: ({ compute }, { group, name }, call) => compute.virtualMachines.delete(group, name, call),
};

/** With what they are doing, which costs Azure more to tell. */
export const runningMachines: Readable<VirtualMachine> = {
  get: ({ compute }, { group, name }, call) =>
    compute.virtualMachines.get(group, name, { ...call, expand: 'instanceView' }),
};

/** A machine of which nothing is there yet: Azure takes what is there over unless it is told not to. */
export const newMachines: Kind<VirtualMachine> = {
  ...virtualMachines,
  put: ({ compute }, { group, name }, model, call) =>
    compute.virtualMachines.createOrUpdate(group, name, model, { ...call, ifNoneMatch: '*' }),
  putAgain: virtualMachines.put,
};

export const startMachine: Change = ({ compute }, { group, name }, call) =>
  compute.virtualMachines.start(group, name, call);

export const deallocateMachine: Change = ({ compute }, { group, name }, call) =>
  compute.virtualMachines.deallocate(group, name, call);

export function resizeMachine(vmSize: string): Change {
  return ({ compute }, { group, name }, call) =>
    compute.virtualMachines.update(group, name, { hardwareProfile: { vmSize } }, call);
}

export function runInMachine(command: RunCommandInput): Change {
  return ({ compute }, { group, name }, call) =>
    compute.virtualMachines.runCommand(group, name, command, call);
}

export const disks: Pick<Kind<Disk>, 'get' | 'delete'> = {
  get: ({ compute }, { group, name }, call) => compute.disks.get(group, name, call),
  delete: ({ compute }, { group, name }, call) => compute.disks.delete(group, name, call),
};

export function updateDisk(update: DiskUpdate): Change {
  return ({ compute }, { group, name }, call) => compute.disks.update(group, name, update, call);
}

export const networkInterfaces = inNetwork<NetworkInterface>((network) => network.networkInterfaces);
export const publicAddresses = inNetwork<PublicIPAddress>((network) => network.publicIPAddresses);
export const securityGroups = inNetwork<NetworkSecurityGroup>((network) => network.networkSecurityGroups);
export const applicationGroups = inNetwork<ApplicationSecurityGroup>(
  (network) => network.applicationSecurityGroups,
);
export const virtualNetworks = inNetwork<VirtualNetwork>((network) => network.virtualNetworks);

export const subnets: Makeable<Subnet> = {
  get: ({ network }, { group, name, child }, call) => network.subnets.get(group, name, child, call),
  put: ({ network }, { group, name, child }, model, call) =>
    network.subnets.beginCreateOrUpdate(group, name, child, model, call),
};

/** What the SDK has alike for kinds of one provider. */
interface NetworkOperations<Model> {
  get(group: string, name: string, call: Call): Promise<Model>;
  beginCreateOrUpdate(group: string, name: string, model: Model, call: Call): Promise<unknown>;
  updateTags(group: string, name: string, tags: { tags: Tags }, call: Call): Promise<unknown>;
  beginDelete(group: string, name: string, call: Call): Promise<unknown>;
}

function inNetwork<Model extends Observed>(
  operationsOf: (network: Clients['network']) => NetworkOperations<Model>,
): Kind<Model> {
  return {
    get: ({ network }, { group, name }, call) => operationsOf(network).get(group, name, call),
    put: ({ network }, { group, name }, model, call) =>
      operationsOf(network).beginCreateOrUpdate(group, name, model, call),
    tag: ({ network }, { group, name }, tags, call) =>
      operationsOf(network).updateTags(group, name, { tags }, call),
    delete: ({ network }, { group, name }, call) => operationsOf(network).beginDelete(group, name, call),
  };
}
