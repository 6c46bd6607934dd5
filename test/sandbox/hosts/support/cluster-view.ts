import { connect } from 'node:net';
import type { SandboxCluster } from '../../../../src/sandbox/kubernetes';

/** A node as its cluster has it. */
export interface NodeView {
  readonly address: string | undefined;
  readonly controlPlane: boolean;
  readonly ready: boolean;
  readonly taints: readonly string[];
}

interface NodeObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly taints?: readonly { readonly key: string; readonly effect: string }[] };
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** By name, in the order of the alphabet. */
export async function nodesOf(cluster: SandboxCluster): Promise<Readonly<Record<string, NodeView>>> {
  const { exitCode, stdout, stderr } = await cluster.kubectl(['get', 'nodes', '-o', 'json'], '');
  if (exitCode !== 0) throw new Error(stderr);
  const { items } = JSON.parse(stdout) as { items: readonly NodeObject[] };
  return Object.fromEntries(
    items.map(({ metadata: { name, labels = {} }, spec: { taints = [] }, status }) => [
      name,
      {
        address: status.addresses?.find(({ type }) => type === 'InternalIP')?.address,
        controlPlane: 'node-role.kubernetes.io/control-plane' in labels,
        ready: (status.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True'),
        // Those that the node's health comes and goes with are its condition, said in another way.
        taints: taints
          .map(({ key, effect }) => `${key}:${effect}`)
          .filter((taint) => !taint.startsWith('node.kubernetes.io/')),
      },
    ]),
  );
}

/** Whether an API server answers on the address. */
export function servesOn(address: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 6443 });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
