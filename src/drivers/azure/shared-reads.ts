import type { CallOptions } from './configuration';
import { objectAt, textAt } from './fields';
import { isObject } from './json';
import type { Resources } from './resources';
import { SharedList, type Source } from './shared-list';

type Resource = Readonly<Record<string, unknown>>;

/** Of one list. Where there is so much else, machines are asked for one by one. */
const mostPages = 20;

/** Where machines and what belongs to them are read from. Undefined is what there is not. */
export interface MachineReads {
  /** With its instance view. */
  machine(id: string, options: CallOptions): Promise<Resource | undefined>;
  nic(id: string, options: CallOptions): Promise<Resource | undefined>;
  address(id: string, options: CallOptions): Promise<Resource | undefined>;
}

/** Each by itself, as it is at that moment. */
export function directReads(resources: Resources): MachineReads {
  const get = (id: string, options: CallOptions) => resources.get(id, options);
  return {
    machine: (id, options) => resources.get(id, options, { $expand: 'instanceView' }),
    nic: get,
    address: get,
  };
}

/**
 * Reads that come at about the same time share lists of their resource group, so that many machines cost few requests.
 * Lists of machines do not tell what they are doing: that comes from another one, which Azure has for the whole
 * subscription only.
 */
export class SharedReads implements MachineReads {
  private readonly lists = new Map<string, SharedList<Resource>>();
  private readonly direct: MachineReads;

  constructor(private readonly resources: Resources) {
    this.direct = directReads(resources);
  }

  machine(id: string, options: CallOptions): Promise<Resource | undefined> {
    return this.read(id, options, {
      get: (one, call) => this.direct.machine(one, call),
      list: (call) => this.machinesBeside(id, call),
    });
  }

  nic(id: string, options: CallOptions): Promise<Resource | undefined> {
    return this.read(id, options, {
      get: (one, call) => this.direct.nic(one, call),
      list: (call) => this.listed(placeOf(id), call),
    });
  }

  address(id: string, options: CallOptions): Promise<Resource | undefined> {
    return this.read(id, options, {
      get: (one, call) => this.direct.address(one, call),
      list: (call) => this.listed(placeOf(id), call),
    });
  }

  private read(id: string, options: CallOptions, source: Source<Resource>): Promise<Resource | undefined> {
    const { api, changes } = this.resources;
    const key = placeOf(id).toLowerCase();
    const list = this.lists.get(key) ?? new SharedList(source, changes, api.timing.sharedMs);
    this.lists.set(key, list);
    return list.get(id, options);
  }

  private async machinesBeside(id: string, options: CallOptions): Promise<ReadonlyMap<string, Resource>> {
    const everywhere = `${this.resources.api.root}/providers/Microsoft.Compute/virtualMachines`;
    const [machines, states] = await Promise.all([
      this.listed(placeOf(id), options),
      this.listed(everywhere, options, { statusOnly: 'true' }),
    ]);
    const whole = [...machines].flatMap(([key, machine]): [string, Resource][] => {
      const { instanceView } = objectAt(states.get(key), 'properties');
      if (!isObject(instanceView)) return [];
      return [[key, { ...machine, properties: { ...objectAt(machine, 'properties'), instanceView } }]];
    });
    return new Map(whole);
  }

  private async listed(
    path: string,
    options: CallOptions,
    query: Readonly<Record<string, string>> = {},
  ): Promise<ReadonlyMap<string, Resource>> {
    const all = await this.resources.list(path, options, { query, mostPages });
    return new Map(all.filter(isObject).map((one) => [(textAt(one, 'id') ?? '').toLowerCase(), one]));
  }
}

/** What lists those of its kind in its resource group. */
function placeOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}
