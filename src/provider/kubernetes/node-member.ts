import type { HostFacts, HostShell } from '../../bootstrap';
import { readNodeStatus } from '../../bootstrap/recipes/kubernetes';
import type { PrivateState } from '../../tfplugin';
import { runScript } from '../hosts/run-script';

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
 * Whether a Node is this host's, by what both say of the machine. Terraform forgets the private state of what is
 * tainted, and of what was being changed when the provider was killed.
 */
export function isNodeOf(node: object, { machineId, kubernetes }: HostFacts): boolean {
  return kubernetes.kubeletConf && machineId !== '' && machineOf(node) === machineId;
}

/** As {@link isNodeOf}, with the Node looked up on a control-plane host and the machine on the host itself. */
export async function isNodeOn(
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
  return node.trim() !== '' && machineOf(JSON.parse(node) as object) === machine;
}

function machineOf(node: NodeInfo): string | undefined {
  return node.status?.nodeInfo?.machineID;
}
