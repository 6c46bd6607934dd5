import { setTimeout as sleep } from 'node:timers/promises';
import { parseManifests, parseObjectId } from '../../../../src/drivers/kubernetes';
import type { JsonObject, JsonValue, Release, KubernetesApi } from '../../../../src/drivers/kubernetes';

const { signal } = new AbortController();

/** A release with what most tests want: nothing forced, nothing waited for. */
export function releaseOf(
  name: string,
  manifests: string | Readonly<Record<string, string>>,
  changes: Partial<Release> & { readonly sensitive?: boolean } = {},
): Release {
  const { sensitive = false, ...rest } = changes;
  const namespace = changes.namespace ?? 'default';
  const texts = typeof manifests === 'string' ? { manifests } : manifests;
  return {
    name,
    namespace,
    objects: parseManifests(texts, { defaultNamespace: namespace, sensitive }),
    previousObjectIds: [],
    forceConflicts: false,
    wait: false,
    timeoutMs: 240_000,
    ...rest,
  };
}

export async function readId(api: KubernetesApi, id: string): Promise<JsonObject | undefined> {
  return api.read(parseObjectId(id), { signal });
}

/** The resource versions of objects; undefined for what does not exist. */
export async function versionsOf(
  api: KubernetesApi,
  ids: readonly string[],
): Promise<Record<string, JsonValue | undefined>> {
  const versions: Record<string, JsonValue | undefined> = {};
  for (const id of ids) {
    const live = await readId(api, id);
    versions[id] = (live?.['metadata'] as JsonObject | undefined)?.['resourceVersion'];
  }
  return versions;
}

/**
 * Whether `work` leaves every object's resource version alone. Controllers write too, so a difference counts only
 * when it shows each time.
 */
export async function leavesUntouched(
  api: KubernetesApi,
  ids: readonly string[],
  work: () => Promise<unknown>,
): Promise<Record<string, unknown>> {
  let touched: Record<string, unknown> = {};
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = await versionsOf(api, ids);
    await work();
    const after = await versionsOf(api, ids);
    touched = Object.fromEntries(Object.entries(after).filter(([id, version]) => version !== before[id]));
    if (Object.keys(touched).length === 0) return touched;
    await sleep(500);
  }
  return touched;
}

export async function eventually<T>(look: () => Promise<T | undefined>, timeoutMs = 120_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await sleep(100);
  }
}

/** Somebody at a keyboard: a merge patch under another field manager. */
export async function patchByHand(
  api: KubernetesApi,
  path: string,
  patch: JsonObject,
  fieldManager = 'kubectl-edit',
): Promise<JsonObject> {
  return api.request('PATCH', path, patch, {
    signal,
    contentType: 'application/merge-patch+json',
    query: { fieldManager },
  });
}
