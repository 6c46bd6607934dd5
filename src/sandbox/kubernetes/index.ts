export type {
  ClusterBackend,
  ClusterOptions,
  KubectlResult,
  NodeSpec,
  NodeTaint,
  SandboxClusterHandle as SandboxCluster,
} from './cluster-backend';
