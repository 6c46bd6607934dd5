import { mapConcurrently } from '../abort';
import { KubernetesApiError } from './errors';
import { at, isObject, objectsAt, textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { groupOf } from './manifest';
import type { ObjectReference } from './manifest';
import { appliedFields, type AppliedFields } from './owned-fields';
import { releaseOf } from './release-mark';

/** An object that was applied as a release's. */
export interface MarkedObject {
  readonly reference: ObjectReference;
  readonly metadata: JsonObject;
  readonly applied: AppliedFields;
}

interface SearchedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const concurrency = 8;
const pageSize = 500;
/** An aggregated API that is away must not hold up the rest. */
const retryMs = 3_000;

/**
 * Everything but the metadata, and so every secret, stays on the API server. An aggregated API may know whole objects
 * only, of its own kinds.
 */
const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/**
 * All objects of all releases. Label selectors do not help: the label of a release may be declared otherwise.
 * @param namespace Where to look for kinds that may not be listed in the whole cluster.
 */
export async function listMarked(
  api: KubernetesApi,
  namespace: string,
  signal: AbortSignal,
): Promise<{ readonly marked: readonly MarkedObject[]; readonly unseen: readonly string[] }> {
  const unseen: string[] = [];
  const kinds = await servedKinds(api, unseen, signal);
  const lists = await mapConcurrently(kinds, concurrency, async (kind) => {
    try {
      return await listKind(api, kind, namespace, signal);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      unseen.push(`${kind.apiVersion}/${kind.kind}: ${error.detail}`);
      return [];
    }
  });
  return { marked: lists.flat(), unseen: unseen.sort() };
}

/** Every kind that can be applied and listed, once, in the version that its group prefers. */
async function servedKinds(
  api: KubernetesApi,
  unseen: string[],
  signal: AbortSignal,
): Promise<readonly SearchedKind[]> {
  const groups = objectsAt(await api.request('GET', '/apis', undefined, { signal }), 'groups');
  const versions = groups.flatMap((group) => {
    const preferred = textAt(group, 'preferredVersion', 'groupVersion');
    const all = objectsAt(group, 'versions').flatMap((one) => textAt(one, 'groupVersion') ?? []);
    return [...new Set([...(preferred === undefined ? [] : [preferred]), ...all])];
  });
  const lists = await mapConcurrently(['v1', ...versions], concurrency, async (apiVersion) => {
    try {
      return await kindsOf(api, apiVersion, signal);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      unseen.push(`${apiVersion}: ${error.detail}`);
      return [];
    }
  });
  const kinds = new Map<string, SearchedKind>();
  for (const kind of lists.flat()) {
    const key = `${groupOf(kind.apiVersion)}/${kind.kind}`;
    if (!kinds.has(key)) kinds.set(key, kind);
  }
  return [...kinds.values()];
}

async function kindsOf(
  api: KubernetesApi,
  apiVersion: string,
  signal: AbortSignal,
): Promise<readonly SearchedKind[]> {
  const listed = await api.request('GET', rootOf(apiVersion), undefined, { signal, retryMs });
  return objectsAt(listed, 'resources').flatMap((resource): SearchedKind[] => {
    const [plural, kind] = [textAt(resource, 'name'), textAt(resource, 'kind')];
    const verbs = at(resource, 'verbs');
    if (plural === undefined || kind === undefined || !Array.isArray(verbs)) return [];
    if (!verbs.includes('list') || !verbs.includes('patch')) return [];
    return [{ apiVersion, kind, plural, namespaced: at(resource, 'namespaced') === true }];
  });
}

async function listKind(
  api: KubernetesApi,
  searched: SearchedKind,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly MarkedObject[]> {
  const root = rootOf(searched.apiVersion);
  try {
    return await listPages(api, searched, `${root}/${searched.plural}`, signal);
  } catch (error) {
    if (!searched.namespaced || !isRefusal(error) || error.status !== 403) throw error;
    const path = `${root}/namespaces/${encodeURIComponent(namespace)}/${searched.plural}`;
    return listPages(api, searched, path, signal);
  }
}

async function listPages(
  api: KubernetesApi,
  { apiVersion, kind }: SearchedKind,
  path: string,
  signal: AbortSignal,
): Promise<readonly MarkedObject[]> {
  const marked: MarkedObject[] = [];
  let token = '';
  do {
    const query = { limit: String(pageSize), ...(token === '' ? {} : { continue: token }) };
    const page = await api.request('GET', path, undefined, { signal, query, retryMs, accept: metadataOnly });
    for (const item of objectsAt(page, 'items')) {
      const { metadata } = item;
      const [name, namespace] = [textAt(metadata, 'name'), textAt(metadata, 'namespace')];
      if (!isObject(metadata) || name === undefined || releaseOf(item) === undefined) continue;
      const applied = appliedFields(item);
      if (applied === undefined) continue;
      marked.push({ reference: { apiVersion, kind, namespace, name }, metadata, applied });
    }
    token = textAt(page, 'metadata', 'continue') ?? '';
  } while (token !== '');
  return marked;
}

function rootOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The API server has answered. */
function isRefusal(error: unknown): error is KubernetesApiError {
  return error instanceof KubernetesApiError && error.status !== undefined;
}
