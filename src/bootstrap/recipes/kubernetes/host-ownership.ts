import type { CommandOperation } from '../../operation';
import type { HostOwner } from '../host-owner';
import { nodeOwner } from './host-owner';
import { findOtherMembership, type Membership } from './membership';
import { paths } from './paths';

/** What a host may be taken for. */
export interface Claim {
  readonly membership: Membership;
  /** Whether kubeadm may begin on a host that is not complete. */
  readonly mayBegin: boolean;
  /** Who claims it. Undefined: nobody is asked whose the host is. */
  readonly owner?: HostOwner;
}

/**
 * The first operation of all: nothing at all is changed on a host of somebody else's cluster, of another cluster, role
 * or state of ours, or on one that lost the cluster it is said to have.
 */
export function ownHost(claim: Claim): CommandOperation {
  const { owner } = claim;
  const findOther = `${findOtherMembership(claim.membership)}${owner === undefined ? '' : nodeOwner.findOther(owner)}`;
  return {
    kind: 'command',
    id: 'host/ownership',
    description: 'make sure that the host belongs to nobody else',
    check: `
${findOther}
[ -z "$other" ] || { echo "$other"; exit 1; }
${claim.mayBegin ? checkLeftovers : `[ -f ${paths.complete} ] || { echo 'the host has lost its cluster'; exit 1; }`}
${owner === undefined ? '' : nodeOwner.check(owner)}
`,
    apply: `
${findOther}
if [ -n "$other" ]; then
  echo "$other; nothing was changed. Take it out of this configuration, or remove it there first: what is gone there without having been destroyed can be imported (terraform import), or is cleaned on the host by 'kubeadm reset --force && rm -rf ${paths.complete} ${paths.state}'" >&2
  exit 1
fi
${
  claim.mayBegin
    ? `if [ ! -f ${paths.complete} ] && [ ! -f ${paths.started} ]; then
${findLeftovers}
if [ -n "$leftovers" ]; then
${refuseLeftovers} >&2
exit 1
fi
fi`
    : `if [ ! -f ${paths.complete} ]; then
${refuseToBegin}
fi`
}
${owner === undefined ? '' : nodeOwner.write(owner)}
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

const checkLeftovers = `if [ ! -f ${paths.complete} ] && [ ! -f ${paths.started} ]; then
${findLeftovers}
[ -z "$leftovers" ] || { ${refuseLeftovers}; exit 1; }
fi`;
