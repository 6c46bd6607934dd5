import { at, listAt, mapAt, mapsAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { milliValue } from '../kinds/quantity';
import { isBeingDeleted, nameOf, namespaceOf } from '../kinds/resource';
import { conditionOf, podsResource } from '../controllers/pods';
import type { ControllerContext } from '../controllers/context';
import { keyOf, splitKey } from '../controllers/context';
import { timestamp } from '../objects/metadata';
import { matchesSelector } from '../storage/selectors';
import { fitsNode, pinnedNode, untoleratedTaint } from './node-fit';
import { requestsOf } from './node-usage';
import type { NodeUsage } from './node-usage';

const sourceName = 'default-scheduler';
/** Enough nodes that fit to choose the best of. */
const enough = 100;

/** Puts pods on nodes. It runs on control planes: in a cluster that never had a node there is none. */
export class Scheduler {
  private readonly waiting = new Set<string>();
  private readonly queue;
  private next = 0;
  private started = false;

  constructor(
    private readonly context: ControllerContext,
    private readonly usage: NodeUsage,
  ) {
    this.queue = context.queue('scheduler', (key) => {
      this.schedule(key);
    });
    context.listen('pods', ({ type, object }) => {
      const key = keyOf(object);
      if (type === 'DELETED') {
        this.waiting.delete(key);
        this.retry();
      } else if (this.isOurs(object)) {
        this.waiting.add(key);
        if (type === 'ADDED' && this.started) this.queue.add(key);
      } else this.waiting.delete(key);
    });
    context.listen('nodes', ({ object, previous }) => {
      const same =
        previous !== undefined &&
        previous['spec'] === object['spec'] &&
        previous.metadata['labels'] === object.metadata['labels'];
      if (!same) this.retry();
    });
    context.listen('persistentvolumeclaims', () => {
      this.retry();
    });
  }

  start(): void {
    this.started = true;
    this.retry();
  }

  private retry(): void {
    if (this.started) for (const key of this.waiting) this.queue.add(key);
  }

  private isOurs(pod: ApiObject): boolean {
    return (
      textAt(pod, 'spec', 'nodeName') === undefined &&
      textAt(pod, 'spec', 'schedulerName') === sourceName &&
      listAt(pod, 'spec', 'schedulingGates').length === 0 &&
      !isBeingDeleted(pod)
    );
  }

  private schedule(key: string): void {
    const [namespace, name] = splitKey(key);
    const pod = this.context.store.get('pods', namespace, name);
    if (pod === undefined || !this.isOurs(pod)) return;
    const claims = this.claimProblem(pod);
    const nodes = this.context.store.list('nodes');
    const reasons = new Map<string, number>();
    const fitting: ApiObject[] = [];
    const pinned = this.context.store.get('nodes', '', pinnedNode(mapAt(pod, 'spec')) ?? '');
    const candidates = pinned === undefined ? nodes : [pinned];
    const all = claims === undefined ? candidates.length : 0;
    for (let looked = 0; looked < all && fitting.length < enough; looked++) {
      const node = candidates[(this.next + looked) % candidates.length];
      if (node === undefined) continue;
      const why = this.misfit(pod, node, nodes);
      if (why === undefined) fitting.push(node);
      else reasons.set(why, (reasons.get(why) ?? 0) + 1);
    }
    this.next = nodes.length === 0 ? 0 : (this.next + 1) % nodes.length;
    const best = this.best(pod, fitting);
    if (best === undefined) this.reject(pod, nodes.length, reasons, claims);
    else this.bind(pod, best);
  }

  /** Why a pod cannot run on a node, in the scheduler's words. */
  private misfit(pod: ApiObject, node: ApiObject, nodes: readonly ApiObject[]): string | undefined {
    const spec = mapAt(pod, 'spec');
    const unschedulable = at(node, 'spec', 'unschedulable') === true;
    const taint = untoleratedTaint(spec, node, ['NoSchedule', 'NoExecute']);
    if (unschedulable && (taint === undefined || taint.key === 'node.kubernetes.io/unschedulable')) {
      const tolerated =
        taint === undefined &&
        mapsAt(spec, 'tolerations').some(
          (one) =>
            textAt(one, 'operator') === 'Exists' &&
            ['', 'node.kubernetes.io/unschedulable'].includes(textAt(one, 'key') ?? ''),
        );
      if (!tolerated) return 'node(s) were unschedulable';
    }
    if (taint !== undefined) return `node(s) had untolerated taint {${taint.key}: ${taint.value}}`;
    if (!fitsNode(spec, node)) return "node(s) didn't match Pod's node affinity/selector";
    const used = this.usage.of(nameOf(node));
    const wanted = requestsOf(pod);
    if (used.pods.size + 1 > Number(textAt(node, 'status', 'allocatable', 'pods') ?? 110))
      return 'Too many pods';
    if (wanted.cpu > 0 && used.cpu + wanted.cpu > milliValue(textAt(node, 'status', 'allocatable', 'cpu')))
      return 'Insufficient cpu';
    if (
      wanted.memory > 0 &&
      used.memory + wanted.memory > milliValue(textAt(node, 'status', 'allocatable', 'memory'))
    )
      return 'Insufficient memory';
    if (this.hostPortTaken(pod, used.pods))
      return "node(s) didn't have free ports for the requested pod ports";
    return this.affinityMisfit(pod, node, nodes);
  }

  private hostPortTaken(pod: ApiObject, others: ReadonlyMap<string, ApiObject>): boolean {
    const ports = hostPorts(pod);
    if (ports.length === 0) return false;
    for (const other of others.values())
      if (hostPorts(other).some((port) => ports.includes(port))) return true;
    return false;
  }

  private affinityMisfit(pod: ApiObject, node: ApiObject, nodes: readonly ApiObject[]): string | undefined {
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const apart = mapsAt(pod, 'spec', 'affinity', 'podAntiAffinity', required);
    const together = mapsAt(pod, 'spec', 'affinity', 'podAffinity', required);
    if (apart.some((term) => this.inDomain(pod, term, node, nodes).length > 0))
      return "node(s) didn't match pod anti-affinity rules";
    const alone = together.filter((term) => this.inDomain(pod, term, node, nodes).length === 0);
    // The first of its kind may be where none of them is.
    const first = (term: JsonMap) =>
      matchesSelector(at(term, 'labelSelector'), textsAt(pod, 'metadata', 'labels')) &&
      nodes.every((one) => this.inDomain(pod, term, one, [one]).length === 0);
    if (alone.some((term) => !first(term))) return "node(s) didn't match pod affinity rules";
    return this.spreadMisfit(pod, node, nodes);
  }

  private spreadMisfit(pod: ApiObject, node: ApiObject, nodes: readonly ApiObject[]): string | undefined {
    for (const constraint of mapsAt(pod, 'spec', 'topologySpreadConstraints')) {
      if (textAt(constraint, 'whenUnsatisfiable') !== 'DoNotSchedule') continue;
      const key = textAt(constraint, 'topologyKey') ?? '';
      const counts = new Map<string, number>();
      for (const one of nodes) {
        const domain = textsAt(one, 'metadata', 'labels')[key];
        if (domain === undefined || !fitsNode(mapAt(pod, 'spec'), one)) continue;
        const here = this.inDomain(pod, { ...constraint, topologyKey: 'kubernetes.io/hostname' }, one, [
          one,
        ]).length;
        counts.set(domain, (counts.get(domain) ?? 0) + here);
      }
      const own = textsAt(node, 'metadata', 'labels')[key];
      if (own === undefined)
        return "node(s) didn't match pod topology spread constraints (missing required label)";
      const least = Math.min(...counts.values());
      if ((counts.get(own) ?? 0) + 1 - least > (numberAt(constraint, 'maxSkew') ?? 1)) {
        return "node(s) didn't match pod topology spread constraints";
      }
    }
    return undefined;
  }

  /** The pods that a term selects, on nodes of the same topology. */
  private inDomain(pod: ApiObject, term: JsonMap, node: ApiObject, nodes: readonly ApiObject[]): ApiObject[] {
    const key = textAt(term, 'topologyKey') ?? '';
    const domain = textsAt(node, 'metadata', 'labels')[key];
    if (domain === undefined) return [];
    const namespaces =
      listAt(term, 'namespaces').length > 0 ? listAt(term, 'namespaces') : [namespaceOf(pod)];
    return nodes
      .filter((one) => textsAt(one, 'metadata', 'labels')[key] === domain)
      .flatMap((one) => [...this.usage.of(nameOf(one)).pods.values()])
      .filter(
        (other) =>
          namespaces.includes(namespaceOf(other)) &&
          matchesSelector(at(term, 'labelSelector'), textsAt(other, 'metadata', 'labels')),
      );
  }

  private claimProblem(pod: ApiObject): string | undefined {
    for (const volume of mapsAt(pod, 'spec', 'volumes')) {
      const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
      if (name === undefined) continue;
      const claim = this.context.store.get('persistentvolumeclaims', namespaceOf(pod), name);
      if (claim === undefined) return `persistentvolumeclaim ${JSON.stringify(name)} not found`;
      if (textAt(claim, 'status', 'phase') !== 'Bound')
        return 'pod has unbound immediate PersistentVolumeClaims';
    }
    return undefined;
  }

  /** The node that has most to spare, with the fewest pods of the same owner. */
  private best(pod: ApiObject, nodes: readonly ApiObject[]): ApiObject | undefined {
    const owner = mapsAt(pod, 'metadata', 'ownerReferences')[0]?.['uid'];
    const score = (node: ApiObject) => {
      const used = this.usage.of(nameOf(node));
      const cpu = milliValue(textAt(node, 'status', 'allocatable', 'cpu')) || 1;
      const memory = milliValue(textAt(node, 'status', 'allocatable', 'memory')) || 1;
      let siblings = 0;
      for (const other of used.pods.values())
        if (owner !== undefined && mapsAt(other, 'metadata', 'ownerReferences')[0]?.['uid'] === owner)
          siblings += 1;
      return 1 - used.cpu / cpu + 1 - used.memory / memory - siblings - used.pods.size / 1000;
    };
    let best: ApiObject | undefined;
    let highest = -Infinity;
    for (const node of nodes) {
      const value = score(node);
      if (value <= highest) continue;
      highest = value;
      best = node;
    }
    return best;
  }

  private bind(pod: ApiObject, node: ApiObject): void {
    const pods = podsResource(this.context);
    const bound = this.context.set(
      pods,
      pod,
      (live) => ({ ...live, spec: { ...mapAt(live, 'spec'), nodeName: nameOf(node) } }),
      'kube-scheduler',
    );
    if (bound === undefined) return;
    this.context.setStatus(pods, bound, {
      ...mapAt(bound, 'status'),
      conditions: withCondition(bound, {
        type: 'PodScheduled',
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: timestamp(),
      }),
    });
    this.context.event(
      pod,
      'Normal',
      'Scheduled',
      `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${nameOf(node)}`,
      sourceName,
    );
  }

  private reject(
    pod: ApiObject,
    total: number,
    reasons: ReadonlyMap<string, number>,
    claims: string | undefined,
  ): void {
    const message =
      claims !== undefined && total > 0
        ? `0/${String(total)} nodes are available: ${claims}. preemption: 0/${String(total)} nodes are available: ${String(total)} Preemption is not helpful for scheduling.`
        : rejection(total, reasons);
    if (textAt(conditionOf(pod, 'PodScheduled'), 'message') === message) return;
    const pods = podsResource(this.context);
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
      lastProbeTime: null,
      lastTransitionTime: timestamp(),
    };
    this.context.setStatus(
      pods,
      pod,
      { ...mapAt(pod, 'status'), conditions: withCondition(pod, condition) },
      'kube-scheduler',
    );
    this.context.event(pod, 'Warning', 'FailedScheduling', message, sourceName);
  }
}

/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {a: b}.` */
function rejection(total: number, reasons: ReadonlyMap<string, number>): string {
  if (total === 0) return 'no nodes available to schedule pods';
  const listed = [...reasons].map(([why, count]) => `${String(count)} ${why}`).sort();
  const share = `0/${String(total)} nodes are available`;
  return `${share}: ${listed.join(', ')}. preemption: ${share}: ${String(total)} Preemption is not helpful for scheduling.`;
}

function withCondition(pod: ApiObject, condition: JsonMap): JsonMap[] {
  const others = mapsAt(pod, 'status', 'conditions').filter((one) => one['type'] !== condition['type']);
  return [...others, condition];
}

function hostPorts(pod: ApiObject): string[] {
  return mapsAt(pod, 'spec', 'containers').flatMap((container) =>
    mapsAt(container, 'ports').flatMap((port) => {
      const number = numberAt(port, 'hostPort') ?? 0;
      return number === 0 ? [] : [`${String(number)}/${textAt(port, 'protocol') ?? 'TCP'}`];
    }),
  );
}
