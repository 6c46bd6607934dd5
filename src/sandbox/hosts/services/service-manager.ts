import { Service, type ActiveState, type ServiceSurroundings } from './service';
import { UnitStore } from './unit-store';

/** A service that the sandbox itself runs on every machine: sshd. */
export interface BuiltInService {
  readonly unit: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export type UnitListener = (unit: string, state: ActiveState) => void;

/** What systemd is on a machine, as far as services go. Dependencies and order between units are not looked at. */
export class ServiceManager {
  readonly store: UnitStore;
  private readonly services = new Map<string, Service>();
  private readonly builtIn = new Map<string, { readonly service: BuiltInService; active: boolean }>();
  private readonly listeners = new Set<UnitListener>();

  constructor(private readonly surroundings: ServiceSurroundings) {
    this.store = new UnitStore(surroundings.files);
  }

  /** Adds a service that has no unit file. */
  add(service: BuiltInService): void {
    this.builtIn.set(service.unit, { service, active: false });
  }

  /** Gives what ends the calls. */
  onChange(listener: UnitListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  state(unit: string): ActiveState {
    const builtIn = this.builtIn.get(unit);
    if (builtIn !== undefined) return builtIn.active ? 'active' : 'inactive';
    return this.services.get(unit)?.state ?? 'inactive';
  }

  find(unit: string): Service | undefined {
    return this.services.get(unit);
  }

  isBuiltIn(unit: string): boolean {
    return this.builtIn.has(unit);
  }

  /** Every unit that there is, or that ran. */
  units(): readonly string[] {
    return [...new Set([...this.builtIn.keys(), ...this.store.list(), ...this.services.keys()])].sort();
  }

  /** The units that are active, but for the machine's own. */
  activeUnits(): readonly string[] {
    return [...this.services].flatMap(([unit, { state }]) => (state === 'active' ? [unit] : [])).sort();
  }

  /** @returns whether it runs */
  async start(unit: string): Promise<boolean> {
    const builtIn = this.builtIn.get(unit);
    if (builtIn !== undefined) {
      if (!builtIn.active) await builtIn.service.start();
      builtIn.active = true;
      return true;
    }
    const description = this.store.read(unit);
    if (description === undefined) return false;
    return this.service(unit).start(description);
  }

  async stop(unit: string): Promise<void> {
    const builtIn = this.builtIn.get(unit);
    if (builtIn !== undefined) {
      if (builtIn.active) await builtIn.service.stop();
      builtIn.active = false;
      return;
    }
    await this.services.get(unit)?.stop();
  }

  /** What starts at boot. */
  async startEnabled(): Promise<void> {
    await Promise.all(this.store.enabled().map((unit) => this.start(unit)));
  }

  /** The power is gone. */
  abandon(): void {
    for (const entry of this.builtIn.values()) entry.active = false;
    for (const service of this.services.values()) service.abandon();
    this.services.clear();
  }

  private service(unit: string): Service {
    const existing = this.services.get(unit);
    if (existing !== undefined) return existing;
    const service = new Service(unit, this.surroundings, () => {
      for (const listener of this.listeners) listener(unit, service.state);
    });
    this.services.set(unit, service);
    return service;
  }
}
