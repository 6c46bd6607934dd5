import { converge, forgetHost, gatherFacts, withHostLock, type HostShell } from '../../bootstrap';
import { removeOperations, type NodeParams } from '../../bootstrap/recipes/kubernetes';
import type { Diagnostics } from '../../tfplugin';
import type { HostReference, Session } from '../session';
import { isUnreachable } from '../unreachable';

/** The host's shell, or undefined, with a warning, when it is dead: what is removed must not need it. */
export async function shellOfPossiblyDead(
  session: Session,
  host: HostReference,
  diagnostics: Diagnostics,
  signal: AbortSignal,
): Promise<HostShell | undefined> {
  try {
    return (await session.reach(host, 'leaving', signal)).shell;
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    diagnostics.warn(
      ['host', 'address'],
      `host ${host.address} does not answer SSH and was not cleaned`,
      `${error instanceof Error ? error.message : String(error)}\nIt was removed from the cluster. If it comes back, run on it: kubeadm reset --force`,
    );
    return undefined;
  }
}

/** Leaves the host as it was found. */
export async function cleanHost(
  session: Session,
  shell: HostShell,
  params: Pick<NodeParams, 'packages' | 'podNetwork'>,
  purpose: string,
  signal: AbortSignal,
): Promise<void> {
  await withHostLock(shell, { owner: session.operator, purpose, signal }, async (locked) => {
    const facts = await gatherFacts(shell, { signal: locked });
    await converge(shell, removeOperations(facts, params), { mode: 'apply', signal: locked });
  });
  await forgetHost(shell, { signal });
}
