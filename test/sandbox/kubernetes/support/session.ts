import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';

export interface SessionAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

interface Kubeconfig {
  readonly clusters: { readonly cluster: Readonly<Record<string, string>> }[];
  readonly users: { readonly user: Readonly<Record<string, string>> }[];
}

/** Requests with the credentials of a kubeconfig, or with a token instead. */
export class Session {
  private readonly agent: Agent;
  private readonly server: URL;

  constructor(
    kubeconfig: string,
    private readonly token?: string,
  ) {
    const { clusters, users } = parse(kubeconfig) as Kubeconfig;
    const cluster = clusters[0]?.cluster ?? {};
    const user = users[0]?.user ?? {};
    const decoded = (text = '') => Buffer.from(text, 'base64').toString('utf8');
    this.server = new URL(cluster['server'] ?? '');
    this.agent = new Agent({
      keepAlive: true,
      ca: decoded(cluster['certificate-authority-data']),
      ...(token === undefined
        ? { cert: decoded(user['client-certificate-data']), key: decoded(user['client-key-data']) }
        : {}),
    });
  }

  open(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<IncomingMessage> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.server.hostname,
          port: this.server.port,
          method,
          path,
          agent: this.agent,
          headers: {
            ...(this.token === undefined || this.token === ''
              ? {}
              : { authorization: `Bearer ${this.token}` }),
            ...(text === undefined
              ? {}
              : { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
          },
        },
        resolve,
      );
      outgoing.once('error', reject);
      outgoing.end(text);
    });
  }

  async send(method: string, path: string, body?: unknown, contentType?: string): Promise<SessionAnswer> {
    const response = await this.open(method, path, body, contentType);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
    return { status: response.statusCode ?? 0, headers: response.headers, body: parsed };
  }

  /** The events of a watch, one by one. */
  async *watch(path: string): AsyncGenerator<{ readonly type: string; readonly object: WatchedObject }> {
    const response = await this.open('GET', path);
    let rest = '';
    for await (const chunk of response) {
      rest += (chunk as Buffer).toString('utf8');
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as { type: string; object: WatchedObject };
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

export interface WatchedObject {
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly code?: number;
  readonly message?: string;
}
