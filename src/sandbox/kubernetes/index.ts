export type {
  ClusterBackend,
  ClusterOptions,
  KubectlResult,
  NodeSpec,
  NodeTaint,
  SandboxCluster,
} from './cluster-backend';
export { LocalCluster } from './cluster/local-cluster';
export type { ControlPlaneOptions } from './cluster/local-cluster';
export { SandboxClusters } from './cluster/sandbox-clusters';
