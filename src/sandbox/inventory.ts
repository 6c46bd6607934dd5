import type { AzureSnapshot } from './azure';
import type { Ec2Snapshot } from './ec2';
import type { SandboxCluster } from './kubernetes';

export interface MachineSummary {
  /** The instance id, the `vmId` of the virtual machine, or the name of the rack machine. */
  readonly name: string;
  readonly hostname: string;
  readonly kind: 'ec2' | 'azure' | 'rack';
  readonly addresses: readonly string[];
  readonly sshPort: number;
  /** Who may log in: root, or a user who may run sudo without a password. */
  readonly user: string;
  /** Public keys as in /etc/ssh/*.pub; none before the first boot. */
  readonly hostKeys: readonly string[];
  readonly state: 'off' | 'booting' | 'running' | 'stopping';
  /** The units of systemd that are active, but for sshd: `kubelet.service`, `mesos-agent.service`. */
  readonly activeUnits: readonly string[];
}

export interface NodeSummary {
  readonly name: string;
  readonly address: string;
  readonly role: 'control-plane' | 'worker';
  readonly ready: boolean;
}

export interface DeploymentSummary {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  readonly ready: number;
}

export interface ClusterSummary {
  readonly name: string;
  readonly version: string;
  readonly nodes: readonly NodeSummary[];
  readonly deployments: readonly DeploymentSummary[];
}

/** Everything there is in a sandbox, as it really is: seen past the APIs and their eventual consistency. */
export interface Inventory {
  readonly machines: readonly MachineSummary[];
  readonly clusters: readonly ClusterSummary[];
  readonly ec2: Ec2Snapshot;
  readonly azure: AzureSnapshot;
}

interface Listed<Item> {
  readonly items: readonly Item[];
}

interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

interface DeploymentObject {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}

export async function summarizeCluster(cluster: SandboxCluster): Promise<ClusterSummary> {
  const nodes = await list<NodeObject>(cluster, ['get', 'nodes']);
  const deployments = await list<DeploymentObject>(cluster, ['get', 'deployments', '--all-namespaces']);
  return {
    name: cluster.name,
    version: cluster.version,
    nodes: nodes.map(({ metadata, status }) => ({
      name: metadata.name,
      address: status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
      role:
        metadata.labels?.['node-role.kubernetes.io/control-plane'] === undefined ? 'worker' : 'control-plane',
      ready: status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    })),
    deployments: deployments.map(({ metadata, spec, status }) => ({
      namespace: metadata.namespace,
      name: metadata.name,
      replicas: spec.replicas ?? 1,
      ready: status?.readyReplicas ?? 0,
    })),
  };
}

async function list<Item>(cluster: SandboxCluster, args: readonly string[]): Promise<readonly Item[]> {
  const { exitCode, stdout, stderr } = await cluster.inspect([...args, '-o', 'json']);
  if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return (JSON.parse(stdout) as Listed<Item>).items;
}
