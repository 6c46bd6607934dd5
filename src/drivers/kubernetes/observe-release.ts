import { mapConcurrently } from '../abort';
import { patchObject } from './apply-object';
import { describeDrift, driftFromApplied, driftFromDeclared } from './drift';
import type { FieldDrift } from './drift';
import { KubernetesApiError } from './errors';
import { at } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { describeObject, formatObjectId, parseObjectId, referenceTo, versionlessKey } from './manifest';
import type { ManifestObject, ObjectReference, ParsedObject } from './manifest';
import { formatReleaseName, isSecret, prepareObject, releaseOf } from './release-mark';
import { resolveObject } from './resolve-objects';
import { isMisfit, isWebhookAway } from './retry';

/** A release as it was applied. */
export interface DeclaredRelease {
  readonly name: string;
  readonly namespace: string;
  /** What is still known of the declaration. */
  readonly objects: readonly ParsedObject[];
  /** What the last apply reported. Of objects that are only known by their id, it is checked that they exist. */
  readonly objectIds: readonly string[];
}

export interface ObservedRelease {
  /** One line per deviation, empty when the cluster is as declared. */
  readonly drift: string[];
  /** The ids of the objects that do not exist (any more). */
  readonly missing: string[];
}

const concurrency = 8;
/** The object was read a moment ago: the API server is there, a webhook may stay away for long. */
const dryRunRetryMs = 5_000;

/**
 * Compares a release with the cluster and changes nothing: each object is applied in a dry run, and what that would
 * change is drift. A cluster that does not answer is an error, never a missing object.
 * @throws KubernetesApiError
 */
export async function observeRelease(
  api: KubernetesApi,
  release: DeclaredRelease,
  { signal }: { readonly signal: AbortSignal },
): Promise<ObservedRelease> {
  const declared = await mapConcurrently(release.objects, concurrency, async (parsed) => {
    const resolved = (await resolveObject(api, parsed, release.namespace, signal)) ?? parsed;
    return { resolved, observed: await observeObject(api, resolved, release, signal) };
  });
  const seen = new Set(declared.map(({ resolved }) => versionlessKey(referenceTo(resolved.object))));
  const others = await mapConcurrently(
    release.objectIds.map(parseObjectId).filter((reference) => !seen.has(versionlessKey(reference))),
    concurrency,
    (reference) => observeReference(api, reference, release, signal),
  );
  const observed = [...declared.map((entry) => entry.observed), ...others];
  return {
    drift: observed.flatMap(({ drift }) => drift),
    missing: observed.flatMap(({ missing }) => missing),
  };
}

async function observeObject(
  api: KubernetesApi,
  parsed: ParsedObject,
  release: DeclaredRelease,
  signal: AbortSignal,
): Promise<ObservedRelease> {
  const reference = referenceTo(parsed.object);
  const live = await api.read(reference, { signal });
  if (live === undefined) return isCleanedUp(parsed.object) ? asDeclared : isMissing(reference);
  if (at(live, 'metadata', 'deletionTimestamp') !== undefined) {
    return { drift: [`${describeObject(reference)}: is being deleted`], missing: [] };
  }
  const declared = prepareObject(parsed, release);
  const drift = await findDrift(api, declared, live, signal);
  return { drift: describeDrift(describeObject(reference), drift, redaction(parsed)), missing: [] };
}

async function observeReference(
  api: KubernetesApi,
  reference: ObjectReference,
  release: DeclaredRelease,
  signal: AbortSignal,
): Promise<ObservedRelease> {
  const live = await api.read(reference, { signal });
  if (live === undefined) return isMissing(reference);
  if (releaseOf(live) === formatReleaseName(release)) return asDeclared;
  return { drift: [`${describeObject(reference)}: is not marked as this release's any more`], missing: [] };
}

const asDeclared: ObservedRelease = { drift: [], missing: [] };

function isMissing(reference: ObjectReference): ObservedRelease {
  return { drift: [`${describeObject(reference)}: is missing`], missing: [formatObjectId(reference)] };
}

/** A job with a time to live is deleted by the cluster when it has done its work. */
function isCleanedUp(object: ManifestObject): boolean {
  return object.kind === 'Job' && typeof at(object, 'spec', 'ttlSecondsAfterFinished') === 'number';
}

async function findDrift(
  api: KubernetesApi,
  declared: ManifestObject,
  live: JsonObject,
  signal: AbortSignal,
): Promise<FieldDrift[]> {
  try {
    const applied = await patchObject(api, declared, {
      signal,
      force: true,
      dryRun: true,
      retryMs: dryRunRetryMs,
    });
    return driftFromApplied(live, applied, declared);
  } catch (error) {
    // A refused dry run (a webhook that is away or has none, a change that is not allowed in place, no right to
    // patch) leaves the declaration itself to compare with.
    if (error instanceof KubernetesApiError && isRefusal(error)) return driftFromDeclared(live, declared);
    throw error;
  }
}

function isRefusal(error: KubernetesApiError): boolean {
  return refusals.has(error.status ?? 0) || isMisfit(error) || isWebhookAway(error);
}

const refusals = new Set([400, 403, 409, 422]);

function redaction({ object, sensitive }: ParsedObject): (path: string) => boolean {
  if (sensitive) return () => true;
  return isSecret(object) ? (path) => /^(data|stringData)\b/.test(path) : () => false;
}
