import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBundle } from './bundle';
import { FileServer } from './file-server';
import { ImageRegistry } from './image-registry';
import { makeKubernetesRepository } from './kubernetes-packages';

/**
 * What a company without a way to the internet has: an apt repository, a registry and offline bundles on a machine
 * of its own, here on the gateway of the test hosts' network.
 */
export class PackageMirror {
  private constructor(
    private readonly server: FileServer,
    private readonly scratch: string,
  ) {}

  /** @param address of this machine, as the hosts see it */
  static async start(address: string): Promise<PackageMirror> {
    const scratch = mkdtempSync(join(tmpdir(), 'fleetwright-mirror-'));
    try {
      const bundle = await ensureBundle();
      const apt = join(scratch, 'apt');
      await makeKubernetesRepository(apt);
      const registry = await ImageRegistry.of(join(bundle, 'images'), join(scratch, 'images'));
      const server = await FileServer.start(address, {
        v2: (request, response) => {
          registry.serve(request, response);
        },
        apt,
        bundle,
      });
      return new PackageMirror(server, scratch);
    } catch (error) {
      rmSync(scratch, { recursive: true, force: true });
      throw error;
    }
  }

  get aptRepository(): string {
    return `${this.server.origin}/apt/`;
  }

  get bundle(): string {
    return `${this.server.origin}/bundle/`;
  }

  /** sh; has containerd pull everything from here, as its operator would configure it. */
  get useRegistry(): string {
    const { origin } = this.server;
    return ['registry.k8s.io', 'fleetwright.test']
      .map(
        (name) => `mkdir -p /etc/containerd/certs.d/${name}
cat >/etc/containerd/certs.d/${name}/hosts.toml <<'END'
server = "${origin}"
[host."${origin}"]
capabilities = ["pull", "resolve"]
END
`,
      )
      .join('');
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
