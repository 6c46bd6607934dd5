import type { HostShell } from '../../bootstrap';
import { readNodeStatus } from '../../bootstrap/recipes/kubernetes';
import type { PrivateState } from '../../tfplugin';
import { runScript } from './run-script';

/**
 * In the private state: the Node of this name is, or may be, this host's. A join that was refused, because another host
 * has the name, must not have that host removed.
 */
const MEMBER = 'member';

export function rememberMember(remembered: PrivateState): void {
  remembered.set(MEMBER, true);
}

export function isKnownMember(remembered: PrivateState): boolean {
  return remembered.get(MEMBER) === true;
}

interface NodeInfo {
  readonly status?: { readonly nodeInfo?: { readonly machineID?: string } };
}

/**
 * Whether the Node of that name is this host's, by what both say of the machine. Terraform forgets the private state of
 * what is tainted, and of what was being changed when the provider was killed.
 */
export async function isNodeOf(
  controlPlane: HostShell,
  host: HostShell,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { stdout } = await host.run('if [ -e /etc/kubernetes/kubelet.conf ]; then cat /etc/machine-id; fi', {
    sudo: true,
    signal,
  });
  const machine = stdout.trim();
  if (machine === '') return false;
  const node = await runScript(controlPlane, readNodeStatus(name), signal);
  return node.trim() !== '' && (JSON.parse(node) as NodeInfo).status?.nodeInfo?.machineID === machine;
}
