import { type MesosClock, within } from '../../clock';
import type { MasterInfo } from '../../election/master-info';
import { messageOf } from '../../failure';
import type { ReplicatedLog } from '../../log/replicated-log';
import { printDuration } from '../../values/duration';
import { toJson } from '../../values/json';
import { type Operation, recoverMaster } from './operations';
import { EMPTY_REGISTRY, type Registry } from './registry';

export interface RegistrarOptions {
  readonly clock: MesosClock;
  readonly replicatedLog: ReplicatedLog;
  readonly fetchTimeoutSeconds: number;
  readonly storeTimeoutSeconds: number;
}

interface Waiting {
  readonly operation: Operation;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** Changes the registry, one store after the other. Once a store has failed, every later one fails as well. */
export class Registrar {
  private current: Registry = EMPTY_REGISTRY;
  private queue: Waiting[] = [];
  private storing = false;
  private broken: Error | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly options: RegistrarOptions) {}

  get registry(): Registry {
    return this.current;
  }

  get queued(): number {
    return this.queue.length;
  }

  get size(): number {
    return toJson(this.current).length;
  }

  /** @throws Error when the registry could not be had in time */
  async recover(info: MasterInfo): Promise<void> {
    const { clock, replicatedLog, fetchTimeoutSeconds } = this.options;
    const given = new AbortController();
    const value = await within(
      clock,
      fetchTimeoutSeconds,
      replicatedLog.lead(AbortSignal.any([given.signal, this.stopping.signal])),
      () => new Error(`Failed to perform fetch within ${printDuration(fetchTimeoutSeconds)}`),
    ).catch((error: unknown) => {
      given.abort(error);
      throw error;
    });
    this.current = value === '' ? EMPTY_REGISTRY : (JSON.parse(value) as Registry);
    await this.apply(recoverMaster(info));
  }

  /** Resolves when a quorum has it. @throws Error "Failed to update registry: …" */
  apply(operation: Operation): Promise<void> {
    if (this.broken !== undefined) return Promise.reject(this.broken);
    return new Promise((done, failed) => {
      this.queue.push({ operation, done, failed });
      if (!this.storing) void this.store();
    });
  }

  stop(): void {
    this.stopping.abort(new Error('the registrar has stopped'));
  }

  private async store(): Promise<void> {
    this.storing = true;
    while (this.queue.length > 0 && this.broken === undefined) {
      const batch = this.queue;
      this.queue = [];
      const registry = batch.reduce((before, { operation }) => operation(before), this.current);
      try {
        await this.write(registry);
        this.current = registry;
        for (const { done } of batch) done();
      } catch (error) {
        this.broken = new Error(`Failed to update registry: ${messageOf(error)}`);
        for (const { failed } of [...batch, ...this.queue]) failed(this.broken);
        this.queue = [];
      }
    }
    this.storing = false;
  }

  private async write(registry: Registry): Promise<void> {
    const { clock, replicatedLog, storeTimeoutSeconds } = this.options;
    const given = new AbortController();
    await within(
      clock,
      storeTimeoutSeconds,
      replicatedLog.write(JSON.stringify(registry), AbortSignal.any([given.signal, this.stopping.signal])),
      () => new Error(`Failed to perform store within ${printDuration(storeTimeoutSeconds)}`),
    ).catch((error: unknown) => {
      given.abort(error);
      throw error;
    });
  }
}
