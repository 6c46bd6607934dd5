import { mapConcurrently } from '../abort';
import { at, textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { listMarked, type MarkedObject } from './list-marked';
import { formatObjectId } from './manifest';
import type { ManifestObject, ObjectReference } from './manifest';
import { declarationOf } from './owned-fields';
import { formatReleaseName, releaseOf, sensitiveVersionOf } from './release-mark';
import type { ReleaseName } from './release-mark';

/** A release as the cluster knows it. */
export interface FoundRelease {
  /** In the order of their ids; none when there is no such release. */
  readonly objects: readonly FoundObject[];
  /** `<namespace>/<name>` of every release that has objects in the cluster, this one included. */
  readonly releases: readonly string[];
  /** Kinds that could not be listed, and why: objects of these kinds are not among the found ones. */
  readonly unseen: readonly string[];
}

export interface FoundObject {
  readonly id: string;
  /** What it was declared as. Undefined for what holds secrets, which is not even read. */
  readonly declaration: ManifestObject | undefined;
  /** The version that its sensitive declaration was applied with; undefined when there was none. */
  readonly sensitiveVersion: string | undefined;
}

const concurrency = 8;

/**
 * Looks through all kinds for the objects that were applied as this release's, and reads what they were declared as.
 * @throws KubernetesApiError when the API server is away.
 */
export async function findRelease(
  api: KubernetesApi,
  release: ReleaseName,
  { signal }: { readonly signal: AbortSignal },
): Promise<FoundRelease> {
  const { marked, unseen } = await listMarked(api, release.namespace, signal);
  const ours = marked.filter(({ metadata }) => releaseOf({ metadata }) === formatReleaseName(release));
  const found = await mapConcurrently(ours, concurrency, (one) => readObject(api, one, signal));
  return {
    objects: found.filter((one) => one !== undefined).sort((left, right) => (left.id < right.id ? -1 : 1)),
    releases: [...new Set(marked.map(({ metadata }) => releaseOf({ metadata }) ?? ''))].sort(),
    unseen,
  };
}

async function readObject(
  api: KubernetesApi,
  { reference, metadata, applied }: MarkedObject,
  signal: AbortSignal,
): Promise<FoundObject | undefined> {
  const sensitiveVersion = sensitiveVersionOf({ metadata });
  if (sensitiveVersion !== undefined || holdsSecrets(reference, applied.fields)) {
    const id = formatObjectId({ ...reference, apiVersion: applied.apiVersion });
    return { id, declaration: undefined, sensitiveVersion };
  }
  const inItsVersion = { ...reference, apiVersion: applied.apiVersion };
  // The version it was applied in may not be served any more.
  const live = (await api.read(inItsVersion, { signal })) ?? (await api.read(reference, { signal }));
  if (live === undefined || !isWhole(live)) return undefined;
  const { apiVersion } = live;
  return {
    id: formatObjectId({ ...reference, apiVersion }),
    declaration: declarationOf(live, { ...applied, apiVersion }),
    sensitiveVersion,
  };
}

/** A Secret that was declared with data. One that only asks for data, as for an account's token, holds none of ours. */
function holdsSecrets({ apiVersion, kind }: ObjectReference, fields: JsonObject): boolean {
  return (
    apiVersion === 'v1' &&
    kind === 'Secret' &&
    ['f:data', 'f:stringData'].some((field) => at(fields, field) !== undefined)
  );
}

function isWhole(live: JsonObject): live is ManifestObject {
  return (
    textAt(live, 'apiVersion') !== undefined &&
    textAt(live, 'kind') !== undefined &&
    textAt(live, 'metadata', 'name') !== undefined
  );
}
