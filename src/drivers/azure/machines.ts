import type { CallOptions, OperationOptions, Tags } from './configuration';
import { isAzureError, type AzureError } from './errors';
import { numberAt, objectAt, textAt } from './fields';
import { hostKeysOf } from './host-keys';
import type { AzureMachine } from './machine';
import { addressBody, machineBody, nicBody } from './machine-bodies';
import { MachineChanger } from './machine-changes';
import { machineParts, nameIn, type MachineParts } from './machine-parts';
import { MachineRemoval } from './machine-removal';
import type { MachineChanges, MachineReference, MachineRequest } from './machine-request';
import { isOwned, marksOf, splitTags } from './marks';
import { addressIdOf, primaryNic, toMachine } from './observed-machine';
import type { DeleteMachineOptions, EnsuredMachine, EnsureOptions, MachineOperations } from './operations';
import type { Ownership } from './ownership';
import { noting, type Resources } from './resources';
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
      await this.resources.operations.untilSettled(
        { name: `GET virtualMachines/${request.name}`, target: parts.machine },
        options,
      );
      const { provisioningState } = await this.present(request, options);
      if (provisioningState !== 'Succeeded') await this.putMachine(request, parts, tags, options, false);
      return { machine: await this.changer.run(request, options), how: 'found' };
    }
    if (request.publicAddress) {
      await this.ensurePart(parts.address, addressBody(request, tags), request.owner, options);
    }
    await this.ensurePart(parts.nic, nicBody(request, parts, tags), request.owner, options);
    await this.putMachine(request, parts, tags, options, true);
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
    return untagOwned(this.resources, [address, nic, machine], keys, options);
  }

  resume(url: string, reference: MachineReference, options: OperationOptions): Promise<void> {
    const { machine } = this.partsOf(reference);
    const name = `an operation on virtual machine "${reference.name}"`;
    return this.resources.operations.resume(url, { name, target: machine }, options);
  }

  private async readFrom(
    reads: MachineReads,
    reference: MachineReference,
    options: CallOptions,
  ): Promise<AzureMachine | undefined> {
    const machine = await reads.machine(this.partsOf(reference).machine, options);
    if (machine === undefined) return undefined;
    const nicId = textAt(primaryNic(machine), 'id');
    const [nic, disks] = await Promise.all([
      nicId === undefined ? undefined : reads.nic(nicId, options),
      this.unsaidDisks(machine, options),
    ]);
    const addressId = addressIdOf(nic);
    const address = addressId === undefined ? undefined : await reads.address(addressId, options);
    return toMachine({ machine, nic, address, disks });
  }

  /** @throws AzureError `taken` */
  private async ownedMachine(parts: MachineParts, owner: Ownership, options: CallOptions): Promise<boolean> {
    const found = await this.resources.get(parts.machine, options);
    if (found === undefined) return false;
    if (!isOwned(splitTags(found.tags), owner)) throw this.taken(parts.machine);
    return true;
  }

  private async putMachine(
    request: MachineRequest,
    parts: MachineParts,
    tags: Tags,
    options: EnsureOptions,
    onlyNew: boolean,
  ): Promise<void> {
    const isDone = (machine: unknown): boolean => isOwned(splitTags(objectAt(machine).tags), request.owner);
    try {
      await this.resources.put(parts.machine, machineBody(request, parts, tags), {
        ...options,
        onlyNew,
        isDone,
      });
    } catch (error) {
      if (isAzureError(error, 'taken')) throw this.taken(parts.machine, error);
      throw isAzureError(error, 'capacity', 'quota') ? this.noRoom(request, error) : error;
    }
    options.onExists?.();
  }

  /** Makes a part of the machine, unless it is there and its owner's. */
  private async ensurePart(
    id: string,
    body: object,
    owner: Ownership,
    options: EnsureOptions,
  ): Promise<void> {
    const isOurs = (one: unknown): boolean => isOwned(splitTags(objectAt(one).tags), owner);
    const found = await this.resources.get(id, options);
    if (found !== undefined && !isOurs(found)) throw this.taken(id);
    if (found === undefined) await this.resources.put(id, body, { ...noting(options), isDone: isOurs });
    else await this.resources.operations.untilSettled({ name: `GET ${nameIn(id)}`, target: id }, options);
    options.onExists?.();
  }

  /** Disks of which the machine's own answer does not tell size and type. */
  private async unsaidDisks(machine: object, options: CallOptions): Promise<unknown[]> {
    const storage = objectAt(machine, 'properties', 'storageProfile');
    const all = [
      storage.osDisk,
      ...(Array.isArray(storage.dataDisks) ? (storage.dataDisks as unknown[]) : []),
    ];
    const unsaid = all.flatMap((disk) => {
      const said =
        numberAt(disk, 'diskSizeGB') !== undefined &&
        textAt(disk, 'managedDisk', 'storageAccountType') !== undefined;
      return said ? [] : (textAt(disk, 'managedDisk', 'id') ?? []);
    });
    return Promise.all(unsaid.map((id) => this.resources.get(id, options)));
  }

  private taken(id: string, cause?: AzureError): AzureError {
    return this.resources.api.error(
      `"${id}" exists and belongs to something else; choose another name, or import it`,
      { kind: 'taken', code: cause?.code, cause },
    );
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
