import type { SshConnection } from './connection';
import type { ConnectOptions } from './options';
import type { SshTarget } from './target';

export type SshPoolOptions = Omit<ConnectOptions, 'signal'>;

export interface AcquireOptions {
  readonly signal?: AbortSignal;
  /** Overrides the pool's, e.g. `0` when a host that may be dead is removed. */
  readonly bootDeadlineMs?: number;
}

export declare class SshPool {
  constructor(options?: SshPoolOptions);
  acquire(target: SshTarget, options?: AcquireOptions): Promise<SshConnection>;
  closeAll(): Promise<void>;
}
