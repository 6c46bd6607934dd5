import type { JsonMap } from '../json';

interface InitialObject {
  readonly resource: readonly [group: string, version: string, plural: string];
  readonly namespace: string;
  readonly object: JsonMap;
}

const rbac = 'rbac.authorization.k8s.io';
const bootstrapping = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const all = ['*'];

function role(name: string, rules: readonly JsonMap[]): InitialObject {
  const object = { metadata: { name, labels: bootstrapping }, rules };
  return { resource: [rbac, 'v1', 'clusterroles'], namespace: '', object };
}

function binding(name: string, groups: readonly string[]): InitialObject {
  const object = {
    metadata: { name, labels: bootstrapping },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
    subjects: groups.map((group) => ({ kind: 'Group', apiGroup: rbac, name: group })),
  };
  return { resource: [rbac, 'v1', 'clusterrolebindings'], namespace: '', object };
}

const reading = ['get', 'list', 'watch'];
const writing = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const workloads: readonly JsonMap[] = [
  {
    apiGroups: ['', 'apps', 'batch', 'autoscaling', 'policy', 'networking.k8s.io', 'discovery.k8s.io'],
    resources: all,
    verbs: reading,
  },
];
const changing: readonly JsonMap[] = [
  {
    apiGroups: ['', 'apps', 'batch', 'autoscaling', 'policy', 'networking.k8s.io'],
    resources: all,
    verbs: [...reading, ...writing],
  },
];

/** What is in a cluster before anybody uses it. The fine-grained roles of controllers are left out. */
export function initialObjects(): readonly InitialObject[] {
  const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'].map(
    (name): InitialObject => ({
      resource: ['', 'v1', 'namespaces'],
      namespace: '',
      object: { metadata: { name } },
    }),
  );
  const priorities = [
    [
      'system-node-critical',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ],
    [
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ],
  ] as const;
  return [
    ...namespaces,
    ...priorities.map(([name, value, description]): InitialObject => ({
      resource: ['scheduling.k8s.io', 'v1', 'priorityclasses'],
      namespace: '',
      object: { metadata: { name }, value, description },
    })),
    role('cluster-admin', [
      { apiGroups: all, resources: all, verbs: all },
      { nonResourceURLs: all, verbs: all },
    ]),
    role('system:discovery', [
      {
        nonResourceURLs: [
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/openapi',
          '/openapi/*',
          '/version',
          '/version/',
        ],
        verbs: ['get'],
      },
    ]),
    role('system:public-info-viewer', [
      { nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] },
    ]),
    role('admin', changing),
    role('edit', changing),
    role('view', workloads),
    binding('cluster-admin', ['system:masters']),
    binding('system:discovery', ['system:authenticated']),
    binding('system:public-info-viewer', ['system:authenticated', 'system:unauthenticated']),
    {
      resource: [rbac, 'v1', 'clusterrolebindings'],
      namespace: '',
      object: {
        metadata: { name: 'kubeadm:cluster-admins' },
        roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'Group', apiGroup: rbac, name: 'kubeadm:cluster-admins' }],
      },
    },
  ];
}

/** The service by which pods reach the API server. */
export function apiServerService(clusterIP: string): InitialObject {
  return {
    resource: ['', 'v1', 'services'],
    namespace: 'default',
    object: {
      metadata: { name: 'kubernetes', labels: { component: 'apiserver', provider: 'kubernetes' } },
      spec: {
        type: 'ClusterIP',
        clusterIP,
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
      },
    },
  };
}
