import type { CommandOperation } from '../../operation';
import { searchPath } from '../script';
import { findLeftovers, refuseLeftovers, refuseToBegin, type Claim } from './host-ownership';
import { kubeletErrors } from './kubelet';
import { recordMembership } from './membership';
import { paths } from './paths';

/**
 * `kubeadm init` or `kubeadm join` as one operation that can be killed anywhere: what a killed run left is
 * reset before the next one, but only on hosts where we began, so that a cluster made by somebody else is
 * refused and never reset. A host that had been complete is repaired and never reset either: its etcd may
 * be the only copy of the cluster.
 */
export function kubeadmRun(run: {
  readonly id: string;
  readonly description: string;
  /** What the host becomes, and whether kubeadm may begin on it at all. */
  readonly claim: Claim;
  /** The file whose presence shows that kubeadm had been there. */
  readonly conf: string;
  /** sh; runs kubeadm; `|| explain` after it adds what the kubelet says. */
  readonly command: string;
  /** sh; after kubeadm succeeded and before the host counts as complete. */
  readonly afterwards?: string;
  /** sh; brings `conf` back on a host that had been complete. Must not lose what the cluster holds. */
  readonly repair: string;
  readonly secrets?: readonly string[];
  readonly timeoutSeconds: number;
}): CommandOperation {
  return {
    kind: 'command',
    id: run.id,
    description: run.description,
    check: `
if [ ! -f ${paths.complete} ]; then echo 'the host is not part of a cluster yet'; exit 1; fi
if [ ! -f ${run.conf} ]; then echo '${run.conf} is missing'; exit 1; fi
`,
    apply: `
${searchPath}
run_kubeadm() {
rm -f ${paths.manifestRecord} ${paths.kubeletRecord}
: >${paths.started}
${run.command}
${run.afterwards ?? ':'}
${recordMembership(run.claim.membership)}
: >${paths.complete}
rm -f ${paths.started}
}
explain() {
  if systemctl is-active --quiet kubelet.service; then :; else echo 'the kubelet does not run; its last errors:' >&2; fi
  ${kubeletErrors}
  exit 1
}
reset_host() { kubeadm reset --force --cri-socket ${paths.containerdSocket} >/dev/null; }
if [ -f ${paths.complete} ]; then
${run.repair}
exit 0
fi
${run.claim.mayBegin ? beginAnew : refuseToBegin}
`,
    ...(run.secrets === undefined ? {} : { secrets: run.secrets }),
    timeoutSeconds: run.timeoutSeconds,
  };
}

const beginAnew = `${findLeftovers}
if [ -n "$leftovers" ]; then
  if [ ! -f ${paths.started} ]; then
    ${refuseLeftovers} >&2
    exit 1
  fi
  reset_host
fi
run_kubeadm`;
