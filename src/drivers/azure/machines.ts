import type { Disk, VirtualMachine } from '@azure/arm-compute';
import type { CallOptions, OperationOptions, Tags } from './configuration';
import { ensurePart, taken } from './ensure-part';
import { isAzureError, type AzureError } from './errors';
import { hostKeysOf } from './host-keys';
import { disks, networkInterfaces, newMachines, publicAddresses } from './kinds';
import { virtualMachines, type Makeable } from './kinds';
import type { AzureMachine } from './machine';
import { addressBody, machineBody, nicBody } from './machine-bodies';
import { MachineChanger } from './machine-changes';
import { machineParts, type MachineParts } from './machine-parts';
import { MachineRemoval } from './machine-removal';
import type { MachineChanges, MachineReference, MachineRequest } from './machine-request';
import { isOwned, marksOf } from './marks';
import { addressIdOf, disksOf, primaryNic, toMachine } from './observed-machine';
import type { DeleteMachineOptions, EnsuredMachine, EnsureOptions, MachineOperations } from './operations';
import type { Ownership } from './ownership';
import type { Resources } from './resources';
import { directReads, SharedReads, type MachineReads } from './shared-reads';
import { untagOwned, type UntagOptions } from './untag';

/** Virtual machines, each with the network interface, the public address and the disks that it owns. */
export class Machines implements MachineOperations {
  private readonly changer: MachineChanger;
  private readonly removal: MachineRemoval;
  private readonly shared: MachineReads;
  private readonly direct: MachineReads;

  constructor(private readonly resources: Resources) {
    this.changer = new MachineChanger(resources, (reference, options) => this.present(reference, options));
    this.removal = new MachineRemoval(resources);
    this.shared = new SharedReads(resources);
    this.direct = directReads(resources);
  }

  async ensure(request: MachineRequest, options: EnsureOptions): Promise<EnsuredMachine> {
    const parts = this.partsOf(request);
    const tags = { ...request.tags, ...marksOf(request.owner) };
    const found = await this.ownedMachine(parts, request.owner, options);
    if (found) {
      options.onExists?.();
      await this.resources.settled(virtualMachines, parts.machine, options);
      const { provisioningState } = await this.present(request, options);
      if (provisioningState !== 'Succeeded')
        await this.putMachine(request, parts, tags, options, virtualMachines);
      return { machine: await this.changer.run(request, options), how: 'found' };
    }
    const { owner } = request;
    if (request.publicAddress) {
      const address = { model: addressBody(request, tags), owner };
      await ensurePart(this.resources, publicAddresses, parts.address, address, options);
    }
    const nic = { model: nicBody(request, parts, tags), owner };
    await ensurePart(this.resources, networkInterfaces, parts.nic, nic, options);
    await this.putMachine(request, parts, tags, options, newMachines);
    return { machine: await this.present(request, options), how: 'made' };
  }

  read(reference: MachineReference, options: CallOptions): Promise<AzureMachine | undefined> {
    return this.readFrom(this.shared, reference, options);
  }

  remains(reference: MachineReference, owner: string, options: CallOptions): Promise<readonly string[]> {
    return this.removal.remains(this.partsOf(reference), owner, options);
  }

  update(
    reference: MachineReference,
    changes: MachineChanges,
    options: OperationOptions,
  ): Promise<AzureMachine> {
    return this.changer.update(reference, changes, options);
  }

  delete(reference: MachineReference, options: DeleteMachineOptions): Promise<void> {
    return this.removal.delete(this.partsOf(reference), options);
  }

  hostKeys(reference: MachineReference, options: OperationOptions): Promise<readonly string[]> {
    return hostKeysOf(this.resources, this.partsOf(reference).machine, options);
  }

  untag(reference: MachineReference, keys: readonly string[], options: UntagOptions): Promise<void> {
    const { address, nic, machine } = this.partsOf(reference);
    const parts = [
      { kind: publicAddresses, id: address },
      { kind: networkInterfaces, id: nic },
      { kind: virtualMachines, id: machine },
    ];
    return untagOwned(this.resources, parts, keys, options);
  }

  resume(url: string, reference: MachineReference, options: OperationOptions): Promise<void> {
    const name = `an operation on virtual machine "${reference.name}"`;
    return this.resources.operations.resume(url, name, options);
  }

  private async readFrom(
    reads: MachineReads,
    reference: MachineReference,
    options: CallOptions,
  ): Promise<AzureMachine | undefined> {
    const machine = await reads.machine(this.partsOf(reference).machine, options);
    if (machine === undefined) return undefined;
    const nicId = primaryNic(machine)?.id;
    const [nic, unsaid] = await Promise.all([
      nicId === undefined ? undefined : reads.nic(nicId, options),
      this.unsaidDisks(machine, options),
    ]);
    const addressId = addressIdOf(nic);
    const address = addressId === undefined ? undefined : await reads.address(addressId, options);
    return toMachine({ machine, nic, address, disks: unsaid });
  }

  /** @throws AzureError `taken` */
  private async ownedMachine(parts: MachineParts, owner: Ownership, options: CallOptions): Promise<boolean> {
    const found = await this.resources.get(virtualMachines, parts.machine, options);
    if (found === undefined) return false;
    if (!isOwned(found.tags, owner)) throw taken(this.resources, parts.machine);
    return true;
  }

  private async putMachine(
    request: MachineRequest,
    parts: MachineParts,
    tags: Tags,
    options: EnsureOptions,
    kind: Makeable<VirtualMachine>,
  ): Promise<void> {
    const isDone = (machine: VirtualMachine | undefined): boolean => isOwned(machine?.tags, request.owner);
    try {
      const machine = machineBody(request, parts, tags);
      await this.resources.put(kind, parts.machine, machine, { ...options, isDone });
    } catch (error) {
      if (isAzureError(error, 'taken')) throw taken(this.resources, parts.machine, error);
      throw isAzureError(error, 'capacity', 'quota') ? this.noRoom(request, error) : error;
    }
    options.onExists?.();
  }

  /** Disks of which the machine's own answer does not tell size and type. */
  private async unsaidDisks(machine: VirtualMachine, options: CallOptions): Promise<Disk[]> {
    const unsaid = disksOf(machine).flatMap(({ diskSizeGB, managedDisk }) =>
      diskSizeGB !== undefined && managedDisk?.storageAccountType !== undefined
        ? []
        : (managedDisk?.id ?? []),
    );
    const found = await Promise.all(unsaid.map((id) => this.resources.get(disks, id, options)));
    return found.flatMap((disk) => disk ?? []);
  }

  /** Says what was asked for, and where. */
  private noRoom({ name, size, location, zone, spot }: MachineRequest, error: AzureError): AzureError {
    const where = zone === undefined ? location : `zone ${zone} of ${location}`;
    const what = `${spot === undefined ? '' : 'spot '}machine "${name}" of size ${size} in ${where}`;
    return error.with({ message: `no ${what}: ${error.message}` });
  }

  /** In the middle of a change: as it is now. */
  private async present(reference: MachineReference, options: CallOptions): Promise<AzureMachine> {
    const machine = await this.readFrom(this.direct, reference, options);
    if (machine !== undefined) return machine;
    throw this.resources.api.error(`virtual machine "${reference.name}" does not exist (any more)`, {
      kind: 'not-found',
    });
  }

  private partsOf(reference: MachineReference): MachineParts {
    return machineParts(this.resources.api.root, reference);
  }
}
