import type { Construct } from 'constructs';
import { ClusterNetwork, type ClusterPeer, ClusterRole, type ClusterTraffic } from '../hosts/cluster-network';
import { validateRange } from '../validation/range';
import { type KubernetesSettings, PodNetwork } from './kubernetes-settings';
import { DEFAULT_POD_CIDR } from './validate-settings';

// https://kubernetes.io/docs/reference/networking/ports-and-protocols/
const KUBERNETES: ClusterTraffic[] = [
  {
    protocol: 'tcp',
    fromPort: 6443,
    toPort: 6443,
    to: ClusterRole.CONTROL_PLANE,
    description: 'Kubernetes API',
  },
  {
    protocol: 'tcp',
    fromPort: 2379,
    toPort: 2380,
    to: ClusterRole.CONTROL_PLANE,
    from: ClusterRole.CONTROL_PLANE,
    description: 'etcd',
  },
  { protocol: 'tcp', fromPort: 10250, toPort: 10250, description: 'kubelet' },
];

/** Pods listen on any port, and a security group cannot tell a host's own address from that of a pod on it. */
const EVERYTHING: ClusterTraffic[] = [{ protocol: 'all', description: 'Hosts and pods of the cluster' }];

/** The hosts of a cluster and what passes between them. */
export function kubernetesNetwork(cluster: Construct, settings: KubernetesSettings): ClusterNetwork {
  const { podCidr = DEFAULT_POD_CIDR, peerCidrs = [], podNetwork = PodNetwork.BRIDGE } = settings;
  const builtIn = podNetwork === PodNetwork.BRIDGE;
  for (const cidr of peerCidrs) validateRange(`${cluster.node.path}: peerCidrs`, cidr);
  return new ClusterNetwork(cluster, {
    traffic: builtIn ? EVERYTHING : KUBERNETES,
    podRanges: builtIn ? [{ cidr: podCidr, description: 'from pods' }] : [],
    peerRanges: peerCidrs.map((cidr): ClusterPeer => ({ cidr, description: 'from elsewhere' })),
    forwardsPods: builtIn,
  });
}
