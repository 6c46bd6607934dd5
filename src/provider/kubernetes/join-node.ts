import { setTimeout as sleep } from 'node:timers/promises';
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
  listUnhealthyMembers,
  mintJoinToken,
  newCertificateKey,
  nodeOperations,
  parseEtcdMembers,
  parseJoinToken,
  removeEtcdMember,
  uploadCertificates,
  type EtcdMember,
  type JoinParams,
  type NodeStatus,
} from '../../bootstrap/recipes/kubernetes';
import { DiagnosticError } from '../../tfplugin';
import type { Session } from '../session';
import { runScript } from '../hosts/run-script';

export interface Join {
  readonly name: string;
  /** Where the host is reached over SSH, for messages. */
  readonly address: string;
  readonly facts: HostFacts;
  readonly params: JoinParams;
  readonly options: ConvergeOptions;
  /** Called once the name is known to be this host's: from then on what is in the cluster under it is ours to remove. */
  readonly onNameOwned: () => void;
  /** What the cluster says of the node of that name. */
  look(signal: AbortSignal): Promise<NodeStatus | null>;
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
    assertNameIsFree(await join.look(signal), join);
    join.onNameOwned();
    if (params.role === 'worker') {
      await joinWithToken(controlPlane, host, join, undefined, signal);
      return;
    }
    await joinControlPlane(session, controlPlane, host, join, signal);
  });
}

/**
 * kubeadm refuses a join while a member of etcd is not healthy. A dead one may be about to be removed by this very
 * run, which needs the turn for that: so the turn is given back between two looks.
 */
async function joinControlPlane(
  session: Session,
  controlPlane: HostShell,
  host: HostShell,
  join: Join,
  signal: AbortSignal,
): Promise<void> {
  const purpose = `join control plane ${join.name}`;
  const deadline = Date.now() + MEMBERS_DEADLINE_MS;
  for (;;) {
    const unhealthy = await inTurn(
      session,
      controlPlane,
      join.params.caCertificateHash,
      purpose,
      signal,
      async (turn) => {
        const sick = await unhealthyMembers(controlPlane, join, turn);
        if (sick.length > 0) return sick;
        const certificateKey = newCertificateKey();
        await runScript(controlPlane, uploadCertificates(certificateKey), turn);
        await joinWithToken(controlPlane, host, join, certificateKey, turn);
        return [];
      },
    );
    if (unhealthy.length === 0) return;
    if (Date.now() > deadline) throw membersAreSick(unhealthy);
    await sleep(5_000, undefined, { signal });
  }
}

/** How long a member of etcd may take to come back, or to be removed. */
const MEMBERS_DEADLINE_MS = 300_000;

function membersAreSick(names: readonly string[]): DiagnosticError {
  const named = names.map((name) => `"${name}"`).join(', ');
  return new DiagnosticError(
    `no control plane can join: etcd's ${names.length === 1 ? 'member' : 'members'} ${named} ${names.length === 1 ? 'is' : 'are'} not healthy after ${String(MEMBERS_DEADLINE_MS / 1000)} s`,
    'Repair the host, or take it out of the declaration so that it is removed. The join is tried again by the next apply.',
    ['cluster', 'control_planes'],
  );
}

/** Two hosts of one name would take turns as one node: cloned machines often share theirs. */
export function assertNameIsFree(
  status: NodeStatus | null,
  { name, address, facts }: Pick<Join, 'name' | 'address' | 'facts'>,
): void {
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
 * It is known by its address alone: a member of this name may be another host, and alive. Returns the others.
 */
async function removeStaleMember(
  controlPlane: HostShell,
  { facts }: Join,
  signal: AbortSignal,
): Promise<readonly EtcdMember[]> {
  const members = parseEtcdMembers(await runScript(controlPlane, listEtcdMembers(), signal));
  const isOurs = ({ peerUrls }: EtcdMember): boolean =>
    peerUrls
      .map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''))
      .some((one) => hasAddress(facts, one));
  for (const member of members.filter(isOurs)) {
    await runScript(controlPlane, removeEtcdMember(member), signal);
  }
  return members.filter((member) => !isOurs(member));
}

async function unhealthyMembers(
  controlPlane: HostShell,
  join: Join,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const others = await removeStaleMember(controlPlane, join, signal);
  const names = await runScript(controlPlane, listUnhealthyMembers(others), signal);
  return names.split('\n').filter((name) => name !== '');
}
