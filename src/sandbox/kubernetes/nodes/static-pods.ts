import type { NodeSpec } from '../cluster-backend';
import type { JsonMap } from '../json';

const components = [
  ['etcd', 'etcd:3.6.5-0', '100m'],
  ['kube-apiserver', undefined, '250m'],
  ['kube-controller-manager', undefined, '200m'],
  ['kube-scheduler', undefined, '100m'],
] as const;

/** The pods by which a control plane's kubelet shows what it runs from its manifests. */
export function staticPods(node: NodeSpec, nodeUid: string, version: string): JsonMap[] {
  return components.map(([component, image, cpu]) => ({
    metadata: {
      name: `${component}-${node.name}`,
      labels: { component, tier: 'control-plane' },
      annotations: {
        'kubernetes.io/config.hash': component,
        'kubernetes.io/config.mirror': component,
        'kubernetes.io/config.source': 'file',
      },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node.name, uid: nodeUid, controller: true }],
    },
    spec: {
      nodeName: node.name,
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
      containers: [
        {
          name: component,
          image: `registry.k8s.io/${image ?? `${component}:${version}`}`,
          resources: { requests: { cpu } },
        },
      ],
    },
  }));
}
