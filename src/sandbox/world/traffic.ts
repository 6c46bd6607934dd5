import type { FaultService } from './faults';

/** How often something was asked of a service. */
export interface TrafficRecord {
  /** `host` is what machines are asked over SSH: `connect`, `exec` (a command) and `tunnel` (a connection through it). */
  readonly service: FaultService | 'sts';
  /** As faults name it: `RunInstances`, `VirtualMachines_Get`, `PATCH deployments`. */
  readonly operation: string;
  readonly calls: number;
}

/** What a sandbox has been asked since it began, whatever became of it. */
export class Traffic {
  readonly #records = new Map<string, TrafficRecord>();

  count(service: TrafficRecord['service'], operation: string): void {
    const key = `${service} ${operation}`;
    const calls = (this.#records.get(key)?.calls ?? 0) + 1;
    this.#records.set(key, { service, operation, calls });
  }

  /** In the order in which each was asked for first. */
  list(): readonly TrafficRecord[] {
    return [...this.#records.values()];
  }
}
