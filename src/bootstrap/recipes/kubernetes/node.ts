import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { containerdOperations } from './containerd';
import { declarationRecord } from './declaration';
import { hostPreparation } from './host-preparation';
import { assertSupported } from './host-support';
import { hostAndPort, joinConfiguration } from './kubeadm-config';
import { ownHost, type Claim } from './host-ownership';
import { kubeadmRun } from './kubeadm-run';
import { kubeletOperations, kubeletPatchOperations, recordKubelet } from './kubelet';
import { kubernetesPackages } from './packages';
import type { JoinCredentials, JoinParams } from './params';
import { paths, removeConfigAtEnd, sweepSecrets } from './paths';
import { podNetworkOperations } from './pod-network';
import { joinedStaticPods, recordJoinedManifests } from './joined-static-pods';

/** Id of the operation that joins the cluster. When it is pending, credentials must be minted. */
export const JOIN_OPERATION = 'kubeadm/join';

/** Everything that can be done before a token exists. */
export function nodeBaseOperations(facts: HostFacts, params: JoinParams): readonly Operation[] {
  assertSupported(facts, params, params.role);
  // Mistakes in patches and taints come out before anything is changed.
  joinConfiguration(facts, params, { token: 'unknown', certificateKey: 'unknown' });
  return [
    ownHost(claimOf(params)),
    ...hostPreparation(facts, params),
    ...containerdOperations(facts, params),
    ...kubernetesPackages(params, params.role),
    {
      kind: 'directory',
      id: 'kubeadm/folder',
      description: 'keep the configuration of kubeadm',
      path: paths.configuration,
      mode: '0700',
    },
    ...kubeletPatchOperations(params),
  ];
}

/**
 * Everything that makes a host a node of the cluster. Without `credentials` the list can be checked, and
 * applied on a host that has joined.
 */
export function nodeOperations(
  facts: HostFacts,
  params: JoinParams,
  credentials?: JoinCredentials,
): readonly Operation[] {
  const controlPlane = params.role === 'control-plane';
  return [
    ...nodeBaseOperations(facts, params),
    kubeadmRun({
      id: JOIN_OPERATION,
      description: `join the cluster at ${hostAndPort(params.endpoint)} as ${params.role}`,
      claim: claimOf(params),
      conf: paths.kubeletConf,
      command: joinCommand(facts, params, credentials),
      repair: controlPlane
        ? `echo '${paths.kubeletConf} of a control plane is missing; restore it, or remove the node and add it again' >&2; exit 1`
        : 'reset_host\nrun_kubeadm',
      afterwards: controlPlane ? `${recordJoinedManifests(params)}\n${recordKubelet}` : recordKubelet,
      ...(credentials === undefined ? {} : { secrets: secretsOf(credentials) }),
      timeoutSeconds: 600,
    }),
    ...(controlPlane ? [joinedStaticPods(facts, params)] : []),
    ...kubeletOperations(facts, params),
    ...podNetworkOperations(params),
    ...declarationRecord(params),
  ];
}

function claimOf({ role, caCertificateHash, owner }: JoinParams): Claim {
  return {
    membership: { role, caCertificateHash },
    mayBegin: true,
    ...(owner === undefined ? {} : { owner }),
  };
}

/** To be converged before anything is recorded: a host that is refused is none of ours, and must not be cleaned. */
export function claimNode(params: JoinParams): readonly Operation[] {
  return [ownHost(claimOf(params))];
}

/** The configuration holds the token: it lives in a file that only root reads, on a tmpfs, for as long as kubeadm runs. */
function joinCommand(facts: HostFacts, params: JoinParams, credentials: JoinCredentials | undefined): string {
  if (credentials === undefined) return "echo 'a join needs a token' >&2; exit 1";
  return `
umask 077
${sweepSecrets}
config=$(mktemp /run/fleetwright-join.XXXXXX)
${removeConfigAtEnd}
cat >"$config" <<'FLEETWRIGHT_END'
${joinConfiguration(facts, params, credentials)}FLEETWRIGHT_END
kubeadm join --config "$config" || explain
rm -f "$config"
umask 022
`;
}

function secretsOf(credentials: JoinCredentials): readonly string[] {
  const { token, certificateKey } = credentials;
  const secret = token.slice(token.indexOf('.') + 1);
  return [token, secret, ...(certificateKey === undefined ? [] : [certificateKey])];
}
