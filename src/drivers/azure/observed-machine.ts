import { flagAt, idsAt, listAt, numberAt, objectAt, textAt } from './fields';
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
  readonly machine: Readonly<Record<string, unknown>>;
  readonly nic: unknown;
  readonly address: unknown;
  /** Disks of which the machine's own answer says too little. */
  readonly disks: readonly unknown[];
}

/** A machine as Azure tells it, in our words. */
export function toMachine({ machine, nic, address, disks }: MachineAnswers): AzureMachine {
  const properties = objectAt(machine, 'properties');
  const storage = objectAt(properties, 'storageProfile');
  const linux = objectAt(properties, 'osProfile', 'linuxConfiguration', 'ssh');
  const osDisk = storage.osDisk;
  const split = splitTags(machine.tags);
  return {
    id: textAt(machine, 'id') ?? '',
    vmId: textAt(properties, 'vmId'),
    name: textAt(machine, 'name') ?? '',
    location: canonicalLocation(textAt(machine, 'location') ?? ''),
    zone: listAt(machine, 'zones').find((zone) => typeof zone === 'string'),
    size: textAt(properties, 'hardwareProfile', 'vmSize') ?? '',
    provisioningState: textAt(properties, 'provisioningState') ?? 'Succeeded',
    power: powerOf(machine),
    image: toImage(objectAt(storage, 'imageReference')),
    adminUser: textAt(properties, 'osProfile', 'adminUsername'),
    publicKeys: listAt(linux, 'publicKeys').flatMap((key) => textAt(key, 'keyData') ?? []),
    osDisk: osDisk === undefined ? undefined : toDisk(osDisk, disks),
    dataDisks: listAt(storage, 'dataDisks')
      .map((disk): AttachedDataDisk => ({ ...toDisk(disk, disks), lun: numberAt(disk, 'lun') ?? 0 }))
      .sort((a, b) => a.lun - b.lun),
    nic: toNic(primaryNic(machine), nic),
    publicAddressId: addressIdOf(nic),
    publicAddress: textAt(address, 'properties', 'ipAddress'),
    identity: toIdentity(objectAt(machine, 'identity')),
    principalId: textAt(machine, 'identity', 'principalId'),
    spot: toSpot(properties),
    ...split,
    interruptedChange: changeMark in split.marks,
  };
}

/** Of several interfaces, the machine's first. */
export function primaryNic(machine: unknown): unknown {
  const all = listAt(machine, 'properties', 'networkProfile', 'networkInterfaces');
  return all.find((one) => flagAt(one, 'properties', 'primary')) ?? all[0];
}

/** The public address that an interface has. */
export function addressIdOf(nic: unknown): string | undefined {
  return textAt(primaryConfiguration(nic), 'properties', 'publicIPAddress', 'id');
}

function primaryConfiguration(nic: unknown): unknown {
  const all = listAt(nic, 'properties', 'ipConfigurations');
  return all.find((one) => flagAt(one, 'properties', 'primary')) ?? all[0];
}

export function powerOf(machine: unknown): PowerState {
  const codes = [
    ...listAt(machine, 'properties', 'instanceView', 'statuses'),
    ...listAt(machine, 'statuses'),
  ].flatMap((status) => /^PowerState\/(.+)$/i.exec(textAt(status, 'code') ?? '')?.[1] ?? []);
  return powerStates.find((state) => codes.some((code) => code.toLowerCase() === state)) ?? 'unknown';
}

function toImage(reference: Readonly<Record<string, unknown>>): ImageReference | undefined {
  const id =
    textAt(reference, 'id') ??
    textAt(reference, 'sharedGalleryImageId') ??
    textAt(reference, 'communityGalleryImageId');
  if (id !== undefined) return { kind: 'id', id };
  const [publisher, offer] = [textAt(reference, 'publisher'), textAt(reference, 'offer')];
  if (publisher === undefined || offer === undefined) return undefined;
  const version = textAt(reference, 'version') ?? 'latest';
  return { kind: 'reference', publisher, offer, sku: textAt(reference, 'sku') ?? '', version };
}

/** A machine that is deallocated may not tell the sizes of its disks. */
function toDisk(disk: unknown, disks: readonly unknown[]): AttachedDisk {
  const id = textAt(disk, 'managedDisk', 'id');
  const whole = disks.find(
    (one) => id !== undefined && textAt(one, 'id')?.toLowerCase() === id.toLowerCase(),
  );
  return {
    id,
    name: textAt(disk, 'name'),
    sizeGib: numberAt(whole, 'properties', 'diskSizeGB') ?? numberAt(disk, 'diskSizeGB'),
    type: textAt(whole, 'sku', 'name') ?? textAt(disk, 'managedDisk', 'storageAccountType'),
    caching: textAt(disk, 'caching'),
    deleted: textAt(disk, 'deleteOption')?.toLowerCase() === 'delete',
  };
}

function toNic(reference: unknown, nic: unknown): NetworkInterface | undefined {
  const id = textAt(reference, 'id');
  if (id === undefined) return undefined;
  const configuration = objectAt(primaryConfiguration(nic), 'properties');
  return {
    id,
    deleted: textAt(reference, 'properties', 'deleteOption')?.toLowerCase() === 'delete',
    subnetId: textAt(configuration, 'subnet', 'id'),
    privateAddress: textAt(configuration, 'privateIPAddress'),
    acceleratedNetworking: flagAt(nic, 'properties', 'enableAcceleratedNetworking'),
    ipForwarding: flagAt(nic, 'properties', 'enableIPForwarding'),
    applicationGroupIds: idsAt(configuration, 'applicationSecurityGroups').sort(),
  };
}

function toIdentity(identity: Readonly<Record<string, unknown>>): IdentitySettings {
  return {
    system: /SystemAssigned/i.test(textAt(identity, 'type') ?? ''),
    userAssignedIds: Object.keys(objectAt(identity, 'userAssignedIdentities')).sort(),
  };
}

function toSpot(properties: Readonly<Record<string, unknown>>): SpotSettings | undefined {
  if (textAt(properties, 'priority')?.toLowerCase() !== 'spot') return undefined;
  const price = numberAt(properties, 'billingProfile', 'maxPrice');
  return {
    eviction: textAt(properties, 'evictionPolicy')?.toLowerCase() === 'delete' ? 'delete' : 'deallocate',
    ...(price === undefined || price < 0 ? {} : { maxPrice: price }),
  };
}
