import { ArmError, invalidParameter, invalidReference } from '../errors';
import type { Cloud } from '../state/cloud';
import type { DeleteOption, IpConfiguration, NetworkInterface } from '../state/records';
import { sameId } from '../state/resource-id';
import {
  choice,
  flag,
  integer,
  list,
  open,
  readOnly,
  struct,
  text,
  uncovered,
  type ValueOf,
} from '../wire/shape';
import { readApplicationGroups } from './application-groups';
import { checkName, checkProvisioned } from './change';
import { findSubnet, holderOf } from './uses';

/** A resource that is named by its id. */
export const embedded = open({ id: text });

export const configurationShape = struct({
  id: text,
  name: text,
  type: readOnly,
  etag: readOnly,
  properties: struct({
    subnet: embedded,
    publicIPAddress: open({ id: text, properties: open({ deleteOption: choice(['Delete', 'Detach']) }) }),
    primary: flag,
    privateIPAddress: text,
    privateIPAllocationMethod: choice(['Dynamic', 'Static']),
    privateIPAddressVersion: choice(['IPv4'], ['IPv6']),
    privateIPAddressPrefixLength: integer,
    applicationSecurityGroups: list(embedded),
    applicationGatewayBackendAddressPools: uncovered,
    loadBalancerBackendAddressPools: uncovered,
    loadBalancerInboundNatRules: uncovered,
    gatewayLoadBalancer: uncovered,
    virtualNetworkTaps: uncovered,
    privateLinkConnectionProperties: readOnly,
    provisioningState: readOnly,
  }),
});
type ConfigurationInput = ValueOf<typeof configurationShape>;

/** Where the interface is, or is to be. */
interface Place {
  readonly id: string;
  readonly location: string;
  readonly existing: NetworkInterface | undefined;
}

/** What an interface's addresses are to be: those that it has stay, where nothing else is asked for. */
export function readConfigurations(
  cloud: Cloud,
  place: Place,
  inputs: readonly ConfigurationInput[],
): readonly IpConfiguration[] {
  if (inputs.length === 0) {
    throw new ArmError(
      400,
      'NetworkInterfaceMustHaveAtLeastOneIpConfiguration',
      `Network interface ${place.id} must have at least one IP configuration.`,
      { details: [] },
    );
  }
  const primary = primaryOf(inputs);
  const taken: string[] = [];
  try {
    return inputs.map((input, index) => {
      const configuration = readConfiguration(cloud, place, input, index === primary);
      if (
        place.existing?.configurations.every(({ address }) => address !== configuration.address) !== false
      ) {
        taken.push(configuration.address);
      }
      return configuration;
    });
  } catch (error) {
    for (const address of taken) cloud.settings.addresses.release(address);
    throw error;
  }
}

function readConfiguration(
  cloud: Cloud,
  { id, location, existing }: Place,
  { name, properties }: ConfigurationInput,
  primary: boolean,
): IpConfiguration {
  if (name === undefined)
    throw invalidParameter('ipConfigurations.name', 'An IP configuration must have a name.');
  if (properties?.privateIPAddressPrefixLength !== undefined) {
    throw new ArmError(
      400,
      'NotSupported',
      'The sandbox does not cover IP configurations with a block of addresses',
    );
  }
  const subnetId = properties?.subnet?.id;
  if (subnetId === undefined) {
    throw new ArmError(
      400,
      'SubnetIsRequired',
      `IP configuration ${id}/ipConfigurations/${name} must have a subnet.`,
      { details: [] },
    );
  }
  const found = findSubnet(cloud, subnetId);
  if (found?.network.location !== location) throw invalidReference(subnetId, id);
  const { subnet, network } = found;
  checkProvisioned(network, id);
  const before = existing?.configurations.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const allocation = properties?.privateIPAllocationMethod ?? 'Dynamic';
  const wanted = allocation === 'Static' ? properties?.privateIPAddress : undefined;
  if (allocation === 'Static' && wanted === undefined) {
    throw invalidParameter(
      'privateIPAddress',
      `IP configuration ${name} has the allocation method Static and no privateIPAddress.`,
    );
  }
  const stays =
    before !== undefined &&
    sameId(before.subnetId, subnet.id) &&
    (wanted === undefined || wanted === before.address);
  const { address, nominal } = stays
    ? before
    : cloud.settings.addresses.takePrivate(subnet, usedIn(cloud, subnet.id), wanted);
  try {
    return {
      name: checkName(name),
      subnetId: subnet.id,
      primary,
      allocation,
      address,
      nominal,
      publicAddressId: readPublicAddress(cloud, { id, location }, properties?.publicIPAddress),
      applicationGroupIds: readApplicationGroups(cloud, properties?.applicationSecurityGroups, {
        id,
        location,
      }),
    };
  } catch (error) {
    if (!stays) cloud.settings.addresses.release(address);
    throw error;
  }
}

function readPublicAddress(
  cloud: Cloud,
  card: { readonly id: string; readonly location: string },
  input:
    | {
        readonly id?: string | undefined;
        readonly properties?: { readonly deleteOption?: DeleteOption | undefined } | undefined;
      }
    | undefined,
): string | undefined {
  const id = input?.id;
  if (id === undefined) return undefined;
  const address = cloud.publicAddresses.get(id);
  if (address?.location !== card.location) throw invalidReference(id, card.id);
  checkProvisioned(address, card.id);
  const holder = holderOf(cloud, address);
  if (holder !== undefined && !holder.toLowerCase().startsWith(`${card.id.toLowerCase()}/`)) {
    throw new ArmError(
      400,
      'PublicIPAddressInUse',
      `Resource ${card.id} is referencing public IP address ${address.id} that is already allocated to resource ${holder}.`,
      { details: [] },
    );
  }
  address.deleteOption = input?.properties?.deleteOption ?? address.deleteOption;
  return address.id;
}

function primaryOf(inputs: readonly ConfigurationInput[]): number {
  const marked = inputs.flatMap(({ properties }, index) => (properties?.primary === true ? [index] : []));
  const [first = 0, second] = marked;
  if (second === undefined) return first;
  throw new ArmError(
    400,
    'MultiplePrimaryIpConfigurations',
    'A network interface has one primary IP configuration, and this one has several.',
    { details: [] },
  );
}

function usedIn(cloud: Cloud, subnetId: string): ReadonlySet<string> {
  return new Set(
    cloud.interfaces
      .list()
      .flatMap(({ configurations }) => configurations)
      .filter((one) => sameId(one.subnetId, subnetId))
      .map(({ nominal }) => nominal),
  );
}
