import type { VirtualMachine } from '@azure/arm-compute';
import type { CallOptions, OperationOptions } from './configuration';
import { isSameId } from './ids';
import { disks, networkInterfaces, publicAddresses, virtualMachines, type Removable } from './kinds';
import { nameIn, type MachineParts } from './machine-parts';
import { isForeign, ownerTag } from './marks';
import { addressIdOf, disksOf, goesWithMachine } from './observed-machine';
import type { DeleteMachineOptions } from './operations';
import type { Resources } from './resources';
import { untilUnused } from './until-unused';

interface Leftover {
  readonly kind: Removable;
  readonly id: string;
}

/** In the order in which they can be removed. */
const kinds: readonly Removable[] = [networkInterfaces, publicAddresses, disks];

/** Removes machines with all that goes with them. */
export class MachineRemoval {
  constructor(private readonly resources: Resources) {}

  async delete(parts: MachineParts, { owner, vmId, ...options }: DeleteMachineOptions): Promise<void> {
    const machine = await this.resources.get(virtualMachines, parts.machine, options);
    const isOther =
      machine !== undefined &&
      (isForeign(machine.tags, owner) || (vmId !== undefined && machine.vmId !== vmId));
    const going = isOther ? [] : await this.partsOfMachine(machine, options);
    if (machine !== undefined && !isOther) await this.remove(virtualMachines, parts.machine, options);
    const tagged = owner === undefined ? [] : await this.tagged(parts, owner, options);
    const others = tagged.filter(({ id }) => !going.some((known) => isSameId(known.id, id)));
    const left = [...going, ...others].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
    for (const { kind, id } of left) await this.remove(kind, id, options);
  }

  /** Names of what carries the owner's tag. */
  async remains(parts: MachineParts, owner: string, options: CallOptions): Promise<readonly string[]> {
    return (await this.tagged(parts, owner, options)).map(({ id }) => nameIn(id));
  }

  /** What Azure has been told to remove with the machine; it is looked whether it did. */
  private async partsOfMachine(
    machine: VirtualMachine | undefined,
    options: CallOptions,
  ): Promise<Leftover[]> {
    const nics = (machine?.networkProfile?.networkInterfaces ?? [])
      .filter(goesWithMachine)
      .flatMap(({ id }) => id ?? []);
    const answers = await Promise.all(nics.map((id) => this.resources.get(networkInterfaces, id, options)));
    const addresses = answers.flatMap((nic) => addressIdOf(nic) ?? []);
    const going = disksOf(machine).filter(goesWithMachine);
    return [
      ...nics.map((id) => ({ kind: networkInterfaces, id })),
      ...addresses.map((id) => ({ kind: publicAddresses, id })),
      ...going.flatMap(({ managedDisk }) => (managedDisk?.id ? { kind: disks, id: managedDisk.id } : [])),
    ];
  }

  /** What has a name of the machine's parts and carries its owner's tag. */
  private async tagged(parts: MachineParts, owner: string, options: CallOptions): Promise<Leftover[]> {
    const all: Leftover[] = [
      { kind: networkInterfaces, id: parts.nic },
      { kind: publicAddresses, id: parts.address },
      { kind: disks, id: parts.osDisk },
    ];
    const found = await Promise.all(all.map(({ kind, id }) => this.resources.get(kind, id, options)));
    return all.filter((_, index) => found[index]?.tags?.[ownerTag] === owner);
  }

  private async remove(kind: Removable, id: string, options: OperationOptions): Promise<void> {
    await untilUnused(this.resources.api, options, () => this.resources.delete(kind, id, options));
  }
}
