import { Agent, request } from 'node:https';
import type { ApiServerUnderTest } from '../../../drivers/kubernetes/support/api-server';

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body?: string | undefined;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Controllers get this long afterwards to do what follows. */
  readonly settleMs?: number | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Plain requests with an admin's certificate. */
export class Exchanger {
  private readonly agent: Agent;

  constructor(private readonly cluster: ApiServerUnderTest) {
    const { clusters, users } = JSON.parse(cluster.kubeconfig()) as {
      clusters: { cluster: Record<string, string> }[];
      users: { user: Record<string, string> }[];
    };
    const decoded = (text = '') => Buffer.from(text, 'base64').toString('utf8');
    this.agent = new Agent({
      keepAlive: true,
      ca: decoded(clusters[0]?.cluster['certificate-authority-data']),
      cert: decoded(users[0]?.user['client-certificate-data']),
      key: decoded(users[0]?.user['client-key-data']),
    });
  }

  send({ method, path, body, contentType = 'application/json', headers = {} }: Exchange): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: this.cluster.port,
          method,
          path,
          agent: this.agent,
          headers: {
            accept: 'application/json',
            'user-agent': 'conformance/1',
            ...headers,
            ...(body === undefined
              ? {}
              : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            let parsed: unknown = text;
            try {
              parsed = JSON.parse(text);
            } catch {
              // Compared as text.
            }
            resolve({ status: response.statusCode ?? 0, body: parsed });
          });
        },
      );
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
