import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One API on a port of the loopback address. */
export class Endpoint {
  /** @param port default: a free one */
  static async listen(
    name: string,
    port: number | undefined,
    log: (line: string) => void,
  ): Promise<Endpoint> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port ?? 0, '127.0.0.1', resolve);
    });
    return new Endpoint(name, server, log);
  }

  private constructor(
    private readonly name: string,
    private readonly server: Server,
    private readonly log: (line: string) => void,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  serve(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>): void {
    this.server.on('request', (request, response) => {
      handle(request, response).catch((error: unknown) => {
        this.log(`${this.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      });
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
