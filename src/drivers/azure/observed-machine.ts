import type {
  DataDisk,
  Disk,
  NetworkInterfaceReference,
  OSDisk,
  ImageReference as SdkImageReference,
  VirtualMachine,
  VirtualMachineIdentity,
} from '@azure/arm-compute';
import type {
  NetworkInterfaceIPConfiguration,
  PublicIPAddress,
  NetworkInterface as SdkNetworkInterface,
} from '@azure/arm-network';
import { canonicalLocation } from './ids';
import type { AttachedDataDisk, AttachedDisk, AzureMachine, NetworkInterface, PowerState } from './machine';
import type { IdentitySettings, ImageReference, SpotSettings } from './machine-request';
import { changeMark, splitTags } from './marks';

const powerStates: readonly PowerState[] = [
  'starting',
  'running',
  'stopping',
  'stopped',
  'deallocating',
  'deallocated',
];

/** What Azure told of a machine and what belongs to it. */
export interface MachineAnswers {
  /** With its instance view. */
  readonly machine: VirtualMachine;
  readonly nic: SdkNetworkInterface | undefined;
  readonly address: PublicIPAddress | undefined;
  /** Disks of which the machine's own answer says too little. */
  readonly disks: readonly Disk[];
}

/** A machine as Azure tells it, in our words. */
export function toMachine({ machine, nic, address, disks }: MachineAnswers): AzureMachine {
  const { storageProfile, osProfile } = machine;
  const osDisk = storageProfile?.osDisk;
  const split = splitTags(machine.tags);
  return {
    id: machine.id ?? '',
    vmId: machine.vmId,
    name: machine.name ?? '',
    location: canonicalLocation(machine.location),
    zone: machine.zones?.[0],
    size: machine.hardwareProfile?.vmSize ?? '',
    provisioningState: machine.provisioningState ?? 'Succeeded',
    power: powerOf(machine),
    image: toImage(storageProfile?.imageReference),
    adminUser: osProfile?.adminUsername,
    publicKeys: (osProfile?.linuxConfiguration?.ssh?.publicKeys ?? []).flatMap(
      ({ keyData }) => keyData ?? [],
    ),
    osDisk: osDisk && toDisk(osDisk, disks),
    dataDisks: (storageProfile?.dataDisks ?? [])
      .map((disk): AttachedDataDisk => ({ ...toDisk(disk, disks), lun: disk.lun }))
      .sort((a, b) => a.lun - b.lun),
    nic: toNic(primaryNic(machine), nic),
    publicAddressId: addressIdOf(nic),
    publicAddress: address?.ipAddress,
    identity: toIdentity(machine.identity),
    principalId: machine.identity?.principalId,
    spot: toSpot(machine),
    ...split,
    interruptedChange: changeMark in split.marks,
  };
}

/** Of several interfaces, the machine's first. */
export function primaryNic({ networkProfile }: VirtualMachine): NetworkInterfaceReference | undefined {
  const all = networkProfile?.networkInterfaces ?? [];
  return all.find(({ primary }) => primary === true) ?? all[0];
}

/** The public address that an interface has. */
export function addressIdOf(nic: SdkNetworkInterface | undefined): string | undefined {
  return primaryConfiguration(nic)?.publicIPAddress?.id;
}

/** All disks of a machine. */
export function disksOf(machine: VirtualMachine | undefined): (OSDisk | DataDisk)[] {
  const { osDisk, dataDisks = [] } = machine?.storageProfile ?? {};
  return [...(osDisk === undefined ? [] : [osDisk]), ...dataDisks];
}

/** Whether Azure removes a part with its machine. */
export function goesWithMachine({ deleteOption }: { readonly deleteOption?: string }): boolean {
  return deleteOption?.toLowerCase() === 'delete';
}

function primaryConfiguration(
  nic: SdkNetworkInterface | undefined,
): NetworkInterfaceIPConfiguration | undefined {
  const all = nic?.ipConfigurations ?? [];
  return all.find(({ primary }) => primary === true) ?? all[0];
}

function powerOf({ instanceView }: VirtualMachine): PowerState {
  const codes = (instanceView?.statuses ?? []).flatMap(
    ({ code }) => /^PowerState\/(.+)$/i.exec(code ?? '')?.[1] ?? [],
  );
  return powerStates.find((state) => codes.some((code) => code.toLowerCase() === state)) ?? 'unknown';
}

function toImage(reference: SdkImageReference = {}): ImageReference | undefined {
  const id = reference.id ?? reference.sharedGalleryImageId ?? reference.communityGalleryImageId;
  if (id !== undefined) return { kind: 'id', id };
  const { publisher, offer, sku = '', version = 'latest' } = reference;
  if (publisher === undefined || offer === undefined) return undefined;
  return { kind: 'reference', publisher, offer, sku, version };
}

/** A machine that is deallocated may not tell the sizes of its disks. */
function toDisk(disk: OSDisk | DataDisk, disks: readonly Disk[]): AttachedDisk {
  const id = disk.managedDisk?.id;
  const whole = disks.find((one) => id !== undefined && one.id?.toLowerCase() === id.toLowerCase());
  return {
    id,
    name: disk.name,
    sizeGib: whole?.diskSizeGB ?? disk.diskSizeGB,
    type: whole?.sku?.name ?? disk.managedDisk?.storageAccountType,
    caching: disk.caching,
    deleted: goesWithMachine(disk),
  };
}

function toNic(
  reference: NetworkInterfaceReference | undefined,
  nic: SdkNetworkInterface | undefined,
): NetworkInterface | undefined {
  if (reference?.id === undefined) return undefined;
  const configuration = primaryConfiguration(nic);
  const groups = configuration?.applicationSecurityGroups ?? [];
  return {
    id: reference.id,
    deleted: goesWithMachine(reference),
    subnetId: configuration?.subnet?.id,
    privateAddress: configuration?.privateIPAddress,
    acceleratedNetworking: nic?.enableAcceleratedNetworking === true,
    ipForwarding: nic?.enableIPForwarding === true,
    applicationGroupIds: groups.flatMap(({ id }) => id ?? []).sort(),
  };
}

function toIdentity(identity: VirtualMachineIdentity = {}): IdentitySettings {
  return {
    system: /SystemAssigned/i.test(identity.type ?? ''),
    userAssignedIds: Object.keys(identity.userAssignedIdentities ?? {}).sort(),
  };
}

function toSpot({ priority, evictionPolicy, billingProfile }: VirtualMachine): SpotSettings | undefined {
  if (priority?.toLowerCase() !== 'spot') return undefined;
  const price = billingProfile?.maxPrice;
  return {
    eviction: evictionPolicy?.toLowerCase() === 'delete' ? 'delete' : 'deallocate',
    ...(price === undefined || price < 0 ? {} : { maxPrice: price }),
  };
}
