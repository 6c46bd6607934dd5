import { KubernetesApiError } from './errors';
import { objectsAt, textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { describeObject, formatObjectId, referenceTo } from './manifest';
import type { ManifestObject, ParsedObject } from './manifest';
import { fieldManager, formatReleaseName, isSecret, prepareObject, releaseOf } from './release-mark';
import type { ReleaseName } from './release-mark';
import { fieldConflicts, objectRefused } from './release-errors';

export interface PatchOptions {
  readonly signal: AbortSignal;
  readonly force: boolean;
  readonly dryRun?: boolean;
  readonly retryMs?: number;
  readonly alsoRetry?: (error: KubernetesApiError) => boolean;
  readonly onRetry?: (error: KubernetesApiError) => void;
}

/** One server-side apply, raw. */
export async function patchObject(
  api: KubernetesApi,
  object: ManifestObject,
  options: PatchOptions,
): Promise<JsonObject> {
  const reference = referenceTo(object);
  const path = await api.pathOf(reference, options.signal);
  if (path === undefined) throw kindNotServed(api, object);
  return api.request('PATCH', path, object, {
    signal: options.signal,
    contentType: 'application/apply-patch+yaml',
    query: {
      fieldManager,
      force: String(options.force),
      // Unknown fields are an error, as `kubectl apply` has it: a typing error must not be dropped in silence.
      fieldValidation: 'Strict',
      ...(options.dryRun === true ? { dryRun: 'All' } : {}),
    },
    ...(options.retryMs === undefined ? {} : { retryMs: options.retryMs }),
    ...(options.alsoRetry === undefined ? {} : { alsoRetry: options.alsoRetry }),
    ...(options.onRetry === undefined ? {} : { onRetry: options.onRetry }),
    objectId: formatObjectId(reference),
  });
}

export function kindNotServed(api: KubernetesApi, object: ManifestObject): KubernetesApiError {
  const { apiVersion, kind } = object;
  const detail =
    `${api.source} serves no kind ${JSON.stringify(kind)} in ${JSON.stringify(apiVersion)}; ` +
    'install its CustomResourceDefinition first, or correct apiVersion and kind';
  return new KubernetesApiError(detail, { status: 404, reason: 'NoSuchKind', detail });
}

/** @throws Error when the live object is marked as another release's. */
export function refuseForeignObject(live: JsonObject, object: ManifestObject, release: ReleaseName): void {
  const owner = releaseOf(live);
  if (owner === undefined || owner === formatReleaseName(release)) return;
  throw new Error(
    `${describeObject(referenceTo(object))} belongs to release ${JSON.stringify(owner)}; ` +
      `remove it there before release ${JSON.stringify(formatReleaseName(release))} declares it`,
  );
}

export interface ApplyObjectOptions {
  readonly release: ReleaseName;
  readonly forceConflicts: boolean;
  readonly signal: AbortSignal;
  /** For what passes by itself: the API server away, a webhook that is still starting, a namespace on its way out. */
  readonly retryMs: number;
  readonly onProgress: (message: string) => void;
}

/**
 * Applies one object and returns it as it is then. On an object that is already this release's, a field that
 * somebody changed by hand since the last apply is taken back; one that another declarative owner or a
 * controller of the cluster holds is a conflict.
 */
export async function applyObject(
  api: KubernetesApi,
  parsed: ParsedObject,
  live: JsonObject | undefined,
  options: ApplyObjectOptions,
): Promise<JsonObject> {
  const { signal, release, retryMs } = options;
  const object = prepareObject(parsed, release);
  const onRetry = (error: KubernetesApiError) => {
    // Messages of refusals may quote what was sent.
    const why = parsed.sensitive || isSecret(object) ? error.reason : error.detail;
    options.onProgress(`${describeObject(referenceTo(object))}: ${why}; trying again`);
  };
  const patch = (force: boolean) =>
    patchObject(api, object, { signal, force, retryMs, alsoRetry: passesSoon, onRetry });
  try {
    return await patch(options.forceConflicts);
  } catch (error) {
    if (live !== undefined && error instanceof KubernetesApiError && changedByHand(error, live, release)) {
      const taken = fieldConflicts(error).map(
        ({ field, manager }) => `${field} from ${JSON.stringify(manager)}`,
      );
      options.onProgress(`${describeObject(referenceTo(object))}: taking back ${taken.join(', ')}`);
      return await patch(true).catch((refusal: unknown) => {
        throw objectRefused(refusal, parsed);
      });
    }
    throw objectRefused(error, parsed);
  }
}

/** Controllers of the cluster: they changed the field by design, and will again. */
const controllers = new Set(['kube-controller-manager', 'vpa-updater', 'vpa-recommender']);

function changedByHand(error: KubernetesApiError, live: JsonObject, release: ReleaseName): boolean {
  const conflicts = fieldConflicts(error);
  if (conflicts.length === 0 || releaseOf(live) !== formatReleaseName(release)) return false;
  const declarative = new Set(
    objectsAt(live, 'metadata', 'managedFields')
      .filter((entry) => textAt(entry, 'operation') === 'Apply')
      .map((entry) => textAt(entry, 'manager')),
  );
  return conflicts.every(({ manager }) => !declarative.has(manager) && !controllers.has(manager));
}

/** Refusals that end by themselves, though their status says otherwise. */
function passesSoon(error: KubernetesApiError): boolean {
  if (error.status === 403) {
    return (
      error.causes.some(({ reason }) => reason === 'NamespaceTerminating') ||
      /error looking up service account .* not found/.test(error.detail)
    );
  }
  // A kind that was just defined: not every API server behind a load balancer serves it yet.
  return error.status === 404 && error.detail.includes('the server could not find the requested resource');
}
