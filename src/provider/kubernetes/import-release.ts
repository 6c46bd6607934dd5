import { caCertificateHash, readCaCertificate } from '../../bootstrap/recipes/kubernetes';
import { findRelease, formatManifest, type FoundRelease } from '../../drivers/kubernetes';
import { DiagnosticError, type Diagnostics, type Imported } from '../../tfplugin';
import type { kubernetesReleaseSchema } from '../schemas/kubernetes-release';
import type { Session } from '../session';
import { accessCluster, type ClusterReference } from './cluster-access';
import { parseReleaseImportId, type ReleaseImportId } from './release-import-id';
import { runScript } from '../hosts/run-script';

/**
 * The state of a release that is in a cluster: its objects by the mark they have, what was declared of them by the
 * fields that are ours. What holds secrets is known by its id only.
 */
export async function importRelease(
  session: Session,
  id: string,
  diagnostics: Diagnostics,
  signal: AbortSignal,
): Promise<Imported<typeof kubernetesReleaseSchema>> {
  const { name, namespace, cluster: named, settings } = parseReleaseImportId(id);
  const cluster = await clusterOf(session, named, signal);
  const api = await accessCluster(session, cluster, 'look', signal);
  const found = await findRelease(api, { name, namespace }, { signal });
  if (found.objects.length === 0) throw noSuchRelease(`${namespace}/${name}`, api.source, found);
  warnOfUnseen(`${namespace}/${name}`, found, diagnostics);
  const manifests = found.objects.flatMap(({ id: object, declaration }) =>
    declaration === undefined ? [] : [[object, formatManifest(declaration)] as const],
  );
  return {
    name,
    namespace,
    cluster,
    ...settings,
    manifests: manifests.length === 0 ? null : Object.fromEntries(manifests),
    sensitive_manifests_wo_version: sensitiveVersion(found),
    objects: found.objects.map((object) => object.id),
  };
}

async function clusterOf(
  session: Session,
  named: ReleaseImportId['cluster'],
  signal: AbortSignal,
): Promise<ClusterReference> {
  if ('kubeconfig' in named) return { control_planes: null, ca_certificate_hash: null, ...named };
  const { hosts, authority } = named;
  const cluster = { control_planes: hosts, ca_certificate_hash: null, kubeconfig: null };
  if (authority === 'none') return cluster;
  if (authority !== 'read') return { ...cluster, ca_certificate_hash: authority.hash };
  const { shell } = await session.reach(hosts[0], 'running', signal);
  const certificate = await runScript(shell, readCaCertificate(), signal);
  return { ...cluster, ca_certificate_hash: caCertificateHash(certificate) };
}

/** The version that the secrets were applied with, when they agree: otherwise the plan has them applied again. */
function sensitiveVersion({ objects }: FoundRelease): number | null {
  const versions = new Set(objects.flatMap(({ sensitiveVersion: one }) => one ?? []));
  const [version = ''] = versions;
  return versions.size === 1 && version !== '' && Number.isFinite(Number(version)) ? Number(version) : null;
}

function noSuchRelease(release: string, source: string, { releases, unseen }: FoundRelease): DiagnosticError {
  const others = releases.map((one) => `"${one}"`).join(', ');
  return new DiagnosticError(
    `no object of release "${release}" is in ${source}`,
    [
      others === '' ? 'no release has objects there' : `the releases that have objects there are ${others}`,
      ...(unseen.length === 0 ? [] : [`not looked at: ${unseen.join('; ')}`]),
    ].join('\n'),
  );
}

function warnOfUnseen(release: string, { unseen }: FoundRelease, diagnostics: Diagnostics): void {
  if (unseen.length === 0) return;
  diagnostics.warn(
    ['objects'],
    `objects of release "${release}" may be missing`,
    `not looked at: ${unseen.join('; ')}\nThe next apply takes up again whatever is declared; what is declared no more stays.`,
  );
}
