import {
  converge,
  withHostLock,
  type ConvergeOptions,
  type HostFacts,
  type HostShell,
} from '../../bootstrap';
import {
  deleteJoinToken,
  listEtcdMembers,
  mintJoinToken,
  newCertificateKey,
  nodeOperations,
  parseEtcdMembers,
  parseJoinToken,
  parseNodeStatus,
  readNodeStatus,
  removeEtcdMember,
  uploadCertificates,
  type JoinParams,
} from '../../bootstrap/recipes/kubernetes';
import { DiagnosticError } from '../../tfplugin';
import type { Session } from '../session';
import { runScript } from './run-script';

export interface Join {
  readonly name: string;
  /** Where the host is reached over SSH, for messages. */
  readonly address: string;
  readonly facts: HostFacts;
  readonly params: JoinParams;
  readonly options: ConvergeOptions;
  /** Called once the name is known to be this host's: from then on what is in the cluster under it is ours to remove. */
  readonly onNameOwned: () => void;
}

/**
 * Joins a prepared host to its cluster. The token is minted for this join and taken back after it. Control planes
 * take their turn, also between two runs of Terraform: concurrent membership changes of etcd fail
 * (https://github.com/kubernetes/kubeadm/issues/2005).
 * @throws DiagnosticError at `node_name` when the cluster has a node of this name on another host.
 */
export async function joinNode(
  session: Session,
  controlPlane: HostShell,
  host: HostShell,
  join: Join,
  signal: AbortSignal,
): Promise<void> {
  const { name, params } = join;
  // Hosts of one name must not pass the check together: the second one has to see the node of the first.
  await session.clusterTurns.run(`${params.caCertificateHash} ${name}`, async () => {
    await assertNameIsFree(controlPlane, join, signal);
    join.onNameOwned();
    if (params.role === 'worker') {
      await joinWithToken(controlPlane, host, join, undefined, signal);
      return;
    }
    const purpose = `join control plane ${name}`;
    await inTurn(session, controlPlane, params.caCertificateHash, purpose, signal, async (turn) => {
      await removeStaleMember(controlPlane, join, turn);
      const certificateKey = newCertificateKey();
      await runScript(controlPlane, uploadCertificates(certificateKey), turn);
      await joinWithToken(controlPlane, host, join, certificateKey, turn);
    });
  });
}

/** Two hosts of one name would take turns as one node: cloned machines often share theirs. */
async function assertNameIsFree(
  controlPlane: HostShell,
  { name, address, facts }: Join,
  signal: AbortSignal,
): Promise<void> {
  const status = parseNodeStatus(await runScript(controlPlane, readNodeStatus(name), signal));
  const taken = status?.internalAddress ?? null;
  if (taken === null || hasAddress(facts, taken)) return;
  throw new DiagnosticError(
    `the cluster has a node "${name}" already, at ${taken}, which is no address of host ${address}`,
    `Set node_name to a name that no other host of the cluster has, or rename the machine (hostnamectl set-hostname). If the host at ${taken} is gone for good, remove its node first: kubectl delete node ${name}`,
    ['node_name'],
  );
}

function hasAddress({ addresses }: HostFacts, wanted: string): boolean {
  return addresses.some(({ address }) => address === wanted);
}

/** One change of the control plane at a time: in this process, and among all that use this control-plane host. */
export function inTurn<T>(
  session: Session,
  controlPlane: HostShell,
  cluster: string,
  purpose: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return session.clusterTurns.run(cluster, () =>
    withHostLock(controlPlane, { owner: session.operator, purpose, name: 'control-plane', signal }, work),
  );
}

async function joinWithToken(
  controlPlane: HostShell,
  host: HostShell,
  { name, facts, params, options }: Join,
  certificateKey: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const token = parseJoinToken(await runScript(controlPlane, mintJoinToken(name), signal));
  const credentials = certificateKey === undefined ? { token } : { token, certificateKey };
  try {
    await converge(host, nodeOperations(facts, params, credentials), { ...options, signal });
  } finally {
    // Also after an interrupt: the token must not outlive the join.
    await runScript(controlPlane, deleteJoinToken(token), AbortSignal.timeout(30_000)).catch(() => undefined);
  }
}

/**
 * A join that failed or was killed can leave a member behind that never starts, and that the next join trips over.
 * It is known by its address alone: a member of this name may be another host, and alive.
 */
async function removeStaleMember(
  controlPlane: HostShell,
  { facts }: Join,
  signal: AbortSignal,
): Promise<void> {
  const members = parseEtcdMembers(await runScript(controlPlane, listEtcdMembers(), signal));
  for (const member of members) {
    const hosts = member.peerUrls.map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''));
    if (!hosts.some((one) => hasAddress(facts, one))) continue;
    await runScript(controlPlane, removeEtcdMember(member), signal);
  }
}
