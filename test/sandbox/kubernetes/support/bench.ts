import { rmSync } from 'node:fs';
import { SandboxClusters } from '../../../../src/sandbox/kubernetes';
import type { LocalCluster, NodeSpec } from '../../../../src/sandbox/kubernetes';
import { createWorld } from '../../../../src/sandbox/world/world';
import type { World } from '../../../../src/sandbox/world/world';

/** A cluster with a control plane and workers, fast enough that minutes pass in a second. */
export class Bench {
  private constructor(
    readonly world: World,
    readonly clusters: SandboxClusters,
    readonly cluster: LocalCluster,
  ) {}

  static async start(workers: readonly string[] = ['worker-1', 'worker-2'], speed = 200): Promise<Bench> {
    const world = createWorld({ speed });
    const clusters = new SandboxClusters(world);
    const cluster = await clusters.init({
      name: 'kubernetes',
      address: '127.0.0.1',
      port: 0,
      version: '1.34.4',
      serviceCidr: '10.96.0.0/12',
      podCidr: '10.244.0.0/16',
      dnsDomain: 'cluster.local',
      certSans: [],
      node: nodeSpec('master', { controlPlane: true }),
    });
    for (const name of workers) await cluster.addNode(nodeSpec(name));
    return new Bench(world, clusters, cluster);
  }

  async stop(): Promise<void> {
    await this.clusters.stopAll();
    this.world.clock.stop();
    rmSync(this.world.folder, { recursive: true, force: true });
  }

  /** What kubectl prints. @throws Error with what it complains about */
  async kubectl(command: string, stdin = ''): Promise<string> {
    const { exitCode, stdout, stderr } = await this.cluster.kubectl(words(command), stdin);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout;
  }

  apply(...texts: readonly string[]): Promise<string> {
    return this.kubectl('apply --server-side -f -', texts.join('\n---\n'));
  }

  /** Looks until it sees what it looks for. */
  async until(command: string, pattern: RegExp): Promise<string> {
    const deadline = Date.now() + 50_000;
    for (;;) {
      const seen = await this.kubectl(command);
      if (pattern.test(seen)) return seen;
      if (Date.now() > deadline)
        throw new Error(`kubectl ${command} never showed ${String(pattern)}: ${seen}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** At blanks outside of single quotes. */
function words(command: string): string[] {
  return [...command.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}

export function nodeSpec(name: string, changes: Partial<NodeSpec> = {}): NodeSpec {
  return {
    name,
    address: '127.77.16.1',
    cpus: 2,
    memoryBytes: 4 * 1024 ** 3,
    controlPlane: false,
    machineId: `machine-${name}`,
    ...changes,
  };
}

export function workload(kind: string, name: string, more = '', container = 'image: app:1'): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  ${more}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: app, ${container}}]}
`;
}
