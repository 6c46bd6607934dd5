import { ArmError, invalidParameter, invalidReference } from '../errors';
import type { VmSize } from '../catalogue/sizes';
import { INTERFACE_KIND, releaseAddresses } from '../network/interface-kind';
import { makeInterface } from '../network/interfaces';
import { readConfigurations } from '../network/ip-configurations';
import { makePublicAddress, PUBLIC_ADDRESS_KIND } from '../network/public-addresses';
import type { Cloud } from '../state/cloud';
import type { AttachedInterface, NetworkInterface, PublicAddress } from '../state/records';
import { sameId } from '../state/resource-id';
import type { InterfaceConfigurationInput, VmProperties } from './vm-shape';

interface VmPlace {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly location: string;
}

/** The interfaces of a new machine, and those that are made for it: nothing of it is kept yet. */
export interface PlannedInterfaces {
  readonly attached: readonly AttachedInterface[];
  /** With the public addresses that they have. */
  readonly made: readonly { readonly card: NetworkInterface; readonly addresses: readonly PublicAddress[] }[];
}

export function planInterfaces(
  cloud: Cloud,
  vm: VmPlace,
  profile: VmProperties['networkProfile'],
  size: VmSize,
): PlannedInterfaces {
  const given = profile?.networkInterfaces ?? [];
  const configurations = profile?.networkInterfaceConfigurations ?? [];
  if (given.length === 0 && configurations.length === 0) {
    throw invalidParameter('networkProfile', "Required parameter 'networkProfile' is missing (null).");
  }
  if (configurations.length > 0) return planMade(cloud, vm, profile, configurations);
  const attached = given.map(({ id, properties }) => {
    const card = findInterface(cloud, vm, id, size);
    return { id: card.id, primary: properties?.primary, deleteOption: properties?.deleteOption };
  });
  checkPrimary(vm, attached);
  return { attached, made: [] };
}

function findInterface(cloud: Cloud, vm: VmPlace, id: string | undefined, size: VmSize): NetworkInterface {
  if (id === undefined) {
    throw invalidParameter(
      'networkInterface.id',
      "Required parameter 'networkInterface.id' is missing (null).",
    );
  }
  const card = cloud.interfaces.get(id);
  if (card?.location !== vm.location || card.state === 'Deleting') throw invalidReference(id, vm.id);
  if (card.virtualMachineId !== undefined && !sameId(card.virtualMachineId, vm.id)) {
    throw new ArmError(
      400,
      'NicInUse',
      `Network Interface ${card.id} is used by existing resource ${card.virtualMachineId}. In order to use the network interface, it must be dissociated from the resource.`,
      { details: [] },
    );
  }
  if (card.acceleratedNetworking) checkAcceleration(vm, size);
  return card;
}

function checkAcceleration(vm: VmPlace, size: VmSize): void {
  if (size.acceleratedNetworking) return;
  throw new ArmError(
    400,
    'VMSizeIsNotPermittedToEnableAcceleratedNetworking',
    `The VM size ${size.name} is not permitted to enable accelerated networking on a network interface of VM ${vm.id}.`,
    { details: [] },
  );
}

function checkPrimary(vm: VmPlace, attached: readonly AttachedInterface[]): void {
  const primaries = attached.filter(({ primary }) => primary === true).length;
  if (primaries === 1 || (primaries === 0 && attached.length === 1)) return;
  throw new ArmError(
    400,
    primaries === 0 ? 'NoPrimaryNetworkInterface' : 'MultiplePrimaryNetworkInterfaces',
    `Virtual machine ${vm.id} must have one network interface set as the primary: it has ${primaries}.`,
    { details: [] },
  );
}

function planMade(
  cloud: Cloud,
  vm: VmPlace,
  profile: VmProperties['networkProfile'],
  configurations: readonly InterfaceConfigurationInput[],
): PlannedInterfaces {
  if (profile?.networkApiVersion === undefined) {
    throw invalidParameter(
      'networkProfile.networkApiVersion',
      "Required parameter 'networkProfile.networkApiVersion' is missing (null): it comes with networkInterfaceConfigurations.",
    );
  }
  const made = configurations.map((input) => makeFrom(cloud, vm, input));
  const attached = made.map(({ card }, index) => ({
    id: card.id,
    primary: configurations[index]?.properties?.primary,
    deleteOption: configurations[index]?.properties?.deleteOption,
  }));
  try {
    checkPrimary(vm, attached);
  } catch (error) {
    for (const { card, addresses } of made) giveBack(cloud, card, addresses);
    throw error;
  }
  return { attached, made };
}

function makeFrom(
  cloud: Cloud,
  vm: VmPlace,
  { name, properties, tags }: InterfaceConfigurationInput,
): PlannedInterfaces['made'][number] {
  // Azure makes the name unique as well.
  const cardName = `${name ?? `${vm.name}-nic`}-${cloud.world.random.hex(8)}`;
  const place = {
    group: vm.group,
    name: cardName,
    id: cloud.resourceId(vm.group, INTERFACE_KIND.type, cardName),
    location: vm.location,
  };
  const inputs = properties?.ipConfigurations ?? [];
  const ips = readConfigurations(
    cloud,
    { id: place.id, location: vm.location, existing: undefined },
    inputs.map((input) => ({
      name: input.name,
      properties: { subnet: input.properties?.subnet, primary: input.properties?.primary },
    })),
  );
  const addresses: PublicAddress[] = [];
  const withAddresses = ips.map((ip, index) => {
    const wanted = inputs[index]?.properties?.publicIPAddressConfiguration;
    if (wanted === undefined) return ip;
    const addressName = `${wanted.name ?? `${vm.name}-ip`}-${cloud.world.random.hex(8)}`;
    const address = makePublicAddress(
      cloud,
      { ...place, name: addressName, id: cloud.resourceId(vm.group, PUBLIC_ADDRESS_KIND.type, addressName) },
      {
        sku: wanted.sku,
        properties: { publicIPAllocationMethod: wanted.properties?.publicIPAllocationMethod },
      },
    );
    address.state = 'Succeeded';
    address.tags = wanted.tags;
    address.deleteOption = wanted.properties?.deleteOption;
    address.idleTimeoutMinutes = wanted.properties?.idleTimeoutInMinutes ?? address.idleTimeoutMinutes;
    addresses.push(address);
    return { ...ip, publicAddressId: address.id };
  });
  const card = makeInterface(cloud, place, withAddresses);
  card.tags = tags;
  const securityGroupId = properties?.networkSecurityGroup?.id;
  if (securityGroupId !== undefined && cloud.securityGroups.get(securityGroupId) === undefined) {
    giveBack(cloud, card, addresses);
    throw invalidReference(securityGroupId, card.id);
  }
  card.securityGroupId = securityGroupId;
  card.acceleratedNetworking = properties?.enableAcceleratedNetworking ?? false;
  card.ipForwarding = properties?.enableIPForwarding ?? false;
  card.dnsServers = properties?.dnsSettings?.dnsServers ?? [];
  return { card, addresses };
}

function giveBack(cloud: Cloud, card: NetworkInterface, addresses: readonly PublicAddress[]): void {
  releaseAddresses(cloud, card.configurations);
  for (const { address } of addresses) cloud.settings.addresses.release(address);
}
