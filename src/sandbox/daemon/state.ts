import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import type { SandboxPaths } from './paths';

/** What the background process says about itself for as long as it runs. */
export interface DaemonState {
  readonly pid: number;
  /** Tells the process from a later one that got the same number: see `startOf`. */
  readonly start: string;
  /** Whether it has started and takes orders. */
  readonly up: boolean;
}

/** Another process has the folder. */
export class FolderTakenError extends Error {
  constructor(readonly holder: DaemonState) {
    super(`the sandbox runs as process ${holder.pid}`);
  }
}

/**
 * Makes a process the only one that may write and remove anything in the folder, until it removes its state or ends.
 * @throws FolderTakenError while another one that runs has it
 */
export function takeFolder(paths: SandboxPaths, state: DaemonState): void {
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  const own = `${paths.state}.${state.pid}`;
  const old = `${own}.old`;
  writeFileSync(own, JSON.stringify(state), { mode: 0o600 });
  try {
    // A link comes into being with all of its content, and for one process only.
    while (!tried(['EEXIST'], () => linkSync(own, paths.state))) {
      refuseRunning(readState(paths));
      // Its owner has died. Renamed, because by now it may be the one of somebody who was faster.
      if (!tried(['ENOENT'], () => renameSync(paths.state, old))) continue;
      const moved = parse(old);
      if (moved !== undefined && isRunning(moved)) tried(['EEXIST'], () => linkSync(old, paths.state));
      refuseRunning(moved);
    }
  } finally {
    for (const file of [own, old]) rmSync(file, { force: true });
  }
}

/** Says that the process that has the folder takes orders now. */
export function writeState(paths: SandboxPaths, state: DaemonState): void {
  const own = `${paths.state}.${state.pid}`;
  writeFileSync(own, JSON.stringify(state), { mode: 0o600 });
  renameSync(own, paths.state);
}

/** What the file says, whether or not that process still runs. */
export function readState(paths: SandboxPaths): DaemonState | undefined {
  return parse(paths.state);
}

function parse(file: string): DaemonState | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DaemonState;
  } catch {
    return undefined;
  }
}

function refuseRunning(state: DaemonState | undefined): void {
  if (state !== undefined && isRunning(state)) throw new FolderTakenError(state);
}

/** False when it failed in one of these ways. */
function tried(expected: readonly string[], act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (!expected.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return false;
  }
}

export function isRunning({ pid, start }: DaemonState): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(pid) === start;
}

/** When a process started, in ticks since boot; the same for every process where the kernel does not say it in files. */
export function startOf(pid: number): string {
  try {
    // The name, in parentheses, may hold anything; the start is the 22nd field.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    // A zombie has ended.
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? 'unknown');
  } catch {
    return 'unknown';
  }
}

/** Everything that a sandbox made, and its folder when nothing else is in it. For the process that has the folder. */
export function removeRemains(paths: SandboxPaths): void {
  // The state last: with it the folder is given up.
  for (const path of [paths.world, paths.log, paths.socket, paths.state]) {
    rmSync(path, { recursive: true, force: true });
  }
  tried(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(paths.folder));
}
