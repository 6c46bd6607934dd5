import type { World } from '../../world/world';
import { randomUuid } from '../../world/uuid';
import { ArmError, groupNotFound } from '../errors';
import type { AzureMachinePark } from '../machine-park';
import type { Delays, Quotas } from '../options';
import type { Addresses } from './addresses';
import { LongOperation, type OperationPlan } from './long-operation';
import { MachineControl } from './machine-control';
import type {
  ApplicationGroup,
  Disk,
  NetworkInterface,
  PublicAddress,
  Resource,
  ResourceGroup,
  SecurityGroup,
  VirtualMachine,
  VirtualNetwork,
} from './records';
import { Store } from './store';

export interface CloudSettings {
  readonly world: World;
  readonly park: AzureMachinePark;
  readonly addresses: Addresses;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly images: readonly string[];
  readonly pageSize: number;
  readonly quotas: Quotas;
  readonly delays: Delays;
}

/** Everything that there is in the one subscription of a sandbox. */
export class Cloud {
  /** By name in lower case. */
  readonly groups = new Map<string, ResourceGroup>();
  readonly networks = new Store<VirtualNetwork>();
  readonly securityGroups = new Store<SecurityGroup>();
  readonly applicationGroups = new Store<ApplicationGroup>();
  readonly publicAddresses = new Store<PublicAddress>();
  readonly interfaces = new Store<NetworkInterface>();
  readonly disks = new Store<Disk>();
  readonly machines = new Store<VirtualMachine>();
  /** By id. They are kept after their end: whoever started one may ask much later. */
  readonly operations = new Map<string, LongOperation>();

  readonly control: MachineControl;

  constructor(readonly settings: CloudSettings) {
    this.control = new MachineControl(settings.world, settings.park);
  }

  get world(): World {
    return this.settings.world;
  }

  /** @throws ArmError when there is none of that name, or when it is on its way out and `toWrite` */
  group(name: string, toWrite = false): ResourceGroup {
    const group = this.groups.get(name.toLowerCase());
    if (group === undefined) throw groupNotFound(name);
    if (toWrite && group.state === 'Deleting') {
      throw new ArmError(
        409,
        'ResourceGroupBeingDeleted',
        `The resource group '${group.name}' is in deprovisioning state and cannot perform this operation.`,
      );
    }
    return group;
  }

  groupId(name: string): string {
    return `/subscriptions/${this.settings.subscriptionId}/resourceGroups/${name}`;
  }

  /** @param type with its provider */
  resourceId(group: string, type: string, name: string): string {
    return `${this.groupId(group)}/providers/${type}/${name}`;
  }

  /** All resources of all groups, in the order of their types. */
  resources(): readonly Resource[] {
    return [
      ...this.machines.list(),
      ...this.disks.list(),
      ...this.interfaces.list(),
      ...this.publicAddresses.list(),
      ...this.securityGroups.list(),
      ...this.applicationGroups.list(),
      ...this.networks.list(),
    ];
  }

  begin(plan: OperationPlan): LongOperation {
    const operation = new LongOperation(this.world, plan);
    this.operations.set(operation.id, operation);
    return operation;
  }

  uuid(): string {
    return randomUuid(this.world.random);
  }

  clear(): void {
    for (const operation of this.operations.values()) operation.abandon();
    this.operations.clear();
    this.groups.clear();
    for (const store of [
      this.networks,
      this.securityGroups,
      this.applicationGroups,
      this.publicAddresses,
      this.interfaces,
      this.disks,
      this.machines,
    ]) {
      store.clear();
    }
  }
}
