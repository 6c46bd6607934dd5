/** A number that is printed with a point also when it is whole, as in `4.0`. */
export class Double {
  constructor(readonly value: number) {}
}

/** Fields that are floating-point numbers wherever Mesos' messages have them. */
const DOUBLE_FIELDS: ReadonlySet<string> = new Set([
  'value',
  'timestamp',
  'weight',
  'failover_timeout',
  'heartbeat_interval_seconds',
  'refuse_seconds',
  'build_time',
  'start_time',
  'elected_time',
  'registered_time',
  'reregistered_time',
  'unregistered_time',
  'delay_seconds',
  'interval_seconds',
  'timeout_seconds',
  'grace_period_seconds',
]);

/** JSON as Mesos prints it: no blanks, and floating-point numbers always with a point. */
export function toJson(value: unknown): string {
  return print(value, false) ?? 'null';
}

function print(value: unknown, asDouble: boolean): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Double) return printDouble(value.value);
  if (typeof value === 'number') return asDouble ? printDouble(value) : String(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => print(item, asDouble) ?? 'null').join(',')}]`;
  }
  const fields = Object.entries(value).flatMap(([key, field]: [string, unknown]) => {
    const text = print(field, DOUBLE_FIELDS.has(key));
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${fields.join(',')}}`;
}

function printDouble(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a text stops being JSON. */
export class JsonSyntaxError extends Error {}

/** @throws JsonSyntaxError with the words of Mesos' own parser */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new JsonSyntaxError(`syntax error at line ${lineOfError(text)} near: ${rest(text)}`);
  }
}

/** Its parser has read the first character by the time that it complains about a text that begins wrongly. */
function rest(text: string): string {
  return text.trimStart().slice(1);
}

function lineOfError(text: string): string {
  const before = text.slice(0, text.length - text.trimStart().length);
  return String(before.split('\n').length);
}

/** All of it but these fields. */
export function without<T extends object, K extends keyof T>(value: T, ...fields: readonly K[]): Omit<T, K> {
  return Object.fromEntries(
    Object.entries(value).filter(([field]) => !(fields as readonly PropertyKey[]).includes(field)),
  ) as Omit<T, K>;
}
