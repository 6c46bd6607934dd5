import { isNotFound } from './errors';
import { textAt } from '../json';
import type { JsonObject } from '../json';
import type { KubernetesApi } from './kubernetes-api';
import { formatObjectId } from './manifest';
import type { ObjectReference } from './manifest';
import { fieldManager, markRemoval } from './release-mark';

/**
 * Takes the release's mark off an object and leaves everything else: giving up fields that only we set could leave
 * it without what it needs. An object that is gone, or was made anew since `live` was read, is left alone.
 */
export async function removeMark(
  api: KubernetesApi,
  reference: ObjectReference,
  live: JsonObject,
  signal: AbortSignal,
): Promise<void> {
  const path = await api.pathOf(reference, signal);
  if (path === undefined) return;
  const { metadata } = markRemoval(live);
  const uid = textAt(live, 'metadata', 'uid') ?? '';
  try {
    await api.request(
      'PATCH',
      path,
      { metadata: { ...metadata, uid } },
      {
        signal,
        contentType: 'application/merge-patch+json',
        query: { fieldManager },
        objectId: formatObjectId(reference),
      },
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
