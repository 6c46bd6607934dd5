import { join } from 'node:path';
import type { ClusterBackend } from '../kubernetes';
import type { World } from '../world/world';
import { clearMachines, Machine } from './machine';
import { completeSpec, type MachineSpec } from './machine-spec';
import { Ensembles } from './mesos/ensembles';
import { mesosClock } from './mesos/mesos-clock';
import type { MesosNeighbours } from './mesos/mesos-neighbours';
import { Neighbourhood } from './neighbourhood';
import { BaseImage } from './system/base-image';
import { support, type Support } from './system/support';

/** How often it is looked for faults that hit machines which just run, in milliseconds. */
const SUFFER_MS = 250;

/** All machines of one sandbox. */
export class Machines {
  private readonly machines = new Map<string, Machine>();
  private readonly neighbourhood = new Neighbourhood(() => this.machines.values());
  /** What services of Mesos on different machines share. */
  readonly mesos: MesosNeighbours;
  private image: BaseImage | undefined;
  private suffering: NodeJS.Timeout | undefined;

  constructor(
    private readonly world: World,
    private readonly clusters: ClusterBackend,
  ) {
    this.mesos = { ensembles: new Ensembles(mesosClock(world.clock)) };
  }

  /** Whether this computer can run machines, and if not, what to do about it. */
  static support(): Support {
    return support();
  }

  /**
   * A machine with a fresh disk, powered off.
   * @throws RangeError when the spec cannot be; Error when the name is taken or this computer cannot run machines
   */
  create(spec: MachineSpec): Promise<Machine> {
    try {
      return Promise.resolve(this.make(spec));
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  get(name: string): Machine | undefined {
    return this.machines.get(name);
  }

  list(): readonly Machine[] {
    return [...this.machines.values()];
  }

  async destroyAll(): Promise<void> {
    clearInterval(this.suffering);
    this.suffering = undefined;
    await Promise.all(this.list().map((machine) => machine.destroy()));
    this.machines.clear();
    this.image = undefined;
    clearMachines(this.world.folder);
  }

  private make(spec: MachineSpec): Machine {
    const possible = support();
    if (!possible.ok) throw new Error(possible.reason);
    const complete = completeSpec(spec);
    if (this.machines.has(spec.name)) throw new Error(`there is a machine "${spec.name}" already`);
    this.image ??= this.install();
    const onDestroyed = (): void => {
      if (this.machines.get(spec.name) === machine) this.machines.delete(spec.name);
    };
    const machine = new Machine(
      complete,
      this.world,
      this.image,
      this.clusters,
      this.neighbourhood,
      this.mesos,
      onDestroyed,
    );
    this.machines.set(spec.name, machine);
    this.suffering ??= setInterval(() => {
      this.suffer();
    }, SUFFER_MS).unref();
    return machine;
  }

  private install(): BaseImage {
    clearMachines(this.world.folder);
    return new BaseImage(join(this.world.folder, 'machines', '.base'));
  }

  private suffer(): void {
    if (this.world.faults.list().length === 0) return;
    for (const machine of this.machines.values()) {
      machine.suffer().catch((error: unknown) => {
        this.world.log(`machine ${machine.name}: ${String(error)}`);
      });
    }
  }
}
