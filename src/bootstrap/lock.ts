import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeTarget } from '../drivers/ssh/target';
import type { HostShell } from './host-shell';
import { expirySeconds, refreshScript, releaseScript, takeScript, type LockScript } from './lock-script';

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

/** The lock of a host is held by somebody else, or was lost to somebody else. */
export class HostLockError extends Error {
  override readonly name = 'HostLockError';
}

const defaultWaitMs = 600_000;
const heartbeatMs = 15_000;
/** Without a successful heartbeat for so long, others may soon take the lock. */
const loseAfterMs = (expirySeconds - 10) * 1000;
/** One script waits no longer than this: the next one sees whether this side is still interested. */
const waitPerScriptSeconds = 60;
const scriptTimeoutMs = 30_000;

/**
 * Runs `fn` while this run, and no other, works on the host. A holder that was killed is recognised by its missing
 * heartbeat: its lock expires after 60 s.
 *
 * @param fn - must stop when its signal is aborted: by the caller, or because the lock was lost
 * @throws HostLockError when somebody else holds the lock for longer than `waitMs`, or the lock was lost meanwhile
 */
export async function withHostLock<T>(
  shell: HostShell,
  options: HostLockOptions,
  fn: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return holding([new HostLock(shell, options)], options.signal, fn, () => false);
}

/**
 * Like {@link withHostLock}, for work on what several hosts have together, some of which may be dead: takes the lock of each
 * that gives it, and is ended only when all of them are lost. Two who have one such host in common keep each other out.
 *
 * @param shells - in an order that is the same for everybody
 */
export async function withHostLocks<T>(
  shells: readonly HostShell[],
  options: HostLockOptions,
  fn: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // A host that cannot be written to keeps nobody out.
  const mayLack = (error: unknown): boolean =>
    !(error instanceof HostLockError) && options.signal?.aborted !== true;
  return holding(
    shells.map((shell) => new HostLock(shell, options)),
    options.signal,
    fn,
    mayLack,
  );
}

async function holding<T>(
  locks: readonly HostLock[],
  signal: AbortSignal | undefined,
  fn: (signal: AbortSignal) => Promise<T>,
  mayLack: (error: unknown) => boolean,
): Promise<T> {
  const lost = new AbortController();
  const finished = new AbortController();
  const heartbeats: Promise<void>[] = [];
  let held = 0;
  try {
    for (const lock of locks) {
      try {
        await lock.take();
      } catch (error) {
        if (mayLack(error)) continue;
        throw error;
      }
      held += 1;
      heartbeats.push(
        lock.keep(finished.signal).then((loss) => {
          if (loss === undefined) return;
          held -= 1;
          if (held === 0) lost.abort(loss);
        }),
      );
    }
    return await fn(AbortSignal.any(signal === undefined ? [lost.signal] : [signal, lost.signal]));
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    finished.abort();
    await Promise.all(heartbeats);
    await Promise.all(locks.map((lock) => lock.release()));
  }
}

class HostLock {
  private readonly name: string;
  private readonly host: string;
  private readonly token = randomBytes(12).toString('hex');
  /** False only while it is certain that nothing of this run is on the host. */
  private perhapsTaken = false;

  constructor(
    private readonly shell: HostShell,
    private readonly options: HostLockOptions,
  ) {
    this.name = options.name ?? 'host';
    this.host = describeTarget(shell.target);
    if (!/^[a-z0-9][a-z0-9_-]*$/.test(this.name)) {
      throw new Error(`lock name "${this.name}" must match [a-z0-9][a-z0-9_-]*`);
    }
  }

  async take(): Promise<void> {
    const { owner, purpose, waitMs = defaultWaitMs } = this.options;
    const deadline = Date.now() + waitMs;
    for (;;) {
      const left = Math.max(0, Math.ceil((deadline - Date.now()) / 1000));
      const wait = Math.min(left, waitPerScriptSeconds);
      this.perhapsTaken = true;
      const answer = await this.run(
        takeScript(this.name, this.token, `${owner}\n${purpose}\n`, wait),
        scriptTimeoutMs + wait * 1000,
        this.options.signal,
      );
      if (answer === 'taken') return;
      this.perhapsTaken = false;
      if (!answer.startsWith('held '))
        throw new Error(`${this.host}: cannot write the lock of the host; is its disk full?`);
      if (Date.now() >= deadline) throw this.held(answer);
    }
  }

  /** Refreshes the lock until `finished`. @returns why it is no longer ours */
  async keep(finished: AbortSignal): Promise<HostLockError | undefined> {
    let lastSign = Date.now();
    while (await pause(heartbeatMs, finished)) {
      const asked = Date.now();
      const answer = await this.run(refreshScript(this.name, this.token), scriptTimeoutMs, undefined).catch(
        () => 'no answer',
      );
      if (finished.aborted) return undefined;
      if (answer === 'kept') lastSign = asked;
      if (answer === 'lost' || Date.now() - lastSign > loseAfterMs) {
        return new HostLockError(
          `${this.host}: lost the lock "${this.name}" because the host could not be reached for ${String(expirySeconds)} s; ` +
            'run again to go on',
        );
      }
    }
    return undefined;
  }

  /** A lock that cannot be released expires. */
  async release(): Promise<void> {
    if (!this.perhapsTaken) return;
    await this.run(releaseScript(this.name, this.token), scriptTimeoutMs, undefined).catch(() => undefined);
  }

  /** The last line of the script's report, without the tag. */
  private async run(
    { script, tag }: LockScript,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    let answer = '';
    await this.shell.run(script, {
      sudo: true,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
      onStdoutLine: (line) => {
        if (line.startsWith(`${tag} `)) answer = line.slice(tag.length + 1).trimEnd();
      },
    });
    return answer;
  }

  private held(answer: string): HostLockError {
    const [, age = '', hex = ''] = answer.split(' ');
    const [, since = '', owner = '', purpose = ''] = Buffer.from(hex, 'hex').toString('utf8').split('\n');
    return new HostLockError(
      `${this.host}: the lock "${this.name}" is held by "${owner}" since ${since} (${purpose}; last sign of life ${age} s ago); ` +
        `wait for that run to end, or end it: its lock expires ${String(expirySeconds)} s later`,
    );
  }
}

/** False when it was ended early. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal }).catch(() => false);
}
