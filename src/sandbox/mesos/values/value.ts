/** From and to, both included. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

export type ValueType = 'SCALAR' | 'RANGES' | 'SET' | 'TEXT';

/** What attributes and resources are written as. */
export type Value =
  | { readonly type: 'SCALAR'; readonly scalar: { readonly value: number } }
  | { readonly type: 'RANGES'; readonly ranges: { readonly range: readonly Range[] } }
  | { readonly type: 'SET'; readonly set: { readonly item: readonly string[] } }
  | { readonly type: 'TEXT'; readonly text: { readonly value: string } };

/** Mesos counts in thousandths. */
export function roundScalar(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/**
 * A number, `[1-3,7-9]`, `{a,b}`, or else a text; blanks do not count anywhere. A number with a sign is a text.
 * @throws Error for brackets that do not close
 */
export function parseValue(written: string): Value {
  const text = written.replace(/[ \t\r\n]/g, '');
  if (text.startsWith('[')) return { type: 'RANGES', ranges: { range: parseRanges(text) } };
  if (text.startsWith('{')) return { type: 'SET', set: { item: parseSet(text) } };
  if (/^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) {
    return { type: 'SCALAR', scalar: { value: roundScalar(Number(text)) } };
  }
  return { type: 'TEXT', text: { value: text } };
}

function parseRanges(text: string): readonly Range[] {
  if (!/^\[(\d+-\d+)?(,\d+-\d+)*\]$/.test(text)) throw new Error(`Expecting one or more "ranges" in ${text}`);
  const ranges = [...text.matchAll(/(\d+)-(\d+)/g)].map(([, begin, end]) => ({
    begin: Number(begin),
    end: Number(end),
  }));
  return mergeRanges(ranges);
}

function parseSet(text: string): readonly string[] {
  if (!/^\{[^{}[\]]*\}$/.test(text)) throw new Error(`Expecting a set as in {a,b} in ${text}`);
  return text
    .slice(1, -1)
    .split(',')
    .filter((item) => item !== '');
}

/** In order, and those that touch as one. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.begin - b.begin)) {
    const last = merged.at(-1);
    if (last !== undefined && range.begin <= last.end + 1) {
      merged[merged.length - 1] = { begin: last.begin, end: Math.max(last.end, range.end) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

export function subtractRanges(from: readonly Range[], what: readonly Range[]): readonly Range[] {
  return what.reduce<readonly Range[]>(
    (left, { begin, end }) =>
      left.flatMap((range) => {
        if (end < range.begin || begin > range.end) return [range];
        return [
          { begin: range.begin, end: begin - 1 },
          { begin: end + 1, end: range.end },
        ].filter((part) => part.begin <= part.end);
      }),
    from,
  );
}

export function containsRanges(all: readonly Range[], some: readonly Range[]): boolean {
  return mergeRanges(some).every(({ begin, end }) =>
    all.some((range) => range.begin <= begin && range.end >= end),
  );
}

/** As in `[1-3, 7-9]`. */
export function printRanges(ranges: readonly Range[], separator = ', '): string {
  return `[${ranges.map(({ begin, end }) => `${String(begin)}-${String(end)}`).join(separator)}]`;
}
