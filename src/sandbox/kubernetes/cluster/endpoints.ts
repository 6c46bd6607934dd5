import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate, CertificateAuthority } from '../pki/certificates';

interface Endpoint {
  readonly server: Server;
  readonly port: number;
  identity: Certificate;
}

/** The addresses at which a cluster's API servers listen. */
export class Endpoints {
  private readonly listening = new Map<string, Endpoint>();

  constructor(
    private readonly authority: CertificateAuthority,
    private readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
    private names: readonly string[],
  ) {}

  /** PEM; what the API server at this address shows. */
  certificateAt(address: string): string {
    return (this.listening.get(address)?.identity ?? this.issue([address])).certificate;
  }

  /** A new certificate for the API server at this address, with these names as well. New connections see it. */
  renew(address: string, names: readonly string[]): string {
    this.names = [...new Set([...this.names, ...names])];
    const identity = this.issue([address]);
    const endpoint = this.listening.get(address);
    if (endpoint !== undefined) {
      endpoint.identity = identity;
      endpoint.server.setSecureContext({ ...this.trust, key: identity.key, cert: identity.certificate });
    }
    return identity.certificate;
  }

  /** @returns the port @throws Error when the address is taken */
  async serve(address: string, port: number): Promise<number> {
    const known = this.listening.get(address);
    if (known !== undefined) return known.port;
    const identity = this.issue([address]);
    const server = createServer(
      { ...this.trust, key: identity.key, cert: identity.certificate },
      (request, response) => void this.handle(request, response),
    );
    server.on('tlsClientError', (_error, socket) => {
      socket.destroy();
    });
    server.keepAliveTimeout = 120_000;
    server.requestTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
    const bound = (server.address() as AddressInfo).port;
    this.listening.set(address, { server, port: bound, identity });
    return bound;
  }

  async close(address: string): Promise<void> {
    const endpoint = this.listening.get(address);
    if (endpoint === undefined) return;
    this.listening.delete(address);
    const closed = new Promise<void>((resolve) => {
      endpoint.server.close(() => {
        resolve();
      });
    });
    endpoint.server.closeAllConnections();
    await closed;
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.listening.keys()].map((address) => this.close(address)));
  }

  addresses(): { address: string; port: number }[] {
    return [...this.listening].map(([address, { port }]) => ({ address, port }));
  }

  private get trust() {
    return { ca: this.authority.certificate, requestCert: true, rejectUnauthorized: false };
  }

  private issue(more: readonly string[]): Certificate {
    const hosts = [...new Set([...this.names, ...more])];
    return this.authority.issue({ subject: { commonName: 'kube-apiserver' }, usage: 'server', hosts });
  }
}
