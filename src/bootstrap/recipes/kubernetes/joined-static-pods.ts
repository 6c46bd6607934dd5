import type { Operation } from '../../operation';
import { paths, searchPath } from './paths';

/** sh; writes down what the static pods of a control plane that joined were made from. */
export const recordJoinedManifests = `sha256sum /etc/kubernetes/manifests/*.yaml >${paths.manifestRecord}`;

/** A control plane that joined has no configuration of its own: kubeadm makes its manifests from the cluster's. */
export function joinedStaticPods(): Operation {
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
kubeadm upgrade node phase control-plane --certificate-renewal=false --patches ${paths.patches} >/dev/null
${recordJoinedManifests}
`,
    timeoutSeconds: 600,
  };
}
