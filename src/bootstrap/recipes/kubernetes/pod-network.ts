import type { Operation } from '../../operation';
import { searchPath } from '../script';
import type { NodeParams } from './params';
import { paths } from './paths';
import { podRoutesScript } from './pod-routes-script';

const role = 'fleetwright:pod-routes';

/**
 * The pod network "bridge": every node has a bridge for its own pods and a route to the pods of every other
 * node by its address. It needs no image and no registry; it does need nodes that reach each other without a
 * router in between.
 */
export function podNetworkOperations(params: NodeParams): readonly Operation[] {
  if (params.podNetwork !== 'bridge') return [];
  return [
    {
      kind: 'directory',
      id: 'pod-network/folder',
      description: 'keep the program that sets the routes to other nodes',
      path: '/usr/local/lib/fleetwright',
      mode: '0755',
    },
    {
      kind: 'file',
      id: 'pod-network/program',
      description: 'write the program that sets the routes to the pods of other nodes',
      path: paths.podRoutes,
      content: podRoutesScript(params.podCidr),
      mode: '0755',
    },
    {
      kind: 'file',
      id: 'pod-network/unit',
      description: 'describe the pod routes to systemd',
      path: paths.podRoutesUnit,
      content: unit,
      mode: '0644',
    },
    {
      kind: 'service',
      id: 'pod-network/service',
      description: 'keep the routes to the pods of other nodes',
      unit: 'fleetwright-pod-routes.service',
      enabled: true,
      state: 'started',
      restartOn: ['pod-network/program', 'pod-network/unit'],
    },
  ];
}

/** From 1.32 on a kubelet's credentials read its own node only (AuthorizeNodeWithSelectors); routes need all nodes. */
export function bridgeAccess(): Operation {
  const kubectl = `kubectl --kubeconfig ${paths.adminConf} --request-timeout 10s`;
  return {
    kind: 'command',
    id: 'pod-network/access',
    description: 'let nodes read the addresses of other nodes',
    check: `
${searchPath}
found=$(${kubectl} get clusterrole,clusterrolebinding ${role} -o name 2>&1) && exit 0
case "$found" in
  *NotFound*) echo 'the role ${role} is missing' ;;
  *) printf 'the API server does not answer: %s\\n' "$(printf '%s' "$found" | tail -n 1)" ;;
esac
exit 1
`,
    apply: `
${searchPath}
${kubectl} apply --server-side --force-conflicts --field-manager fleetwright -f - >/dev/null <<'END'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: ${role}
rules:
  - apiGroups: [""]
    resources: [nodes]
    verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ${role}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: ${role}
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:nodes
END
`,
    timeoutSeconds: 60,
  };
}

const unit = `[Unit]
Description=Routes to the pods of the other nodes of the Kubernetes cluster
After=network-online.target kubelet.service
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=${paths.podRoutes}
Restart=always
RestartSec=2

[Install]
WantedBy=multi-user.target
`;
