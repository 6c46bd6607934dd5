import { badRequest, notFound, tooManyRequests } from '../api/status-error';
import { at, isMap, mapsAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { nameOf } from '../kinds/resource';
import { matchesSelector } from '../storage/selectors';
import type { Store } from '../storage/store';
import type { WriteOptions } from './actor';
import { readDeleteRequest } from './deleter';
import type { Deleter } from './deleter';
import type { Objects } from './objects';
import type { Target } from './parts';

const retryAfterSeconds = 10;

/** Deletes a pod when its disruption budget lets it go. @throws StatusError 429 when it does not */
export async function evictPod(
  objects: Objects,
  deleter: Deleter,
  target: Target,
  body: Json,
  options: WriteOptions,
): Promise<JsonMap> {
  if (!isMap(body)) throw badRequest('the body is no Eviction');
  const named = textAt(body, 'metadata', 'name');
  if (named !== undefined && named !== target.name) {
    throw badRequest(`name in URL does not match name in Eviction object`);
  }
  const pod = objects.find(target.resource, target.namespace, target.name);
  if (pod === undefined) throw notFound({ name: target.name, kind: 'pods' });
  const budgets = budgetsOf(objects.store, pod);
  if (budgets.length > 1) {
    throw badRequest(
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  const [budget] = budgets;
  const counts = !['Succeeded', 'Failed', 'Pending'].includes(textAt(pod, 'status', 'phase') ?? '');
  if (budget !== undefined && counts) takeDisruption(objects, budget, pod, options.dryRun === true);
  const request = readDeleteRequest(at(body, 'deleteOptions'), new URLSearchParams());
  await deleter.delete({ ...target, subresource: '' }, request, options);
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
}

function budgetsOf(store: Store, pod: ApiObject): ApiObject[] {
  const namespace = textAt(pod, 'metadata', 'namespace') ?? '';
  const labels = textsAt(pod, 'metadata', 'labels');
  return store
    .list('policy/poddisruptionbudgets', namespace)
    .filter((budget) => matchesSelector(at(budget, 'spec', 'selector'), labels));
}

function isReady(pod: ApiObject): boolean {
  return mapsAt(pod, 'status', 'conditions').some(
    (one) => one['type'] === 'Ready' && one['status'] === 'True',
  );
}

/** Unready pods may go while the budget holds without them. */
function takeDisruption(objects: Objects, budget: ApiObject, pod: ApiObject, dryRun: boolean): void {
  const allowed = numberAt(budget, 'status', 'disruptionsAllowed') ?? 0;
  const healthy = numberAt(budget, 'status', 'currentHealthy') ?? 0;
  const wanted = numberAt(budget, 'status', 'desiredHealthy') ?? 0;
  if (
    !isReady(pod) &&
    (textAt(budget, 'spec', 'unhealthyPodEvictionPolicy') === 'AlwaysAllow' || healthy >= wanted)
  )
    return;
  if (allowed <= 0) {
    const message = "Cannot evict pod as it would violate the pod's disruption budget.";
    throw tooManyRequests(message, retryAfterSeconds, [
      {
        reason: 'DisruptionBudget',
        message: `The disruption budget ${nameOf(budget)} needs ${String(wanted)} healthy pods and has ${String(healthy)} currently`,
      },
    ]);
  }
  if (dryRun) return;
  const resource = objects.registry.find('policy', 'v1', 'poddisruptionbudgets');
  if (resource === undefined) return;
  objects.set(
    resource,
    textAt(budget, 'metadata', 'namespace') ?? '',
    nameOf(budget),
    (live) => ({ ...live, status: { ...(live['status'] as JsonMap), disruptionsAllowed: allowed - 1 } }),
    'kube-apiserver',
    'status',
  );
}
