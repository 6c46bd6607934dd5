import type { World } from '../../world/world';
import type { ClusterBackend, ClusterOptions } from '../cluster-backend';
import { LocalCluster } from './local-cluster';

/** Every cluster of a sandbox. */
export class SandboxClusters implements ClusterBackend {
  private readonly clusters = new Map<string, LocalCluster>();

  constructor(private readonly world: World) {}

  async init(options: ClusterOptions): Promise<LocalCluster> {
    const cluster = await LocalCluster.create(this.world, {
      ...options,
      certSans: [...options.certSans, options.address, options.node.name],
    });
    try {
      await cluster.serve(options.address, options.port);
      await cluster.addNode(options.node);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    this.clusters.set(cluster.caHash, cluster);
    return cluster;
  }

  byCaHash(hash: string): LocalCluster | undefined {
    return this.clusters.get(hash);
  }

  list(): readonly LocalCluster[] {
    return [...this.clusters.values()];
  }

  async discard(caHash: string): Promise<boolean> {
    const cluster = this.clusters.get(caHash);
    this.clusters.delete(caHash);
    await cluster?.stop();
    return cluster !== undefined;
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.list().map((cluster) => cluster.stop()));
    this.clusters.clear();
  }
}
