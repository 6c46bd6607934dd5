import { splitOnce } from './split-once';

/** One line of a script's report. Positions count the operations from 0. */
export type ReportLine =
  | { readonly kind: 'ok' | 'changed' | 'upload'; readonly index: number }
  | { readonly kind: 'pending' | 'started'; readonly index: number; readonly reason: string }
  | {
      readonly kind: 'failed';
      readonly index: number;
      /** Null when the apply succeeded and its check still fails. */
      readonly exitCode: number | null;
      readonly reason: string;
      readonly output: string;
    }
  /** Another script is at work on the host. */
  | { readonly kind: 'waiting' }
  /** The script could not begin. */
  | { readonly kind: 'abort'; readonly message: string }
  | { readonly kind: 'end'; readonly outcome: 'complete' | 'failed' | 'upload' | 'interrupted' };

/** Null for a line that is not the report's: a login banner, for one. */
export function parseReportLine(line: string, tag: string): ReportLine | null {
  const [lineTag, text] = splitOnce(line.trimEnd());
  if (lineTag !== tag) return null;
  const [first, rest] = splitOnce(text);
  switch (first) {
    case 'waiting':
      return { kind: 'waiting' };
    case 'abort':
      return { kind: 'abort', message: rest };
    case 'end':
      return isOutcome(rest) ? { kind: 'end', outcome: rest } : null;
    default:
      return /^\d+$/.test(first) ? parseOperationLine(Number(first), rest) : null;
  }
}

function parseOperationLine(index: number, text: string): ReportLine | null {
  const [status, rest] = splitOnce(text);
  switch (status) {
    case 'ok':
    case 'changed':
    case 'upload':
      return { kind: status, index };
    case 'pending':
    case 'started':
      return { kind: status, index, reason: rest };
    case 'failed': {
      const [exit, details] = splitOnce(rest);
      const [output, reason] = splitOnce(details);
      return {
        kind: status,
        index,
        exitCode: exit === 'check' ? null : Number(exit),
        reason,
        output: wholeLines(output === '-' ? '' : Buffer.from(output, 'hex').toString('utf8')),
      };
    }
    default:
      return null;
  }
}

/** Outputs are cut to this many bytes by the script. */
const outputBytes = 8192;

function isOutcome(word: string): word is 'complete' | 'failed' | 'upload' | 'interrupted' {
  return ['complete', 'failed', 'upload', 'interrupted'].includes(word);
}

/** A first line that was cut could hold the rest of a secret, which no redaction would recognise. */
function wholeLines(output: string): string {
  const text = output.trimEnd();
  return Buffer.byteLength(output) < outputBytes - 1 ? text : text.slice(text.indexOf('\n') + 1);
}
