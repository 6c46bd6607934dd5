import { isObject } from './json';

/** Names that are printed without quotes: values of enumerations. */
const ENUMS: ReadonlySet<string> = new Set(['type', 'mode']);

/** A message in the format for people, as in logs. */
export function toTextFormat(message: object, indent = ''): string {
  return Object.entries(message)
    .flatMap(([key, value]: [string, unknown]) =>
      (Array.isArray(value) ? value : [value]).map((item: unknown) => field(key, item, indent)),
    )
    .join('');
}

function field(key: string, value: unknown, indent: string): string {
  if (value === undefined) return '';
  if (isObject(value)) return `${indent}${key} {\n${toTextFormat(value, `${indent}  `)}${indent}}\n`;
  const text = typeof value === 'string' && !ENUMS.has(key) ? JSON.stringify(value) : String(value);
  return `${indent}${key}: ${text}\n`;
}
