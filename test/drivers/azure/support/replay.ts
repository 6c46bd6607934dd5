import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange } from './contracts';

/**
 * Answers as a recorded conversation did: each request gets the next answer to that method and path, and "not found" when
 * there is none left. Gives out tokens as the endpoint of a managed identity does.
 */
export class Replay {
  private readonly left: Exchange[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Replay> {
    const server = createServer((incoming, response) => {
      replay.handle(incoming, response);
    });
    const replay = new Replay(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return replay;
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** By which DefaultAzureCredential finds it. */
  get environment(): Readonly<Record<string, string>> {
    return { IDENTITY_ENDPOINT: `${this.origin}/token`, IDENTITY_HEADER: 'test' };
  }

  /** Begins another conversation. */
  load(exchanges: readonly Exchange[]): void {
    this.left.splice(0, this.left.length, ...exchanges);
  }

  /** Answers that nobody has asked for. */
  get unasked(): readonly Exchange[] {
    return this.left;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** An URL of the recorded server as one of this one. */
  here(url: string): string {
    return url.replace(/^https?:\/\/[^/]+/, this.origin);
  }

  private handle(incoming: IncomingMessage, response: ServerResponse): void {
    incoming.resume();
    const { method = '', url = '/' } = incoming;
    if (url.startsWith('/token')) {
      const expires_on = String(Math.floor(Date.now() / 1000) + 86_400);
      send(
        response,
        200,
        {},
        { access_token: 'of-a-test', expires_on, resource: 'arm', token_type: 'Bearer' },
      );
      return;
    }
    if (incoming.headers.authorization !== 'Bearer of-a-test') {
      send(response, 401, {}, { error: { code: 'AuthenticationFailed', message: 'no token' } });
      return;
    }
    const index = this.left.findIndex((one) => one.method === method && keyOf(one.path) === keyOf(url));
    const [exchange] = index < 0 ? [] : this.left.splice(index, 1);
    if (exchange === undefined) {
      send(response, 404, {}, { error: { code: 'NotFound', message: 'not recorded' } });
      return;
    }
    const headers = Object.entries(exchange.headers)
      .filter(([name]) => !/^(content-|transfer-)/i.test(name))
      .map(([name, value]) => [name, this.here(value)]);
    send(response, exchange.status, Object.fromEntries(headers) as Record<string, string>, exchange.body);
  }
}

/** Versions of the API are not what a conversation is told apart by. */
function keyOf(path: string): string {
  const url = new URL(path, 'http://none');
  url.searchParams.delete('api-version');
  return `${url.pathname.toLowerCase()}?${url.searchParams.toString()}`;
}

function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: unknown,
): void {
  const text = body === null || body === undefined || status === 204 ? '' : JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(text),
    ...(text === '' ? {} : { 'content-type': 'application/json' }),
  });
  response.end(text);
}
