import { ArmError, invalidParameter } from '../errors';
import type { Call } from '../operation';
import { checkTags, checkZones, prepareWrite } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { VirtualMachine } from '../state/records';
import type { Answer } from '../wire/answer';
import { begunWrite } from '../wire/begun';
import { beginVmChange, checkEtag } from './change';
import { readImage } from './image-reference';
import { planInterfaces, type PlannedInterfaces } from './network-profile';
import { readOsProfile } from './os-profile';
import { checkCapacity, provision } from './provision';
import { checkQuota } from './quota';
import { planDataDisks, planOsDisk } from './storage-profile';
import { updateMachine } from './update';
import { readIdentity, readSize, readUserData } from './vm-fields';
import { VM_KIND } from './vm-kind';
import { vmShape, type VmInput, type VmProperties } from './vm-shape';

/** PUT of a virtual machine. */
export function createOrUpdate(call: Call): Answer {
  const input = call.body(vmShape);
  const { existing, ...place } = prepareWrite(call, VM_KIND, input.location);
  checkEtag(call, existing);
  if (existing !== undefined) return updateMachine(call, existing, input, 'replaced');
  const name = checkName(call.parameter(VM_KIND.parameter));
  return create(call, { ...place, name }, input);
}

interface Place {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly location: string;
}

function create(call: Call, place: Place, input: VmInput): Answer {
  const { cloud } = call;
  const { properties = {} } = input;
  const size = readSize(properties.hardwareProfile?.vmSize, place.location);
  const zones = readZones(input.zones, place.location);
  const spot = readSpot(properties);
  checkCapacity(call, { size: size.name, location: place.location });
  const image = readImage(cloud, properties.storageProfile?.imageReference, size, place.location);
  const osProfile = readOsProfile(properties.osProfile);
  checkQuota(cloud, { location: place.location, spot: spot.priority === 'Spot' }, size);
  const diskPlace = {
    vmId: place.id,
    vmName: place.name,
    group: place.group,
    location: place.location,
    zones,
  };
  const osDisk = planOsDisk(cloud, diskPlace, properties.storageProfile?.osDisk, { image, size });
  const dataDisks = planDataDisks(cloud, diskPlace, properties.storageProfile?.dataDisks ?? [], {
    size,
    existing: [],
  });
  const userData = readUserData(properties.userData);
  const identity = readIdentity(cloud, input.identity, undefined);
  const tags = checkTags(input.tags);
  // Interfaces last: addresses are taken for those that are made, and nothing must fail from then on.
  const interfaces = planInterfaces(cloud, place, properties.networkProfile, size);
  const vm: VirtualMachine = {
    ...place,
    ...spot,
    type: VM_KIND.type,
    vmId: cloud.uuid(),
    createdAt: new Date(),
    tags,
    etag: '"0"',
    state: 'Creating',
    zones,
    size,
    image,
    osProfile,
    osDisk: osDisk.attached,
    dataDisks: dataDisks.map(({ attached }) => attached),
    interfaces: interfaces.attached,
    identity,
    securityProfile: properties.securityProfile,
    bootDiagnostics: properties.diagnosticsProfile?.bootDiagnostics?.enabled,
    userData,
    diskController: properties.storageProfile?.diskControllerType,
    power: undefined,
    provisionedAt: new Date(),
  };
  for (const { made } of [osDisk, ...dataDisks]) if (made !== undefined) cloud.disks.add(made);
  keep(cloud, vm, interfaces);
  const operation = beginVmChange(cloud, vm, {
    name: 'CreateOrUpdate',
    state: 'Creating',
    seconds: 0,
    work: (signal) => provision(cloud, vm, call.struck.noCapacity !== undefined, signal),
    failure: call.struck.failure,
  });
  return begunWrite(call, 201, operation, VM_KIND.write(vm, cloud));
}

function keep(cloud: Cloud, vm: VirtualMachine, { made }: PlannedInterfaces): void {
  for (const { card, addresses } of made) {
    for (const address of addresses) cloud.publicAddresses.add(address);
    cloud.interfaces.add(card);
  }
  for (const { id } of vm.interfaces) {
    const card = cloud.interfaces.get(id);
    if (card !== undefined) card.virtualMachineId = vm.id;
  }
  for (const { diskId } of [vm.osDisk, ...vm.dataDisks]) {
    const disk = cloud.disks.get(diskId);
    if (disk !== undefined) disk.managedBy = vm.id;
  }
  cloud.machines.add(vm);
}

function readZones(zones: readonly string[] | undefined, location: string): readonly string[] | undefined {
  const checked = checkZones(zones, location, VM_KIND.type);
  if (checked === undefined || checked.length === 1) return checked;
  throw invalidParameter('zones', `A virtual machine is in one zone: '${checked.join(',')}' are several.`);
}

function readSpot({
  priority,
  evictionPolicy,
  billingProfile,
}: VmProperties): Pick<VirtualMachine, 'priority' | 'evictionPolicy' | 'maxPrice'> {
  const spot = priority === 'Spot';
  if (!spot && (evictionPolicy !== undefined || billingProfile?.maxPrice !== undefined)) {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      'Eviction policy and max price can be set only on Azure Spot virtual machines.',
      { target: 'priority' },
    );
  }
  return {
    priority,
    evictionPolicy: spot ? (evictionPolicy ?? 'Deallocate') : undefined,
    maxPrice: billingProfile?.maxPrice,
  };
}

function checkName(name: string): string {
  if (/^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?$/.test(name)) return name;
  throw invalidParameter(
    'vmName',
    `The entity name 'vmName' is invalid according to its validation rule: it is '${name}', and may have up to 64 letters, digits, '.', '-' and '_'.`,
  );
}
