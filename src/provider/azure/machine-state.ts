import {
  areSameIds,
  isSameId,
  type AttachedDisk,
  type AzureMachine,
  type ImageReference,
} from '../../drivers/azure';
import { isUnknown, type Unknown } from '../../tfplugin';
import { declaredTags, OWNER_TAG } from '../ownership';
import type { Machine, PlannedMachine } from './machine-request';

type Disk = NonNullable<Machine['os_disk']>;
type DataDisks = NonNullable<Machine['data_disks']>;

/** What only the user says: Azure does not tell it, or tells it in other words. */
type Declared = Omit<Machine, keyof Told>;

/** What Azure alone tells. */
type Told = Pick<
  Machine,
  'id' | 'vm_id' | 'state' | 'private_address' | 'public_address' | 'network_interface_id' | 'principal_id'
>;

/** The state of a machine that is known, as it is now. */
export function refreshed(state: Machine, machine: AzureMachine): Machine {
  const { nic } = machine;
  return {
    ...state,
    ...told(machine),
    owner: state.owner ?? machine.tags[OWNER_TAG] ?? null,
    location: machine.location,
    zone: machine.zone ?? null,
    size: sameText(state.size, machine.size) ? state.size : machine.size,
    subnet_id: isSameId(state.subnet_id, nic?.subnetId ?? '') ? state.subnet_id : (nic?.subnetId ?? ''),
    application_security_group_ids: asDeclared(
      state.application_security_group_ids,
      nic?.applicationGroupIds ?? [],
    ),
    associate_public_ip_address: machine.publicAddressId !== undefined,
    accelerated_networking: nic?.acceleratedNetworking ?? state.accelerated_networking,
    ip_forwarding: nic?.ipForwarding ?? state.ip_forwarding,
    identity: identityState(state.identity, machine),
    os_disk: machine.osDisk === undefined ? null : diskState(machine.osDisk),
    data_disks: state.data_disks === null ? null : declaredDisks(state.data_disks, machine),
    tags: declaredTags(machine.tags, state.tags),
  };
}

/** The state of a machine that was imported: all that Azure tells of it. */
export function imported(state: Machine, machine: AzureMachine): Machine {
  const disks = Object.fromEntries(
    machine.dataDisks.map((disk) => [String(disk.lun), { ...diskState(disk), size_gib: disk.sizeGib ?? 0 }]),
  );
  const { spot } = machine;
  return {
    ...refreshed({ ...state, size: '', subnet_id: '', identity: null, data_disks: null }, machine),
    ...imageState(machine.image),
    admin_username: machine.adminUser ?? '',
    admin_ssh_keys: machine.publicKeys.map((key) => key.trim()).sort(),
    data_disks: machine.dataDisks.length === 0 ? null : disks,
    spot: spot === undefined ? null : { eviction: spot.eviction, max_price: spot.maxPrice ?? null },
    tags: declaredTags(machine.tags, null),
  };
}

/** The state after a creation or a change: what was planned, and what Azure tells where the plan says nothing. */
export function applied(
  planned: PlannedMachine,
  machine: AzureMachine,
  owner: string | null,
  hostKey: string | null,
): Machine {
  const { os_disk, data_disks } = planned;
  const actual = machine.osDisk;
  return {
    ...(planned as Declared & PlannedMachine),
    ...told(machine),
    // Right after it was made it may not tell its power yet.
    state: machine.power === 'unknown' ? 'running' : machine.power,
    owner,
    host_key: hostKey,
    os_disk: isUnknown(os_disk)
      ? actual === undefined
        ? null
        : diskState(actual)
      : os_disk && settledDisk(os_disk, actual),
    data_disks:
      data_disks &&
      Object.fromEntries(
        Object.entries(data_disks).map(([lun, disk]) => {
          const found = machine.dataDisks.find((one) => one.lun === Number(lun));
          return [lun, { ...settledDisk(disk, found), size_gib: disk.size_gib }];
        }),
      ),
  };
}

function told(machine: AzureMachine): Told {
  const failed = machine.power === 'unknown' && machine.provisioningState === 'Failed';
  return {
    id: machine.id,
    vm_id: machine.vmId ?? null,
    state: failed ? 'failed' : machine.power === 'unknown' ? 'running' : machine.power,
    private_address: machine.nic?.privateAddress ?? null,
    public_address: machine.publicAddress ?? null,
    network_interface_id: machine.nic?.id ?? null,
    principal_id: machine.principalId ?? null,
  };
}

function diskState(disk: AttachedDisk): Disk {
  return { size_gib: disk.sizeGib ?? null, type: disk.type ?? null, caching: disk.caching ?? null };
}

function settledDisk(
  planned: { readonly [K in keyof Disk]: Disk[K] | Unknown },
  actual: AttachedDisk | undefined,
): Disk {
  const kept = <T>(value: T | null | Unknown, is: T | undefined): T | null =>
    isUnknown(value) ? (is ?? null) : value;
  return {
    size_gib: kept(planned.size_gib, actual?.sizeGib),
    type: kept(planned.type, actual?.type),
    caching: kept(planned.caching, actual?.caching),
  };
}

/** Those the user declares and that are there; others belong to somebody else. */
function declaredDisks(declared: DataDisks, machine: AzureMachine): DataDisks {
  return Object.fromEntries(
    Object.keys(declared).flatMap((lun) => {
      const disk = machine.dataDisks.find((one) => one.lun === Number(lun));
      return disk === undefined ? [] : [[lun, { ...diskState(disk), size_gib: disk.sizeGib ?? 0 }]];
    }),
  );
}

function imageState(image: ImageReference | undefined): Pick<Machine, 'image' | 'image_id'> {
  if (image?.kind === 'id') return { image: null, image_id: image.id };
  if (image === undefined) return { image: null, image_id: null };
  const { publisher, offer, sku, version } = image;
  return { image: { publisher, offer, sku, version }, image_id: null };
}

function identityState(declared: Machine['identity'], { identity }: AzureMachine): Machine['identity'] {
  const now = { system_assigned: identity.system, user_assigned_ids: [...identity.userAssignedIds] };
  const before = declared ?? { system_assigned: false, user_assigned_ids: [] };
  const same =
    before.system_assigned === now.system_assigned &&
    areSameIds(before.user_assigned_ids, now.user_assigned_ids);
  return same ? declared : now;
}

/** As the user wrote them while they are the same: Azure changes upper and lower case. */
function asDeclared(declared: string[] | null, ids: readonly string[]): string[] | null {
  if (areSameIds(declared ?? [], ids)) return declared;
  return [...ids];
}

function sameText(one: string | null, other: string): boolean {
  return one !== null && one.toLowerCase() === other.toLowerCase();
}
