import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Keeps one state for Terraform's `http` backend, and can leave it waiting when it wants to write one. */
export class StateBackend {
  private state: Buffer | undefined;
  private onWrite: (() => void) | undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StateBackend> {
    const server = createServer((request, response) => {
      void backend.handle(request, response);
    });
    const backend = new StateBackend(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return backend;
  }

  /** The block `terraform` that has the state kept here. */
  get configuration(): object {
    const { port } = this.server.address() as AddressInfo;
    return { backend: { http: { address: `http://127.0.0.1:${String(port)}/state` } } };
  }

  /** Resolves when the next state is to be written, which is never answered, nor are those after it. */
  ignoreWrites(): Promise<void> {
    return new Promise((resolve) => (this.onWrite = resolve));
  }

  keepWrites(): void {
    this.onWrite = undefined;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.method === 'POST') {
      if (this.onWrite !== undefined) {
        this.onWrite();
        return;
      }
      this.state = Buffer.concat(chunks);
    }
    response.writeHead(request.method === 'GET' && this.state === undefined ? 404 : 200);
    response.end(request.method === 'GET' ? this.state : undefined);
  }
}
