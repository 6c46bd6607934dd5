import { mapsAt, textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { milliValue } from '../kinds/quantity';
import { uidOf } from '../kinds/resource';
import { hasEnded } from '../controllers/pods';

/** Amounts in thousandths: of CPUs, of bytes. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

const nothing: Amounts = { cpu: 0, memory: 0 };

/** What a pod asks for: the sum of its containers, or its largest init container where that is more. */
export function requestsOf(pod: ApiObject): Amounts {
  const of = (container: JsonMap): Amounts => ({
    cpu: milliValue(textAt(container, 'resources', 'requests', 'cpu')),
    memory: milliValue(textAt(container, 'resources', 'requests', 'memory')),
  });
  const sum = mapsAt(pod, 'spec', 'containers').map(of).reduce(plus, nothing);
  return mapsAt(pod, 'spec', 'initContainers')
    .map(of)
    .reduce(
      (most, one) => ({ cpu: Math.max(most.cpu, one.cpu), memory: Math.max(most.memory, one.memory) }),
      sum,
    );
}

function plus(left: Amounts, right: Amounts): Amounts {
  return { cpu: left.cpu + right.cpu, memory: left.memory + right.memory };
}

interface Usage extends Amounts {
  readonly pods: ReadonlyMap<string, ApiObject>;
}

/** What the pods on each node take, kept up to date pod by pod. */
export class NodeUsage {
  private readonly nodes = new Map<string, { cpu: number; memory: number; pods: Map<string, ApiObject> }>();
  private readonly places = new Map<string, { readonly node: string; readonly amounts: Amounts }>();

  see(pod: ApiObject, gone: boolean): void {
    const uid = uidOf(pod);
    const node = textAt(pod, 'spec', 'nodeName');
    const known = this.places.get(uid);
    if (gone || node === undefined || hasEnded(pod)) {
      if (known !== undefined) this.free(uid, known);
      return;
    }
    if (known !== undefined) {
      this.nodes.get(known.node)?.pods.set(uid, pod);
      return;
    }
    const amounts = requestsOf(pod);
    let usage = this.nodes.get(node);
    if (usage === undefined) this.nodes.set(node, (usage = { cpu: 0, memory: 0, pods: new Map() }));
    usage.cpu += amounts.cpu;
    usage.memory += amounts.memory;
    usage.pods.set(uid, pod);
    this.places.set(uid, { node, amounts });
  }

  private free(uid: string, { node, amounts }: { readonly node: string; readonly amounts: Amounts }): void {
    this.places.delete(uid);
    const usage = this.nodes.get(node);
    if (usage === undefined) return;
    usage.cpu -= amounts.cpu;
    usage.memory -= amounts.memory;
    usage.pods.delete(uid);
    if (usage.pods.size === 0) this.nodes.delete(node);
  }

  of(node: string): Usage {
    return this.nodes.get(node) ?? { ...nothing, pods: new Map() };
  }
}
