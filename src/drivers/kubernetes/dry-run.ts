import { mapConcurrently } from '../abort';
import { kindNotServed, patchObject } from './apply-object';
import { KubernetesApiError } from './errors';
import type { KubernetesApi } from './kubernetes-api';
import { formatObjectId, referenceTo } from './manifest';
import type { ParsedObject } from './manifest';
import { isNamespaceMissing, objectRefused } from './release-errors';
import { prepareObject } from './release-mark';
import type { ReleaseName } from './release-mark';
import { isDefinedBy, resolveObject } from './resolve-objects';
import { isMisfit, isWebhookAway } from './retry';

/** What the API server would refuse. */
export interface DryRunProblem {
  readonly objectId: string;
  readonly message: string;
  /** The API server could not judge the object, because an admission webhook did not answer. */
  readonly undecided: boolean;
}

export interface DryRunResult {
  readonly problems: DryRunProblem[];
  /** Ids of objects that cannot be tried yet: their namespace or their definition comes with the same release. */
  readonly unchecked: string[];
}

const concurrency = 8;
/** A webhook that is away is not worth the patience that an API server deserves. */
const retryMs = 5_000;

/**
 * Has the API server validate the objects without storing anything. Conflicts with other managers of a field are
 * not looked at: who holds a field may be otherwise when it is applied.
 * @throws KubernetesApiError when the API server is away.
 */
export async function dryRun(
  api: KubernetesApi,
  release: ReleaseName & { readonly objects: readonly ParsedObject[] },
  { signal }: { readonly signal: AbortSignal },
): Promise<DryRunResult> {
  const result: DryRunResult = { problems: [], unchecked: [] };
  await mapConcurrently(release.objects, concurrency, async (parsed) => {
    const resolved = await resolveObject(api, parsed, release.namespace, signal);
    const object = (resolved ?? parsed).object;
    const id = formatObjectId(referenceTo(object));
    if (resolved === undefined) {
      if (isDefinedBy(release.objects, object)) result.unchecked.push(id);
      else result.problems.push(problemOf(id, kindNotServed(api, object), parsed));
      return;
    }
    try {
      await patchObject(api, prepareObject(resolved, release), {
        signal,
        force: true,
        dryRun: true,
        retryMs,
      });
    } catch (error) {
      if (!(error instanceof KubernetesApiError) || !isRefusal(error)) throw error;
      const { namespace } = referenceTo(object);
      const comesAlong =
        namespace !== undefined &&
        isNamespaceMissing(error, namespace) &&
        declares(release.objects, namespace);
      if (comesAlong || /does not support dry run/.test(error.detail)) result.unchecked.push(id);
      else result.problems.push(problemOf(id, error, resolved));
    }
  });
  return result;
}

function isRefusal(error: KubernetesApiError): boolean {
  return error.status !== undefined && (error.status < 500 || isMisfit(error) || isWebhookAway(error));
}

function declares(objects: readonly ParsedObject[], namespace: string): boolean {
  return objects.some(({ object }) => object.kind === 'Namespace' && object.metadata.name === namespace);
}

function problemOf(id: string, error: KubernetesApiError, parsed: ParsedObject): DryRunProblem {
  const refused = objectRefused(error, parsed);
  const message = refused instanceof Error ? refused.message : error.message;
  return { objectId: id, message, undecided: isWebhookAway(error) };
}
