import type { ClusterSummary, Inventory } from '../../src/sandbox';

/** The test's own deadline ends the wait. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

export function onlyCluster({ clusters }: Inventory): ClusterSummary {
  const [cluster, ...others] = clusters;
  if (cluster === undefined || others.length > 0)
    throw new Error(`there are ${String(clusters.length)} clusters`);
  return cluster;
}

/** Resource addresses without the digits by which cdktf tells them apart. */
export function named(addresses: readonly string[]): readonly string[] {
  return addresses.map((address) => address.replace(/^fleetwright_/, '').replace(/_[0-9A-F]{8}$/, '')).sort();
}

/** What a cluster comes to: its nodes that are ready, those that are not, and the app. */
export function condition(inventory: Inventory): {
  readonly ready: number;
  readonly notReady: readonly string[];
  readonly web: string;
} {
  const { nodes, deployments } = onlyCluster(inventory);
  const web = deployments.find(({ name }) => name === 'web');
  return {
    ready: nodes.filter(({ ready }) => ready).length,
    notReady: nodes.filter(({ ready }) => !ready).map(({ name }) => name),
    web: web === undefined ? 'none' : `${String(web.ready)}/${String(web.replicas)}`,
  };
}
