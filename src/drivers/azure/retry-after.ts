/** Longest wait that is believed: a clock may be wrong. */
const longestMs = 600_000;

/** Milliseconds of a Retry-After header: seconds, or an HTTP date (RFC 9110, 10.2.3). Undefined when it is neither. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestMs);
  const at = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), longestMs);
}
