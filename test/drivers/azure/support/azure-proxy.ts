import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request instead of, or after, its being passed on. */
export type Fault =
  /** Answered with an error; the server behind never sees it. */
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is cut before the server behind sees it. */
  | { readonly kind: 'reset' }
  /** The server behind does what is asked, and the connection is cut instead of its answer. */
  | { readonly kind: 'response-lost' }
  /** The server behind does what is asked, and half of its answer arrives. */
  | { readonly kind: 'response-cut' }
  /** Never answered. */
  | { readonly kind: 'silent' };

export interface SeenRequest {
  /** Method, type and action: `PUT virtualMachines`, `POST virtualMachines/start`, `GET operations`. */
  readonly action: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

type Rule = (seen: SeenRequest, attempt: number) => Fault | undefined;

/** Stands between the driver and a server that speaks Resource Manager, remembers what was asked, fails where told to. */
export class AzureProxy {
  readonly seen: SeenRequest[] = [];
  private rule: Rule = () => undefined;
  private readonly attempts = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async start(target: string): Promise<AzureProxy> {
    const server = createServer((incoming, response) => {
      void proxy.handle(incoming, response);
    });
    const proxy = new AzureProxy(server, target);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** @param rule Gets each request and how many of its action came before it. */
  fail(rule: Rule): void {
    this.rule = rule;
    this.attempts.clear();
  }

  /** No faults any more, and nothing seen. */
  reset(): void {
    this.fail(() => undefined);
    this.seen.length = 0;
  }

  /** How often something of that action was asked. */
  count(action: string): number {
    return this.seen.filter((seen) => seen.action === action).length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const { method = 'GET', url = '/', headers } = incoming;
    const parsed: unknown = body.length === 0 ? undefined : JSON.parse(body.toString());
    const seen = { action: actionOf(method, url), method, url, headers, body: parsed };
    this.seen.push(seen);
    const attempt = this.attempts.get(seen.action) ?? 0;
    this.attempts.set(seen.action, attempt + 1);
    const fault = this.rule(seen, attempt);
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'reset') {
      incoming.socket.destroy();
    } else if (fault?.kind === 'error') {
      const { status, code, message = 'A fault of the test.', headers: more = {} } = fault;
      response.writeHead(status, { 'content-type': 'application/json', ...more });
      response.end(JSON.stringify({ error: { code, message } }));
    } else {
      await this.pass(incoming, body, response, fault);
    }
  }

  private async pass(
    incoming: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    fault: Fault | undefined,
  ): Promise<void> {
    const { hostname, port } = new URL(this.target);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      // With the host that the driver knows, so that the URLs of operations lead here, too.
      const { method = 'GET', url: path = '/', headers } = incoming;
      request({ hostname, port, method, path, headers }, resolve).once('error', reject).end(body);
    });
    const content = await bodyOf(answer);
    if (fault?.kind === 'response-lost') {
      incoming.socket.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    if (fault?.kind === 'response-cut') {
      response.write(content.subarray(0, content.length / 2));
      setTimeout(() => incoming.socket.destroy(), 20);
    } else {
      response.end(content);
    }
  }
}

function actionOf(method: string, url: string): string {
  const parts = (url.split('?')[0] ?? '').split('/').filter((part) => part !== '');
  const provider = parts.findIndex((part) => part.toLowerCase() === 'providers');
  const [type = '', , ...rest] = provider < 0 ? parts.slice(2) : parts.slice(provider + 2);
  if (type === 'locations') return `${method} ${rest[0] ?? type}`;
  const sub = rest.length % 2 === 0 ? rest.filter((_, index) => index % 2 === 0) : rest;
  return `${method} ${[type, ...sub].join('/')}`;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
