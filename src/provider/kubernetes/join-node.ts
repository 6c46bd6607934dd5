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
  removeEtcdMember,
  uploadCertificates,
  type JoinParams,
} from '../../bootstrap/recipes/kubernetes';
import type { Session } from '../session';
import { runScript } from './run-script';

export interface Join {
  readonly name: string;
  readonly address: string;
  readonly facts: HostFacts;
  readonly params: JoinParams;
  readonly options: ConvergeOptions;
}

/**
 * Joins a prepared host to its cluster. The token is minted for this join and taken back after it. Control planes
 * take their turn, also between two runs of Terraform: concurrent membership changes of etcd fail
 * (https://github.com/kubernetes/kubeadm/issues/2005).
 */
export async function joinNode(
  session: Session,
  controlPlane: HostShell,
  host: HostShell,
  join: Join,
  signal: AbortSignal,
): Promise<void> {
  if (join.params.role === 'worker') {
    await joinWithToken(controlPlane, host, join, undefined, signal);
    return;
  }
  await inTurn(
    session,
    controlPlane,
    join.params.caCertificateHash,
    `join control plane ${join.name}`,
    signal,
    async (turn) => {
      await removeStaleMember(controlPlane, join, turn);
      const certificateKey = newCertificateKey();
      await runScript(controlPlane, uploadCertificates(certificateKey), turn);
      await joinWithToken(controlPlane, host, join, certificateKey, turn);
    },
  );
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

/** A join that failed or was killed can leave a member behind that never starts, and that the next join trips over. */
async function removeStaleMember(
  controlPlane: HostShell,
  { name, address }: Join,
  signal: AbortSignal,
): Promise<void> {
  const members = parseEtcdMembers(await runScript(controlPlane, listEtcdMembers(), signal));
  for (const member of members) {
    if (member.name !== name && !member.peerUrls.some((url) => new URL(url).hostname === address)) continue;
    await runScript(controlPlane, removeEtcdMember(member), signal);
  }
}
