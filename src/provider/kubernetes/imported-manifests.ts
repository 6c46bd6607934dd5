import {
  objectId,
  resolveObject,
  wouldChange,
  type KubernetesApi,
  type ParsedObject,
} from '../../drivers/kubernetes';
import type { PrivateState } from '../../tfplugin';

const KEY = 'imported';

/** Whether the `manifests` in the state were read from the cluster, and are not the text that was declared. */
export function manifestsAreImported(remembered: PrivateState): boolean {
  return remembered.get(KEY) === true;
}

export function rememberImported(remembered: PrivateState, imported: boolean): void {
  if (imported) remembered.set(KEY, true);
  else remembered.delete(KEY);
}

interface Declared {
  readonly name: string;
  readonly namespace: string;
  readonly manifests: readonly ParsedObject[];
  readonly sensitive: readonly ParsedObject[];
}

/**
 * Whether the declared text means what was read from the cluster: it is about the same objects, and applying it
 * would change none of them.
 */
export async function meansTheSame(
  api: KubernetesApi,
  declared: Declared,
  imported: { readonly manifests: readonly ParsedObject[]; readonly objectIds: readonly string[] },
  signal: AbortSignal,
): Promise<boolean> {
  const resolve = (objects: readonly ParsedObject[]) =>
    Promise.all(
      objects.map(async (one) => (await resolveObject(api, one, declared.namespace, signal)) ?? one),
    );
  const manifests = await resolve(declared.manifests);
  const all = [...manifests, ...(await resolve(declared.sensitive))];
  if (!sameMembers(idsOf(all), imported.objectIds)) return false;
  if (!sameMembers(idsOf(manifests), idsOf(await resolve(imported.manifests)))) return false;
  return !(await wouldChange(api, declared, manifests, { signal }));
}

function idsOf(objects: readonly ParsedObject[]): string[] {
  return objects.map(({ object }) => objectId(object));
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}
