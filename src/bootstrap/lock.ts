import type { HostShell } from './host-shell';

export interface HostLockOptions {
  /** Who takes it, as another operator understands it: `alice@laptop`. */
  readonly owner: string;
  /** What for: "create fleetwright_kubernetes_node". */
  readonly purpose: string;
  /** Which lock of the host. Default `host`; matches `[a-z0-9][a-z0-9_-]*`. */
  readonly name?: string;
  /** How long to wait for another holder, in milliseconds. Default 600000. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
}

/** The lock of a host is held by somebody else. */
export class HostLockError extends Error {
  override readonly name = 'HostLockError';
}

export async function withHostLock<T>(
  shell: HostShell,
  options: HostLockOptions,
  fn: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  void shell;
  void options;
  void fn;
  throw new Error('locks cannot be taken yet');
}
