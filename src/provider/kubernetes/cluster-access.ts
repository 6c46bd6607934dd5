import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesApi } from '../../drivers/kubernetes';
import { DiagnosticError } from '../../tfplugin';
import type { HostReference, Session } from '../session';
import { connectToAny } from './control-planes';
import { kubeconfigAuthority } from './kubeconfig-authority';

/** A cluster as releases hold it. */
export interface ClusterReference {
  readonly control_planes: readonly HostReference[] | null;
  readonly ca_certificate_hash: string | null;
  readonly kubeconfig: string | null;
}

/**
 * The API of a cluster: through SSH to one of its control-plane hosts, whose kubeconfig is read and kept in
 * memory, or by a kubeconfig file of the user's.
 */
export async function accessCluster(
  session: Session,
  cluster: ClusterReference,
  signal: AbortSignal,
): Promise<KubernetesApi> {
  const { KubernetesApi: Api } = await import('../../drivers/kubernetes/index.js');
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
    return Api.connect({ kubeconfig, source, ...(context === null ? {} : { context }) }, { signal });
  }
  const { connection, shell, host } = await connectToAny(session, cluster.control_planes ?? [], signal);
  const { stdout: kubeconfig } = await shell.run('cat /etc/kubernetes/admin.conf', { sudo: true, signal });
  if (cluster.ca_certificate_hash !== null)
    await checkAuthority(kubeconfig, cluster.ca_certificate_hash, host.address);
  return Api.connect(
    {
      kubeconfig,
      source: `cluster of control-plane host ${host.address}`,
      openSocket: (address, port) => connection.openTunnel(address, port),
    },
    { signal },
  );
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

/** A host that was taken over by another cluster must not get this one's objects. */
async function checkAuthority(kubeconfig: string, expected: string, address: string): Promise<void> {
  const authority = kubeconfigAuthority(kubeconfig);
  if (authority === undefined) {
    throw new DiagnosticError(
      `control-plane host ${address} does not say which cluster it belongs to`,
      'its /etc/kubernetes/admin.conf has no current context whose cluster has certificate-authority-data, as kubeadm writes it',
      ['cluster', 'control_planes'],
    );
  }
  const { caCertificateHash } = await import('../../bootstrap/recipes/kubernetes/index.js');
  const actual = caCertificateHash(authority);
  if (actual === expected) return;
  throw new DiagnosticError(
    `control-plane host ${address} belongs to another cluster`,
    `its CA has the hash ${actual}, the cluster's is ${expected}; point cluster.control_planes at hosts of the right cluster`,
    ['cluster', 'ca_certificate_hash'],
  );
}
