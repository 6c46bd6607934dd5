import { mapConcurrently } from '../abort';
import { patchObject } from './apply-object';
import { driftFromApplied } from './drift';
import { KubernetesApiError } from './errors';
import { sameJson } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { referenceTo } from './manifest';
import type { ParsedObject } from './manifest';
import { appliedFields } from './owned-fields';
import { prepareObject } from './release-mark';
import type { ReleaseName } from './release-mark';

const concurrency = 8;
const retryMs = 5_000;

/**
 * Whether applying the objects would change anything, be it a value or the fields that are ours: asked of the API
 * server in a dry run, which knows what its defaults and quantities mean. What it refuses to try would.
 *
 * @param objects As `resolveObject` gives them.
 * @throws KubernetesApiError when the API server is away.
 */
export async function wouldChange(
  api: KubernetesApi,
  release: ReleaseName,
  objects: readonly ParsedObject[],
  { signal }: { readonly signal: AbortSignal },
): Promise<boolean> {
  const changes = await mapConcurrently(objects, concurrency, async (parsed) => {
    const live = await api.read(referenceTo(parsed.object), { signal });
    if (live === undefined) return true;
    try {
      const declared = prepareObject(parsed, release);
      const applied = await patchObject(api, declared, { signal, force: true, dryRun: true, retryMs });
      // What controllers write between the two answers is neither.
      return driftFromApplied(live, applied, declared).length > 0 || !sameJson(ours(live), ours(applied));
    } catch (error) {
      if (error instanceof KubernetesApiError && error.status !== undefined) return true;
      throw error;
    }
  });
  return changes.includes(true);
}

function ours(object: JsonObject): JsonObject {
  const applied = appliedFields(object);
  return applied === undefined ? {} : { [applied.apiVersion]: applied.fields };
}
