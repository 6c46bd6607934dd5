import type { CallOptions } from './configuration';
import { listAt, objectAt, textAt } from './fields';
import { isSameId } from './ids';
import { nameIn, type MachineParts } from './machine-parts';
import { isForeign, ownerTag, splitTags } from './marks';
import { addressIdOf } from './observed-machine';
import type { DeleteMachineOptions } from './operations';
import type { Resources } from './resources';
import { untilUnused } from './until-unused';

/** What has to be gone, in the order in which it can be removed. */
interface Leftovers {
  readonly nics: readonly string[];
  readonly addresses: readonly string[];
  readonly disks: readonly string[];
}

/** Removes machines with all that goes with them. */
export class MachineRemoval {
  constructor(private readonly resources: Resources) {}

  async delete(parts: MachineParts, { owner, vmId, ...options }: DeleteMachineOptions): Promise<void> {
    const machine = await this.resources.get(parts.machine, options);
    const isOther =
      machine !== undefined &&
      (isForeign(splitTags(machine.tags), owner) ||
        (vmId !== undefined && textAt(machine, 'properties', 'vmId') !== vmId));
    const going = isOther ? nothing : await this.partsOfMachine(machine, options);
    if (machine !== undefined && !isOther) {
      await untilUnused(this.resources.api, options, () => this.resources.delete(parts.machine, options));
    }
    const tagged = owner === undefined ? nothing : await this.tagged(parts, owner, options);
    for (const kind of ['nics', 'addresses', 'disks'] as const) {
      for (const id of union(going[kind], tagged[kind])) {
        await untilUnused(this.resources.api, options, () => this.resources.delete(id, options));
      }
    }
  }

  /** Names of what carries the owner's tag. */
  async remains(parts: MachineParts, owner: string, options: CallOptions): Promise<readonly string[]> {
    const { nics, addresses, disks } = await this.tagged(parts, owner, options);
    return [...nics, ...addresses, ...disks].map(nameIn);
  }

  /** What Azure has been told to remove with the machine; it is looked whether it did. */
  private async partsOfMachine(machine: unknown, options: CallOptions): Promise<Leftovers> {
    const goes = (part: unknown, ...path: readonly string[]): boolean =>
      textAt(part, ...path, 'deleteOption')?.toLowerCase() === 'delete';
    const nics = listAt(machine, 'properties', 'networkProfile', 'networkInterfaces')
      .filter((nic) => goes(nic, 'properties'))
      .flatMap((nic) => textAt(nic, 'id') ?? []);
    const answers = await Promise.all(nics.map((id) => this.resources.get(id, options)));
    const storage = objectAt(machine, 'properties', 'storageProfile');
    return {
      nics,
      addresses: answers.flatMap((nic) => addressIdOf(nic) ?? []),
      disks: [storage.osDisk, ...listAt(storage, 'dataDisks')]
        .filter((disk) => goes(disk))
        .flatMap((disk) => textAt(disk, 'managedDisk', 'id') ?? []),
    };
  }

  /** What has a name of the machine's parts and carries its owner's tag. */
  private async tagged(parts: MachineParts, owner: string, options: CallOptions): Promise<Leftovers> {
    const ours = async (id: string): Promise<string[]> => {
      const found = await this.resources.get(id, options);
      return found !== undefined && splitTags(found.tags).tags[ownerTag] === owner ? [id] : [];
    };
    const [nics, addresses, disks] = await Promise.all([parts.nic, parts.address, parts.osDisk].map(ours));
    return { nics: nics ?? [], addresses: addresses ?? [], disks: disks ?? [] };
  }
}

const nothing: Leftovers = { nics: [], addresses: [], disks: [] };

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...one, ...other.filter((id) => !one.some((known) => isSameId(known, id)))];
}
