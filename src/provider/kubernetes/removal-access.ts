import type { KubernetesApi } from '../../drivers/kubernetes';
import { DiagnosticError, messageOf, type Diagnostics } from '../../tfplugin';
import type { Session } from '../session';
import { accessCluster, type ClusterReference } from './cluster-access';
import { isClusterSilent, LostClusterError } from './control-plane-api';

/**
 * The API of the cluster that a release is to be deleted from; undefined, with a warning, when all its hosts say
 * that there is no such cluster any more: then the objects went with it.
 * @throws DiagnosticError when there is no answer: the objects may well be there.
 */
export async function accessForRemoval(
  session: Session,
  release: { readonly name: string; readonly cluster: ClusterReference },
  diagnostics: Diagnostics,
  signal: AbortSignal,
): Promise<KubernetesApi | undefined> {
  try {
    return await accessCluster(session, release.cluster, 'change', signal);
  } catch (error) {
    if (signal.aborted || !isClusterSilent(error)) throw error;
    if (error instanceof LostClusterError) {
      diagnostics.warn(
        ['cluster'],
        `the objects of release "${release.name}" went with their cluster`,
        error.reasons.join('\n'),
      );
      return undefined;
    }
    throw new DiagnosticError(
      `release "${release.name}" cannot be deleted: its cluster does not answer`,
      `${messageOf(error)}\nIts objects may well be there, so it stays in the state. If the cluster is gone for good: terraform state rm <address of the release>`,
      ['cluster'],
      { cause: error },
    );
  }
}
