import type { HostShell } from '../../bootstrap';
import {
  nodeDrift,
  parseNodeStatus,
  readNodeStatus,
  syncNodeMetadata,
  uncordonNode,
  waitForNode,
  type NodeMetadata,
} from '../../bootstrap/recipes/kubernetes';
import { runScript } from './run-script';

interface DeclaredMetadata {
  readonly labels: Readonly<Record<string, string>> | null;
  readonly taints: readonly string[] | null;
}

/** What of the Node object is not as declared, asked on a control-plane host. */
export async function nodeObjectDrift(
  controlPlane: HostShell,
  name: string,
  declared: DeclaredMetadata,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const status = parseNodeStatus(await runScript(controlPlane, readNodeStatus(name), signal));
  return nodeDrift(name, status, metadataOf(declared));
}

/** Brings the Node object to what is declared and waits until the node is ready. */
export async function settleNode(
  controlPlane: HostShell,
  host: HostShell,
  name: string,
  declared: DeclaredMetadata,
  signal: AbortSignal,
): Promise<void> {
  if (parseNodeStatus(await runScript(controlPlane, readNodeStatus(name), signal)) === null) {
    // A kubelet registers its node when it starts, and not again when the object is deleted.
    await host.run('systemctl restart kubelet.service', { sudo: true, signal });
  }
  await runScript(controlPlane, waitForNode(name), signal);
  const status = parseNodeStatus(await runScript(controlPlane, readNodeStatus(name), signal));
  if (status === null) throw new Error(`node ${name} was removed from the cluster while it was being set up`);
  if (status.unschedulable) await runScript(controlPlane, uncordonNode(name), signal);
  const sync = syncNodeMetadata(name, status, metadataOf(declared));
  if (sync !== null) await runScript(controlPlane, sync, signal);
}

function metadataOf({ labels, taints }: DeclaredMetadata): NodeMetadata {
  return { labels: labels ?? {}, ...(taints === null ? {} : { taints }) };
}
