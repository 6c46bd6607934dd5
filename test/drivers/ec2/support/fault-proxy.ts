import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request instead of, or after, its being passed on. */
export type Fault =
  /** Answered with an error; the server behind never sees it. */
  | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message?: string }
  /** The connection is cut before the server behind sees it. */
  | { readonly kind: 'reset' }
  /** The server behind does what is asked, and the connection is cut instead of its answer. */
  | { readonly kind: 'response-lost' }
  /** The server behind does what is asked, and half of its answer arrives. */
  | { readonly kind: 'response-cut' }
  /** The server behind does what is asked, and its answer arrives changed. */
  | { readonly kind: 'rewrite'; readonly change: (answer: string) => string }
  /** Never answered. */
  | { readonly kind: 'silent' }
  /** Answered by something that is not EC2. */
  | { readonly kind: 'html'; readonly status: number };

export interface SeenRequest {
  readonly action: string;
  readonly parameters: URLSearchParams;
}

type Rule = (seen: SeenRequest, attempt: number) => Fault | undefined;

/** Stands between the driver and an EC2 server, remembers what was asked, and fails where it is told to. */
export class FaultProxy {
  readonly seen: SeenRequest[] = [];
  private rule: Rule = () => undefined;
  private readonly attempts = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer((incoming, response) => {
      void proxy.handle(incoming, response);
    });
    const proxy = new FaultProxy(server, target);
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

  actions(): string[] {
    return this.seen.map(({ action }) => action);
  }

  of(action: string): URLSearchParams[] {
    return this.seen.filter((seen) => seen.action === action).map(({ parameters }) => parameters);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(incoming);
    const parameters = new URLSearchParams(body.toString());
    const target = incoming.headers['x-amz-target'];
    const action =
      parameters.get('Action') ?? (typeof target === 'string' ? target.replace(/^.*\./, '') : '');
    const seen = { action, parameters };
    this.seen.push(seen);
    const attempt = this.attempts.get(action) ?? 0;
    this.attempts.set(action, attempt + 1);
    const fault = this.rule(seen, attempt);
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'reset') {
      incoming.socket.destroy();
    } else if (fault?.kind === 'error') {
      response.writeHead(fault.status, { 'content-type': 'text/xml' });
      response.end(errorBody(fault.code, fault.message ?? 'a fault of the test'));
    } else if (fault?.kind === 'html') {
      response.writeHead(fault.status, { 'content-type': 'text/html' });
      response.end('<html><body><h1>not what you asked</h1></body></html>');
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
      const { method = 'POST', url: path = '/', headers } = incoming;
      request({ hostname, port, method, path, headers }, resolve).once('error', reject).end(body);
    });
    const received = await bodyOf(answer);
    const content = fault?.kind === 'rewrite' ? Buffer.from(fault.change(received.toString())) : received;
    if (fault?.kind === 'response-lost') {
      incoming.socket.destroy();
      return;
    }
    response.writeHead(answer.statusCode ?? 502, {
      'content-type': answer.headers['content-type'] ?? 'text/xml',
      'content-length': content.length,
    });
    if (fault?.kind === 'response-cut') {
      response.write(content.subarray(0, content.length / 2));
      setTimeout(() => incoming.socket.destroy(), 20);
    } else {
      response.end(content);
    }
  }
}

function errorBody(code: string, message: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors>` +
    '<RequestID>ea966190-f9aa-478e-9ede-example0000</RequestID></Response>'
  );
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
