import type { Duplex } from 'node:stream';
import { caCertificateHash } from '../../bootstrap/recipes/kubernetes';
import { KubernetesApi, KubernetesApiError } from '../../drivers/kubernetes';
import type { SshConnection } from '../../drivers/ssh';
import { DiagnosticError, messageOf } from '../../tfplugin';
import type { HostReference, ReachedHost, Session } from '../session';
import { isUnreachable, UnreachableClusterError } from '../unreachable';
import { kubeconfigAuthority } from './kubeconfig-authority';

/** Every control-plane host answers SSH, and none is of the cluster (any more). */
export class LostClusterError extends UnreachableClusterError {
  constructor(
    /** One line per host. */
    readonly reasons: readonly string[],
    /** A host has become one of another cluster, which must not get this one's objects. */
    readonly foreign: boolean,
  ) {
    super(
      'no control-plane host belongs to the cluster any more',
      `${reasons.join('\n')}\nPoint cluster.control_planes at hosts of the cluster.`,
      ['cluster', foreign ? 'ca_certificate_hash' : 'control_planes'],
    );
  }
}

/** Whether the cluster gave no answer, as opposed to one we do not like. An API server without its etcd has none. */
export function isClusterSilent(error: unknown): boolean {
  if (isUnreachable(error)) return true;
  return error instanceof KubernetesApiError && (error.status === undefined || error.status >= 500);
}

/** Why the cluster cannot be reached through one host. */
interface Refusal {
  /** `lost` and `foreign`: the host answered and is not of the cluster; `silent`: it, or its API server, did not. */
  readonly kind: 'silent' | 'lost' | 'foreign';
  readonly reason: string;
}

/** For all but the last host: the next one may be well. */
const IMPATIENT_MS = 5_000;

/**
 * The API of a cluster through the first control-plane host that answers SSH, is of the cluster, and over which
 * the API server answers.
 * @param authority The hash of the cluster's CA certificate; null when any will do.
 * @throws LostClusterError, UnreachableClusterError
 */
export async function controlPlaneApi(
  session: Session,
  hosts: readonly HostReference[],
  authority: string | null,
  signal: AbortSignal,
): Promise<KubernetesApi> {
  const refusals: Refusal[] = [];
  for (const [index, host] of hosts.entries()) {
    const retry = index < hosts.length - 1 ? { retryMs: IMPATIENT_MS } : {};
    const access = await apiThrough(session, host, authority, { signal, ...retry });
    if (!('kind' in access)) return access;
    refusals.push(access);
  }
  const reasons = refusals.map(({ reason }) => reason);
  if (refusals.length > 0 && refusals.every(({ kind }) => kind !== 'silent')) {
    throw new LostClusterError(
      reasons,
      refusals.some(({ kind }) => kind === 'foreign'),
    );
  }
  throw new UnreachableClusterError(
    'no control-plane host of the cluster answers',
    reasons.length === 0 ? 'cluster.control_planes is empty: name at least one host' : reasons.join('\n'),
    ['cluster', 'control_planes'],
  );
}

async function apiThrough(
  session: Session,
  host: HostReference,
  authority: string | null,
  options: { readonly signal: AbortSignal; readonly retryMs?: number },
): Promise<KubernetesApi | Refusal> {
  const { signal } = options;
  try {
    const { shell } = await session.reach(host, 'running', signal);
    const kubeconfig = await readAdminConf(shell, host, signal);
    if (typeof kubeconfig !== 'string') return kubeconfig;
    if (authority !== null) {
      const other = foreignAuthority(kubeconfig, authority, host.address);
      if (other !== undefined) return other;
    }
    const source = `cluster of control-plane host ${host.address}`;
    return await KubernetesApi.connect(
      { kubeconfig, source, openSocket: tunnelThrough(session, host, signal) },
      options,
    );
  } catch (error) {
    if (signal.aborted || !isClusterSilent(error)) throw error;
    return { kind: 'silent', reason: messageOf(error) };
  }
}

/**
 * Dials over the connection of the moment: one that is lost while something is waited for is made again, for as
 * long as a host takes to boot, and each request still has its own limit.
 */
function tunnelThrough(
  session: Session,
  host: HostReference,
  signal: AbortSignal,
): (address: string, port: number) => Promise<Duplex> {
  return async (address, port) => {
    const { connection } = await session.reach(host, 'booting', signal);
    return dial(connection, address, port);
  };
}

/** Where kubeadm has the API server of a host listen. */
const OWN_API_SERVER = { address: '127.0.0.1', port: 6443 };

/**
 * The kubeconfig names the endpoint that all control planes share, which may be on another host that is down. The
 * host's own API server has the endpoint's name in its certificate, too.
 */
async function dial(connection: SshConnection, address: string, port: number): Promise<Duplex> {
  const endpoint = connection.openTunnel(address, port);
  try {
    return await within(IMPATIENT_MS, endpoint);
  } catch {
    const own = await connection
      .openTunnel(OWN_API_SERVER.address, OWN_API_SERVER.port)
      .catch(() => undefined);
    if (own === undefined) return endpoint;
    void endpoint.then(
      (late) => late.destroy(),
      () => undefined,
    );
    return own;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, ms, new Error(`nothing within ${String(ms)} ms`));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function readAdminConf(
  shell: ReachedHost['shell'],
  { address }: HostReference,
  signal: AbortSignal,
): Promise<string | Refusal> {
  const { stdout } = await shell.run(readScript, { sudo: true, signal, timeoutMs: 60_000 });
  const [found, ...lines] = stdout.split('\n');
  if (found === 'admin.conf') return lines.join('\n');
  const missing = `control-plane host ${address} has no /etc/kubernetes/admin.conf`;
  return found === 'api-server'
    ? { kind: 'silent', reason: `${missing}, though an API server is set up on it` }
    : { kind: 'lost', reason: missing };
}

const readScript = `
cd /etc/kubernetes 2>/dev/null || { echo nothing; exit 0; }
if [ -e admin.conf ]; then echo admin.conf; cat admin.conf
elif [ -e manifests/kube-apiserver.yaml ]; then echo api-server
else echo nothing; fi
`;

function foreignAuthority(kubeconfig: string, expected: string, address: string): Refusal | undefined {
  const certificate = kubeconfigAuthority(kubeconfig);
  if (certificate === undefined) {
    throw new DiagnosticError(
      `control-plane host ${address} does not say which cluster it belongs to`,
      'its /etc/kubernetes/admin.conf has no current context whose cluster has certificate-authority-data, as kubeadm writes it',
      ['cluster', 'control_planes'],
    );
  }
  const actual = caCertificateHash(certificate);
  if (actual === expected) return undefined;
  return {
    kind: 'foreign',
    reason: `control-plane host ${address} belongs to another cluster: its CA has the hash ${actual}, the cluster's is ${expected}`,
  };
}
