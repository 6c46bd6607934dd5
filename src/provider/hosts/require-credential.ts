import { isUnknown, type Path, type Unknown } from '../../tfplugin';
import type { Session } from '../session';

interface PlannedHost {
  readonly credential: unknown;
}

/**
 * A credential that is not configured is better known before the apply.
 * @throws DiagnosticError at the host's `credential`.
 */
export function requireCredential(
  session: Session,
  host: PlannedHost | Unknown | null | undefined,
  path: Path,
): void {
  if (host === null || host === undefined || isUnknown(host)) return;
  if (typeof host.credential === 'string') session.credential(host.credential, [...path, 'credential']);
}

/**
 * As {@link requireCredential}, for the host of a service and for the hosts that it knows of.
 * @param lists By the attribute that holds them.
 */
export function requireCredentials(
  session: Session,
  host: PlannedHost | Unknown | null,
  lists: Readonly<Record<string, readonly (PlannedHost | Unknown | null)[] | Unknown | null>>,
): void {
  requireCredential(session, host, ['host']);
  for (const [name, hosts] of Object.entries(lists)) {
    if (hosts === null || isUnknown(hosts)) continue;
    hosts.forEach((one, index) => {
      requireCredential(session, one, [name, index]);
    });
  }
}

/** As {@link requireCredential}, for the control planes that a cluster is reached by. */
export function requireClusterCredentials(
  session: Session,
  cluster:
    | { readonly control_planes: readonly (PlannedHost | Unknown | null)[] | Unknown | null }
    | Unknown
    | null
    | undefined,
): void {
  if (cluster === null || cluster === undefined || isUnknown(cluster)) return;
  const hosts = cluster.control_planes;
  if (hosts === null || isUnknown(hosts)) return;
  hosts.forEach((host, index) => {
    requireCredential(session, host, ['cluster', 'control_planes', index]);
  });
}
