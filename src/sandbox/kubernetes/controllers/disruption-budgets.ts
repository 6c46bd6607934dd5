import { at, numberAt, textAt, textsAt } from '../json';
import type { ApiObject } from '../json';
import { nameOf, namespaceOf } from '../kinds/resource';
import { timestamp } from '../objects/metadata';
import { matchesSelector } from '../storage/selectors';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import { controllerOf, counts, isActive, isReady, shareOf, withTransitions } from './pods';

const storage = 'policy/poddisruptionbudgets';

/** Works out how many pods of each budget may be evicted. */
export function runDisruptionBudgets(context: ControllerContext): void {
  const { store, registry } = context;
  const budgets = context.resource('policy', 'v1', 'poddisruptionbudgets');

  /** How many pods their owners want, each owner counted once. */
  const expected = (pods: readonly ApiObject[]): number => {
    const owners = new Map<string, number>();
    for (const pod of pods) {
      const owner = controllerOf(pod);
      if (owner === undefined) {
        owners.set(nameOf(pod), 1);
        continue;
      }
      const resource = registry.ofKind(textAt(owner, 'apiVersion') ?? '', textAt(owner, 'kind') ?? '');
      const live =
        resource === undefined
          ? undefined
          : store.get(resource.storage, namespaceOf(pod), textAt(owner, 'name') ?? '');
      owners.set(textAt(owner, 'uid') ?? '', numberAt(live, 'spec', 'replicas') ?? 0);
    }
    return [...owners.values()].reduce((sum, wanted) => sum + wanted, 0);
  };

  const queue = context.queue('disruption budget', (key) => {
    const [namespace, name] = splitKey(key);
    const budget = store.get(storage, namespace, name);
    if (budget === undefined) return;
    const pods = store
      .list('pods', namespace)
      .filter(
        (pod) =>
          isActive(pod) &&
          matchesSelector(at(budget, 'spec', 'selector'), textsAt(pod, 'metadata', 'labels')),
      );
    const total = expected(pods);
    const least = at(budget, 'spec', 'minAvailable');
    const most = at(budget, 'spec', 'maxUnavailable');
    const wanted =
      most !== undefined
        ? Math.max(0, total - shareOf(most, total, 'up'))
        : typeof least === 'number'
          ? least
          : shareOf(least, total, 'up');
    const healthy = pods.filter(isReady).length;
    const allowed = total === 0 ? 0 : Math.max(0, healthy - wanted);
    const condition = {
      type: 'DisruptionAllowed',
      status: allowed > 0 ? 'True' : 'False',
      reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
      message: '',
      observedGeneration: numberAt(budget, 'metadata', 'generation') ?? 0,
    };
    context.setStatus(budgets, budget, {
      ...counts({ observedGeneration: numberAt(budget, 'metadata', 'generation') ?? 0 }),
      disruptionsAllowed: allowed,
      currentHealthy: healthy,
      desiredHealthy: wanted,
      expectedPods: total,
      conditions: withTransitions([condition], budget, timestamp()),
    });
  });
  context.listen(storage, ({ type, object }) => {
    if (type !== 'DELETED') queue.add(keyOf(object));
  });
  const lookAt = (object: ApiObject) => {
    for (const budget of store.list(storage, namespaceOf(object))) queue.add(keyOf(budget));
  };
  context.listen('pods', ({ object }) => {
    lookAt(object);
  });
  for (const owner of ['apps/replicasets', 'apps/statefulsets']) {
    context.listen(owner, ({ object, previous }) => {
      if (previous?.['spec'] !== object['spec']) lookAt(object);
    });
  }
}
