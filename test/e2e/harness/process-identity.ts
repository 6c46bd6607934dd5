import { readFileSync } from 'node:fs';

/**
 * Names a running process, now and for good: its id and its start time, because an id is used again. Undefined when there
 * is no such process.
 */
export function processIdentity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The fields are counted after the command, which is in brackets and may hold anything; the start time is the 22nd.
    const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${String(pid)}.${startTime}`;
  } catch {
    return undefined;
  }
}

/** Whether the process that was named so is still running. */
export function isRunning(identity: string): boolean {
  return processIdentity(Number(identity.split('.')[0])) === identity;
}
