import { askForReadiness } from '../../bootstrap/recipes/kubernetes';
import { messageOf } from '../../tfplugin';
import type { HostReference, ReachedHost, Session } from '../session';
import { runScript, ScriptError } from '../hosts/run-script';
import { isUnreachable, UnreachableClusterError } from '../unreachable';

export interface ReachedControlPlane extends ReachedHost {
  readonly host: HostReference;
}

/**
 * The first control-plane host whose API server is ready: one that is down must not stand in the way of the others.
 * When none is, the first that answers SSH, because its API server may be about to be.
 */
export async function connectToAny(
  session: Session,
  hosts: readonly HostReference[],
  signal: AbortSignal,
): Promise<ReachedControlPlane> {
  const silent: string[] = [];
  let fallback: ReachedControlPlane | undefined;
  for (const host of hosts) {
    try {
      const reached = { host, ...(await session.reach(host, 'running', signal)) };
      fallback ??= reached;
      if (hosts.length > 1) await runScript(reached.shell, askForReadiness(), signal);
      return reached;
    } catch (error) {
      if (signal.aborted || !(isUnreachable(error) || error instanceof ScriptError)) throw error;
      silent.push(messageOf(error));
    }
  }
  if (fallback !== undefined) return fallback;
  throw new UnreachableClusterError(
    'no control-plane host of the cluster answers SSH',
    silent.length === 0 ? 'cluster.control_planes is empty: name at least one host' : silent.join('\n'),
    ['cluster', 'control_planes'],
  );
}
