import { connect } from 'node:net';
import type { MesosClock } from '../clock';
import type { HealthCheck } from '../protocol/tasks';

export interface CheckResult {
  readonly healthy: boolean;
  /** How many times in a row it was not. */
  readonly failures: number;
}

export interface CheckOptions {
  readonly clock: MesosClock;
  /** Where the task listens, unless it is asked over IPv6: that is at `::1`, as Mesos has it. */
  readonly ip: string;
  /** Runs a command where the task runs. Gives its exit status. */
  readonly run: (command: readonly string[], timeoutSeconds: number) => Promise<number>;
  /** Called when it changes, and at every further failure. */
  readonly onResult: (result: CheckResult) => void;
}

/** Looks again and again whether a task is well. Gives what ends that. */
export function startHealthCheck(check: HealthCheck, options: CheckOptions): () => void {
  const { clock } = options;
  const interval = check.interval_seconds ?? 10;
  const grace = check.grace_period_seconds ?? 10;
  const begun = clock.now();
  let stopped = false;
  let cancel = (): void => undefined;
  let failures = 0;
  let healthy: boolean | undefined;
  const look = async (): Promise<void> => {
    const well = await probe(check, options).catch(() => false);
    // See `stopped` also set while it was probing.
    if (hasStopped()) return;
    if (well) {
      failures = 0;
      if (healthy !== true) options.onResult({ healthy: true, failures });
      healthy = true;
    } else if (healthy !== undefined || clock.now() - begun >= grace) {
      failures += 1;
      options.onResult({ healthy: false, failures });
      healthy = false;
    }
    next(interval);
  };
  const hasStopped = (): boolean => stopped;
  const next = (seconds: number): void => {
    cancel = clock.after(seconds, () => void look());
  };
  next(check.delay_seconds ?? 15);
  return () => {
    stopped = true;
    cancel();
  };
}

async function probe(check: HealthCheck, { ip: usual, run }: CheckOptions): Promise<boolean> {
  const timeout = check.timeout_seconds ?? 20;
  const ip = (check.http ?? check.tcp)?.protocol === 'IPV6' ? '::1' : usual;
  if (check.http !== undefined) {
    const { scheme = 'http', port, path = '/', statuses } = check.http;
    const response = await fetch(`${scheme}://${urlHost(ip)}:${String(port)}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout * 1000),
    });
    await response.body?.cancel();
    return statuses === undefined || statuses.length === 0
      ? response.status >= 200 && response.status < 400
      : statuses.includes(response.status);
  }
  if (check.tcp !== undefined) return connects(ip, check.tcp.port, timeout);
  const { shell = true, value = '', arguments: rest = [] } = check.command ?? {};
  return (await run(shell ? ['/bin/sh', '-c', value] : [value, ...rest.slice(1)], timeout)) === 0;
}

function urlHost(ip: string): string {
  return ip.includes(':') ? `[${ip}]` : ip;
}

function connects(host: string, port: number, timeoutSeconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutSeconds * 1000 });
    const end = (well: boolean): void => {
      socket.destroy();
      resolve(well);
    };
    socket.once('connect', () => {
      end(true);
    });
    socket.once('error', () => {
      end(false);
    });
    socket.once('timeout', () => {
      end(false);
    });
  });
}
