import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KubernetesApi } from '../../drivers/kubernetes';
import { DiagnosticError } from '../../tfplugin';
import type { HostReference, Session } from '../session';
import type { Purpose } from '../shared-apis';
import { controlPlaneApi } from './control-plane-api';

/** A cluster as releases hold it. */
export interface ClusterReference {
  readonly control_planes: readonly HostReference[] | null;
  readonly ca_certificate_hash: string | null;
  readonly kubeconfig: string | null;
}

/**
 * The API of a cluster: through SSH to one of its control-plane hosts, whose kubeconfig is read and kept in
 * memory, or by a kubeconfig file of the user's. All who name the cluster alike share it; the session closes it.
 */
export function accessCluster(
  session: Session,
  { control_planes, ca_certificate_hash, kubeconfig }: ClusterReference,
  purpose: Purpose,
  signal: AbortSignal,
): Promise<KubernetesApi> {
  const cluster = { control_planes, ca_certificate_hash, kubeconfig };
  return session.clusterApis.get(cluster, (lasting) => connect(session, cluster, lasting), purpose, signal);
}

async function connect(
  session: Session,
  cluster: ClusterReference,
  signal: AbortSignal,
): Promise<KubernetesApi> {
  if (cluster.kubeconfig !== null) {
    const { path, context } = namedKubeconfig(session, cluster.kubeconfig);
    const kubeconfig = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new DiagnosticError(
        `kubeconfig "${cluster.kubeconfig ?? ''}": cannot read ${path}`,
        `${error instanceof Error ? error.message : String(error)}; set kubeconfigs.${cluster.kubeconfig ?? ''}.path in the provider block to a kubeconfig file`,
        ['cluster', 'kubeconfig'],
      );
    });
    const source = `kubeconfig "${cluster.kubeconfig}"`;
    return KubernetesApi.connect(
      { kubeconfig, source, ...(context === null ? {} : { context }) },
      { signal },
    );
  }
  return controlPlaneApi(session, cluster.control_planes ?? [], cluster.ca_certificate_hash, signal);
}

function namedKubeconfig(session: Session, name: string): { path: string; context: string | null } {
  const kubeconfigs = session.configuration.kubeconfigs ?? {};
  const found = Object.hasOwn(kubeconfigs, name) ? kubeconfigs[name] : undefined;
  if (found === undefined) {
    const known = Object.keys(kubeconfigs).map((one) => `"${one}"`);
    throw new DiagnosticError(
      `no kubeconfig is named "${name}"`,
      known.length === 0
        ? `add kubeconfigs = { ${name} = { path = "~/.kube/config" } } to the provider block`
        : `the provider block's kubeconfigs has ${known.join(', ')}`,
      ['cluster', 'kubeconfig'],
    );
  }
  const path = found.path.startsWith('~/') ? join(homedir(), found.path.slice(2)) : found.path;
  return { path, context: found.context };
}
