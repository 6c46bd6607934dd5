import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { RecipeError } from '../recipe-error';
import { searchPath } from '../script';
import { defineRenewCertificate } from './api-server-certificate';
import { containerdOperations } from './containerd';
import { declarationRecord } from './declaration';
import { hostPreparation } from './host-preparation';
import { nodeAddress } from './node-address';
import { assertSupported } from './host-support';
import { hostAndPort, initConfiguration } from './kubeadm-config';
import { ownHost, type Claim } from './host-ownership';
import { kubeadmRun } from './kubeadm-run';
import { kubeletOperations, kubeletPatchOperations, recordKubelet } from './kubelet';
import { kubernetesPackages } from './packages';
import type { ControlPlaneParams } from './params';
import { paths } from './paths';
import { bridgeAccess, podNetworkOperations } from './pod-network';

/** Id of the operation that makes the cluster. Until it is done there is no cluster. */
export const INIT_OPERATION = 'kubeadm/init';

/** Everything that makes a host the first control plane of a cluster, in order. */
export function controlPlaneOperations(facts: HostFacts, params: ControlPlaneParams): readonly Operation[] {
  assertSupported(facts, params, 'control-plane');
  const endpoint = hostAndPort(params.controlPlaneEndpoint ?? nodeAddress(facts, params));
  const claim = claimOf(params);
  if (params.podNetwork === 'bridge' && params.podNetworkManifests !== undefined) {
    throw new RecipeError('pod_network_manifests needs pod_network "none"', 'pod_network_manifests');
  }
  return [
    ownHost(claim),
    ...hostPreparation(facts, params),
    ...containerdOperations(facts, params),
    ...kubernetesPackages(params, 'control-plane'),
    {
      kind: 'directory',
      id: 'kubeadm/folder',
      description: 'keep the configuration of kubeadm',
      path: paths.configuration,
      mode: '0700',
    },
    ...kubeletPatchOperations(params),
    {
      kind: 'file',
      id: 'kubeadm/config',
      description: 'write the configuration of kubeadm',
      path: paths.kubeadmConfig,
      content: initConfiguration(facts, params),
      mode: '0600',
    },
    kubeadmRun({
      id: INIT_OPERATION,
      description: `make the control plane of the cluster at ${endpoint}`,
      claim,
      conf: paths.adminConf,
      command: `kubeadm init --config ${paths.kubeadmConfig} --skip-token-print --skip-certificate-key-print || explain`,
      repair: `kubeadm init phase kubeconfig all --config ${paths.kubeadmConfig} >/dev/null`,
      afterwards: `${recordManifests}\n${recordKubelet}`,
      timeoutSeconds: 900,
    }),
    staticPods(),
    ...kubeletOperations(facts, params),
    ...(params.podNetwork === 'bridge' ? [bridgeAccess()] : []),
    ...podNetworkOperations(params),
    ...userNetwork(params),
    ...declarationRecord(params),
  ];
}

function claimOf({ mayInitialise = true, owner }: ControlPlaneParams): Claim {
  return {
    membership: { role: 'control-plane-init' },
    mayBegin: mayInitialise,
    ...(owner === undefined ? {} : { owner }),
  };
}

/** To be converged before anything is recorded: a host that is refused is none of ours, and must not be cleaned. */
export function claimControlPlane(params: ControlPlaneParams): readonly Operation[] {
  return [ownHost(claimOf(params))];
}

const recordManifests = `sha256sum ${paths.kubeadmConfig} /etc/kubernetes/manifests/*.yaml >${paths.manifestRecord}`;

/**
 * Changed parameters and edited manifests end in the same place: kubeadm writes everything that follows from
 * its configuration again. The certificates stay as they are.
 */
function staticPods(): Operation {
  return {
    kind: 'command',
    id: 'kubeadm/configuration',
    description: 'run the control plane as configured',
    check: `
[ -f ${paths.manifestRecord} ] || { echo 'the control plane is not configured yet'; exit 1; }
if ! differ=$(LC_ALL=C sha256sum -c --quiet ${paths.manifestRecord} 2>/dev/null); then
  printf 'file %s differs\\n' "$(printf '%s\\n' "$differ" | sed -n '1s/: FAILED.*//p')"
  exit 1
fi
`,
    apply: `
${searchPath}
export KUBECONFIG=${paths.adminConf}
kubeadm init phase etcd local --config ${paths.kubeadmConfig} >/dev/null
kubeadm init phase control-plane all --config ${paths.kubeadmConfig} >/dev/null
${defineRenewCertificate}
renew_certificate ${paths.kubeadmConfig}
systemctl start kubelet.service
tries=0
until kubectl --request-timeout 5s get --raw /readyz >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -ge 90 ]; then
    echo 'the API server is not ready after its manifests were written' >&2
    kubectl --request-timeout 5s get --raw '/readyz?verbose' >&2 || true
    exit 1
  fi
  sleep 2
done
kubeadm init phase upload-config all --config ${paths.kubeadmConfig} >/dev/null
proxy_settings() { kubectl -n kube-system get configmap kube-proxy -o 'jsonpath={.data.config\\.conf}' 2>/dev/null || true; }
before=$(proxy_settings)
kubeadm init phase addon kube-proxy --config ${paths.kubeadmConfig} >/dev/null
if [ "$(proxy_settings)" != "$before" ]; then
  kubectl -n kube-system rollout restart daemonset kube-proxy >/dev/null
fi
${recordManifests}
`,
    timeoutSeconds: 600,
  };
}

/** The manifests of a network the user brings. */
function userNetwork(params: ControlPlaneParams): readonly Operation[] {
  if (params.podNetworkManifests === undefined) return [];
  const kubectl = `kubectl --kubeconfig ${paths.adminConf}`;
  const record = `${paths.state}/pod-network.sha256`;
  return [
    {
      kind: 'file',
      id: 'pod-network/manifests',
      description: 'write the manifests of the pod network',
      path: paths.podNetworkManifests,
      content: params.podNetworkManifests,
      mode: '0600',
    },
    {
      kind: 'command',
      id: 'pod-network/apply',
      description: 'apply the manifests of the pod network',
      check: `LC_ALL=C sha256sum -c --quiet ${record} >/dev/null 2>&1 || { echo 'the manifests of the pod network changed'; exit 1; }`,
      apply: `
${searchPath}
${kubectl} apply --server-side --force-conflicts --field-manager fleetwright -f ${paths.podNetworkManifests} >/dev/null
sha256sum ${paths.podNetworkManifests} >${record}
`,
      timeoutSeconds: 120,
    },
  ];
}
