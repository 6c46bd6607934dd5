import type { Operation } from './operation';

/** A command that `timeout` had to stop: its own answer, after a kill, and that of busybox. */
const timedOut: readonly number[] = [124, 137, 143];

/** What the reader of the error can do about it. */
export function hintFor(operation: Operation, exitCode: number | null, reason: string): string {
  if (exitCode === null) return `it was applied, but ${reason === '' ? 'its check does not agree' : reason}`;
  switch (operation.kind) {
    case 'packages':
      return "check the host's apt sources and its way to them, then run again";
    case 'service':
      return `see "journalctl -u ${operation.unit}" on the host, then run again`;
    case 'transfer':
      return operation.source.kind === 'fetch'
        ? `check that the host reaches ${withoutLogin(operation.source.url)} and that the checksum is right, or push the file instead`
        : 'repair the cause on the host, then run again';
    case 'command':
      return timedOut.includes(exitCode)
        ? `it took longer than ${String(operation.timeoutSeconds ?? 600)} s; find out on the host what it waits for, then run again`
        : 'repair the cause, then run again: it goes on here';
    case 'file':
    case 'directory':
    case 'absent':
      return 'repair the cause on the host, then run again';
  }
}

function withoutLogin(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/@]*@/, '$1');
}
