import type { Inventory } from '../../../src/sandbox';
import type { StateEntry } from '../lanes/lane';
import { kinds } from '../model';
import { living } from '../model/ec2-client';
import type { WorldObject } from '../model/kind';

/** What there is of one resource type, and what the state says of it. */
export interface Account {
  readonly type: string;
  readonly objects: readonly WorldObject[];
  /** What is there beside them. */
  readonly parts: readonly WorldObject[];
  /** Which objects are in the state, by address; undefined for what the state says to have only been begun. */
  readonly recorded: ReadonlyMap<string, string | undefined>;
}

export function accountsOf(inventory: Inventory, state: ReadonlyMap<string, StateEntry>): readonly Account[] {
  const first = kinds.filter((kind, index) => kinds.findIndex(({ type }) => type === kind.type) === index);
  return first.flatMap(({ type, objects, parts, objectId = ({ id }) => String(id) }) => {
    if (objects === undefined) return [];
    const entries = [...state].filter(([address]) => address.startsWith(`${type}.`));
    const values = entries.map(([address, { value }]) => [address, value] as const);
    return [
      {
        type,
        objects: objects(inventory, new Map(values)),
        parts: parts?.(inventory) ?? [],
        recorded: new Map(values.map(([address, value]) => [address, objectId(value)])),
      },
    ];
  });
}

/**
 * What holds at any time: everything that there is has an owner, no two of a type have the same one, and the state
 * knows it, or it says itself that it is being made. What the state knows has existed.
 */
export function accountProblems(
  accounts: readonly Account[],
  everSeen: ReadonlySet<string>,
): readonly string[] {
  return accounts.flatMap(({ type, objects, parts, recorded }) => {
    const known = new Map([...recorded].map(([address, id]) => [id, address]));
    const begun = new Set([...recorded].filter(([, id]) => id === undefined).map(([one]) => `fuzz/${one}`));
    const owners = new Map<string, string>();
    const problems: string[] = [];
    for (const { id, owner, mayBeMissing } of objects) {
      if (owner === undefined) {
        problems.push(`${id} has no owner`);
        continue;
      }
      const other = owners.get(owner);
      if (other !== undefined) problems.push(`${id} and ${other} are both ${owner}`);
      owners.set(owner, id);
      const address = known.get(id);
      if (address === undefined && !mayBeMissing && !begun.has(owner))
        problems.push(`${id} of ${owner} is not in the state`);
      if (address !== undefined && owner !== `fuzz/${address}`) {
        problems.push(`${id} is in the state as ${address} and belongs to ${owner}`);
      }
    }
    for (const [address, id] of recorded) {
      if (id === 'null') problems.push(`${address} is in the state without an id`);
      else if (id !== undefined && !everSeen.has(id))
        problems.push(`${address} is in the state as ${id}, which never existed`);
    }
    const inState = new Set([...recorded.keys()].map((address) => `fuzz/${address}`));
    for (const { id, owner, mayBeMissing } of parts) {
      if (owner === undefined) problems.push(`${id} has no owner`);
      else if (!mayBeMissing && !inState.has(owner))
        problems.push(`${id} is of ${owner}, which is not in the state`);
    }
    return problems.map((problem) => `${type}: ${problem}`);
  });
}

/** What holds after an apply that succeeded without faults: the state and the world are one. */
export function settledProblems(accounts: readonly Account[]): readonly string[] {
  return accounts.flatMap(({ type, objects, parts, recorded }) => {
    const there = objects.map(({ id }) => id).sort();
    const known = [...recorded.values()].map((id) => id ?? 'what has only been begun').sort();
    const strays = parts.filter(({ owner = '' }) => !recorded.has(owner.replace(/^fuzz\//, '')));
    return [
      ...(there.join() === known.join()
        ? []
        : [`${type}: there are ${there.join() || 'none'}, in the state are ${known.join() || 'none'}`]),
      ...strays.map(({ id }) => `${type}: ${id} belongs to nothing in the state`),
    ];
  });
}

/** What would launch instances that nobody has asked for any more. */
export function liveSpotRequests(
  { ec2 }: Inventory,
  state: ReadonlyMap<string, StateEntry>,
): readonly string[] {
  const known = new Set([...state.values()].map(({ value }) => value.spot_request_id));
  return ec2.spotRequests
    .filter(({ id, state: is }) => (is === 'open' || is === 'active' || is === 'disabled') && !known.has(id))
    .map(({ id, state: is }) => `spot request ${id}, which is ${is}, is not in the state`);
}

/** Disks and addresses cost money as well. */
export function unused(inventory: Inventory): readonly string[] {
  const { networkInterfaces, publicAddresses, disks } = inventory.azure;
  const addressed = new Set(networkInterfaces.map(({ publicAddressId }) => publicAddressId));
  const idle = [
    ...[...networkInterfaces, ...disks].filter(({ virtualMachineId }) => virtualMachineId === undefined),
    ...publicAddresses.filter(({ id }) => !addressed.has(id)),
  ];
  return [...strayVolumes(inventory), ...idle.map(({ id }) => `${id} is used by nothing`)];
}

/**
 * What an operation has left as failed is in the way of what needs it. Not so a machine: the apply has told of it, and it
 * can be changed as any other.
 */
export function failedParts({ azure }: Inventory): readonly string[] {
  const { networkInterfaces, publicAddresses, disks } = azure;
  const { virtualNetworks, securityGroups, applicationGroups } = azure;
  const ofMachines = [...networkInterfaces, ...publicAddresses, ...disks];
  return [...ofMachines, ...virtualNetworks, ...securityGroups, ...applicationGroups]
    .filter(({ state }) => state !== 'Succeeded')
    .map(({ id, state }) => `${id} is ${state}`);
}

function strayVolumes(inventory: Inventory): readonly string[] {
  const machines = new Set(living(inventory).map(({ id }) => id));
  return inventory.ec2.volumes
    .filter(({ instanceId }) => instanceId === undefined)
    .map(({ id }) => `volume ${id} is attached to nothing; there are ${String(machines.size)} instances`);
}
