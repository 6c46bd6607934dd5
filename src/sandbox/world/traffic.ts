import type { FaultService } from './faults';

/** What was asked of a service. */
export interface TrafficRecord {
  /** `host` is what machines are asked over SSH: `connect`, `exec` (a command) and `tunnel` (a connection through it). */
  readonly service: FaultService | 'sts';
  /** As faults name it: `RunInstances`, `VirtualMachines_Get`, `PATCH deployments`. */
  readonly operation: string;
  readonly calls: number;
  /** Real seconds from the arrival of each to its end, all together; of a connection, until somebody is logged in. */
  readonly seconds: number;
}

/** What a sandbox has been asked since it began, whatever became of it. */
export class Traffic {
  readonly #records = new Map<string, TrafficRecord>();

  /** Counts a call that begins. Gives what ends it. */
  begin(service: TrafficRecord['service'], operation: string): () => void {
    const begun = performance.now();
    this.#add(service, operation, { calls: 1, seconds: 0 });
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#add(service, operation, { calls: 0, seconds: (performance.now() - begun) / 1000 });
    };
  }

  async during<T>(
    service: TrafficRecord['service'],
    operation: string,
    call: () => Promise<T> | T,
  ): Promise<T> {
    const end = this.begin(service, operation);
    try {
      return await call();
    } finally {
      end();
    }
  }

  /** In the order in which each was asked for first. */
  list(): readonly TrafficRecord[] {
    return [...this.#records.values()];
  }

  #add(
    service: TrafficRecord['service'],
    operation: string,
    more: Pick<TrafficRecord, 'calls' | 'seconds'>,
  ): void {
    const key = `${service} ${operation}`;
    const { calls, seconds } = this.#records.get(key) ?? { calls: 0, seconds: 0 };
    this.#records.set(key, {
      service,
      operation,
      calls: calls + more.calls,
      seconds: seconds + more.seconds,
    });
  }
}
