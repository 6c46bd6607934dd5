import type { CallOptions, OperationOptions } from './configuration';
import type { AzureMachine } from './machine';
import type { MachineChanges, MachineReference, MachineRequest } from './machine-request';
import type { AzureNetwork, NetworkChanges, NetworkReference, NetworkRequest } from './network';
import type { UntagOptions } from './untag';

/** Everything here throws `AzureError`. */
export interface MachineOperations {
  /**
   * Finds the machine when it is its owner's, or else makes it with its address and interface, and waits until it runs.
   * One that was found is returned as it is: compare it with the request. A name that is somebody else's is `taken`.
   * Default timeout 30 minutes.
   */
  ensure(request: MachineRequest, options: EnsureOptions): Promise<EnsuredMachine>;
  /**
   * Three requests, and one more per disk of a deallocated machine; of many that are read at about the same time, a few
   * for all of them. Undefined when it is gone.
   */
  read(reference: MachineReference, options: CallOptions): Promise<AzureMachine | undefined>;
  /** Names of what carries the owner's tag although there is no machine: it could not be made, or was removed alone. */
  remains(reference: MachineReference, owner: string, options: CallOptions): Promise<readonly string[]>;
  /** Changes what differs, one after the other, and returns the machine as it is then. Default timeout 30 minutes. */
  update(
    reference: MachineReference,
    changes: MachineChanges,
    options: OperationOptions,
  ): Promise<AzureMachine>;
  /**
   * Removes the machine and all that goes with it, and sees that nothing is left. What is gone already is success; what
   * carries another owner's tag, or is another machine of that name, is left alone. Default timeout 30 minutes.
   */
  delete(reference: MachineReference, options: DeleteMachineOptions): Promise<void>;
  /** Has the machine tell its SSH host keys over Azure's own channel, and waits until it has some. Strongest first. */
  hostKeys(reference: MachineReference, options: OperationOptions): Promise<readonly string[]>;
  /** Takes tags off the machine, its interface and its address, as far as they are there. */
  untag(reference: MachineReference, keys: readonly string[], options: UntagOptions): Promise<void>;
  /** Goes on waiting for an operation after a kill. */
  resume(url: string, reference: MachineReference, options: OperationOptions): Promise<void>;
}

export interface EnsureOptions extends OperationOptions {
  /** Called as soon as anything of it exists: what is interrupted from here on has to be kept. */
  readonly onExists?: () => void;
}

export interface EnsuredMachine {
  readonly machine: AzureMachine;
  readonly how: 'made' | 'found';
}

export interface DeleteMachineOptions extends OperationOptions {
  /** The value of the owner's tag. */
  readonly owner: string | undefined;
  /** The machine that is meant. */
  readonly vmId: string | undefined;
}

export interface NetworkOperations {
  /** Finds what is its owner's, makes what is not there. A name that is somebody else's is `taken`. */
  ensure(request: NetworkRequest, options: EnsureOptions): Promise<AzureNetwork>;
  /** Three requests. Undefined when its virtual network is gone. */
  read(reference: NetworkReference, options: CallOptions): Promise<AzureNetwork | undefined>;
  /** Names of what carries the owner's tag, although there is no virtual network. */
  remains(reference: NetworkReference, owner: string, options: CallOptions): Promise<readonly string[]>;
  /** Rules are replaced as a whole, in one request. */
  update(
    reference: NetworkReference,
    changes: NetworkChanges,
    options: OperationOptions,
  ): Promise<AzureNetwork>;
  /** Sets and removes tags of the resource group. */
  tagGroup(
    group: string,
    changes: Pick<NetworkChanges, 'tags' | 'removeTags'>,
    options: OperationOptions,
  ): Promise<void>;
  /** Takes tags off the network, its security groups and its resource group, as far as they are there. */
  untag(reference: NetworkReference, keys: readonly string[], options: UntagOptions): Promise<void>;
  /**
   * Waits for machines that are still leaving it.
   * @returns names of what else is in the resource group, which therefore stays although it was to be removed.
   */
  delete(reference: NetworkReference, options: DeleteNetworkOptions): Promise<readonly string[]>;
  /** Goes on waiting for an operation after a kill. */
  resume(url: string, reference: NetworkReference, options: OperationOptions): Promise<void>;
}

export interface DeleteNetworkOptions extends OperationOptions {
  /** The value of the owner's tag. */
  readonly owner: string | undefined;
  /** Whether the resource group goes as well, when it carries the owner's tag and nothing else is in it. */
  readonly removesGroup: boolean;
}
