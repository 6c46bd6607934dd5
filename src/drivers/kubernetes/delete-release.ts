import { deleteObjects } from './delete-objects';
import type { KubernetesApi } from './kubernetes-api';

export interface ReleaseRemoval {
  readonly name: string;
  readonly namespace: string;
  /** As {@link applyRelease} reported them. */
  readonly objectIds: readonly string[];
  /** Which of them were there before the release: they stay, without its mark. None when absent. */
  readonly adoptedObjectIds?: readonly string[];
  /** In milliseconds. */
  readonly timeoutMs: number;
}

export interface DeleteOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (message: string) => void;
  /** Called once an object is gone: what is left in the list is what a next run has to delete. */
  readonly onRemoved?: (objectId: string) => void | Promise<void>;
}

/**
 * Deletes a release's objects and waits until they are gone, dependents first. Gone already is fine; an object
 * that is not marked as this release's is left alone.
 * @throws Error naming what remains, when the time is over.
 */
export async function deleteRelease(
  api: KubernetesApi,
  removal: ReleaseRemoval,
  { signal, onProgress, onRemoved }: DeleteOptions,
): Promise<void> {
  await deleteObjects(api, removal.objectIds, removal, {
    signal,
    timeoutMs: removal.timeoutMs,
    adoptedObjectIds: removal.adoptedObjectIds ?? [],
    onProgress: onProgress ?? (() => undefined),
    onRemoved: onRemoved ?? (() => undefined),
  });
}
