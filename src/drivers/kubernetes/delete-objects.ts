import { mapConcurrently, sleep } from '../abort';
import { patchObject } from './apply-object';
import { inWaves } from './apply-order';
import { KubernetesApiError } from './errors';
import { at, textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { describeObject, formatObjectId, groupOf, parseObjectId, versionlessKey } from './manifest';
import type { ObjectReference } from './manifest';
import { formatReleaseName, releaseOf } from './release-mark';
import type { ReleaseName } from './release-mark';
import { removeMark } from './remove-mark';

export interface DeleteObjectsOptions {
  readonly signal: AbortSignal;
  /** For all objects together, in milliseconds. */
  readonly timeoutMs: number;
  readonly onProgress: (message: string) => void;
  /** Objects that were there before the release: they lose its mark and stay. */
  readonly adoptedObjectIds: readonly string[];
  /** Called once an object is gone, or found not to be the release's any more. */
  readonly onRemoved: (objectId: string) => void | Promise<void>;
  /** Objects with one of these uids stay: they are the same ones under another API version. */
  readonly keepUids?: ReadonlySet<string>;
}

const concurrency = 8;
const firstPollMs = 50;
const longestPollMs = 1_000;

/** Namespaces that the cluster itself needs; the API server refuses to delete them. */
const permanentNamespaces = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Deletes objects, dependents first, in the reverse of the apply order: what an operator must still see go is gone
 * before the operator. Objects that do not carry the release's mark (any more) are left alone.
 * @throws Error at the timeout, naming what remains and the finalizers that hold it.
 */
export async function deleteObjects(
  api: KubernetesApi,
  objectIds: readonly string[],
  release: ReleaseName,
  options: DeleteObjectsOptions,
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs;
  const adopted = new Set(options.adoptedObjectIds.map((id) => versionlessKey(parseObjectId(id))));
  for (const wave of inWaves(objectIds.map(parseObjectId), (reference) => reference).reverse()) {
    await mapConcurrently(wave, concurrency, (reference) =>
      adopted.has(versionlessKey(reference)) && !isPermanentNamespace(reference)
        ? leaveObject(api, reference, release, options)
        : deleteObject(api, reference, release, deadline, options),
    );
  }
}

async function deleteObject(
  api: KubernetesApi,
  reference: ObjectReference,
  release: ReleaseName,
  deadline: number,
  options: DeleteObjectsOptions,
): Promise<void> {
  const { signal, onProgress, onRemoved } = options;
  const what = describeObject(reference);
  let deleted: string | undefined;
  for (let pollMs = firstPollMs; ; pollMs = Math.min(pollMs * 2, longestPollMs)) {
    const live = await api.read(reference, { signal });
    const uid = live === undefined ? undefined : textAt(live, 'metadata', 'uid');
    if (live === undefined || uid === undefined) break;
    if (options.keepUids?.has(uid) === true) break;
    if (uid !== deleted) {
      // What was made anew under the same name since our deletion is not ours, unless it says so.
      if (releaseOf(live) !== formatReleaseName(release)) {
        if (deleted === undefined) onProgress(`${what}: left alone, it is not marked as this release's`);
        break;
      }
      if (isPermanentNamespace(reference)) {
        await releaseFields(api, reference, signal);
        onProgress(`${what}: cannot be deleted; what the release set on it is removed`);
        break;
      }
      onProgress(`${what}: deleting`);
      await requestDeletion(api, reference, uid, signal);
      deleted = uid;
      continue;
    }
    if (Date.now() + pollMs > deadline) throw stillThere(api, reference, live, options.timeoutMs);
    await sleep(pollMs, signal);
  }
  await onRemoved(formatObjectId(reference));
}

/** For what was there before the release. Fields that the release set stay: without them it may not be whole. */
async function leaveObject(
  api: KubernetesApi,
  reference: ObjectReference,
  release: ReleaseName,
  { signal, onProgress, onRemoved }: DeleteObjectsOptions,
): Promise<void> {
  const live = await api.read(reference, { signal });
  if (live !== undefined && releaseOf(live) === formatReleaseName(release)) {
    await removeMark(api, reference, live, signal);
    onProgress(`${describeObject(reference)}: left in place, it was there before the release`);
  }
  await onRemoved(formatObjectId(reference));
}

async function requestDeletion(
  api: KubernetesApi,
  reference: ObjectReference,
  uid: string,
  signal: AbortSignal,
): Promise<void> {
  const path = await api.pathOf(reference, signal);
  if (path === undefined) return;
  try {
    await api.request(
      'DELETE',
      path,
      { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground', preconditions: { uid } },
      { signal, objectId: formatObjectId(reference) },
    );
  } catch (error) {
    // Gone already, or replaced by another object of the name: the next look tells.
    if (error instanceof KubernetesApiError && (error.status === 404 || error.status === 409)) return;
    throw error;
  }
}

/** Applying nothing gives up every field that was ours. */
async function releaseFields(
  api: KubernetesApi,
  reference: ObjectReference,
  signal: AbortSignal,
): Promise<void> {
  const { apiVersion, kind, name } = reference;
  await patchObject(api, { apiVersion, kind, metadata: { name } }, { signal, force: true });
}

function isPermanentNamespace({ apiVersion, kind, name }: ObjectReference): boolean {
  return groupOf(apiVersion) === '' && kind === 'Namespace' && permanentNamespaces.has(name);
}

function stillThere(
  api: KubernetesApi,
  reference: ObjectReference,
  live: JsonObject,
  timeoutMs: number,
): Error {
  const finalizers = at(live, 'metadata', 'finalizers');
  const held =
    Array.isArray(finalizers) && finalizers.length > 0
      ? `finalizers ${finalizers.map(String).join(', ')} hold it; check that the controllers that remove them are running`
      : 'its graceful deletion has not ended';
  return new Error(
    `${api.source}: ${describeObject(reference)} is still there after ${String(Math.round(timeoutMs / 1000))} s: ${held}`,
  );
}
