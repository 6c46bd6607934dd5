import * as http from 'node:http';
import * as https from 'node:https';
import { exchange, lengthOf } from './exchange';
import type { HttpRequest, HttpResponse, HttpTransport } from './transport';
import { maxSockets, TunnelAgent, type OpenSocket } from './tunnel-agent';

export interface NodeTransportOptions {
  /** How servers are dialled; directly when absent. */
  readonly openSocket?: OpenSocket;
  /** PEM of the authority that signed the servers' certificates; the system's authorities when absent. */
  readonly ca?: string;
}

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
    const url = new URL(request.url);
    const secure = url.protocol === 'https:';
    const open = () =>
      (secure ? https : http).request(url, {
        agent: this.agents[secure ? 'https:' : 'http:'],
        method: request.method,
        headers: { ...request.headers, ...lengthOf(request.body) },
      });
    return exchange(open, request);
  }

  close(): Promise<void> {
    for (const agent of Object.values(this.agents)) agent.destroy();
    return Promise.resolve();
  }
}
