import { converge, forgetHost, withHostLock, type HostFacts, type HostShell } from '../../bootstrap';
import { removeOperations, type NodeParams } from '../../bootstrap/recipes/kubernetes';
import { HostKeyMismatchError } from '../../drivers/ssh';
import { messageOf } from '../../tfplugin';
import type { HostReference, Session } from '../session';
import { isUnreachable } from '../unreachable';

/**
 * The host's shell, or why there is none: the host is dead, or another machine has its address by now, which we do
 * not log in to. What is removed must not need it.
 */
export async function shellForRemoval(
  session: Session,
  host: HostReference,
  signal: AbortSignal,
): Promise<HostShell | { readonly gone: string }> {
  try {
    return (await session.reach(host, 'leaving', signal)).shell;
  } catch (error) {
    if (!isUnreachable(error) && !(error instanceof HostKeyMismatchError)) throw error;
    return { gone: messageOf(error) };
  }
}

/** Leaves the host as it was found. */
export async function cleanHost(
  session: Session,
  shell: HostShell,
  facts: HostFacts,
  params: Pick<NodeParams, 'podNetwork'>,
  purpose: string,
  signal: AbortSignal,
): Promise<void> {
  await withHostLock(shell, { owner: session.operator, purpose, signal }, async (locked) => {
    await converge(shell, removeOperations(facts, params), { mode: 'apply', signal: locked });
  });
  await forgetHost(shell, { signal });
}

/** What the removal of a host has to know of its declaration. */
export function removalOf(state: { readonly pod_network: string }): Pick<NodeParams, 'podNetwork'> {
  return { podNetwork: state.pod_network === 'none' ? 'none' : 'bridge' };
}
