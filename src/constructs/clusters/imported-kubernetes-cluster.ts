import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { requireKubeconfig } from '../named-access';
import type { KubernetesAccess } from './cluster';
import { KubernetesBase } from './kubernetes-base';

/** Props of `KubernetesCluster.fromKubeconfig`. */
export interface KubeconfigClusterProps {
  /** Name of one of the kubeconfigs of this stack's `Fleetwright`. */
  readonly kubeconfig: string;
}

/** A cluster that somebody else made. */
export class ImportedKubernetesCluster extends KubernetesBase {
  public readonly access: KubernetesAccess;
  public readonly members: TerraformResource[] = [];

  constructor(scope: Construct, id: string, props: KubeconfigClusterProps) {
    super(scope, id);
    this.access = { kubeconfig: props.kubeconfig };
    requireKubeconfig(this, props.kubeconfig);
  }
}
