import type { Declaration } from '../engine/declaration';
import type { Failure } from '../engine/diagnostics';
import { Engine, type EngineOptions } from '../engine/engine';
import type { ProviderSeat } from '../engine/provider-seat';
import type { Lane, LookOptions, Planned, StateEntry } from './lane';

/** Cheap enough for hundreds of runs. */
export class EngineLane implements Lane {
  readonly name = 'engine';
  readonly #engine: Engine;

  constructor(options: EngineOptions, seat: ProviderSeat) {
    this.#engine = new Engine(options, seat);
  }

  declare(declaration: Declaration): void {
    this.#engine.declaration = declaration;
  }

  apply(): Promise<readonly Failure[]> {
    return this.#engine.apply();
  }

  destroy(): Promise<readonly Failure[]> {
    return this.#engine.apply({ destroy: true });
  }

  refresh(): Promise<readonly Failure[]> {
    return this.#engine.refresh();
  }

  async plan({ refreshes }: LookOptions = {}): Promise<Planned> {
    const { changes, failures } = await this.#engine.plan({ refreshes });
    const shown = [...changes.values()].filter(({ action }) => action !== 'no-op');
    return { changes: shown.map(({ action, address }) => `${action} ${address}`), failures };
  }

  import(address: string, id: string): Promise<readonly Failure[]> {
    return this.#engine.import(address, id);
  }

  forget(address: string): Promise<void> {
    this.#engine.forget(address);
    return Promise.resolve();
  }

  state(): Promise<ReadonlyMap<string, StateEntry>> {
    return Promise.resolve(this.#engine.state);
  }

  killProvider(): void {
    this.#engine.killProvider();
  }

  killTerraform(): void {
    this.#engine.killProvider();
  }

  interrupt(): void {
    void this.#engine.interrupt();
  }

  takeTexts(): Promise<string> {
    return Promise.resolve(this.#engine.takeTexts());
  }

  dispose(): Promise<void> {
    return this.#engine.dispose();
  }
}
