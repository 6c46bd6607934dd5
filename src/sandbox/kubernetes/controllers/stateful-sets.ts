import { mapAt, mapsAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import type { OrphanedPods } from './orphans';
import {
  controllerOf,
  counts,
  hasEnded,
  isActive,
  isAvailable,
  isReady,
  lookAgain,
  minReadySecondsOf,
  phaseOf,
  podFromTemplate,
  podsResource,
} from './pods';
import { currentRevision, revisionLabel } from './revisions';

/** Keeps pods with a number and storage of their own, one after another. */
export function runStatefulSets(context: ControllerContext, orphans: OrphanedPods): void {
  const { store, clock } = context;
  const sets = context.resource('apps', 'v1', 'statefulsets');
  const pods = podsResource(context);
  const claims = context.resource('', 'v1', 'persistentvolumeclaims');

  const queue = context.queue('stateful set', async (key) => {
    const [namespace, name] = splitKey(key);
    const set = store.get(sets.storage, namespace, name);
    if (set === undefined || isBeingDeleted(set)) return;
    orphans.adopt(set);
    const update = nameOf(await currentRevision(context, set));
    const current = textAt(set, 'status', 'currentRevision') ?? update;
    await settle(set, current, update);
    report(set, current, update);
    const running = podsOf(set);
    lookAgain(running, minReadySecondsOf(set), clock, (seconds) => {
      queue.addAfter(key, seconds);
    });
  });

  const podsOf = (set: ApiObject) => store.dependentsIn('pods', uidOf(set));
  const ordinalOf = (pod: ApiObject) => Number(/-(\d+)$/.exec(nameOf(pod))?.[1] ?? -1);
  const startOf = (set: ApiObject) => numberAt(set, 'spec', 'ordinals', 'start') ?? 0;
  const wantedOf = (set: ApiObject) => numberAt(set, 'spec', 'replicas') ?? 1;
  const revisionOf = (pod: ApiObject) => textsAt(pod, 'metadata', 'labels')[revisionLabel];

  /** One step towards what is wanted; in order, each step waits for the one before. */
  const settle = async (set: ApiObject, current: string, update: string) => {
    const parallel = textAt(set, 'spec', 'podManagementPolicy') === 'Parallel';
    const [start, wanted] = [startOf(set), wantedOf(set)];
    const minReady = minReadySecondsOf(set);
    const all = podsOf(set);
    const byOrdinal = new Map(all.map((pod) => [ordinalOf(pod), pod]));
    const partition = numberAt(set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
    for (let ordinal = start; ordinal < start + wanted; ordinal++) {
      const pod = byOrdinal.get(ordinal);
      if (pod === undefined) {
        const fresh = byOrdinal.size === 0 && textAt(set, 'status', 'currentRevision') === undefined;
        await createPod(set, ordinal, fresh || ordinal >= start + partition ? update : current);
        if (!parallel) return;
      } else if (hasEnded(pod) && !isBeingDeleted(pod)) {
        context.delete(pods, pod);
        return;
      } else if (!parallel && (isBeingDeleted(pod) || !isAvailable(pod, minReady, clock))) {
        replaceBroken(set, pod, update);
        return;
      }
    }
    const surplus = all
      .filter((pod) => ordinalOf(pod) < start || ordinalOf(pod) >= start + wanted)
      .sort((left, right) => ordinalOf(right) - ordinalOf(left));
    for (const pod of surplus) {
      if (!isBeingDeleted(pod)) context.delete(pods, pod);
      if (!parallel) return;
    }
    if (textAt(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
    for (let ordinal = start + wanted - 1; ordinal >= start + partition; ordinal--) {
      const pod = byOrdinal.get(ordinal);
      if (pod === undefined || isBeingDeleted(pod)) return;
      if (revisionOf(pod) !== update) {
        context.delete(pods, pod);
        context.event(
          set,
          'Normal',
          'SuccessfulDelete',
          `delete Pod ${nameOf(pod)} in StatefulSet ${nameOf(set)} successful`,
          'statefulset-controller',
        );
        return;
      }
      if (!isAvailable(pod, minReady, clock)) return;
    }
  };

  /** A pod of an old revision that never got ready stands in the way of the new one only until it is replaced. */
  const replaceBroken = (set: ApiObject, pod: ApiObject, update: string) => {
    const waiting = phaseOf(pod) === 'Pending' || !isReady(pod);
    const rolling = textAt(set, 'spec', 'updateStrategy', 'type') !== 'OnDelete';
    const isOld = revisionOf(pod) !== update;
    const parallel = textAt(set, 'spec', 'podManagementPolicy') === 'Parallel';
    if (parallel && waiting && rolling && isOld && !isBeingDeleted(pod)) context.delete(pods, pod);
  };

  const createPod = async (set: ApiObject, ordinal: number, revision: string) => {
    const name = `${nameOf(set)}-${String(ordinal)}`;
    const templates = mapsAt(set, 'spec', 'volumeClaimTemplates');
    for (const template of templates) await createClaim(set, template, name);
    const volumes = templates.map((template): Json => {
      const claim = textAt(template, 'metadata', 'name') ?? '';
      return { name: claim, persistentVolumeClaim: { claimName: `${claim}-${name}` } };
    });
    const template = templateOf(set, revision);
    const pod = podFromTemplate(set, template, {
      name,
      labels: {
        'apps.kubernetes.io/pod-index': String(ordinal),
        [revisionLabel]: revision,
        'statefulset.kubernetes.io/pod-name': name,
      },
      spec: (spec): JsonMap => ({
        ...spec,
        hostname: name,
        ...(textAt(set, 'spec', 'serviceName') === undefined
          ? {}
          : { subdomain: textAt(set, 'spec', 'serviceName') }),
        ...(volumes.length > 0 ? { volumes: [...mapsAt(spec, 'volumes'), ...volumes] } : {}),
      }),
    });
    await context.create(pods, namespaceOf(set), pod);
    context.event(
      set,
      'Normal',
      'SuccessfulCreate',
      `create Pod ${name} in StatefulSet ${nameOf(set)} successful`,
      'statefulset-controller',
    );
  };

  /** The template as it was in a revision. */
  const templateOf = (set: ApiObject, revision: string): JsonMap => {
    const kept = store.get('apps/controllerrevisions', namespaceOf(set), revision);
    const template = mapAt(kept, 'data', 'spec', 'template');
    return Object.keys(template).length > 0 ? template : mapAt(set, 'spec', 'template');
  };

  const createClaim = async (set: ApiObject, template: JsonMap, pod: string) => {
    const name = `${textAt(template, 'metadata', 'name') ?? ''}-${pod}`;
    if (store.get('persistentvolumeclaims', namespaceOf(set), name) !== undefined) return;
    await context.create(claims, namespaceOf(set), {
      metadata: {
        name,
        labels: {
          ...textsAt(template, 'metadata', 'labels'),
          ...textsAt(set, 'spec', 'selector', 'matchLabels'),
        },
        annotations: textsAt(template, 'metadata', 'annotations'),
      },
      spec: mapAt(template, 'spec'),
    });
  };

  const report = (set: ApiObject, current: string, update: string) => {
    const live = store.get(sets.storage, namespaceOf(set), nameOf(set));
    if (live === undefined || uidOf(live) !== uidOf(set)) return;
    const all = podsOf(set).filter((pod) => isActive(pod) || isBeingDeleted(pod));
    const minReady = minReadySecondsOf(set);
    const updated = all.filter((pod) => revisionOf(pod) === update);
    const wanted = wantedOf(set);
    const ready = all.filter(isReady);
    const done = updated.length === wanted && all.length === wanted && ready.length === wanted;
    const settled = done ? update : current;
    const onCurrent = all.filter((pod) => revisionOf(pod) === settled).length;
    context.setStatus(sets, live, {
      observedGeneration: numberAt(set, 'metadata', 'generation') ?? 0,
      replicas: all.length,
      availableReplicas: all.filter((pod) => isAvailable(pod, minReady, clock)).length,
      ...counts({ readyReplicas: ready.length, currentReplicas: onCurrent, updatedReplicas: updated.length }),
      currentRevision: settled,
      updateRevision: update,
      collisionCount: 0,
    });
  };

  context.listen(sets.storage, ({ type, object, previous }) => {
    if (type !== 'DELETED' && previous?.['spec'] !== object['spec']) queue.add(keyOf(object));
  });
  context.listen('pods', ({ object, previous }) => {
    for (const one of [object, previous]) {
      const owner = one === undefined ? undefined : controllerOf(one);
      if (owner?.['kind'] === 'StatefulSet')
        queue.add(`${namespaceOf(object)}/${textAt(owner, 'name') ?? ''}`);
    }
  });
}
