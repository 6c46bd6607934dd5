import {
  dryRun,
  KubernetesApiError,
  objectId,
  parseObjectId,
  type KubernetesApi,
  type ParsedObject,
} from '../../drivers/kubernetes';
import type { Diagnostics } from '../../tfplugin';

interface Declared {
  readonly name: string;
  readonly namespace: string;
  readonly objects: readonly ParsedObject[];
}

/**
 * Has the API server try the objects. What it would refuse is an error; what it cannot try because a namespace, a
 * custom kind or a webhook is not there yet is a warning: another release may bring it in the same apply.
 */
export async function tryRelease(
  api: KubernetesApi,
  release: Declared,
  diagnostics: Diagnostics,
  signal: AbortSignal,
): Promise<void> {
  const { problems } = await dryRun(api, release, { signal });
  for (const { objectId: id, message, undecided } of problems) {
    if (undecided) {
      diagnostics.warn(
        ['manifests'],
        `${id} cannot be tried yet: a webhook that judges it does not answer`,
        `${message}\nIt must run when the release is applied: if another release brings it, name that one in depends_on.`,
      );
      continue;
    }
    const missing = await missingSoFar(api, release, id, signal);
    if (missing === undefined) {
      diagnostics.error(['manifests'], `the cluster would refuse ${id}`, message);
      continue;
    }
    diagnostics.warn(
      ['manifests'],
      `${id} cannot be tried yet: ${missing}`,
      `${message}\nIt must be there when the release is applied: if another release brings it, name that one in depends_on.`,
    );
  }
}

/** What an object lacks that may come before it is applied. */
async function missingSoFar(
  api: KubernetesApi,
  { objects }: Declared,
  id: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { apiVersion, kind, namespace } = parseObjectId(id);
  if ((await api.resourceOf(apiVersion, kind, signal)) === undefined) {
    const declared = objects.find(({ object }) => objectId(object) === id);
    // Only a group with a dot can be defined in a cluster: without one, the kind is misspelt.
    const definable = declared?.scope === undefined && /\..*\//.test(apiVersion);
    return definable ? `no kind "${kind}" of "${apiVersion}" is served` : undefined;
  }
  if (namespace === undefined) return undefined;
  const reference = { apiVersion: 'v1', kind: 'Namespace', namespace: undefined, name: namespace };
  try {
    const live = await api.read(reference, { signal });
    return live === undefined ? `namespace "${namespace}" does not exist yet` : undefined;
  } catch (error) {
    // Who may not look at namespaces is told what the API server said.
    if (error instanceof KubernetesApiError && error.status === 403) return undefined;
    throw error;
  }
}
