import { at, isObject, objectsAt, stringsAt, textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { groupOf } from './manifest';

const workloads = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  '/ReplicationController',
  'batch/Job',
  '/Pod',
]);

export function hasPods(live: JsonObject): boolean {
  return workloads.has(`${groupOf(textAt(live, 'apiVersion') ?? '')}/${textAt(live, 'kind') ?? ''}`);
}

/** The pods that a workload's present revision made; those of older revisions and those being deleted are left out. */
export async function podsOf(
  api: KubernetesApi,
  live: JsonObject,
  signal: AbortSignal,
): Promise<JsonObject[]> {
  const kind = textAt(live, 'kind');
  if (kind === 'Pod') return [live];
  const namespace = encodeURIComponent(textAt(live, 'metadata', 'namespace') ?? '');
  const labelSelector = selectorText(live);
  if (labelSelector === '') return [];
  const list = async (path: string, apiVersion: string, kindOfItems: string): Promise<JsonObject[]> => {
    const listed = await api.request('GET', path, undefined, { signal, query: { labelSelector } });
    // The items of a list leave out what they are.
    return objectsAt(listed, 'items').map((item) => ({ apiVersion, kind: kindOfItems, ...item }));
  };
  const pods = (await list(`/api/v1/namespaces/${namespace}/pods`, 'v1', 'Pod')).filter(
    (pod) => at(pod, 'metadata', 'deletionTimestamp') === undefined,
  );
  if (kind === 'Deployment') {
    const sets = await list(`/apis/apps/v1/namespaces/${namespace}/replicasets`, 'apps/v1', 'ReplicaSet');
    return pods.filter(hasLabel('pod-template-hash', currentTemplateHash(live, sets)));
  }
  if (kind === 'StatefulSet') {
    return pods.filter(hasLabel('controller-revision-hash', textAt(live, 'status', 'updateRevision')));
  }
  if (kind === 'DaemonSet') {
    const generation = stringsAt(live, 'metadata', 'annotations')['deprecated.daemonset.template.generation'];
    return pods.filter(hasLabel('pod-template-generation', generation));
  }
  const uid = textAt(live, 'metadata', 'uid');
  return pods.filter((pod) =>
    objectsAt(pod, 'metadata', 'ownerReferences').some((owner) => textAt(owner, 'uid') === uid),
  );
}

/** The newest warning about an object, or else the newest event: `FailedScheduling: 0/3 nodes are available…`. */
export async function lastEvent(
  api: KubernetesApi,
  about: JsonObject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const namespace = textAt(about, 'metadata', 'namespace');
  const uid = textAt(about, 'metadata', 'uid');
  if (namespace === undefined || uid === undefined) return undefined;
  const listed = await api.request(
    'GET',
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
    undefined,
    {
      signal,
      query: { fieldSelector: `involvedObject.uid=${uid}` },
      retryMs: 0,
    },
  );
  const events = objectsAt(listed, 'items').sort((left, right) => (timeOf(left) < timeOf(right) ? -1 : 1));
  const newest = events.findLast((event) => textAt(event, 'type') === 'Warning') ?? events.at(-1);
  if (newest === undefined) return undefined;
  return `${textAt(newest, 'reason') ?? ''}: ${(textAt(newest, 'message') ?? '').slice(0, 500)}`;
}

function timeOf(event: JsonObject): string {
  return (
    textAt(event, 'lastTimestamp') ??
    textAt(event, 'eventTime') ??
    textAt(event, 'metadata', 'creationTimestamp') ??
    ''
  );
}

function currentTemplateHash(deployment: JsonObject, sets: readonly JsonObject[]): string | undefined {
  const uid = textAt(deployment, 'metadata', 'uid');
  const revision = stringsAt(deployment, 'metadata', 'annotations')[revisionAnnotation];
  const current = sets.find(
    (set) =>
      objectsAt(set, 'metadata', 'ownerReferences').some((owner) => textAt(owner, 'uid') === uid) &&
      stringsAt(set, 'metadata', 'annotations')[revisionAnnotation] === revision,
  );
  return current === undefined ? undefined : stringsAt(current, 'metadata', 'labels')['pod-template-hash'];
}

const revisionAnnotation = 'deployment.kubernetes.io/revision';

function hasLabel(label: string, value: string | undefined): (pod: JsonObject) => boolean {
  return (pod) => value !== undefined && stringsAt(pod, 'metadata', 'labels')[label] === value;
}

function selectorText(live: JsonObject): string {
  const selector = at(live, 'spec', 'selector');
  // A ReplicationController's selector is the map of labels itself.
  const plain =
    isObject(selector) && selector['matchLabels'] === undefined && selector['matchExpressions'] === undefined;
  const labels = Object.entries(stringsAt(selector, ...(plain ? [] : ['matchLabels']))).map(
    ([key, value]) => `${key}=${value}`,
  );
  const expressions = objectsAt(selector, 'matchExpressions').flatMap((expression) => {
    const key = textAt(expression, 'key') ?? '';
    const operator = textAt(expression, 'operator');
    const listed = at(expression, 'values');
    const values = Array.isArray(listed) ? listed.map(String).join(',') : '';
    if (operator === 'In') return [`${key} in (${values})`];
    if (operator === 'NotIn') return [`${key} notin (${values})`];
    if (operator === 'Exists') return [key];
    return operator === 'DoesNotExist' ? [`!${key}`] : [];
  });
  return [...labels, ...expressions].join(',');
}
