import type { VirtualMachine } from '@azure/arm-compute';
import type { NetworkInterface, PublicIPAddress } from '@azure/arm-network';
import type { CallOptions } from './configuration';
import { networkInterfaces, placeOf, publicAddresses, runningMachines } from './kinds';
import type { Lister, Readable } from './kinds';
import type { Observed } from './operation';
import type { Resources } from './resources';
import { SharedList, type Source } from './shared-list';

/** Of one list. Where there is so much else, machines are asked for one by one. */
const mostPages = 20;

/** Where machines and what belongs to them are read from. Undefined is what there is not. */
export interface MachineReads {
  /** With its instance view. */
  machine(id: string, options: CallOptions): Promise<VirtualMachine | undefined>;
  nic(id: string, options: CallOptions): Promise<NetworkInterface | undefined>;
  address(id: string, options: CallOptions): Promise<PublicIPAddress | undefined>;
}

/** Each by itself, as it is at that moment. */
export function directReads(resources: Resources): MachineReads {
  return {
    machine: (id, options) => resources.get(runningMachines, id, options),
    nic: (id, options) => resources.get(networkInterfaces, id, options),
    address: (id, options) => resources.get(publicAddresses, id, options),
  };
}

/**
 * Reads that come at about the same time share lists of their resource group, so that many machines cost few requests.
 * Lists of machines do not tell what they are doing: that comes from another one, which Azure has for the whole
 * subscription only.
 */
export class SharedReads implements MachineReads {
  private readonly machines = new Map<string, SharedList<VirtualMachine>>();
  private readonly nics = new Map<string, SharedList<NetworkInterface>>();
  private readonly addresses = new Map<string, SharedList<PublicIPAddress>>();

  constructor(private readonly resources: Resources) {}

  machine(id: string, options: CallOptions): Promise<VirtualMachine | undefined> {
    return this.read(this.machines, runningMachines, id, options, async (group, call) => {
      const [machines, states] = await Promise.all([
        this.listed(({ compute }, given) => compute.virtualMachines.list(group, given), call),
        this.listed(
          ({ compute }, given) => compute.virtualMachines.listAll({ ...given, statusOnly: 'true' }),
          call,
        ),
      ]);
      const whole = [...machines].flatMap(([key, machine]): [string, VirtualMachine][] => {
        const instanceView = states.get(key)?.instanceView;
        return instanceView === undefined ? [] : [[key, { ...machine, instanceView }]];
      });
      return new Map(whole);
    });
  }

  nic(id: string, options: CallOptions): Promise<NetworkInterface | undefined> {
    return this.read(this.nics, networkInterfaces, id, options, (group, call) =>
      this.listed(({ network }, given) => network.networkInterfaces.list(group, given), call),
    );
  }

  address(id: string, options: CallOptions): Promise<PublicIPAddress | undefined> {
    return this.read(this.addresses, publicAddresses, id, options, (group, call) =>
      this.listed(({ network }, given) => network.publicIPAddresses.list(group, given), call),
    );
  }

  private read<Model extends Observed>(
    lists: Map<string, SharedList<Model>>,
    kind: Readable<Model>,
    id: string,
    options: CallOptions,
    list: (group: string, call: CallOptions) => ReturnType<Source<Model>['list']>,
  ): Promise<Model | undefined> {
    const { api, changes } = this.resources;
    const { group } = placeOf(id);
    const key = group.toLowerCase();
    const source: Source<Model> = {
      get: (one, call) => this.resources.get(kind, one, call),
      list: (call) => list(group, call),
    };
    const shared = lists.get(key) ?? new SharedList(source, changes, api.timing.sharedMs);
    lists.set(key, shared);
    return shared.get(id, options);
  }

  private async listed<Model extends { readonly id?: string }>(
    lister: Lister<Model>,
    options: CallOptions,
  ): Promise<ReadonlyMap<string, Model>> {
    const all = await this.resources.list(lister, options, mostPages);
    return new Map(all.map((one) => [(one.id ?? '').toLowerCase(), one]));
  }
}
