import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '../../../src/sandbox';
import { RACK } from '../model/rack';
import type { StateEntry } from '../lanes/lane';

/** What holds of a cluster after an apply that succeeded without faults. */
export function clusterProblems(
  { clusters }: Inventory,
  state: ReadonlyMap<string, StateEntry>,
): readonly string[] {
  const ofType = (type: string) => [...state].filter(([address]) => address.startsWith(`${type}.`));
  const members = [
    ...ofType('fleetwright_kubernetes_control_plane'),
    ...ofType('fleetwright_kubernetes_node'),
  ].map(([, { value }]) => String(value.node_name));
  const nodes = clusters.flatMap((cluster) => cluster.nodes);
  const releases = ofType('fleetwright_kubernetes_release').map(([, { value }]) => String(value.name));
  const deployments = clusters
    .flatMap((cluster) => cluster.deployments)
    .filter(({ namespace }) => namespace === 'default');
  return [
    ...difference(
      'nodes',
      nodes.map(({ name }) => name),
      members,
    ),
    ...difference(
      'deployments',
      deployments.map(({ name }) => name),
      releases,
    ),
    ...nodes.filter(({ ready }) => !ready).map(({ name }) => `node ${name} is not ready`),
  ];
}

function difference(what: string, there: readonly string[], known: readonly string[]): readonly string[] {
  const [one, other] = [[...there].sort().join(), [...known].sort().join()];
  return one === other ? [] : [`there are the ${what} ${one || 'none'}, in the state are ${other || 'none'}`];
}

/** What a cluster must not leave on a machine that was there before it. */
const LEFTOVERS = [
  'etc/kubernetes/admin.conf',
  'etc/kubernetes/kubelet.conf',
  'etc/kubernetes/pki/ca.key',
  'var/lib/etcd/member',
  'var/lib/kubelet/config.yaml',
];

export function rackLeftovers(folder: string): readonly string[] {
  return RACK.flatMap((name) => {
    const disk = join(folder, 'machines', name, 'disk');
    return LEFTOVERS.filter((path) => existsSync(join(disk, path))).map(
      (path) => `/${path} is left on ${name}`,
    );
  });
}
