import { ArmError } from '../errors';
import type { Call } from '../operation';
import { ok, type Answer } from './answer';

/** A list, as much of it as one answer has, and where the rest is. */
export function page<T>(call: Call, items: readonly T[], write: (item: T) => unknown): Answer {
  const { request, cloud } = call;
  const start = readNumber(request.query.get('$skiptoken')) ?? 0;
  const size = readNumber(request.query.get('$top')) ?? cloud.settings.pageSize;
  const value = items.slice(start, start + size).map(write);
  const next = start + size;
  if (next >= items.length) return ok({ value });
  const query = new URLSearchParams([...request.query]);
  query.set('$skiptoken', String(next));
  const path = request.url.split('?')[0] ?? '/';
  return ok({ value, nextLink: `${request.origin}${path}?${query.toString()}` });
}

function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new ArmError(400, 'InvalidQueryParameterValue', `The value '${text}' is no number of at least 1.`);
}
