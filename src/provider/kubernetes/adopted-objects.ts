import type { PrivateState } from '../../tfplugin';

const KEY = 'adopted';

/** The ids of a release's objects that were in the cluster before it: destroying the release leaves them there. */
export function adoptedObjects(remembered: PrivateState): string[] {
  const ids = remembered.get(KEY);
  return Array.isArray(ids) ? ids.map(String) : [];
}

export function rememberAdopted(remembered: PrivateState, objectIds: Iterable<string>): void {
  const ids = [...objectIds].sort();
  if (ids.length === 0) remembered.delete(KEY);
  else remembered.set(KEY, ids);
}
