import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { makeAptRepository } from './apt-repository';
import { ensureBundle } from './bundle';
import { ImageRegistry } from './image-registry';

/**
 * What a company without a way to the internet has: an apt repository, a registry and offline bundles on a machine
 * of its own, here on the gateway of the test hosts' network.
 */
export class PackageMirror {
  private constructor(
    private readonly server: Server,
    private readonly scratch: string,
    private readonly address: string,
  ) {}

  /** @param address of this machine, as the hosts see it */
  static async start(address: string): Promise<PackageMirror> {
    const scratch = mkdtempSync(join(tmpdir(), 'fleetwright-mirror-'));
    try {
      const bundle = await ensureBundle();
      const apt = join(scratch, 'apt');
      await makeAptRepository(apt);
      const registry = await ImageRegistry.of(join(bundle, 'images'), join(scratch, 'images'));
      const server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url ?? '/', 'http://mirror').pathname);
        if (path.startsWith('/v2/')) registry.serve(request, response);
        else if (path.startsWith('/apt/')) serveFile(apt, path.slice('/apt/'.length), request, response);
        else serveFile(bundle, path.replace(/^\/bundle\//, ''), request, response);
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, address, resolve);
      });
      return new PackageMirror(server, scratch, address);
    } catch (error) {
      rmSync(scratch, { recursive: true, force: true });
      throw error;
    }
  }

  get origin(): string {
    return `http://${this.address}:${String((this.server.address() as AddressInfo).port)}`;
  }

  get aptRepository(): string {
    return `${this.origin}/apt/`;
  }

  get bundle(): string {
    return `${this.origin}/bundle/`;
  }

  /** sh; has containerd pull everything from here, as its operator would configure it. */
  get useRegistry(): string {
    return ['registry.k8s.io', 'fleetwright.test']
      .map(
        (name) => `mkdir -p /etc/containerd/certs.d/${name}
cat >/etc/containerd/certs.d/${name}/hosts.toml <<'END'
server = "${this.origin}"
[host."${this.origin}"]
capabilities = ["pull", "resolve"]
END
`,
      )
      .join('');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.scratch, { recursive: true, force: true });
  }
}

function serveFile(folder: string, path: string, request: IncomingMessage, response: ServerResponse): void {
  const file = join(folder, normalize(`/${path}`));
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true) {
    response.statusCode = 404;
    response.end();
    return;
  }
  response.setHeader('content-length', found.size);
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}
