const UNITS: readonly (readonly [unit: string, seconds: number])[] = [
  ['weeks', 604800],
  ['days', 86400],
  ['hrs', 3600],
  ['mins', 60],
  ['secs', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['ns', 1e-9],
];

/**
 * A duration as in `15secs`, in seconds.
 * @throws Error with the words of Mesos' own parser
 */
export function parseDuration(text: string): number {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([a-zA-Z]+)$/.exec(text);
  if (match === null) throw new Error(`Invalid duration '${text}'`);
  const [, number = '', name = ''] = match;
  const unit = UNITS.find(([known]) => known === name);
  if (unit === undefined) {
    throw new Error(
      `Unknown duration unit '${name}'; supported units are 'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'`,
    );
  }
  return Number(number) * unit[1];
}

/** In the largest unit that leaves at least one, as in `1.5mins`. */
export function printDuration(seconds: number): string {
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (unit === undefined) return '0ns';
  const [name, size] = unit;
  return `${String(Number((seconds / size).toPrecision(15)))}${name}`;
}

/** A moment or a duration as Mesos' messages have them. */
export interface Nanoseconds {
  readonly nanoseconds: number;
}

/** As clocks do, to the microsecond: a number cannot hold more. */
export function toNanoseconds(seconds: number): Nanoseconds {
  return { nanoseconds: Math.round(seconds * 1e6) * 1000 };
}

export function toSeconds({ nanoseconds }: Nanoseconds): number {
  return nanoseconds / 1e9;
}
