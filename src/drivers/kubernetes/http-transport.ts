import * as http from 'node:http';
import * as https from 'node:https';
import type * as tls from 'node:tls';
import type { KubeConfig } from '@kubernetes/client-node';
import { exchange, lengthOf, TunnelAgent } from '../http';
import type { ClusterConnection } from './cluster-connection';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

interface Authentication {
  readonly agent: http.Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly basic: string | undefined;
}

/**
 * Speaks HTTP with one API server over kept-alive connections: directly, through the kubeconfig's proxy, or
 * through the connection's tunnel. TLS is always end to end and verified as the kubeconfig says.
 */
export class HttpTransport {
  private readonly server: URL;
  private authentication: Promise<Authentication> | undefined;

  private constructor(
    private readonly connection: ClusterConnection,
    private readonly config: KubeConfig,
  ) {
    const server = config.getCurrentCluster()?.server;
    if (server === undefined || !URL.canParse(server)) {
      throw new Error(
        `${connection.source}: the kubeconfig's current context names no cluster with a valid server`,
      );
    }
    this.server = new URL(server);
  }

  /** @throws Error when the kubeconfig cannot be read or lacks the context. It never quotes the kubeconfig. */
  static async create(connection: ClusterConnection): Promise<HttpTransport> {
    return new HttpTransport(connection, await readKubeconfig(connection));
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.authentication ??= this.authenticate();
    let authentication: Authentication;
    try {
      authentication = await this.authentication;
    } catch (error) {
      this.authentication = undefined;
      throw error;
    }
    return this.exchange(request, authentication);
  }

  /** Asks for credentials again (an exec plugin's token may have expired). */
  async renew(): Promise<void> {
    const old = this.authentication;
    this.authentication = undefined;
    await old?.then(({ agent }) => {
      agent.destroy();
    });
  }

  async close(): Promise<void> {
    await this.renew().catch(() => undefined);
  }

  private async authenticate(): Promise<Authentication> {
    const options: https.RequestOptions = {};
    await this.config.applyToHTTPSOptions(options);
    const proxied =
      Boolean(this.config.getCurrentCluster()?.proxyUrl) && this.connection.openSocket === undefined;
    if (!proxied && options.agent instanceof http.Agent) options.agent.destroy();
    return {
      agent: proxied && options.agent instanceof http.Agent ? options.agent : this.createAgent(options),
      headers: textHeaders(options.headers),
      basic: options.auth ?? undefined,
    };
  }

  private createAgent(options: https.RequestOptions): http.Agent {
    const secrets: tls.ConnectionOptions = {
      ...pick(options, 'ca', 'cert', 'key', 'pfx', 'passphrase', 'rejectUnauthorized', 'servername'),
    };
    const { openSocket } = this.connection;
    if (openSocket !== undefined) {
      return new TunnelAgent(openSocket, this.server.protocol === 'http:' ? undefined : secrets);
    }
    const pool = { keepAlive: true, maxSockets: 16 };
    return this.server.protocol === 'http:' ? new http.Agent(pool) : new https.Agent({ ...pool, ...secrets });
  }

  private async exchange(
    request: HttpRequest,
    { agent, headers, basic }: Authentication,
  ): Promise<HttpResponse> {
    const { request: open } = this.server.protocol === 'http:' ? http : https;
    const opened = () =>
      open({
        agent,
        method: request.method,
        host: this.server.hostname.replace(/^\[|\]$/g, ''),
        port: portOf(this.server),
        path: this.server.pathname.replace(/\/$/, '') + request.path,
        headers: { ...headers, ...request.headers, ...lengthOf(request.body) },
        ...(basic === undefined ? {} : { auth: basic }),
      });
    const { status, headers: told, body } = await exchange(opened, request);
    return { status, retryAfter: told['retry-after'], body };
  }
}

async function readKubeconfig({ kubeconfig, context, source }: ClusterConnection): Promise<KubeConfig> {
  // Much comes with it (OpenID, proxies), so it is loaded when a cluster is spoken to, and only its kubeconfig part.
  const client = await import('@kubernetes/client-node/dist/config.js');
  const config = new client.KubeConfig();
  try {
    config.loadFromString(kubeconfig);
  } catch {
    // The parser's message quotes the text, which holds credentials.
    throw new Error(`${source}: the kubeconfig is not valid YAML with clusters, users and contexts`);
  }
  const wanted = context ?? config.getCurrentContext();
  if (!config.getContexts().some(({ name }) => name === wanted)) {
    const known = config.getContexts().map(({ name }) => JSON.stringify(name));
    throw new Error(
      `${source}: the kubeconfig has no context ${JSON.stringify(wanted)}; it has ${known.join(', ') || 'none'}`,
    );
  }
  config.setCurrentContext(wanted);
  return config;
}

function textHeaders(headers: https.RequestOptions['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function portOf(server: URL): number {
  return Number(server.port) || (server.protocol === 'http:' ? 80 : 443);
}

function pick<T extends object, K extends keyof T>(from: T, ...keys: K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {};
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key];
  return picked;
}
