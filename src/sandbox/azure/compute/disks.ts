import { ArmError } from '../errors';
import type { Call, Operation } from '../operation';
import { checkTags, checkZones, find, lookUp, pathOf, prepareWrite, readOperations } from '../resource-kind';
import type { Disk, VirtualMachine } from '../state/records';
import type { LongOperation } from '../state/long-operation';
import type { Answer } from '../wire/answer';
import { begunAction, begunWrite } from '../wire/begun';
import {
  choice,
  integer,
  list,
  readOnly,
  struct,
  tagMap,
  text,
  uncovered,
  type ValueOf,
} from '../wire/shape';
import { PROVIDER, nextEtag } from './change';
import { checkSizeGB, DISK_KIND, makeDisk } from './disk-kind';

const skuShape = struct({
  name: choice(
    ['Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS', 'StandardSSD_ZRS', 'Premium_ZRS'],
    ['UltraSSD_LRS', 'PremiumV2_LRS'],
  ),
  tier: readOnly,
});
const propertiesShape = struct({
  creationData: struct({
    createOption: choice(
      ['Empty', 'Copy'],
      ['FromImage', 'Import', 'Restore', 'Upload', 'Attach', 'CopyStart'],
    ),
    sourceResourceId: text,
    imageReference: uncovered,
    sourceUri: uncovered,
    storageAccountId: uncovered,
    logicalSectorSize: uncovered,
    performancePlus: uncovered,
    galleryImageReference: uncovered,
  }),
  diskSizeGB: integer,
  osType: choice(['Linux'], ['Windows']),
  hyperVGeneration: readOnly,
  networkAccessPolicy: choice(['AllowAll'], ['AllowPrivate', 'DenyAll']),
  publicNetworkAccess: choice(['Enabled'], ['Disabled']),
  encryption: struct({
    type: choice(
      ['EncryptionAtRestWithPlatformKey'],
      ['EncryptionAtRestWithCustomerKey', 'EncryptionAtRestWithPlatformAndCustomerKeys'],
    ),
    diskEncryptionSetId: uncovered,
  }),
  maxShares: uncovered,
  diskIOPSReadWrite: uncovered,
  diskMBpsReadWrite: uncovered,
  tier: uncovered,
  burstingEnabled: uncovered,
  supportsHibernation: uncovered,
  securityProfile: uncovered,
  supportedCapabilities: readOnly,
  purchasePlan: uncovered,
  diskAccessId: uncovered,
  dataAccessAuthMode: uncovered,
  optimizedForFrequentAttach: uncovered,
  encryptionSettingsCollection: uncovered,
  diskSizeBytes: readOnly,
  uniqueId: readOnly,
  timeCreated: readOnly,
  provisioningState: readOnly,
  diskState: readOnly,
});
const diskShape = struct({
  id: readOnly,
  name: readOnly,
  type: readOnly,
  location: text,
  tags: tagMap,
  zones: list(text),
  sku: skuShape,
  extendedLocation: uncovered,
  managedBy: readOnly,
  systemData: readOnly,
  properties: propertiesShape,
});
const diskPatch = struct({ tags: tagMap, sku: skuShape, properties: propertiesShape });
type DiskProperties = ValueOf<typeof propertiesShape>;

const path = pathOf(DISK_KIND);
const { versions } = DISK_KIND;

export const DISK_OPERATIONS: readonly Operation[] = [
  ...readOperations(DISK_KIND).map((operation) => ({
    ...operation,
    // Disks name their lists otherwise.
    name:
      { Disks_List: 'Disks_ListByResourceGroup', Disks_ListAll: 'Disks_List' }[operation.name] ??
      operation.name,
  })),
  { name: 'Disks_CreateOrUpdate', method: 'PUT', path, versions, body: diskShape, run: createOrUpdate },
  {
    name: 'Disks_Update',
    method: 'PATCH',
    path,
    versions,
    body: diskPatch,
    run: (call) => {
      const disk = find(call, DISK_KIND);
      const { tags, sku, properties } = call.body(diskPatch);
      const checked = checkTags(tags);
      change(call, disk, properties, sku?.name);
      disk.tags = checked ?? disk.tags;
      return begunWrite(call, 200, begin(call, disk, 'Updating'), DISK_KIND.write(disk, call.cloud));
    },
  },
  { name: 'Disks_Delete', method: 'DELETE', path, versions, run: deleteDisk },
];

