import { readFileSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import type { SandboxPaths } from './paths';

/** What the background process says about itself for as long as it runs. */
export interface DaemonState {
  readonly pid: number;
  /** Tells the process from a later one that got the same number: see `startOf`. */
  readonly start: string;
  /** Of the package. */
  readonly version: string;
}

export function writeState(paths: SandboxPaths, state: DaemonState): void {
  writeFileSync(paths.state, JSON.stringify(state), { mode: 0o600 });
}

/** What the file says, whether or not that process still runs. */
export function readState(paths: SandboxPaths): DaemonState | undefined {
  try {
    return JSON.parse(readFileSync(paths.state, 'utf8')) as DaemonState;
  } catch {
    return undefined;
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

/** Everything that a sandbox made, and its folder when nothing else is in it. */
export function removeRemains(paths: SandboxPaths): void {
  for (const path of [paths.world, paths.log, paths.socket, paths.state]) {
    rmSync(path, { recursive: true, force: true });
  }
  try {
    rmdirSync(paths.folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
  }
}
