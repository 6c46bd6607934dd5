import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Folders of this machine, as hosts fetch from them. */
export class FileServer {
  private constructor(
    private readonly server: Server,
    private readonly address: string,
  ) {}

  /**
   * @param address of this machine, as the hosts see it
   * @param places By the first part of a path: the folder that holds the rest of it, or who answers.
   */
  static async start(
    address: string,
    places: Readonly<Record<string, string | Answer>>,
  ): Promise<FileServer> {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://files').pathname);
      const [, first = '', rest = ''] = /^\/([^/]*)\/?(.*)$/.exec(path) ?? [];
      const place = Object.hasOwn(places, first) ? places[first] : undefined;
      if (typeof place === 'function') place(request, response);
      else if (place === undefined) refuse(response);
      else serveFile(place, rest, request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, address, resolve);
    });
    return new FileServer(server, address);
  }

  get origin(): string {
    return `http://${this.address}:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function serveFile(folder: string, path: string, request: IncomingMessage, response: ServerResponse): void {
  const file = join(folder, normalize(`/${path}`));
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true) {
    refuse(response);
    return;
  }
  response.setHeader('content-length', found.size);
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

function refuse(response: ServerResponse): void {
  response.statusCode = 404;
  response.end();
}
