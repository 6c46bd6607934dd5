import type { Fault, FaultKind, Faults } from '../../world/faults';

/** Which kinds can do something in an operation. A fault of another kind must not be spent on it. */
const RELEVANT: Readonly<Record<'boot' | 'connect' | 'exec', readonly FaultKind[]>> = {
  boot: ['never-boots', 'dead', 'slow'],
  connect: ['link-cut', 'dead', 'reboot'],
  exec: ['link-cut', 'dead', 'reboot', 'disk-full', 'slow'],
};

/** The faults of one machine. Operations are `boot`, `connect`, `exec`, and `run` for what hits it while nothing happens. */
export class MachineFaults {
  private readonly seen = new Set<string>();

  constructor(
    private readonly faults: Faults,
    private readonly subjects: readonly string[],
  ) {}

  strike(operation: keyof typeof RELEVANT): StruckFaults {
    return this.concernsAny(RELEVANT[operation])
      ? new StruckFaults(this.faults.strike({ service: 'host', operation, subjects: this.subjects }))
      : new StruckFaults([]);
  }

  /** What hits a machine that just runs. Each fault once: it would never come up again otherwise. */
  strikeIdle(): StruckFaults {
    const due = this.faults
      .list()
      .some((fault) => isIdleFault(fault) && !this.seen.has(fault.id) && this.concerns(fault));
    if (!due) return new StruckFaults([]);
    const hit = this.faults.strike({ service: 'host', operation: 'run', subjects: this.subjects });
    const fresh = hit.filter((fault) => !this.seen.has(fault.id));
    for (const { id } of fresh) this.seen.add(id);
    return new StruckFaults(fresh);
  }

  private concernsAny(kinds: readonly FaultKind[]): boolean {
    return this.faults.list().some((fault) => kinds.includes(fault.kind) && this.concerns(fault));
  }

  private concerns({ subject }: Fault): boolean {
    return subject === undefined || this.subjects.includes(subject);
  }
}

function isIdleFault({ kind, service, operation }: Fault): boolean {
  return (
    (kind === 'dead' || kind === 'reboot' || kind === 'link-cut') &&
    (service === undefined || service === 'host') &&
    (operation === undefined || operation === 'run')
  );
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
