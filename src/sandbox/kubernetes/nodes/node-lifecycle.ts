import { at, mapAt, mapsAt, numberAt, textAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { isBeingDeleted, nameOf } from '../kinds/resource';
import type { ControllerContext } from '../controllers/context';
import { conditionOf, hasEnded, podsResource } from '../controllers/pods';
import { timestamp } from '../objects/metadata';
import { taintsOf, tolerationFor } from './node-fit';
import type { NodeUsage } from './node-usage';

const prefix = 'node.kubernetes.io/';
const managed = ['unschedulable', 'not-ready', 'unreachable'].map((name) => `${prefix}${name}`);
/** Simulated seconds until pods of a node that is gone are. */
const collectSeconds = 5;

/** Taints nodes by their state, and takes pods off nodes that they may not stay on. */
export function runNodeLifecycle(context: ControllerContext, usage: NodeUsage): void {
  const { store } = context;
  const nodes = context.resource('', 'v1', 'nodes');
  const pods = podsResource(context);
  /** Node and taint → when the taint came, in real milliseconds. */
  const tainted = new Map<string, number>();

  const queue = context.queue('node', (name) => {
    const node = store.get('nodes', '', name);
    if (node === undefined) {
      for (const pod of usage.of(name).pods.values()) context.delete(pods, pod, 0);
      for (const pod of store.list('pods'))
        if (textAt(pod, 'spec', 'nodeName') === name) context.delete(pods, pod, 0);
      return;
    }
    const changed = taint(node);
    if (changed !== undefined) evict(changed);
  });

  const taint = (node: ApiObject): ApiObject | undefined => {
    const ready = textAt(conditionOf(node, 'Ready'), 'status');
    const wanted: [string, string][] = [];
    if (at(node, 'spec', 'unschedulable') === true) wanted.push([`${prefix}unschedulable`, 'NoSchedule']);
    if (ready === 'Unknown')
      wanted.push([`${prefix}unreachable`, 'NoSchedule'], [`${prefix}unreachable`, 'NoExecute']);
    else if (ready === 'False')
      wanted.push([`${prefix}not-ready`, 'NoSchedule'], [`${prefix}not-ready`, 'NoExecute']);
    else if (ready === undefined) wanted.push([`${prefix}not-ready`, 'NoSchedule']);
    const before = mapsAt(node, 'spec', 'taints');
    const kept = before.filter((one) => {
      const key = textAt(one, 'key') ?? '';
      return (
        !managed.includes(key) || wanted.some(([name, effect]) => name === key && effect === one['effect'])
      );
    });
    const has = ([key, effect]: [string, string]) =>
      before.some((one) => one['key'] === key && one['effect'] === effect);
    const added = wanted
      .filter((one) => !has(one))
      .map(([key, effect]): Json => ({ key, effect, timeAdded: timestamp() }));
    if (added.length === 0 && kept.length === before.length) return node;
    const taints: Json[] = [...kept, ...added];
    return context.set(nodes, node, (live) => {
      const spec: Record<string, Json | undefined> = { ...mapAt(live, 'spec') };
      if (taints.length === 0) delete spec['taints'];
      else spec['taints'] = taints;
      return { ...live, spec: spec as JsonMap };
    });
  };

  const evict = (node: ApiObject) => {
    const name = nameOf(node);
    const taints = taintsOf(node).filter(({ effect }) => effect === 'NoExecute');
    const keys = new Set(taints.map(({ key }) => `${name} ${key}`));
    for (const key of tainted.keys()) if (key.startsWith(`${name} `) && !keys.has(key)) tainted.delete(key);
    for (const key of keys) if (!tainted.has(key)) tainted.set(key, performance.now());
    if (taints.length === 0) return;
    let soonest = Infinity;
    for (const pod of usage.of(name).pods.values()) {
      if (isBeingDeleted(pod)) continue;
      for (const one of taints) {
        const toleration = tolerationFor(mapAt(pod, 'spec'), one);
        const seconds =
          toleration === undefined ? 0 : (numberAt(toleration, 'tolerationSeconds') ?? Infinity);
        const since = tainted.get(`${name} ${one.key}`) ?? performance.now();
        const left = seconds - ((performance.now() - since) / 1000) * context.clock.speed;
        if (left > 0) {
          soonest = Math.min(soonest, left);
          continue;
        }
        context.event(
          pod,
          'Normal',
          'TaintManagerEviction',
          `Marking for deletion Pod ${textAt(pod, 'metadata', 'namespace') ?? ''}/${nameOf(pod)}`,
          'taint-eviction-controller',
        );
        context.delete(pods, pod);
        break;
      }
    }
    if (soonest < Infinity) queue.addAfter(name, soonest + 0.1);
  };

  context.listen('nodes', ({ type, object, previous }) => {
    if (type === 'DELETED') queue.addAfter(nameOf(object), collectSeconds);
    else {
      const same =
        previous !== undefined &&
        previous['spec'] === object['spec'] &&
        conditionOf(previous, 'Ready')?.['status'] === conditionOf(object, 'Ready')?.['status'];
      if (!same) queue.add(nameOf(object));
    }
  });
  context.listen('pods', ({ type, object }) => {
    const node = textAt(object, 'spec', 'nodeName');
    if (type === 'DELETED' || node === undefined || hasEnded(object)) return;
    const live = store.get('nodes', '', node);
    if (live === undefined) queue.addAfter(node, collectSeconds);
    else if (taintsOf(live).some(({ effect }) => effect === 'NoExecute')) queue.add(node);
  });
}

/** Pods of a node that has fallen silent count as ready no more. */
export function markPodsUnready(context: ControllerContext, usage: NodeUsage, node: string): void {
  const pods = podsResource(context);
  for (const pod of usage.of(node).pods.values()) {
    const ready = conditionOf(pod, 'Ready');
    if (ready?.['status'] !== 'True') continue;
    const conditions = mapsAt(pod, 'status', 'conditions').map((one) =>
      one['type'] === 'Ready' ? { ...one, status: 'False', lastTransitionTime: timestamp() } : one,
    );
    context.setStatus(pods, pod, { ...mapAt(pod, 'status'), conditions });
    context.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready', 'node-controller');
  }
}
