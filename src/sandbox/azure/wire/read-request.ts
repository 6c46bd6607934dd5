import type { IncomingMessage } from 'node:http';
import { ArmError } from '../errors';

/** Larger than any request that makes sense here: custom data has 64 KiB. */
const MOST_BYTES = 4 * 2 ** 20;

/** A request, before it is known what it is for. */
export interface ArmRequest {
  readonly method: string;
  /** Decoded parts of the path, in the case they were written in. */
  readonly segments: readonly string[];
  /** By their names in lower case: Azure does not tell `$Expand` from `$expand`. */
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when there is none. */
  readonly content: string | undefined;
  /** How the client reached us, for URLs in answers. */
  readonly origin: string;
  /** Path and query, as they were sent. */
  readonly url: string;
}

export async function readRequest(request: IncomingMessage): Promise<ArmRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error(`a request has more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : (value ?? ''),
  ]);
  const url = request.url ?? '/';
  const { pathname, searchParams } = new URL(url, 'http://host');
  const content = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? 'GET',
    segments: pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decode),
    query: new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value])),
    headers: Object.fromEntries(headers) as Record<string, string>,
    content: content === '' ? undefined : content,
    origin: `http://${request.headers.host ?? '127.0.0.1'}`,
    url,
  };
}

/** @throws ArmError when it is no JSON */
export function parseContent({ content }: ArmRequest): unknown {
  if (content === undefined) return undefined;
  try {
    return JSON.parse(content) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ArmError(
      400,
      'InvalidRequestContent',
      `The request content was invalid and could not be deserialized: '${why}'.`,
    );
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
