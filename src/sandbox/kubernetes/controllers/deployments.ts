import { mapAt, numberAt, textAt, textsAt, without } from '../json';
import type { ApiObject } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import { timestamp } from '../objects/metadata';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import {
  deploymentStatus,
  isScaledDown,
  limitsOf,
  replicasOf,
  revisionAnnotation,
  revisionOf,
  sameTemplate,
  strategyOf,
  sumOf,
} from './deployment-status';
import { controllerOf, controllerReference, hashOf, isActive, isPaused } from './pods';

const unwantedAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/** Rolls Deployments out over ReplicaSets. */
export function runDeployments(context: ControllerContext): void {
  const { store, clock } = context;
  const deployments = context.resource('apps', 'v1', 'deployments');
  const sets = context.resource('apps', 'v1', 'replicasets');
  /** What a rollout last looked like, and since when. */
  const progress = new Map<string, { readonly state: string; readonly since: number }>();

  const queue = context.queue('deployment', async (key) => {
    const [namespace, name] = splitKey(key);
    const deployment = store.get(deployments.storage, namespace, name);
    if (deployment === undefined || isBeingDeleted(deployment)) return;
    const owned = setsOf(deployment);
    let current = newest(owned.filter((set) => sameTemplate(set, deployment)));
    const before = current;
    if (!isPaused(deployment)) current = await ensureCurrent(deployment, current, owned);
    const old = setsOf(deployment).filter(
      (set) => uidOf(set) !== (current === undefined ? '' : uidOf(current)),
    );
    if (isPaused(deployment)) scale(current ?? newest(old), replicasOf(deployment));
    else if (current !== undefined) {
      if (strategyOf(deployment) === 'Recreate') recreate(deployment, current, old);
      else roll(deployment, current, old);
      clean(deployment, old);
    }
    report(key, deployment, current, before === undefined && current !== undefined);
  });

  const setsOf = (deployment: ApiObject) =>
    store.dependentsIn(sets.storage, uidOf(deployment)).filter((set) => !isBeingDeleted(set));

  const newest = (candidates: readonly ApiObject[]) =>
    [...candidates].sort((left, right) => revisionOf(right) - revisionOf(left))[0];

  const ensureCurrent = async (
    deployment: ApiObject,
    found: ApiObject | undefined,
    owned: readonly ApiObject[],
  ) => {
    const others = owned.filter((set) => set !== found);
    const revision = Math.max(0, ...others.map(revisionOf)) + 1;
    if (found !== undefined) {
      const wanted = Math.max(revision, revisionOf(found));
      const bookkeeping = bookkeepingOf(deployment, wanted);
      const updated = context.set(sets, found, (live) => {
        const annotations = { ...textsAt(live, 'metadata', 'annotations'), ...bookkeeping };
        return { ...live, metadata: { ...live.metadata, annotations } };
      });
      mark(deployment, wanted);
      return updated;
    }
    const hash = hashOf(
      mapAt(deployment, 'spec', 'template'),
      numberAt(deployment, 'status', 'collisionCount') ?? 0,
    );
    const spec = mapAt(deployment, 'spec');
    const template = mapAt(spec, 'template');
    const label = { 'pod-template-hash': hash };
    const selector = mapAt(spec, 'selector');
    const most = limitsOf(deployment).most;
    const running = sumOf(others, 'replicas');
    const room =
      strategyOf(deployment) === 'Recreate'
        ? running > 0
          ? 0
          : replicasOf(deployment)
        : Math.max(
            0,
            Math.min(replicasOf(deployment), most - others.reduce((sum, set) => sum + replicasOf(set), 0)),
          );
    const made = await context.create(sets, namespaceOf(deployment), {
      metadata: {
        name: `${nameOf(deployment)}-${hash}`,
        labels: { ...textsAt(template, 'metadata', 'labels'), ...label },
        annotations: bookkeepingOf(deployment, revision),
        ownerReferences: [controllerReference(deployment)],
      },
      spec: {
        replicas: room,
        ...(spec['minReadySeconds'] === undefined ? {} : { minReadySeconds: spec['minReadySeconds'] }),
        selector: { ...selector, matchLabels: { ...mapAt(selector, 'matchLabels'), ...label } },
        template: {
          ...template,
          metadata: {
            ...mapAt(template, 'metadata'),
            labels: { ...textsAt(template, 'metadata', 'labels'), ...label },
          },
        },
      },
    });
    context.event(
      deployment,
      'Normal',
      'ScalingReplicaSet',
      `Scaled up replica set ${nameOf(made)} from 0 to ${String(room)}`,
      'deployment-controller',
    );
    mark(deployment, revision);
    return made;
  };

  const bookkeepingOf = (deployment: ApiObject, revision: number): Record<string, string> => ({
    ...(without(textsAt(deployment, 'metadata', 'annotations'), ...unwantedAnnotations) as Record<
      string,
      string
    >),
    'deployment.kubernetes.io/desired-replicas': String(replicasOf(deployment)),
    'deployment.kubernetes.io/max-replicas': String(limitsOf(deployment).most),
    [revisionAnnotation]: String(revision),
  });

  const mark = (deployment: ApiObject, revision: number) => {
    if (revisionOf(deployment) === revision) return;
    context.objects.set(
      deployments,
      namespaceOf(deployment),
      nameOf(deployment),
      (live) => {
        const annotations = {
          ...textsAt(live, 'metadata', 'annotations'),
          [revisionAnnotation]: String(revision),
        };
        return { ...live, metadata: { ...live.metadata, annotations } };
      },
      'kube-controller-manager',
      'status',
    );
  };

  const scale = (set: ApiObject | undefined, replicas: number, owner?: ApiObject) => {
    const before = replicasOf(set);
    if (set === undefined || before === replicas) return;
    context.set(sets, set, (live) => ({ ...live, spec: { ...mapAt(live, 'spec'), replicas } }));
    if (owner === undefined) return;
    const direction = replicas > before ? 'up' : 'down';
    const message = `Scaled ${direction} replica set ${nameOf(set)} from ${String(before)} to ${String(replicas)}`;
    context.event(owner, 'Normal', 'ScalingReplicaSet', message, 'deployment-controller');
  };

  const recreate = (deployment: ApiObject, current: ApiObject, old: readonly ApiObject[]) => {
    for (const set of old) scale(set, 0, deployment);
    const running = old.some((set) => store.dependentsIn('pods', uidOf(set)).some(isActive));
    if (!running) scale(current, replicasOf(deployment), deployment);
  };

  const roll = (deployment: ApiObject, current: ApiObject, old: readonly ApiObject[]) => {
    const wanted = replicasOf(deployment);
    const { most, available: least } = limitsOf(deployment);
    const total = old.reduce((sum, set) => sum + replicasOf(set), replicasOf(current));
    const has = replicasOf(current);
    if (has > wanted) {
      scale(current, wanted, deployment);
      return;
    }
    if (has < wanted && total < most) {
      scale(current, Math.min(wanted, has + most - total), deployment);
      return;
    }
    const all = [...old, current];
    const unavailableNew = has - (numberAt(current, 'status', 'availableReplicas') ?? 0);
    let spare = total - least - unavailableNew;
    // Pods that do not work are of no use: they go first.
    for (const set of old) {
      if (spare <= 0) return;
      const broken = Math.max(0, replicasOf(set) - (numberAt(set, 'status', 'availableReplicas') ?? 0));
      const gone = Math.min(broken, spare);
      if (gone > 0) scale(set, replicasOf(set) - gone, deployment);
      spare -= gone;
    }
    let surplus = sumOf(all, 'availableReplicas') - least;
    for (const set of setsOf(deployment).filter((one) => uidOf(one) !== uidOf(current))) {
      const gone = Math.min(replicasOf(set), surplus);
      if (gone <= 0) continue;
      scale(set, replicasOf(set) - gone, deployment);
      surplus -= gone;
    }
  };

  const clean = (deployment: ApiObject, old: readonly ApiObject[]) => {
    const limit = numberAt(deployment, 'spec', 'revisionHistoryLimit') ?? 10;
    const idle = old.filter(isScaledDown).sort((left, right) => revisionOf(left) - revisionOf(right));
    for (const set of idle.slice(0, Math.max(idle.length - limit, 0))) context.delete(sets, set);
  };

  const report = (key: string, deployment: ApiObject, current: ApiObject | undefined, created: boolean) => {
    const all = setsOf(deployment);
    const now = all.find((set) => current !== undefined && uidOf(set) === uidOf(current));
    const state = JSON.stringify([
      nameOf(now ?? deployment),
      replicasOf(deployment),
      sumOf(now === undefined ? [] : [now], 'replicas'),
      sumOf(all, 'replicas'),
      sumOf(all, 'availableReplicas'),
    ]);
    const known = progress.get(uidOf(deployment));
    const since = known?.state === state ? known.since : performance.now();
    progress.set(uidOf(deployment), { state, since });
    const deadline = numberAt(deployment, 'spec', 'progressDeadlineSeconds') ?? 600;
    const passed = ((performance.now() - since) / 1000) * clock.speed;
    const live = store.get(deployments.storage, namespaceOf(deployment), nameOf(deployment));
    if (live === undefined) return;
    const status = deploymentStatus(
      live,
      { current: now, sets: all, timedOut: passed >= deadline, created },
      timestamp(),
    );
    context.setStatus(deployments, live, status);
    const done =
      sumOf(all, 'availableReplicas') === replicasOf(live) && sumOf(all, 'replicas') === replicasOf(live);
    if (!done && passed < deadline) queue.addAfter(key, deadline - passed + 0.5);
  };

  context.listen(deployments.storage, ({ type, object, previous }) => {
    if (type === 'DELETED') progress.delete(uidOf(object));
    else if (previous?.['spec'] !== object['spec'] || previous === undefined || isBeingDeleted(object))
      queue.add(keyOf(object));
  });
  context.listen(sets.storage, ({ object }) => {
    const owner = controllerOf(object);
    if (owner?.['kind'] === 'Deployment') queue.add(`${namespaceOf(object)}/${textAt(owner, 'name') ?? ''}`);
  });
  context.listen('pods', ({ type, object }) => {
    // With the strategy Recreate the last pod of a set opens the way.
    const owner = controllerOf(object);
    if (type !== 'DELETED' || owner?.['kind'] !== 'ReplicaSet') return;
    const set = store.get(sets.storage, namespaceOf(object), textAt(owner, 'name') ?? '');
    const deployment = set === undefined ? undefined : controllerOf(set);
    if (deployment !== undefined) queue.add(`${namespaceOf(object)}/${textAt(deployment, 'name') ?? ''}`);
  });
}
