import { nodeStatusOf, type NodeStatus } from '../../bootstrap/recipes/kubernetes';
import type { HostReference, Session } from '../session';
import { accessCluster } from './cluster-access';
import type { Purpose } from '../shared-apis';

/** A cluster as its nodes hold it, through other hosts than the node itself. */
export interface ClusterOfNode {
  readonly controlPlanes: readonly HostReference[];
  readonly caCertificateHash: string;
}

/**
 * A Node as the API server gives it, over the connection that all share; undefined when there is none.
 * @throws as `accessCluster`, KubernetesApiError
 */
export async function findNode(
  session: Session,
  { controlPlanes, caCertificateHash }: ClusterOfNode,
  name: string,
  purpose: Purpose,
  signal: AbortSignal,
): Promise<object | undefined> {
  const cluster = {
    control_planes: controlPlanes,
    ca_certificate_hash: caCertificateHash,
    kubeconfig: null,
  };
  const api = await accessCluster(session, cluster, purpose, signal);
  const reference = { apiVersion: 'v1', kind: 'Node', namespace: undefined, name };
  return api.read(reference, { signal, ...(purpose === 'look' ? { retryMs: 5_000 } : {}) });
}

/** What there is to know of a Node before and after it is changed; null when the cluster does not know it. */
export async function lookUpNode(
  session: Session,
  cluster: ClusterOfNode,
  name: string,
  signal: AbortSignal,
): Promise<NodeStatus | null> {
  const node = await findNode(session, cluster, name, 'change', signal);
  return node === undefined ? null : nodeStatusOf(node);
}
