import { rmSync } from 'node:fs';
import { LocalCluster } from '../../../../src/sandbox/kubernetes';
import { createWorld } from '../../../../src/sandbox/world/world';
import type { World } from '../../../../src/sandbox/world/world';
import { parse } from 'yaml';
import type { ApiServerUnderTest } from './api-server';

/** The sandbox's stand-in: its control plane alone, so that tests write what a kubelet would report. */
export class SandboxTestCluster implements ApiServerUnderTest {
  private constructor(
    private readonly world: World,
    private readonly cluster: LocalCluster,
    readonly port: number,
  ) {}

  static async start(): Promise<SandboxTestCluster> {
    const world = createWorld();
    const cluster = await LocalCluster.create(world, {
      name: 'test',
      version: '1.34.4',
      serviceCidr: '10.96.0.0/16',
      podCidr: '10.244.0.0/16',
      dnsDomain: 'cluster.local',
      certSans: ['control-plane.test'],
    });
    return new SandboxTestCluster(world, cluster, await cluster.serve('127.0.0.1', 0));
  }

  kubeconfig(server = `https://127.0.0.1:${String(this.port)}`): string {
    const config = parse(this.cluster.adminKubeconfig(server)) as {
      contexts: { name: string; context: { user: string } }[];
      users: { name: string }[];
    };
    for (const context of config.contexts) Object.assign(context, { name: 'admin@test' });
    return JSON.stringify({ ...config, 'current-context': 'admin@test' });
  }

  async whileApiServerIsFrozen<T>(work: () => Promise<T>): Promise<T> {
    const { faults } = this.world;
    const fault = faults.add({ kind: 'slow', service: 'kubernetes', delaySeconds: 100_000 });
    try {
      return await work();
    } finally {
      faults.remove(fault);
    }
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
    this.world.clock.stop();
    rmSync(this.world.folder, { recursive: true, force: true });
  }
}
