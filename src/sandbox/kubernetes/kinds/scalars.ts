import { isMap, isList } from '../json';
import type { Json } from '../json';
import { canonicalQuantity, isQuantity } from './quantity';
import type { ScalarType } from './schema';

export function canCount(value: Json): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

const goTypes: Readonly<Record<ScalarType, string>> = {
  string: 'string',
  bytes: '[]uint8',
  int32: 'int32',
  int64: 'int64',
  number: 'float64',
  boolean: 'bool',
  quantity: 'resource.Quantity',
  time: 'v1.Time',
  microtime: 'v1.MicroTime',
  intstr: 'intstr.IntOrString',
};

export function goTypeOf(type: ScalarType): string {
  return goTypes[type];
}

function jsonTypeOf(value: Json): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (isList(value)) return 'array';
  return isMap(value) ? 'object' : 'number';
}

export type ReadScalar = { readonly value: Json } | { readonly problem: string };

const refused = (problem: string): ReadScalar => ({ problem });

/** A value in the form it is stored in, or why it is none of its type. */
export function readScalar(value: Json, type: ScalarType): ReadScalar {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? { value } : mismatch(value, type);
    case 'boolean':
      return typeof value === 'boolean' ? { value } : mismatch(value, type);
    case 'number':
      return canCount(value) ? { value } : mismatch(value, type);
    case 'int32':
    case 'int64':
      return readInteger(value, type);
    case 'bytes':
      return readBytes(value);
    case 'quantity':
      return readQuantity(value);
    case 'intstr':
      return typeof value === 'string' || canCount(value) ? { value } : mismatch(value, 'int32');
    case 'time':
    case 'microtime':
      return readTime(value, type);
  }
}

function mismatch(value: Json, type: ScalarType): ReadScalar {
  return refused(
    `json: cannot unmarshal ${jsonTypeOf(value)} into Go struct field of type ${goTypeOf(type)}`,
  );
}

function readInteger(value: Json, type: 'int32' | 'int64'): ReadScalar {
  if (!canCount(value)) return mismatch(value, type);
  const whole = typeof value === 'bigint' || Number.isInteger(value);
  const small = typeof value === 'number' && Math.abs(value) <= 2 ** 31;
  if (whole && (type === 'int64' || small)) return { value };
  return refused(
    `json: cannot unmarshal number ${String(value)} into Go struct field of type ${goTypeOf(type)}`,
  );
}

function readBytes(value: Json): ReadScalar {
  if (typeof value !== 'string') return mismatch(value, 'bytes');
  const compact = value.replace(/[\r\n]/g, '');
  if (compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return { value: compact };
  const wrong = compact.search(/[^A-Za-z0-9+/=]/);
  return refused(
    `illegal base64 data at input byte ${String(wrong >= 0 ? wrong : Math.floor(compact.length / 4) * 4)}`,
  );
}

function readQuantity(value: Json): ReadScalar {
  if (typeof value !== 'string' && !canCount(value)) return mismatch(value, 'quantity');
  const text = String(value);
  if (isQuantity(text)) return { value: canonicalQuantity(text) };
  return refused(
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  );
}

function readTime(value: Json, type: 'time' | 'microtime'): ReadScalar {
  if (typeof value !== 'string') return mismatch(value, type);
  const milliseconds = Date.parse(value);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(value) || Number.isNaN(milliseconds)) {
    return refused(
      `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`,
    );
  }
  const second = new Date(milliseconds).toISOString().slice(0, 19);
  if (type === 'time') return { value: `${second}Z` };
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? '';
  return { value: `${second}.${fraction.padEnd(6, '0').slice(0, 6)}Z` };
}
