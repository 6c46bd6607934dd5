import { hasFailed } from './answer';
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
import { changedTags, isOwned, marksOf, splitTags } from './marks';
import { addressIdOf, primaryNic, toMachine } from './observed-machine';
import type { DeleteMachineOptions, EnsuredMachine, EnsureOptions, MachineOperations } from './operations';
import type { Ownership } from './ownership';
import { noting, type Resources } from './resources';

/** Virtual machines, each with the network interface, the public address and the disks that it owns. */
export class Machines implements MachineOperations {
  private readonly changer: MachineChanger;
  private readonly removal: MachineRemoval;

  constructor(private readonly resources: Resources) {
    this.changer = new MachineChanger(resources, (reference, options) => this.present(reference, options));
    this.removal = new MachineRemoval(resources);
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

  async read(reference: MachineReference, options: CallOptions): Promise<AzureMachine | undefined> {
    const { machine: id } = this.partsOf(reference);
    const machine = await this.resources.get(id, options, { $expand: 'instanceView' });
    if (machine === undefined) return undefined;
    const nicId = textAt(primaryNic(machine), 'id');
    const [nic, disks] = await Promise.all([
      nicId === undefined ? undefined : this.resources.get(nicId, options),
      this.unsaidDisks(machine, options),
    ]);
    const addressId = addressIdOf(nic);
    const address = addressId === undefined ? undefined : await this.resources.get(addressId, options);
    return toMachine({ machine, nic, address, disks });
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

  async untag(
    reference: MachineReference,
    keys: readonly string[],
    options: OperationOptions,
  ): Promise<void> {
    const { machine: id } = this.partsOf(reference);
    const found = await this.resources.get(id, options);
    const tags = found && changedTags(splitTags(found.tags), { removeTags: keys });
    if (tags !== undefined) await this.resources.patch(id, { tags }, options);
  }

  resume(url: string, reference: MachineReference, options: OperationOptions): Promise<void> {
    const { machine } = this.partsOf(reference);
    const name = `an operation on virtual machine "${reference.name}"`;
    return this.resources.operations.resume(url, { name, target: machine }, options);
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
    const settled =
      found === undefined
        ? undefined
        : await this.resources.operations.untilSettled({ name: `GET ${nameIn(id)}`, target: id }, options);
    if (settled === undefined || hasFailed(settled)) {
      await this.resources.put(id, body, { ...noting(options), isDone: isOurs });
    }
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

  private async present(reference: MachineReference, options: CallOptions): Promise<AzureMachine> {
    const machine = await this.read(reference, options);
    if (machine !== undefined) return machine;
    throw this.resources.api.error(`virtual machine "${reference.name}" does not exist (any more)`, {
      kind: 'not-found',
    });
  }

  private partsOf(reference: MachineReference): MachineParts {
    return machineParts(this.resources.api.root, reference);
  }
}
