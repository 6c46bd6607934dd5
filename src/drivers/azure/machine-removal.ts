import type { VirtualMachine } from '@azure/arm-compute';
import type { CallOptions, OperationOptions } from './configuration';
import { isSameId } from './ids';
import { disks, networkInterfaces, publicAddresses, virtualMachines } from './kinds';
import type { Kind, Removable, Tagged } from './kinds';
import { nameIn, type MachineParts } from './machine-parts';
import { isForeign, ownerTag } from './marks';
import { addressIdOf, disksOf, goesWithMachine } from './observed-machine';
import type { DeleteMachineOptions } from './operations';
import type { Resources } from './resources';
import { untilUnused } from './until-unused';

/** What has to be gone, in the order in which it can be removed. */
interface Leftovers {
  readonly nics: readonly string[];
  readonly addresses: readonly string[];
  readonly disks: readonly string[];
}

const kinds = { nics: networkInterfaces, addresses: publicAddresses, disks };

/** Removes machines with all that goes with them. */
export class MachineRemoval {
  constructor(private readonly resources: Resources) {}

  async delete(parts: MachineParts, { owner, vmId, ...options }: DeleteMachineOptions): Promise<void> {
    const machine = await this.resources.get(virtualMachines, parts.machine, options);
    const isOther =
      machine !== undefined &&
      (isForeign(machine.tags, owner) || (vmId !== undefined && machine.vmId !== vmId));
    const going = isOther ? nothing : await this.partsOfMachine(machine, options);
    if (machine !== undefined && !isOther) {
      await this.remove(virtualMachines, parts.machine, options);
    }
    const tagged = owner === undefined ? nothing : await this.tagged(parts, owner, options);
    for (const kind of ['nics', 'addresses', 'disks'] as const) {
      for (const id of union(going[kind], tagged[kind])) {
        await this.remove(kinds[kind], id, options);
      }
    }
  }

  /** Names of what carries the owner's tag. */
  async remains(parts: MachineParts, owner: string, options: CallOptions): Promise<readonly string[]> {
    const { nics, addresses, disks: osDisk } = await this.tagged(parts, owner, options);
    return [...nics, ...addresses, ...osDisk].map(nameIn);
  }

  /** What Azure has been told to remove with the machine; it is looked whether it did. */
  private async partsOfMachine(
    machine: VirtualMachine | undefined,
    options: CallOptions,
  ): Promise<Leftovers> {
    const nics = (machine?.networkProfile?.networkInterfaces ?? [])
      .filter(goesWithMachine)
      .flatMap(({ id }) => id ?? []);
    const answers = await Promise.all(nics.map((id) => this.resources.get(networkInterfaces, id, options)));
    return {
      nics,
      addresses: answers.flatMap((nic) => addressIdOf(nic) ?? []),
      disks: disksOf(machine)
        .filter(goesWithMachine)
        .flatMap(({ managedDisk }) => managedDisk?.id ?? []),
    };
  }

  /** What has a name of the machine's parts and carries its owner's tag. */
  private async tagged(parts: MachineParts, owner: string, options: CallOptions): Promise<Leftovers> {
    const ours = async (kind: Kind<Tagged>, id: string): Promise<string[]> => {
      const found = await this.resources.get(kind, id, options);
      return found?.tags?.[ownerTag] === owner ? [id] : [];
    };
    const [nics, addresses, osDisk] = await Promise.all([
      ours(networkInterfaces, parts.nic),
      ours(publicAddresses, parts.address),
      ours(disks, parts.osDisk),
    ]);
    return { nics, addresses, disks: osDisk };
  }

  private async remove(kind: Removable, id: string, options: OperationOptions): Promise<void> {
    await untilUnused(this.resources.api, options, () => this.resources.delete(kind, id, options));
  }
}

const nothing: Leftovers = { nics: [], addresses: [], disks: [] };

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...one, ...other.filter((id) => !one.some((known) => isSameId(known, id)))];
}
