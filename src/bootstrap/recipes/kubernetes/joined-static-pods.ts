import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { quote } from '../../shell-text';
import { searchPath } from '../script';
import { defineRenewCertificate } from './api-server-certificate';
import { nodeAddress } from './node-address';
import { nodeNameOf } from './node-name';
import type { JoinParams } from './params';
import { paths, removeConfigAtEnd } from './paths';

/** sh; writes down what the static pods of a control plane that joined were made from. */
export function recordJoinedManifests({ configurationHash }: JoinParams): string {
  const record = `sha256sum /etc/kubernetes/manifests/*.yaml >${paths.manifestRecord}`;
  if (configurationHash === undefined) return record;
  return `${record}\nprintf '%s\\n' ${quote(configurationHash)} >${paths.configurationRecord}`;
}

/** A control plane that joined has no configuration of its own: kubeadm makes its manifests from the cluster's. */
export function joinedStaticPods(facts: HostFacts, params: JoinParams): Operation {
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
${checkConfiguration(params)}`,
    apply: `
${searchPath}
export KUBECONFIG=${paths.adminConf}
kubeadm upgrade node phase control-plane --certificate-renewal=false --patches ${paths.patches} >/dev/null
${params.configurationHash === undefined ? '' : renewByCluster(facts, params)}
${recordJoinedManifests(params)}
`,
    timeoutSeconds: 600,
  };
}

/** Without a record nobody knows what the host was configured with: it is configured anew. */
function checkConfiguration({ configurationHash }: JoinParams): string {
  if (configurationHash === undefined) return '';
  return `
if [ "$(cat ${paths.configurationRecord} 2>/dev/null)" != ${quote(configurationHash)} ]; then
  echo 'the configuration of the cluster has changed'
  exit 1
fi
`;
}

function renewByCluster(facts: HostFacts, params: JoinParams): string {
  return `${defineRenewCertificate}
umask 077
config=$(mktemp /run/fleetwright-cluster.XXXXXX)
${removeConfigAtEnd}
kubectl -n kube-system get configmap kubeadm-config -o 'jsonpath={.data.ClusterConfiguration}' >"$config"
cat >>"$config" <<'FLEETWRIGHT_END'

---
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: ${nodeAddress(facts, params)}
  bindPort: 6443
nodeRegistration:
  name: ${nodeNameOf(facts, params)}
FLEETWRIGHT_END
renew_certificate "$config"
rm -f "$config"
umask 022`;
}
