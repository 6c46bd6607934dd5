import { ApiError, invalidValue } from '../errors';
import type { Tags } from '../state/tags';

export type FilterInput = readonly {
  readonly Name?: string | undefined;
  readonly Value?: readonly string[] | undefined;
}[];

type Filterable = string | number | boolean | Date | undefined | readonly (string | undefined)[];
/** Filter name → what of a thing it looks at. */
export type FilterTable<T> = Readonly<Record<string, (item: T) => Filterable>>;

const MOST_VALUES = 200;

/**
 * Whether a thing passes all filters; it passes one by having any of its values. `*` and `?` stand for any
 * characters and any character. Filters that the table does not have are an error: to skip them would answer too much.
 */
export function filterBy<T>(
  filters: FilterInput | undefined,
  table: FilterTable<T>,
  tagsOf?: (item: T) => Tags,
): (item: T) => boolean {
  const checks = (filters ?? []).map(({ Name: name = '', Value: values = [] }) => {
    if (values.length > MOST_VALUES) {
      throw new ApiError('FilterLimitExceeded', `The filter '${name}' has more than ${MOST_VALUES} values.`);
    }
    const look = lookup(name, table, tagsOf);
    const patterns = values.map(patternOf);
    return (item: T) => {
      const found = listOf(look(item));
      return patterns.some((pattern) => found.some((value) => pattern.test(value)));
    };
  });
  return (item) => checks.every((check) => check(item));
}

function lookup<T>(
  name: string,
  table: FilterTable<T>,
  tagsOf: ((item: T) => Tags) | undefined,
): (item: T) => Filterable {
  if (tagsOf !== undefined && name === 'tag-key') return (item) => [...tagsOf(item).keys()];
  if (tagsOf !== undefined && name.startsWith('tag:')) return (item) => tagsOf(item).get(name.slice(4));
  const look = Object.hasOwn(table, name) ? table[name] : undefined;
  if (look === undefined) {
    throw new ApiError(
      'InvalidParameterValue',
      `The filter '${name}' is invalid or not covered by the sandbox`,
    );
  }
  return look;
}

function listOf(value: Filterable): readonly string[] {
  if (value === undefined) return [];
  if (value instanceof Date) return [value.toISOString()];
  if (typeof value === 'object') return value.filter((entry) => entry !== undefined);
  return [String(value)];
}

function patternOf(value: string): RegExp {
  const source = value.replace(/\\[*?\\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return escapePattern(part.length === 2 ? part.slice(1) : part);
  });
  return new RegExp(`^${source}$`, 's');
}

function escapePattern(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
}

/** The things of the given ids, in the order of the table; all of them when no id is given. */
export function pick<T>(
  all: readonly T[],
  ids: readonly string[] | undefined,
  idOf: (item: T) => string,
  missing: (id: string) => ApiError,
): readonly T[] {
  if (ids === undefined || ids.length === 0) return all;
  const known = new Set(all.map(idOf));
  for (const id of ids) {
    if (!known.has(id)) throw missing(id);
  }
  const wanted = new Set(ids);
  return all.filter((item) => wanted.has(idOf(item)));
}

/** An id of the right form: EC2 tells a malformed one from one that does not exist. */
export function checkId(id: string, prefix: string, code: string): void {
  if (!new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) {
    throw new ApiError(code, `Invalid id: "${id}" (expecting "${prefix}-...")`);
  }
}

export interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** How many results a page may have. */
export const PAGE_SIZES = { least: 5, most: 1000 } as const;

/**
 * One page of what is ordered by its sequence. The token is where to go on: what comes or goes between two pages
 * shifts nothing.
 */
export function paginate<T>(
  items: readonly T[],
  { MaxResults: size, NextToken: token }: PageInput,
  sequenceOf: (item: T) => number,
  least: number = PAGE_SIZES.least,
): Page<T> {
  if (size !== undefined && (size < least || size > PAGE_SIZES.most)) {
    throw invalidValue('maxResults', size, `Expecting a value between ${least} and ${PAGE_SIZES.most}.`);
  }
  const after = token === undefined || token === '' ? -1 : readToken(token);
  const rest = items.filter((item) => sequenceOf(item) > after);
  const page = rest.slice(0, size ?? PAGE_SIZES.most);
  const last = page.at(-1);
  const more = page.length < rest.length && last !== undefined;
  return { items: page, nextToken: more ? writeToken(sequenceOf(last)) : undefined };
}

function writeToken(sequence: number): string {
  return Buffer.from(JSON.stringify({ after: sequence })).toString('base64url');
}

function readToken(token: string): number {
  const match = /^\{"after":(\d+)\}$/.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) throw new ApiError('InvalidNextToken', `The token '${token}' is invalid`);
  return Number(match[1]);
}
