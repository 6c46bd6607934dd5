import { Construct } from 'constructs';
import type { ICluster } from '../clusters/cluster';
import { validateWorkload } from './validate-workload';
import type { WorkloadSpec } from './workload-spec';

/** Props of `Workload`. */
export interface WorkloadProps extends WorkloadSpec {
  /** Where it runs. */
  readonly cluster: ICluster;
  /**
   * Its name in the cluster. Another name is another app.
   *
   * @default the construct's id
   */
  readonly name?: string;
}

/**
 * A long-running app on a cluster. The cluster's orchestrator decides what it becomes; on Kubernetes a
 * Deployment and, when it has ports, a Service; on Mesos an app of Marathon. What the orchestrator cannot do is an error that
 * names the prop, or a warning where `onUntranslatable` says so.
 *
 * @example
 * new Workload(stack, 'web', {
 *   cluster,
 *   image: 'registry.example/web:1.4',
 *   replicas: 3,
 *   cpus: 0.5,
 *   memory: '256MiB',
 *   ports: [{ name: 'http', port: 8080 }],
 *   health: { readiness: { httpGet: '/healthz' } },
 * });
 */
export class Workload extends Construct {
  /** Its name in the cluster. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { cluster, name = id, ...spec } = props;
    this.name = name;
    validateWorkload(this.node.path, name, spec);
    cluster.runWorkload(this, name, spec);
  }
}
