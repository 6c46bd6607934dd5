export { Fleetwright } from './constructs/fleetwright';
export type { FleetwrightProps, Kubeconfig, SshCredential } from './constructs/fleetwright';
export { FleetwrightError } from './constructs/fleetwright-error';

export { Hosts } from './constructs/hosts/host';
export type { HostConnection, IHost, IHosts } from './constructs/hosts/host';
export { SshHost } from './constructs/hosts/ssh-host';
export type { SshAccess, SshHostProps } from './constructs/hosts/ssh-host';
export { SshHosts } from './constructs/hosts/ssh-hosts';
export type { SshHostsProps } from './constructs/hosts/ssh-hosts';

export type { ICluster, IKubernetesCluster, KubernetesAccess } from './constructs/clusters/cluster';
export type { KubeconfigClusterProps } from './constructs/clusters/imported-kubernetes-cluster';
export { KubernetesCluster } from './constructs/clusters/kubernetes-cluster';
export type { KubernetesClusterProps } from './constructs/clusters/kubernetes-cluster';
export { BundleDelivery, PodNetwork } from './constructs/clusters/kubernetes-settings';
export type {
  KubeadmPatch,
  KubernetesPackages,
  KubernetesSettings,
  WorkerSettings,
} from './constructs/clusters/kubernetes-settings';

export { KubernetesManifests } from './constructs/workloads/kubernetes-manifests';
export type { KubernetesManifestsProps } from './constructs/workloads/kubernetes-manifests';
export type { KubernetesObject, KubernetesObjectMetadata } from './constructs/workloads/kubernetes-object';
export { Workload } from './constructs/workloads/workload';
export type { WorkloadProps } from './constructs/workloads/workload';
export { ServiceType } from './constructs/workloads/workload-spec';
export type {
  HealthCheck,
  WorkloadHealth,
  WorkloadPort,
  WorkloadSpec,
} from './constructs/workloads/workload-spec';

export { KubernetesStack } from './stacks/kubernetes-stack';
export type { KubernetesStackProps, MachineProps, WorkerMachineProps } from './stacks/kubernetes-stack';

/** The generated constructs, one namespace per resource type: for what the ones above do not offer. */
export * as generated from './constructs/generated';
