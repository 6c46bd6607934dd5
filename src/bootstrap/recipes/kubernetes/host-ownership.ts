import type { CommandOperation } from '../../operation';
import { findOtherMembership, type Membership } from './membership';
import { paths } from './paths';

/** What a host may be taken for. */
export interface Claim {
  readonly membership: Membership;
  /** Whether kubeadm may begin on a host that is not complete. */
  readonly mayBegin: boolean;
}

/**
 * The first operation of all: nothing at all is changed on a host of somebody else's cluster, of another
 * cluster or role of ours, or on one that lost the cluster it is said to have.
 */
export function ownHost(claim: Claim): CommandOperation {
  return {
    kind: 'command',
    id: 'host/ownership',
    description: 'make sure that the host belongs to no other cluster',
    check: `
${findOtherMembership(claim.membership)}
[ -z "$other" ] || { echo "$other"; exit 1; }
[ -f ${paths.complete} ] && exit 0
${claim.mayBegin ? checkLeftovers : "echo 'the host has lost its cluster'; exit 1"}
`,
    apply: `
${findOtherMembership(claim.membership)}
if [ -n "$other" ]; then
  echo "$other; destroy the resource it belongs to first, or run 'kubeadm reset --force && rm ${paths.complete}' on it if it may be taken over" >&2
  exit 1
fi
${
  claim.mayBegin
    ? `${findLeftovers}
${refuseLeftovers} >&2
exit 1`
    : refuseToBegin
}
`,
  };
}

/** sh; for the operation that runs kubeadm on a host that is not complete. */
export const refuseToBegin = `
echo "the host has lost its cluster: ${paths.complete} is not there, so its disk was replaced or it was installed again; nothing was changed. Restore the host from a backup, or make a new cluster on purpose with terraform apply -replace=<address of the resource>" >&2
exit 1`;

/** sh; sets `leftovers` to the files of a cluster that are on the host. */
export const findLeftovers = `
leftovers=
for path in /etc/kubernetes/admin.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/bootstrap-kubelet.conf \\
  /etc/kubernetes/manifests/*.yaml /etc/kubernetes/pki/* /var/lib/etcd/member /var/lib/kubelet/config.yaml; do
  if [ -e "$path" ]; then leftovers="$leftovers $path"; fi
done`;

/** sh; says what `leftovers` means. */
export const refuseLeftovers = `echo "this host is or was part of a Kubernetes cluster that is managed elsewhere (found:$leftovers); run 'kubeadm reset' on it if it may be taken over"`;

const checkLeftovers = `[ -f ${paths.started} ] && exit 0
${findLeftovers}
[ -z "$leftovers" ] || { ${refuseLeftovers}; exit 1; }`;
