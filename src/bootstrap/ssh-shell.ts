import { SshLinkLostError, type SshPool, type SshTarget } from '../drivers/ssh';
import type { HostShell } from './host-shell';

/** A host of the pool. A call after a lost link is made over a new connection. */
export function sshShell(pool: SshPool, target: SshTarget): HostShell {
  const connect = (signal: AbortSignal | undefined): ReturnType<SshPool['acquire']> =>
    pool.acquire(target, signal === undefined ? {} : { signal });
  return {
    target,
    run: async (script, options = {}) => (await connect(options.signal)).run(script, options),
    upload: async (source, remotePath, options) =>
      (await connect(options.signal)).upload(source, remotePath, options),
    isLinkLost: (error) => error instanceof SshLinkLostError,
  };
}
