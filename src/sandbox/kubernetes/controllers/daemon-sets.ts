import { mapAt, mapsAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import { fitsNode, pinnedNode, untoleratedTaint } from '../nodes/node-fit';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import {
  controllerOf,
  counts,
  hasEnded,
  isAvailable,
  isReady,
  lookAgain,
  minReadySecondsOf,
  podFromTemplate,
  podsResource,
  shareOf,
} from './pods';
import { currentRevision, hashOfRevision, revisionLabel } from './revisions';

/** What daemons put up with, so that they run before and after other pods. */
const tolerated: readonly (readonly [key: string, effect: string])[] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
];

const coalesceSeconds = 1;

/** Keeps a pod on every node that fits. */
export function runDaemonSets(context: ControllerContext): void {
  const { store, clock } = context;
  const sets = context.resource('apps', 'v1', 'daemonsets');
  const pods = podsResource(context);

  const queue = context.queue('daemon set', async (key) => {
    const [namespace, name] = splitKey(key);
    const set = store.get(sets.storage, namespace, name);
    if (set === undefined || isBeingDeleted(set)) return;
    const hash = hashOfRevision(await currentRevision(context, set));
    const template = daemonTemplate(set);
    const byNode = new Map<string, ApiObject[]>();
    for (const pod of store.dependentsIn('pods', uidOf(set))) {
      const node = placeOfPod(pod);
      byNode.set(node, [...(byNode.get(node) ?? []), pod]);
    }
    let misplaced = 0;
    const wanted: string[] = [];
    for (const node of store.list('nodes')) {
      const there = byNode.get(nameOf(node)) ?? [];
      const spec = mapAt(template, 'spec');
      const runs =
        fitsNode(spec, node) && untoleratedTaint(spec, node, ['NoSchedule', 'NoExecute']) === undefined;
      // A taint that came later does not drive daemons away unless it says so.
      const stays = fitsNode(spec, node) && untoleratedTaint(spec, node, ['NoExecute']) === undefined;
      if (runs) wanted.push(nameOf(node));
      const alive = there.filter((pod) => !isBeingDeleted(pod));
      for (const pod of alive.filter(hasEnded)) context.delete(pods, pod);
      if (runs && there.length === 0) await createPod(set, template, nameOf(node), hash);
      else if (!stays) for (const pod of alive) context.delete(pods, pod);
      if (!runs && alive.length > 0) misplaced += 1;
    }
    roll(set, hash, wanted.length);
    report(set, hash, wanted, misplaced);
    lookAgain(store.dependentsIn('pods', uidOf(set)), minReadySecondsOf(set), clock, (seconds) => {
      queue.addAfter(key, seconds);
    });
  });

  const createPod = async (set: ApiObject, template: JsonMap, node: string, hash: string) => {
    const generation =
      textsAt(set, 'metadata', 'annotations')['deprecated.daemonset.template.generation'] ?? '1';
    const pod = podFromTemplate(set, template, {
      generateName: `${nameOf(set)}-`,
      labels: { [revisionLabel]: hash, 'pod-template-generation': generation },
      spec: (spec) => pinned(spec, node),
    });
    const made = await context.create(pods, namespaceOf(set), pod);
    context.event(set, 'Normal', 'SuccessfulCreate', `Created pod: ${nameOf(made)}`, 'daemonset-controller');
  };

  const roll = (set: ApiObject, hash: string, wanted: number) => {
    if (textAt(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
    const rolling = mapAt(set, 'spec', 'updateStrategy', 'rollingUpdate');
    const most = Math.max(1, shareOf(rolling['maxUnavailable'], wanted, 'up'));
    const all = store.dependentsIn('pods', uidOf(set));
    const available = all.filter(
      (pod) => !isBeingDeleted(pod) && isAvailable(pod, minReadySecondsOf(set), clock),
    );
    const working = new Set(available);
    let room = most - Math.max(0, wanted - available.length);
    const old = all.filter(
      (pod) => !isBeingDeleted(pod) && textsAt(pod, 'metadata', 'labels')[revisionLabel] !== hash,
    );
    for (const pod of old) {
      const useless = !working.has(pod);
      if (!useless && room <= 0) continue;
      if (!useless) room -= 1;
      context.delete(pods, pod);
    }
  };

  const report = (set: ApiObject, hash: string, wanted: readonly string[], misplaced: number) => {
    const live = store.get(sets.storage, namespaceOf(set), nameOf(set));
    if (live === undefined || uidOf(live) !== uidOf(set)) return;
    const places = new Set(wanted);
    const there = store
      .dependentsIn('pods', uidOf(set))
      .filter((pod) => !isBeingDeleted(pod) && places.has(placeOfPod(pod)));
    const available = there.filter((pod) => isAvailable(pod, minReadySecondsOf(set), clock)).length;
    context.setStatus(sets, live, {
      currentNumberScheduled: there.length,
      numberMisscheduled: misplaced,
      desiredNumberScheduled: wanted.length,
      numberReady: there.filter(isReady).length,
      ...counts({
        observedGeneration: numberAt(set, 'metadata', 'generation') ?? 0,
        updatedNumberScheduled: there.filter(
          (pod) => textsAt(pod, 'metadata', 'labels')[revisionLabel] === hash,
        ).length,
        numberAvailable: available,
        numberUnavailable: wanted.length - available,
      }),
    });
  };

  context.listen(sets.storage, ({ type, object, previous }) => {
    if (type !== 'DELETED' && previous?.['spec'] !== object['spec']) queue.add(keyOf(object));
  });
  context.listen('pods', ({ object }) => {
    const owner = controllerOf(object);
    // One look at all nodes for many pods that change at the same time.
    if (owner?.['kind'] === 'DaemonSet') {
      queue.addWithin(`${namespaceOf(object)}/${textAt(owner, 'name') ?? ''}`, coalesceSeconds);
    }
  });
  context.listen('nodes', ({ object, previous }) => {
    if (
      previous !== undefined &&
      previous['spec'] === object['spec'] &&
      previous.metadata['labels'] === object.metadata['labels']
    )
      return;
    for (const set of store.list(sets.storage)) queue.addWithin(keyOf(set), coalesceSeconds);
  });
}

/** Where a daemon's pod is, or is to be. */
function placeOfPod(pod: ApiObject): string {
  return textAt(pod, 'spec', 'nodeName') ?? pinnedNode(mapAt(pod, 'spec')) ?? '';
}

function daemonTemplate(set: ApiObject): JsonMap {
  const template = mapAt(set, 'spec', 'template');
  const spec = mapAt(template, 'spec');
  const more =
    spec['hostNetwork'] === true ? [['node.kubernetes.io/network-unavailable', 'NoSchedule'] as const] : [];
  const added = [...tolerated, ...more].map(([key, effect]): Json => ({ key, operator: 'Exists', effect }));
  return { ...template, spec: { ...spec, tolerations: [...mapsAt(spec, 'tolerations'), ...added] } };
}

/** For one node alone. */
function pinned(spec: JsonMap, node: string): JsonMap {
  const matchFields: Json = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const affinity = mapAt(spec, 'affinity');
  const nodeAffinity = mapAt(affinity, 'nodeAffinity');
  const required = mapsAt(
    nodeAffinity,
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  );
  const terms: Json =
    required.length > 0 ? required.map((term): Json => ({ ...term, matchFields })) : [{ matchFields }];
  return {
    ...spec,
    affinity: {
      ...affinity,
      nodeAffinity: {
        ...nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
      },
    },
  };
}
