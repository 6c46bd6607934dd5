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
  const [lineTag, first = '', second = '', ...rest] = line.trimEnd().split(' ');
  if (lineTag !== tag) return null;
  switch (first) {
    case 'waiting':
      return { kind: 'waiting' };
    case 'abort':
      return { kind: 'abort', message: decode(second) };
    case 'end':
      return isOutcome(second) ? { kind: 'end', outcome: second } : null;
    default:
      return /^\d+$/.test(first) ? parseOperationLine(Number(first), second, rest) : null;
  }
}

/** Outputs are cut to this many bytes by the script. */
const outputBytes = 8192;

function parseOperationLine(index: number, status: string, fields: readonly string[]): ReportLine | null {
  switch (status) {
    case 'ok':
    case 'changed':
    case 'upload':
      return { kind: status, index };
    case 'pending':
    case 'started':
      return { kind: status, index, reason: decode(fields[0]) };
    case 'failed':
      return {
        kind: status,
        index,
        exitCode: fields[0] === 'check' ? null : Number(fields[0]),
        reason: decode(fields[1]),
        output: wholeLines(decode(fields[2])),
      };
    default:
      return null;
  }
}

function isOutcome(word: string): word is 'complete' | 'failed' | 'upload' | 'interrupted' {
  return ['complete', 'failed', 'upload', 'interrupted'].includes(word);
}

function decode(field: string | undefined): string {
  return field === undefined || field === '-' ? '' : Buffer.from(field, 'hex').toString('utf8');
}

/** A first line that was cut could hold the rest of a secret, which no redaction would recognise. */
function wholeLines(output: string): string {
  const text = output.trimEnd();
  return Buffer.byteLength(output) < outputBytes - 1 ? text : text.slice(text.indexOf('\n') + 1);
}
