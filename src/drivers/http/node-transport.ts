import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { asError, reasonOf } from '../abort';
import { RequestTimeout, type HttpRequest, type HttpResponse, type HttpTransport } from './transport';

/** Opens a byte stream to a host and port, for instance through SSH. */
export type OpenSocket = (host: string, port: number) => Promise<Duplex>;

export interface NodeTransportOptions {
  /** How servers are dialled; directly when absent. */
  readonly openSocket?: OpenSocket;
  /** PEM of the authority that signed the servers' certificates; the system's authorities when absent. */
  readonly ca?: string;
}

const maxSockets = 8;

/** HTTP over connections that are kept alive. TLS is always end to end and verified. */
export class NodeTransport implements HttpTransport {
  private readonly agents: Readonly<Record<'http:' | 'https:', http.Agent>>;

  constructor(options: NodeTransportOptions = {}) {
    const { openSocket, ca } = options;
    const secrets = ca === undefined ? {} : { ca };
    const pool = { keepAlive: true, maxSockets };
    this.agents =
      openSocket === undefined
        ? { 'http:': new http.Agent(pool), 'https:': new https.Agent({ ...pool, ...secrets }) }
        : {
            'http:': new TunnelAgent(openSocket, undefined),
            'https:': new TunnelAgent(openSocket, secrets),
          };
  }

  send(request: HttpRequest): Promise<HttpResponse> {
    const { signal, timeoutMs, body } = request;
    const url = new URL(request.url);
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(reasonOf(signal));
        return;
      }
      const secure = url.protocol === 'https:';
      const outgoing = (secure ? https : http).request(url, {
        agent: this.agents[secure ? 'https:' : 'http:'],
        method: request.method,
        headers: {
          ...request.headers,
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      });
      const stop = () => {
        outgoing.destroy(reasonOf(signal));
      };
      const timer = setTimeout(() => {
        outgoing.destroy(new RequestTimeout(timeoutMs));
      }, timeoutMs);
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        finish();
      };
      const fail = (error: Error) => {
        settle(() => {
          reject(error);
        });
      };
      signal.addEventListener('abort', stop, { once: true });
      outgoing.once('error', fail);
      outgoing.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', fail);
        response.once('end', () => {
          settle(() => {
            resolve({
              status: response.statusCode ?? 0,
              headers: firstOfEach(response.headers),
              body: Buffer.concat(chunks).toString('utf8'),
            });
          });
        });
      });
      outgoing.end(body);
    });
  }

  close(): Promise<void> {
    for (const agent of Object.values(this.agents)) agent.destroy();
    return Promise.resolve();
  }
}

function firstOfEach(headers: http.IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

/** Plain or verified TLS inside a byte stream that somebody else opens. */
class TunnelAgent extends http.Agent {
  constructor(
    private readonly openSocket: OpenSocket,
    /** Undefined for plain HTTP. */
    private readonly secrets: tls.ConnectionOptions | undefined,
  ) {
    super({ keepAlive: true, maxSockets });
    // A plain agent refuses https requests; this one does its own TLS.
    if (secrets !== undefined) Object.assign(this, { protocol: 'https:', defaultPort: 443 });
    // An agent asks sockets to probe their peer and not to keep the process; a stream in a tunnel can do neither.
    Object.assign(this, { keepSocketAlive: () => true, reuseSocket: () => undefined });
  }

  override createConnection(
    options: http.ClientRequestArgs,
    callback: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const failed = callback as (error: Error) => void;
    const host = (options.host ?? 'localhost').replace(/^\[|\]$/g, '');
    this.openSocket(host, Number(options.port)).then(
      (stream) => {
        if (this.secrets === undefined) {
          callback(null, stream);
          return;
        }
        const secure = tls.connect({
          socket: stream,
          host,
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...this.secrets,
        });
        const refuse = (error: Error) => {
          stream.destroy();
          failed(error);
        };
        secure.once('error', refuse);
        secure.once('secureConnect', () => {
          secure.removeListener('error', refuse);
          callback(null, secure);
        });
      },
      (error: unknown) => {
        failed(asError(error));
      },
    );
  }
}
