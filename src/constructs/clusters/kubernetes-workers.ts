import { Construct } from 'constructs';
import type { IHosts } from '../hosts/host';
import type { KubernetesCluster } from './kubernetes-cluster';
import type { WorkerSettings } from './kubernetes-settings';

/** Props of `KubernetesWorkers`. */
export interface KubernetesWorkersProps extends WorkerSettings {
  /** What they join. */
  readonly cluster: KubernetesCluster;
  /** The machines, in the stack of this construct. */
  readonly hosts: IHosts;
}

/**
 * Workers of a cluster that is in another stack: a large fleet in parts that are planned and applied on their own. The
 * stack of the workers refers to the stack of the cluster and never the other way round, so the cluster is deployed first
 * and destroyed last. Its stack knows nothing of these workers: `peerCidrs` of the cluster have to say where they come
 * from, where a firewall is ours to set, and workloads of its stack do not wait for them.
 *
 * @example
 * new KubernetesWorkers(north, 'workers', { cluster, hosts: Ec2Hosts.of(north, 'machine', { count: 200, ...machine }) });
 */
export class KubernetesWorkers extends Construct {
  constructor(scope: Construct, id: string, props: KubernetesWorkersProps) {
    super(scope, id);
    const { cluster, hosts, ...settings } = props;
    cluster.joinWorkers(this, hosts, settings);
  }
}
