/** What became of one operation. `pending` is the check mode's word for "an apply would change this". */
export type OperationStatus = 'ok' | 'changed' | 'pending' | 'failed';

export interface OperationResult {
  readonly id: string;
  readonly status: OperationStatus;
  /** Why it is pending, or why it was changed: "file /etc/x is missing". Empty when `ok`. */
  readonly reason: string;
}

export interface PendingOperation {
  readonly id: string;
  readonly description: string;
  readonly reason: string;
}

export interface ConvergeReport {
  readonly mode: 'check' | 'apply';
  /** In the order of the operations. */
  readonly results: readonly OperationResult[];
  /** What an apply would change; always empty after a successful apply. */
  readonly pending: readonly PendingOperation[];
  /** Ids of the operations that an apply changed. */
  readonly changed: readonly string[];
  /** How often a script was sent to the host. A run with nothing to do costs one. */
  readonly roundTrips: number;
}

/** One line per deviation, ready for a resource's `drift` attribute. Each line once, in the order of the operations. */
export function driftLines(report: ConvergeReport): string[] {
  return [...new Set(report.pending.map((one) => one.reason))];
}
