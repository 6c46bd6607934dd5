import type { TerraformResource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { HostConnection } from '../hosts/host';
import type { WorkloadSpec } from '../workloads/workload-spec';

/** Something a workload can run on. */
export interface ICluster extends IConstruct {
  /**
   * Runs a workload: adds to `scope` what this orchestrator needs for it. Called by `Workload`.
   *
   * @param scope the workload
   * @param name the workload's name
   * @param spec checked as far as every orchestrator agrees
   */
  runWorkload(scope: Construct, name: string, spec: WorkloadSpec): void;
}

/** How a release reaches the API of a Kubernetes cluster: over its control planes, or with a kubeconfig. */
export interface KubernetesAccess {
  /** @default none: `kubeconfig` is used */
  readonly controlPlanes?: HostConnection[];
  /**
   * `sha256:<hex>` of the public key of the cluster's CA.
   *
   * @default not checked beyond what the kubeconfig says
   */
  readonly caCertificateHash?: string;
  /**
   * Name of one of the kubeconfigs of this stack's `Fleetwright`.
   *
   * @default none: `controlPlanes` is used
   */
  readonly kubeconfig?: string;
}

/** A Kubernetes cluster, whoever made it. */
export interface IKubernetesCluster extends ICluster {
  /** How to reach its API. */
  readonly access: KubernetesAccess;
  /**
   * What has to be there before objects can become ready, and has to go after them: the control plane
   * and all nodes. Nodes that are added later are added to this same array.
   */
  readonly members: TerraformResource[];
}
