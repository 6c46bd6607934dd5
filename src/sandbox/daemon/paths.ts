import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where the background sandbox of a user keeps what. */
export interface SandboxPaths {
  /** Everything below it goes when the sandbox goes down. */
  readonly folder: string;
  /** Who runs: see `readState`. */
  readonly state: string;
  readonly log: string;
  /** The Unix socket on which the sandbox takes orders. */
  readonly socket: string;
  /** The machines' disks. */
  readonly world: string;
}

/** What the kernel takes as the path of a Unix socket, without the closing zero. */
const LONGEST_SOCKET_PATH = process.platform === 'darwin' ? 103 : 107;

/**
 * FLEETWRIGHT_SANDBOX_FOLDER names the folder; several sandboxes run beside each other when each has its own.
 * Otherwise it is `fleetwright/sandbox` in the user's cache folder (XDG_CACHE_HOME), with the socket in the
 * folder for what lives as long as a login (XDG_RUNTIME_DIR) where there is one.
 */
export function sandboxPaths(environment: NodeJS.ProcessEnv): SandboxPaths {
  const named = absolute(environment.FLEETWRIGHT_SANDBOX_FOLDER);
  const cache = absolute(environment.XDG_CACHE_HOME) ?? join(homedir(), '.cache');
  const folder = named ?? join(cache, 'fleetwright', 'sandbox');
  const runtime = named === undefined ? absolute(environment.XDG_RUNTIME_DIR) : undefined;
  const socket =
    runtime !== undefined && existsSync(runtime)
      ? join(runtime, 'fleetwright-sandbox.sock')
      : join(folder, 'control.sock');
  if (Buffer.byteLength(socket) > LONGEST_SOCKET_PATH) {
    throw new Error(
      `"${socket}" is too long for a socket; name a folder with a shorter path in FLEETWRIGHT_SANDBOX_FOLDER`,
    );
  }
  return {
    folder,
    socket,
    state: join(folder, 'sandbox.json'),
    log: join(folder, 'sandbox.log'),
    world: join(folder, 'world'),
  };
}

/** The XDG specification has relative paths ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
