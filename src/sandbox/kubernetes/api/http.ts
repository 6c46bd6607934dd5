import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson, toJson } from '../json';
import type { Json } from '../json';
import { badRequest, StatusError } from './status-error';
import { parseYaml } from './yaml';

/** As the real API server's default. */
const mostBodyBytes = 3 * 1024 * 1024;

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > mostBodyBytes) {
      throw new StatusError({
        code: 413,
        reason: 'RequestEntityTooLarge',
        message: `Request entity too large: limit is ${String(mostBodyBytes)}`,
      });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** A body as JSON, also from YAML. @throws StatusError 400 */
export function parseBody(body: Buffer, yaml: boolean): Json {
  const text = body.toString('utf8');
  try {
    return parseJson(text);
  } catch (error) {
    if (!yaml) throw badRequest(`couldn't get version/kind; json parse error: ${(error as Error).message}`);
  }
  try {
    return parseYaml(text);
  } catch (error) {
    throw badRequest(`error decoding YAML: ${(error as Error).message}`);
  }
}

export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: Json,
  {
    warnings = [],
    contentType = 'application/json',
  }: { warnings?: readonly string[]; contentType?: string } = {},
): void {
  if (response.destroyed || response.headersSent) return;
  const text = toJson(body);
  if (warnings.length > 0) {
    response.setHeader(
      'Warning',
      warnings.map((warning) => `299 - ${JSON.stringify(warning)}`),
    );
  }
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}

export function sendError(response: ServerResponse, error: StatusError): void {
  if (error.retryAfterSeconds !== undefined && !response.headersSent) {
    response.setHeader('Retry-After', String(error.retryAfterSeconds));
  }
  sendJson(response, error.code, error.toStatus());
}
