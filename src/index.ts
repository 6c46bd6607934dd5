export { Fleetwright } from './constructs/fleetwright';
export type { FleetwrightProps, Kubeconfig, SshCredential } from './constructs/fleetwright';
export { MarathonTokenScheme } from './constructs/marathon-login';
export type { MarathonLogin } from './constructs/marathon-login';
export { AzureCloud } from './constructs/azure-configuration';
export type { AzureConfiguration } from './constructs/azure-configuration';
export type { AssumedRole, Ec2Configuration } from './constructs/ec2-configuration';
export { FleetwrightError } from './constructs/fleetwright-error';

export { Hosts } from './constructs/hosts/host';
export type { HostConnection, IHost, IHosts } from './constructs/hosts/host';
export { ClusterNetwork, ClusterRole } from './constructs/hosts/cluster-network';
export type {
  ClusterNetworkProps,
  ClusterPeer,
  ClusterTraffic,
  IClusterSide,
} from './constructs/hosts/cluster-network';
export { AddressKind } from './constructs/hosts/address-kind';
export { AzureHost } from './constructs/hosts/azure-host';
export type { AzureHostProps } from './constructs/hosts/azure-host';
export { AzureCaching, AzureEviction } from './constructs/hosts/azure-host-settings';
export type {
  AzureDataDisk,
  AzureDisk,
  AzureHostSettings,
  AzureIdentity,
  AzureSpot,
} from './constructs/hosts/azure-host-settings';
export { AzureHosts } from './constructs/hosts/azure-hosts';
export type { AzureHostsProps } from './constructs/hosts/azure-hosts';
export { AzureImage } from './constructs/hosts/azure-image';
export type { AzureImageReference } from './constructs/hosts/azure-image';
export { AzureNetwork } from './constructs/hosts/azure-network';
export type { AzureNetworkProps, AzureSubnet, IAzureNetwork } from './constructs/hosts/azure-network';
export { AzureAccess, AzureDirection } from './constructs/hosts/azure-rule';
export type { AzureRule } from './constructs/hosts/azure-rule';
export { Ec2Host } from './constructs/hosts/ec2-host';
export type { Ec2HostProps } from './constructs/hosts/ec2-host';
export { HostKeySource, SpotInterruption } from './constructs/hosts/ec2-host-settings';
export type {
  Ec2DataVolume,
  Ec2HostSettings,
  Ec2Metadata,
  Ec2Volume,
  SpotSettings,
} from './constructs/hosts/ec2-host-settings';
export { Ec2Hosts } from './constructs/hosts/ec2-hosts';
export type { Ec2HostsProps } from './constructs/hosts/ec2-hosts';
export { Ec2Image } from './constructs/hosts/ec2-image';
export type { Ec2ImageFilter } from './constructs/hosts/ec2-image';
export { Ec2KeyPair } from './constructs/hosts/ec2-key-pair';
export type { Ec2KeyPairProps, IEc2KeyPair } from './constructs/hosts/ec2-key-pair';
export { Ec2SecurityGroup } from './constructs/hosts/ec2-security-group';
export type {
  Ec2Rule,
  Ec2SecurityGroupProps,
  IEc2SecurityGroup,
} from './constructs/hosts/ec2-security-group';
export { SshHost } from './constructs/hosts/ssh-host';
export type { SshAccess, SshHostProps } from './constructs/hosts/ssh-host';
export { SshHosts } from './constructs/hosts/ssh-hosts';
export type { SshHostsProps } from './constructs/hosts/ssh-hosts';

export type { ICluster, IKubernetesCluster, KubernetesAccess } from './constructs/clusters/cluster';
export type { KubeconfigClusterProps } from './constructs/clusters/imported-kubernetes-cluster';
export { KubernetesCluster } from './constructs/clusters/kubernetes-cluster';
export { KubernetesWorkers } from './constructs/clusters/kubernetes-workers';
export type { KubernetesClusterProps } from './constructs/clusters/kubernetes-cluster';
export { BundleDelivery, PodNetwork } from './constructs/clusters/kubernetes-settings';
export type {
  KubeadmPatch,
  KubernetesPackages,
  KubernetesSettings,
  WorkerSettings,
} from './constructs/clusters/kubernetes-settings';

export type { IMesosCluster, MarathonAccess } from './constructs/clusters/mesos-access';
export type { MarathonUrlProps } from './constructs/clusters/imported-mesos-cluster';
export { MesosCluster } from './constructs/clusters/mesos-cluster';
export type { MesosClusterProps } from './constructs/clusters/mesos-cluster';
export { FileDelivery } from './constructs/clusters/mesos-packages';
export type { MesosPackages, PackageFile, PackageSource } from './constructs/clusters/mesos-packages';
export type { LoadBalancerSettings, MesosDnsSettings } from './constructs/clusters/mesos-services';
export { ContainerEngine, FlagConvention } from './constructs/clusters/mesos-settings';
export type {
  AgentSettings,
  MarathonHttpLogin,
  MesosAuthentication,
  MesosCredential,
  MesosSettings,
} from './constructs/clusters/mesos-settings';
export type {
  MarathonAppDefinition,
  MarathonArtifact,
  MarathonExecutorResources,
  MarathonGroupDefinition,
  MarathonResidency,
  MarathonResourceLimits,
  MarathonSecret,
  MarathonUpgradeStrategy,
} from './constructs/marathon/app-definition';
export type {
  MarathonContainer,
  MarathonDocker,
  MarathonDockerParameter,
  MarathonLabels,
  MarathonNetwork,
  MarathonPersistentVolume,
  MarathonPort,
  MarathonPortMapping,
  MarathonPullConfig,
  MarathonVolume,
} from './constructs/marathon/container-definition';
export type {
  MarathonCheck,
  MarathonCommand,
  MarathonHealthCheck,
  MarathonReadinessCheck,
} from './constructs/marathon/health-definition';

export { KubernetesManifests } from './constructs/workloads/kubernetes-manifests';
export type { KubernetesManifestsProps } from './constructs/workloads/kubernetes-manifests';
export type { KubernetesObject, KubernetesObjectMetadata } from './constructs/workloads/kubernetes-object';
export { MarathonApp } from './constructs/workloads/marathon-app';
export type { MarathonAppProps } from './constructs/workloads/marathon-app';
export { OnFailure } from './constructs/workloads/marathon-deployment';
export type { DeploymentProps } from './constructs/workloads/marathon-deployment';
export { MarathonGroup } from './constructs/workloads/marathon-group';
export type { MarathonGroupProps } from './constructs/workloads/marathon-group';
export { Workload } from './constructs/workloads/workload';
export type { WorkloadProps } from './constructs/workloads/workload';
export { OnUntranslatable, ServiceType } from './constructs/workloads/workload-spec';
export type {
  HealthCheck,
  WorkloadHealth,
  WorkloadPort,
  WorkloadSpec,
} from './constructs/workloads/workload-spec';

export { KubernetesStack } from './stacks/kubernetes-stack';
export type { KubernetesStackProps, MachineProps, WorkerMachineProps } from './stacks/kubernetes-stack';
export { MesosStack } from './stacks/mesos-stack';
export type { AgentMachineProps, MesosStackProps } from './stacks/mesos-stack';

/** The generated constructs, one namespace per resource type: for what the ones above do not offer. */
export * as generated from './constructs/generated';
