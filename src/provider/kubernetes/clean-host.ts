import { converge, forgetHost, withHostLock, type HostFacts, type HostShell } from '../../bootstrap';
import { removeOperations, type NodeParams } from '../../bootstrap/recipes/kubernetes';
import type { Session } from '../session';

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
