import { gatherFacts, type HostShell } from '../../bootstrap';
import {
  caCertificateHash,
  findHost,
  parseFoundHost,
  readCaCertificate,
  type CompleteHost,
} from '../../bootstrap/recipes/kubernetes';
import { DiagnosticError, type ImportContext, type Known } from '../../tfplugin';
import { parseHostImportId } from '../import-id';
import { kubernetesControlPlaneSchema } from '../schemas/kubernetes-control-plane';
import { kubernetesNodeSchema } from '../schemas/kubernetes-node';
import type { HostReference, Session } from '../session';
import { connectToAny } from './control-planes';
import { readDeclaration } from '../hosts/declaration';
import { nodeOwnership } from './node-ownership';
import { assertNameIsFree } from './join-node';
import { askForNode } from './node-object';
import { requireClusterCredentials } from '../hosts/require-credential';
import { runScript } from '../hosts/run-script';

interface ImportedHost {
  readonly host: HostReference;
  readonly shell: HostShell;
  readonly found: CompleteHost & { readonly declaration: string };
}

/** The state of a first control-plane host, from what it says of itself. */
export async function importControlPlane({
  data: session,
  id,
  signal,
}: ImportContext<Session>): Promise<Known<typeof kubernetesControlPlaneSchema>> {
  const { host, shell, found } = await reachFinished(session, id, signal, (membership) =>
    membership.role === 'control-plane-init'
      ? undefined
      : {
          what: `is a ${membership.role} node of a cluster, not its first control plane`,
          type: 'fleetwright_kubernetes_node',
        },
  );
  const declared = readDeclaration(kubernetesControlPlaneSchema, found.declaration, host);
  const certificate = await runScript(shell, readCaCertificate(), signal);
  return {
    ...declared,
    owner: await nodeOwnership.imported(shell, signal),
    // Not where the import reaches the host, but what its cluster was made with: another one is another cluster.
    endpoint: found.endpoint ?? `https://${declared.control_plane_endpoint ?? `${host.address}:6443`}`,
    ca_certificate_hash: caCertificateHash(certificate),
  };
}

/** The state of a host that joined a cluster. Its cluster is asked whether the node's name is the host's. */
export async function importNode({
  data: session,
  id,
  signal,
}: ImportContext<Session>): Promise<Known<typeof kubernetesNodeSchema>> {
  const { host, shell, found } = await reachFinished(session, id, signal, ({ role }) =>
    role === 'control-plane-init'
      ? {
          what: 'is the first control plane of its cluster',
          type: 'fleetwright_kubernetes_control_plane',
        }
      : undefined,
  );
  const declared = readDeclaration(kubernetesNodeSchema, found.declaration, host);
  assertSameMembership(declared, found, host);
  requireClusterCredentials(session, declared.cluster);
  const controlPlane = await connectToAny(session, declared.cluster.control_planes, signal);
  const facts = await gatherFacts(shell, { signal });
  // Destroying the node removes whatever has its name from the cluster.
  const name = declared.node_name ?? '';
  const status = await askForNode(controlPlane.shell, name, signal);
  assertNameIsFree(status, { name, address: host.address, facts });
  return { ...declared, owner: await nodeOwnership.imported(shell, signal) };
}

/** @param misfit What else a host is, and the resource type for that. */
async function reachFinished(
  session: Session,
  id: string,
  signal: AbortSignal,
  misfit: (
    membership: NonNullable<CompleteHost['membership']>,
  ) => { readonly what: string; readonly type: string } | undefined,
): Promise<ImportedHost> {
  const host = parseHostImportId(id);
  const { shell } = await session.reach(host, 'running', signal);
  const found = parseFoundHost(await runScript(shell, findHost(), signal));
  const name = `host ${host.address}`;
  switch (found.kind) {
    case 'nothing':
      throw new DiagnosticError(
        `${name} is part of no Kubernetes cluster`,
        'there is nothing to import: leave the import out, and apply',
      );
    case 'unfinished':
      throw new DiagnosticError(
        `${name} is not part of a cluster yet: kubeadm was stopped on it`,
        'leave the import out, and apply the configuration of the host: what was begun is made anew',
      );
    case 'foreign':
      throw new DiagnosticError(
        `${name} is or was part of a Kubernetes cluster that is managed elsewhere`,
        `found: ${found.files}\nOnly hosts that Fleetwright made can be imported. To run workloads on the cluster, name it in kubeconfigs in the provider block`,
      );
    case 'complete':
  }
  const { membership, declaration } = found;
  const other = membership === undefined ? undefined : misfit(membership);
  if (other !== undefined) throw new DiagnosticError(`${name} ${other.what}`, `import it as ${other.type}`);
  if (declaration === undefined) {
    throw new DiagnosticError(
      `${name} has no record of its declaration`,
      'it is written when an apply ends well, since imports are supported. Leave the import out, and apply the configuration of the host: a host of the same cluster and role is taken up as it is',
    );
  }
  return { host, shell, found: { ...found, declaration } };
}

/** The host knows by two records what it is; one that was edited must not make it another cluster's. */
function assertSameMembership(
  { role, cluster }: Known<typeof kubernetesNodeSchema>,
  { membership }: CompleteHost,
  { address }: HostReference,
): void {
  if (membership === undefined || !('caCertificateHash' in membership)) return;
  const { caCertificateHash: hash } = membership;
  if (membership.role === role && hash === cluster.ca_certificate_hash) return;
  throw new DiagnosticError(
    `the declaration kept on host ${address} is of another node`,
    `it says "${role}" of the cluster ${cluster.ca_certificate_hash}, but the host joined ${hash} as "${membership.role}". Leave the import out, and apply the configuration of the host: its declaration is written again`,
  );
}
