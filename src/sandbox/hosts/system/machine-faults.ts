import type { Fault, FaultKind, Faults } from '../../world/faults';

/** Which kinds can do something in an operation. A fault of another kind must not be spent on it. */
const RELEVANT = {
  boot: ['never-boots', 'dead', 'slow'],
  connect: ['link-cut', 'dead', 'reboot'],
  exec: ['link-cut', 'dead', 'reboot', 'disk-full', 'slow'],
  run: ['dead', 'reboot', 'link-cut'],
} as const satisfies Readonly<Record<string, readonly FaultKind[]>>;
type Operation = keyof typeof RELEVANT;

/** The faults of one machine. Operations are `boot`, `connect`, `exec`, and `run` for what hits it while nothing happens. */
export class MachineFaults {
  private readonly seen = new Set<string>();

  constructor(
    private readonly faults: Faults,
    private readonly subjects: readonly string[],
  ) {}

  strike(operation: Exclude<Operation, 'run'>): StruckFaults {
    return new StruckFaults(this.hit(operation));
  }

  /** What hits a machine that just runs. Each fault once: it would never come up again otherwise. */
  strikeIdle(): StruckFaults {
    const hit = this.hit('run');
    for (const { id } of hit) this.seen.add(id);
    return new StruckFaults(hit);
  }

  private hit(operation: Operation): readonly Fault[] {
    return this.faults.strike({
      service: 'host',
      operation,
      subjects: this.subjects,
      kinds: RELEVANT[operation],
      except: operation === 'run' ? this.seen : undefined,
    });
  }
}

export class StruckFaults {
  constructor(private readonly faults: readonly Fault[]) {}

  has(kind: FaultKind): boolean {
    return this.faults.some((fault) => fault.kind === kind);
  }

  /** Simulated seconds of the fault of that kind; undefined when it did not hit. */
  delay(kind: FaultKind, otherwise: number): number | undefined {
    const fault = this.faults.find((one) => one.kind === kind);
    return fault === undefined ? undefined : (fault.delaySeconds ?? otherwise);
  }
}
