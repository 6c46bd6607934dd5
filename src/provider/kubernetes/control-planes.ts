import type { HostReference, ReachedHost, Session } from '../session';
import { isUnreachable, UnreachableClusterError } from '../unreachable';

export interface ReachedControlPlane extends ReachedHost {
  readonly host: HostReference;
}

/** The first control-plane host that answers: one that is down must not stand in the way of the others. */
export async function connectToAny(
  session: Session,
  hosts: readonly HostReference[],
  signal: AbortSignal,
): Promise<ReachedControlPlane> {
  const silent: string[] = [];
  for (const host of hosts) {
    try {
      return { host, ...(await session.reach(host, 'running', signal)) };
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      silent.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new UnreachableClusterError(
    'no control-plane host of the cluster answers SSH',
    silent.length === 0 ? 'cluster.control_planes is empty: name at least one host' : silent.join('\n'),
    ['cluster', 'control_planes'],
  );
}
