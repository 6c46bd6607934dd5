import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest, malformedJson, unsupportedMediaType } from '../errors';
import type { Json } from '../json';

/** What a request is answered with. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  /** Instead of JSON. */
  readonly text?: { readonly type: string; readonly content: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** One that has been read as far as every handler needs it. */
export interface ApiRequest {
  readonly method: string;
  /** Without a slash at the end. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly remoteAddress: string;
  /** @throws ApiError 400 and 415 */
  json(): Promise<Json>;
}

const longestBody = 5_000_000;

export function ok(body: Json, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, body, headers };
}

export function readRequest(request: IncomingMessage): ApiRequest {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(url.pathname);
  return {
    method: request.method ?? 'GET',
    path: path.length > 1 ? path.replace(/\/+$/, '') : path,
    query: url.searchParams,
    accept: request.headers.accept ?? '*/*',
    remoteAddress: request.socket.remoteAddress ?? '',
    json: () => readJson(request),
  };
}

/** `?force` and `?force=true` alike. @throws ApiError 400 */
export function flagOf(query: URLSearchParams, name: string, otherwise = false): boolean {
  const value = query.get(name);
  if (value === null) return otherwise;
  if (value === '' || value === 'true') return true;
  if (value === 'false') return false;
  throw badRequest(`The query parameter ${name} must be true or false, not ${value}`);
}

async function readJson(request: IncomingMessage): Promise<Json> {
  const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw unsupportedMediaType();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > longestBody) throw badRequest('The body is too long');
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as Json;
  } catch (error) {
    throw malformedJson(error instanceof Error ? error.message : String(error));
  }
}

export function send(response: ServerResponse, reply: Reply): void {
  const { status, body, text } = reply;
  const content = text?.content ?? (body === undefined ? '' : JSON.stringify(body));
  const type = text?.type ?? 'application/json';
  response.writeHead(status, {
    ...(content === '' ? {} : { 'Content-Type': type }),
    'Content-Length': Buffer.byteLength(content),
    'Cache-Control': 'no-cache, no-store, must-revalidate',
    Pragma: 'no-cache',
    Expires: '0',
    ...reply.headers,
  });
  response.end(content);
}
