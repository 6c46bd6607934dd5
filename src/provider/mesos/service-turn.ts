import type { LATER, TurnOptions } from '../ordered-turns';
import type { HostReference, Session } from '../session';
import { withClusterLock, type ClusterLock } from './cluster-lock';

/** What is done to one of several that serve the same cluster. */
export interface ServiceChange extends TurnOptions {
  /** What must not be changed at two places at once. */
  readonly key: string;
  /** What keeps other runs away from it meanwhile. */
  readonly lock: ClusterLock;
}

/** What differs from one change of a resource to another. */
export interface PlannedTurn extends TurnOptions {
  readonly verb: 'create' | 'update' | 'remove';
  /** Those of the lock. */
  readonly hosts: readonly HostReference[];
}

/**
 * Runs `work` when it is this change's turn, and again after a while as long as it gives {@link LATER}.
 *
 * @param signal of what has to be held for the turn to go on, as the lock of a host; `work` gets one that is that and the lock of the cluster
 */
export type TakeTurn = <T>(
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<T | typeof LATER>,
) => Promise<T>;

/** Announces a change before it is prepared, so that others know of it; `work` takes the turn, or goes without. */
export async function withServiceTurn<T>(
  session: Session,
  { key, lock, ...options }: ServiceChange,
  work: (takeTurn: TakeTurn) => Promise<T>,
): Promise<T> {
  const ticket = session.serviceTurns.announce(key, options);
  try {
    return await work((signal, turn) => ticket.take(() => withClusterLock(session, lock, signal, turn)));
  } finally {
    ticket.giveBack();
  }
}
