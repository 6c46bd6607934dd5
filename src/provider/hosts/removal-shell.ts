import type { HostShell } from '../../bootstrap';
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