function createOrUpdate(call: Call): Answer {
  const { cloud } = call;
  const input = call.body(diskShape);
  const { group, location, existing } = prepareWrite(call, DISK_KIND, input.location);
  const { properties = {} } = input;
  const tags = checkTags(input.tags);
  if (existing !== undefined) {
    change(call, existing, properties, input.sku?.name);
    existing.tags = tags;
    return begunWrite(call, 200, begin(call, existing, 'Updating'), DISK_KIND.write(existing, cloud));
  }
  const name = call.parameter(DISK_KIND.parameter);
  if (!/^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/.test(name)) {
    throw new ArmError(400, 'InvalidParameter', `The entity name '${name}' of the disk is invalid.`, {
      target: 'diskName',
    });
  }
  const disk = makeDisk(
    cloud,
    { group, name, location, zones: checkZones(input.zones, location, DISK_KIND.type) },
    { sku: input.sku?.name ?? 'Standard_LRS', ...sourceOf(call, properties) },
  );
  disk.tags = tags;
  disk.state = 'Creating';
  cloud.disks.add(disk);
  return begunWrite(call, 201, begin(call, disk, 'Creating'), DISK_KIND.write(disk, cloud));
}

function sourceOf(
  call: Call,
  { creationData, diskSizeGB }: DiskProperties,
): {
  readonly createOption: 'Empty' | 'Copy';
  readonly sizeGB: number;
  readonly sourceId: string | undefined;
} {
  const missing = (parameter: string) =>
    new ArmError(400, 'InvalidParameter', `Required parameter '${parameter}' is missing (null).`, {
      target: parameter,
    });
  if (creationData?.createOption === undefined) throw missing('disk.creationData.createOption');
  if (creationData.createOption === 'Empty') {
    if (diskSizeGB === undefined) throw missing('disk.diskSizeGB');
    return { createOption: 'Empty', sizeGB: diskSizeGB, sourceId: undefined };
  }
  const source = call.cloud.disks.get(creationData.sourceResourceId ?? '');
  if (source === undefined) {
    throw new ArmError(
      404,
      'NotFound',
      `Disk ${creationData.sourceResourceId ?? ''} is not found: it is what the new disk is to be a copy of.`,
    );
  }
  return { createOption: 'Copy', sizeGB: diskSizeGB ?? source.sizeGB, sourceId: source.id };
}

/** Disks grow; of those that a machine has, the OS disk only while that is deallocated. */
function change(
  call: Call,
  disk: Disk,
  properties: DiskProperties | undefined,
  sku: string | undefined,
): void {
  checkIdle(disk);
  const vm = disk.managedBy === undefined ? undefined : call.cloud.machines.get(disk.managedBy);
  const allocated = vm !== undefined && vm.power !== 'deallocated';
  const sizeGB = properties?.diskSizeGB ?? disk.sizeGB;
  checkSizeGB(sizeGB);
  if (sizeGB < disk.sizeGB) {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `New disk size ${sizeGB} GB is smaller than current size ${disk.sizeGB} GB of disk '${disk.name}'. Shrinking a disk is not supported because it can cause data loss.`,
    );
  }
  if (allocated && sizeGB > disk.sizeGB && disk.os) throw attached(disk, vm, 'resize');
  if (allocated && sku !== undefined && sku !== disk.sku) throw attached(disk, vm, 'change the type of');
  disk.sizeGB = sizeGB;
  disk.sku = sku ?? disk.sku;
}

function attached(disk: Disk, vm: VirtualMachine, what: string): ArmError {
  return new ArmError(
    409,
    'OperationNotAllowed',
    `Cannot ${what} disk ${disk.name} while it is attached to running VM ${vm.id}. It requires the virtual machine to be deallocated. Please stop your VM and retry the operation.`,
  );
}

function deleteDisk(call: Call): Answer {
  const { cloud } = call;
  const { resource: disk } = lookUp(call, DISK_KIND);
  if (disk === undefined) return { status: 204 };
  if (disk.state === 'Deleting' && disk.operation?.inProgress === true)
    return begunAction(call, disk.operation);
  checkIdle(disk);
  if (disk.managedBy !== undefined) {
    throw new ArmError(409, 'OperationNotAllowed', `Disk ${disk.name} is attached to VM ${disk.managedBy}.`);
  }
  const operation = begin(call, disk, 'Deleting', () => cloud.disks.delete(disk));
  return begunAction(call, operation);
}

function begin(
  call: Call,
  disk: Disk,
  state: 'Creating' | 'Updating' | 'Deleting',
  gone?: () => void,
): LongOperation {
  const { cloud, struck } = call;
  disk.state = state;
  const settle = (after: 'Succeeded' | 'Failed') => {
    disk.operation = undefined;
    disk.state = after;
    disk.etag = nextEtag(disk.etag);
  };
  const operation = cloud.begin({
    name: `Disks.${state}`,
    provider: PROVIDER,
    location: disk.location,
    seconds: cloud.settings.delays.disk,
    failure: struck.failure,
    done: () => {
      settle('Succeeded');
      gone?.();
    },
    failed: () => {
      settle('Failed');
    },
  });
  disk.operation = operation;
  return operation;
}

function checkIdle(disk: Disk): void {
  if (disk.operation?.inProgress !== true) return;
  throw new ArmError(
    409,
    'Conflict',
    `The request failed due to conflict with a concurrent request: disk '${disk.name}' is in state ${disk.state}.`,
  );
}
