import type { HostShell } from '../../bootstrap';
import { askForReadiness } from '../../bootstrap/recipes/kubernetes';
import { messageOf } from '../../tfplugin';
import type { HostReference, Session } from '../session';
import { runScript } from '../hosts/run-script';

/** A control-plane host through which the cluster can be changed, or why there is none. */
export type AnsweringControlPlane =
  { readonly shell: HostShell } | { readonly shell: undefined; readonly silence: readonly string[] };

/** The first host that answers SSH and whose API server is ready: without the latter nothing can be asked of it. */
export async function answeringControlPlane(
  session: Session,
  hosts: readonly HostReference[],
  signal: AbortSignal,
): Promise<AnsweringControlPlane> {
  const silence: string[] = [];
  for (const host of hosts) {
    try {
      const { shell } = await session.reach(host, 'running', signal);
      await runScript(shell, askForReadiness(), signal);
      return { shell };
    } catch (error) {
      if (signal.aborted) throw error;
      silence.push(`${host.address}: ${messageOf(error)}`);
    }
  }
  return { shell: undefined, silence };
}
