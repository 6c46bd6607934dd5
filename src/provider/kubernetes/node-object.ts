import type { HostShell } from '../../bootstrap';
import {
  nodeDrift,
  parseNodeStatus,
  readNodeStatus,
  syncNodeMetadata,
  uncordonNode,
  waitForNode,
  waitForRegistration,
  type NodeMetadata,
  type NodeStatus,
} from '../../bootstrap/recipes/kubernetes';
import { runScript } from '../hosts/run-script';

/** What is declared of a Node object. */
export interface DeclaredNode {
  readonly metadata: NodeMetadata;
  /** Whether it can be expected to get ready at all. */
  readonly awaitReady: boolean;
}

export function nodeMetadata(
  declared: {
    readonly labels: Readonly<Record<string, string>> | null;
    readonly taints: readonly string[] | null;
  },
  awaitReady: boolean,
): DeclaredNode {
  const { labels, taints } = declared;
  return { metadata: { labels: labels ?? {}, ...(taints === null ? {} : { taints }) }, awaitReady };
}

/** What a control-plane host says of a Node; null when the cluster does not know it. */
export async function askForNode(
  controlPlane: HostShell,
  name: string,
  signal: AbortSignal,
): Promise<NodeStatus | null> {
  return parseNodeStatus(await runScript(controlPlane, readNodeStatus(name), signal));
}

/** @param status null when the cluster does not know the node */
export function driftOfNode(
  name: string,
  status: NodeStatus | null,
  declared: DeclaredNode,
): readonly string[] {
  // Without a pod network the kubelet says so, which is no news.
  const expected = status === null || declared.awaitReady ? status : { ...status, ready: true };
  return nodeDrift(name, expected, declared.metadata);
}

/** Who is asked about a Node, and who is told what to do with it. */
export interface NodeHands {
  /** Runs kubectl. */
  readonly controlPlane: HostShell;
  /** The node itself. */
  readonly host: HostShell;
  look(signal: AbortSignal): Promise<NodeStatus | null>;
}

/** Brings the Node object to what is declared and waits until the node is ready. */
export async function settleNode(
  { controlPlane, host, look }: NodeHands,
  name: string,
  declared: DeclaredNode,
  signal: AbortSignal,
): Promise<void> {
  let status = await look(signal);
  if (status === null) {
    // A kubelet registers its node when it starts, and not again when the object is deleted.
    await host.run('systemctl restart kubelet.service', { sudo: true, signal, timeoutMs: 120_000 });
  }
  if (status === null || (declared.awaitReady && !status.ready)) {
    const wait = declared.awaitReady ? waitForNode(name) : waitForRegistration(name);
    await runScript(controlPlane, wait, signal);
    status = await look(signal);
  }
  if (status === null) throw new Error(`node ${name} was removed from the cluster while it was being set up`);
  if (status.unschedulable) await runScript(controlPlane, uncordonNode(name), signal);
  const sync = syncNodeMetadata(name, status, declared.metadata);
  if (sync !== null) await runScript(controlPlane, sync, signal);
}
