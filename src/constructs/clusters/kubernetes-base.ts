import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { KubernetesManifests } from '../workloads/kubernetes-manifests';
import { renderKubernetes } from '../workloads/render-kubernetes';
import type { WorkloadSpec } from '../workloads/workload-spec';
import type { IKubernetesCluster, KubernetesAccess } from './cluster';

/** What a cluster of our own and an imported one have in common. */
export abstract class KubernetesBase extends Construct implements IKubernetesCluster {
  public abstract readonly access: KubernetesAccess;
  public abstract readonly members: TerraformResource[];

  /** A workload becomes a release with a Deployment and, when it has ports, a Service. */
  public runWorkload(scope: Construct, name: string, spec: WorkloadSpec): void {
    new KubernetesManifests(scope, 'Default', {
      cluster: this,
      name,
      namespace: spec.namespace ?? 'default',
      objects: renderKubernetes(scope.node.path, name, spec),
    });
  }
}
