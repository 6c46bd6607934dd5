import { LineCounter, parseAllDocuments } from 'yaml';
import type { Document, ParsedNode, ScalarTag, Tags } from 'yaml';
import { asError } from '../abort';
import type { JsonValue } from '../json';

/** One document of a YAML stream, as data. */
export interface YamlDocument {
  /** Counted from 1, empty documents included. */
  readonly index: number;
  /** The line of its first content, counted from 1. */
  readonly line: number;
  readonly value: JsonValue;
}

export interface YamlProblem {
  readonly index: number;
  readonly line: number;
  /** What is wrong, without quoting the text. */
  readonly code: string;
  readonly message: string;
}

/** YAML 1.1 tags that Kubernetes' own reader does not have: `12:30` and `2001-01-01` stay text. */
const foreignTags = new Set([
  'tag:yaml.org,2002:timestamp',
  'tag:yaml.org,2002:binary',
  'tag:yaml.org,2002:omap',
  'tag:yaml.org,2002:pairs',
  'tag:yaml.org,2002:set',
]);

const modernOctal: ScalarTag = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:int',
  format: 'OCT',
  test: /^0o[0-7]+$/,
  resolve: (text) => BigInt(text),
};

/**
 * Kubernetes reads YAML 1.1 (`0644` is octal, `yes` is true) plus `0o644`, and knows neither numbers to the
 * base of 60 nor dates.
 */
function kubernetesTags(tags: Tags): Tags {
  const kept = tags.filter(
    (tag) =>
      typeof tag === 'string' || (!foreignTags.has(tag.tag) && !('format' in tag && tag.format === 'TIME')),
  );
  return [modernOctal, ...kept];
}

/** Reads all documents of a YAML or JSON text, or says what is wrong with the first that is not well-formed. */
export function readDocuments(text: string): { documents: YamlDocument[] } | { problem: YamlProblem } {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    schema: 'yaml-1.1',
    customTags: kubernetesTags,
    intAsBigInt: true,
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
  });
  const documents: YamlDocument[] = [];
  if (!Array.isArray(parsed)) return { documents };
  for (const [position, document] of parsed.entries()) {
    const index = position + 1;
    const [error] = document.errors;
    if (error !== undefined) {
      const { line } = lines.linePos(error.pos[0]);
      return { problem: { index, line, code: error.code, message: error.message } };
    }
    const { line } = lines.linePos(document.contents?.range[0] ?? document.range[0]);
    try {
      documents.push({ index, line, value: toJsonValue(document) });
    } catch (cause) {
      const { message } = asError(cause);
      return { problem: { index, line, code: 'UNREADABLE', message } };
    }
  }
  return { documents };
}

function toJsonValue(document: Document.Parsed<ParsedNode>): JsonValue {
  return plain(document.toJS({ maxAliasCount: 1000 }) as unknown);
}

/** Numbers as numbers where that is exact. */
function plain(value: unknown): JsonValue {
  if (typeof value === 'bigint') {
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : value;
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${String(value)} cannot be written as JSON; quote it`);
    return value;
  }
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain);
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  // Not by assignment, which would take a key "__proto__" for the prototype.
  return Object.fromEntries(entries.map(([key, item]) => [String(key), plain(item)]));
}
