import { SshConnection } from './connection';
import { DEFAULT_BOOT_DEADLINE_MS } from './connect';
import { aborted } from './dial';
import { isRetryable } from './errors';
import type { ConnectOptions } from './options';
import { onAbort } from './patience';
import { describeTarget, type SshTarget } from './target';

/** How every connection of the pool is made. */
export type SshPoolOptions = Omit<ConnectOptions, 'signal'>;

export interface AcquireOptions {
  /** Aborting ends the wait; the dial itself goes on while others wait for it. */
  readonly signal?: AbortSignal;
  /** Milliseconds, instead of the pool's; `0` suits the removal of a host that may be dead. */
  readonly bootDeadlineMs?: number;
}

interface Dial {
  readonly connection: Promise<SshConnection>;
  readonly bootDeadlineMs: number;
  readonly abort: AbortController;
  waiters: number;
}

/** Keeps one connection per host, user, credential and host key policy. A lost one is dialled again when asked for. */
export class SshPool {
  private readonly open = new Map<string, SshConnection>();
  private readonly dials = new Map<string, Dial>();
  private closing = false;

  constructor(private readonly options: SshPoolOptions = {}) {}

  /** @throws as `SshConnection.connect` */
  async acquire(target: SshTarget, options: AcquireOptions = {}): Promise<SshConnection> {
    const key = identityOf(target);
    const patience = options.bootDeadlineMs ?? this.options.bootDeadlineMs ?? DEFAULT_BOOT_DEADLINE_MS;
    for (;;) {
      if (this.closing || options.signal?.aborted) throw aborted(describeTarget(target), options.signal);
      const existing = this.open.get(key);
      if (existing && !existing.closed) return existing;
      const dial = this.dials.get(key) ?? this.dial(key, target, patience);
      try {
        return await this.waitFor(key, dial, target, options.signal);
      } catch (error) {
        // Somebody with less patience started this dial: go on where it gave up.
        if (dial.bootDeadlineMs >= patience || !isRetryable(error)) throw error;
      }
    }
  }

  /** Ends every connection and dial; nothing can be acquired afterwards. */
  async closeAll(): Promise<void> {
    this.closing = true;
    const dials = [...this.dials.values()];
    for (const dial of dials) dial.abort.abort();
    await Promise.allSettled(dials.map((dial) => dial.connection));
    for (const connection of this.open.values()) connection.close();
    this.open.clear();
  }

  private dial(key: string, target: SshTarget, bootDeadlineMs: number): Dial {
    const abort = new AbortController();
    const connection = SshConnection.connect(target, {
      ...this.options,
      bootDeadlineMs,
      signal: abort.signal,
    })
      .then((connected) => {
        if (this.closing) connected.close();
        this.open.set(key, connected);
        return connected;
      })
      .finally(() => {
        this.forget(key, dial);
      });
    const dial: Dial = { connection, bootDeadlineMs, abort, waiters: 0 };
    this.dials.set(key, dial);
    return dial;
  }

  /** The last one to leave stops the dial. */
  private async waitFor(
    key: string,
    dial: Dial,
    target: SshTarget,
    signal?: AbortSignal,
  ): Promise<SshConnection> {
    dial.waiters += 1;
    let stopListening = (): void => undefined;
    const left = new Promise<never>((_resolve, reject) => {
      stopListening = onAbort(signal, () => {
        reject(aborted(describeTarget(target), signal));
      });
    });
    try {
      return await Promise.race([dial.connection, left]);
    } finally {
      stopListening();
      dial.waiters -= 1;
      if (dial.waiters === 0) {
        this.forget(key, dial);
        dial.abort.abort();
      }
    }
  }

  private forget(key: string, dial: Dial): void {
    if (this.dials.get(key) === dial) this.dials.delete(key);
  }
}

function identityOf({ address, port, user, credential, hostKeys }: SshTarget): string {
  const identity = [address, port, user, sortedEntries(credential), sortedEntries(hostKeys)];
  return JSON.stringify(identity);
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b));
}
