import { at, isMap, mapAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import { timestamp } from '../objects/metadata';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import type { OrphanedPods } from './orphans';
import {
  compareForDeletion,
  controllerOf,
  counts,
  isActive,
  isAvailable,
  isReady,
  lookAgain,
  minReadySecondsOf,
  podFromTemplate,
  podsResource,
  withTransitions,
} from './pods';

/** Keeps as many pods as replicas are wanted, for ReplicaSets and ReplicationControllers. */
export function runReplicaSets(context: ControllerContext, orphans: OrphanedPods): void {
  runReplicas(context, orphans, 'apps', 'replicasets', 'ReplicaSet');
  runReplicas(context, orphans, '', 'replicationcontrollers', 'ReplicationController');
}

function runReplicas(
  context: ControllerContext,
  orphans: OrphanedPods,
  group: string,
  plural: string,
  kind: string,
): void {
  const { store, clock } = context;
  const resource = context.resource(group, 'v1', plural);
  const pods = podsResource(context);

  const queue = context.queue(kind, async (key) => {
    const [namespace, name] = splitKey(key);
    const set = store.get(resource.storage, namespace, name);
    if (set === undefined || isBeingDeleted(set)) return;
    orphans.adopt(withLabelSelector(set));
    const wanted = numberAt(set, 'spec', 'replicas') ?? 1;
    let active = store.dependentsIn('pods', uidOf(set)).filter(isActive);
    let failure: JsonMap | undefined;
    for (let missing = wanted - active.length; missing > 0; missing--) {
      try {
        const pod = podFromTemplate(set, mapAt(set, 'spec', 'template'), { generateName: `${name}-` });
        const made = await context.create(pods, namespace, pod);
        context.event(
          set,
          'Normal',
          'SuccessfulCreate',
          `Created pod: ${nameOf(made)}`,
          'replicaset-controller',
        );
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message };
        context.event(set, 'Warning', 'FailedCreate', `Error creating: ${message}`, 'replicaset-controller');
        queue.addAfter(key, 5);
        break;
      }
    }
    for (const pod of [...active].sort(compareForDeletion).slice(0, Math.max(active.length - wanted, 0))) {
      context.delete(pods, pod);
      context.event(
        set,
        'Normal',
        'SuccessfulDelete',
        `Deleted pod: ${nameOf(pod)}`,
        'replicaset-controller',
      );
    }
    active = store.dependentsIn('pods', uidOf(set)).filter(isActive);
    report(set, active, failure);
    lookAgain(active, minReadySecondsOf(set), clock, (seconds) => {
      queue.addAfter(key, seconds);
    });
  });

  const report = (set: ApiObject, active: readonly ApiObject[], failure: JsonMap | undefined) => {
    const labels = Object.entries(textsAt(set, 'spec', 'template', 'metadata', 'labels'));
    const minReady = minReadySecondsOf(set);
    context.setStatus(resource, set, {
      replicas: active.length,
      ...counts({
        fullyLabeledReplicas: active.filter((pod) =>
          labels.every(([key, value]) => textsAt(pod, 'metadata', 'labels')[key] === value),
        ).length,
        readyReplicas: active.filter(isReady).length,
        availableReplicas: active.filter((pod) => isAvailable(pod, minReady, clock)).length,
        observedGeneration: numberAt(set, 'metadata', 'generation') ?? 0,
      }),
      ...(failure === undefined ? {} : { conditions: withTransitions([failure], set, timestamp()) }),
    });
  };

  context.listen(resource.storage, ({ type, object, previous }) => {
    if (
      type === 'DELETED' ||
      (previous !== undefined &&
        object['status'] !== previous['status'] &&
        object['spec'] === previous['spec'])
    )
      return;
    queue.add(keyOf(object));
  });
  context.listen('pods', ({ object, previous }) => {
    for (const one of [object, previous]) {
      const owner = one === undefined ? undefined : controllerOf(one);
      if (owner?.['kind'] === kind) queue.add(`${namespaceOf(object)}/${textAt(owner, 'name') ?? ''}`);
    }
  });
}

/** A ReplicationController's selector is the map of labels itself. */
function withLabelSelector(set: ApiObject): ApiObject {
  const selector = at(set, 'spec', 'selector');
  if (set.kind !== 'ReplicationController' || !isMap(selector)) return set;
  return { ...set, spec: { ...mapAt(set, 'spec'), selector: { matchLabels: selector } } };
}
