import { isDeepStrictEqual } from 'node:util';
import { type ConvergeOptions, converge, driftLines, gatherFacts, withHostLock } from '../../bootstrap';
import {
  caCertificateHash,
  claimControlPlane,
  configurationHash,
  controlPlaneOperations,
  KUBEADM_CONFIG,
  nodeNameOf,
  readCaCertificate,
} from '../../bootstrap/recipes/kubernetes';
import {
  DiagnosticError,
  isUnknown,
  UNKNOWN,
  type CreateContext,
  type Known,
  type Planned,
  type Resource,
} from '../../tfplugin';
import { refuseChangedKey } from '../changed-host-key';
import { shellForRemoval } from '../hosts/removal-shell';
import { cleanHost, removalOf } from '../kubernetes/clean-host';
import { writeDeclaration } from '../hosts/declaration';
import { fromRecipe } from '../hosts/from-recipe';
import { claimHost, ownerOf, warnOfOtherOwner } from '../hosts/host-ownership';
import { nodeOwnership } from '../kubernetes/node-ownership';
import { importControlPlane } from '../kubernetes/import-host';
import { askForNode, driftOfNode, nodeMetadata, settleNode } from '../kubernetes/node-object';
import { controlPlaneParams } from '../kubernetes/node-params';
import { planNode, refuseOtherCluster, refuseOtherMachine } from '../kubernetes/plan-node';
import { requireCredential } from '../hosts/require-credential';
import { runScript } from '../hosts/run-script';
import { kubernetesControlPlaneSchema } from '../schemas/kubernetes-control-plane';
import type { Session } from '../session';
import { unlessUnreachable } from '../unreachable';

type Schema = typeof kubernetesControlPlaneSchema;
type ControlPlane = Known<Schema>;

/** `fleetwright_kubernetes_control_plane`: the first control-plane host of a cluster. */
export const kubernetesControlPlane: Resource<Schema, Session> = {
  typeName: 'fleetwright_kubernetes_control_plane',
  schema: kubernetesControlPlaneSchema,

  validate(config, diagnostics) {
    if (
      typeof config.pod_network_manifests === 'string' &&
      config.pod_network !== 'none' &&
      !isUnknown(config.pod_network)
    ) {
      diagnostics.error(
        ['pod_network_manifests'],
        'pod_network_manifests needs pod_network = "none"',
        'with "bridge" the hosts run a pod network already',
      );
    }
  },

  plan(context) {
    const { prior, planned, data, diagnostics } = context;
    if (planned === null) return;
    requireCredential(data, planned.host, ['host']);
    planNode(prior, planned, diagnostics);
    planned.endpoint = plannedEndpoint(planned);
    data.comingServices.planned('kubernetes', planned.host, prior !== null);
    if (prior === null) return;
    refuseChangedKey(context.private, prior.host, planned.host, diagnostics);
    if (prior.ca_certificate_hash !== null) refuseOtherMachine(prior, planned, diagnostics);
    if (changesConfiguration(prior, planned)) planned.configuration_hash = UNKNOWN;
    const fixed = ['cluster_name', 'node_name', 'pod_cidr', 'service_cidr', 'dns_domain'] as const;
    refuseOtherCluster(
      [
        ...fixed.map((path) => ({ path, prior: prior[path], planned: planned[path] })),
        { path: 'control_plane_endpoint', prior: prior.endpoint, planned: planned.endpoint },
      ],
      diagnostics,
    );
  },

  create: (context) => build(context, 'create', true),

  async read(context) {
    const { state, data, signal } = context;
    return unlessUnreachable<ControlPlane | null>(context, `host ${state.host.address}`, state, async () => {
      const { shell } = await data.reach(state.host, 'running', signal);
      const facts = await gatherFacts(shell, { signal });
      // A cluster that was there is never "gone": making it anew would be a new, empty one.
      const neverThere = state.ca_certificate_hash === null;
      const hasNothing = !facts.kubernetes.adminConf && !facts.kubernetes.kubeletConf;
      if (neverThere && hasNothing && (await nodeOwnership.of(shell, state.owner, signal)) !== 'ours')
        return null;
      await nodeOwnership.confirm(shell, facts, state.owner, signal);
      const base = await controlPlaneParams(state, signal);
      const name = state.node_name ?? fromRecipe(() => nodeNameOf(facts, base));
      const params = {
        ...base,
        ...(state.owner === null ? {} : { owner: ownerOf(state.owner) }),
        mayInitialise: neverThere,
        declaration: writeDeclaration(kubernetesControlPlaneSchema, { ...state, node_name: name }),
      };
      const report = await converge(
        shell,
        fromRecipe(() => controlPlaneOperations(facts, params)),
        { mode: 'check', signal },
      );
      const drift = driftLines(report);
      // An API server that is down cannot be asked, and shows as drift of the host already.
      const ofNode =
        drift.length > 0
          ? []
          : driftOfNode(
              name,
              await askForNode(shell, name, signal),
              nodeMetadata(state, waitsForReady(state)),
            );
      const configuration_hash = state.configuration_hash ?? configurationHash(facts, params);
      return { ...state, configuration_hash, drift: [...drift, ...ofNode] };
    });
  },

  update: (context) => build(context, 'update', context.prior.ca_certificate_hash === null),

  async delete(context) {
    const { state, data, diagnostics, signal } = context;
    const shell = await shellForRemoval(data, state.host, signal);
    if ('run' in shell) {
      const facts = await gatherFacts(shell, { signal });
      if (await nodeOwnership.isOthers(shell, facts, state.owner, signal)) {
        warnOfOtherOwner(diagnostics, state.host.address);
        return;
      }
      const purpose = 'remove fleetwright_kubernetes_control_plane';
      await cleanHost(data, shell, facts, removalOf(state), purpose, signal);
      return;
    }
    const summary = `control-plane host ${state.host.address} cannot be reached and was not cleaned`;
    if (state.ca_certificate_hash === null) {
      diagnostics.warn(['host', 'address'], summary, shell.gone);
      return;
    }
    throw new DiagnosticError(
      summary,
      `${shell.gone}\nThe cluster may well be running, so it stays in the state. If it is gone for good: terraform state rm <address of the control plane>`,
      ['host', 'address'],
    );
  },

  importState: (context) => importControlPlane(context),
};

async function build(
  context: CreateContext<Schema, Session>,
  verb: string,
  mayInitialise: boolean,
): Promise<ControlPlane> {
  const { planned, data, signal, log } = context;
  const { shell } = await data.reach(planned.host, 'booting', signal);
  const purpose = `${verb} fleetwright_kubernetes_control_plane`;
  return withHostLock(shell, { owner: data.operator, purpose, signal }, async (locked) => {
    const facts = await gatherFacts(shell, { signal: locked });
    const base = await controlPlaneParams(planned, locked);
    const name = fromRecipe(() => nodeNameOf(facts, base));
    const declaration = writeDeclaration(kubernetesControlPlaneSchema, { ...planned, node_name: name });
    const owner = ownerOf(planned.owner);
    const params = { ...base, owner, mayInitialise, declaration };
    const operations = fromRecipe(() => controlPlaneOperations(facts, params));
    const options: ConvergeOptions = {
      mode: 'apply',
      signal: locked,
      log: (message) => {
        log.debug(message, { host: planned.host.address });
      },
    };
    await claimHost(shell, claimControlPlane(params), options);
    // What was found on the host stays known until it is repaired.
    const found = verb === 'create' ? { drift: [] } : {};
    context.checkpoint({ node_name: name, owner: owner.token, ...found });
    await converge(shell, operations, options);
    const certificate = await runScript(shell, readCaCertificate(), locked);
    const outputs = {
      owner: owner.token,
      node_name: name,
      endpoint: `https://${params.controlPlaneEndpoint ?? ''}`,
      configuration_hash:
        planned.configuration_hash === null || isUnknown(planned.configuration_hash)
          ? configurationHash(facts, params)
          : planned.configuration_hash,
      ca_certificate_hash: caCertificateHash(certificate),
      drift: [],
    };
    context.checkpoint(outputs);
    const look = (asked: AbortSignal) => askForNode(shell, name, asked);
    const hands = { controlPlane: shell, host: shell, look };
    await settleNode(hands, name, nodeMetadata(planned, waitsForReady(planned)), locked);
    data.comingServices.made('kubernetes', planned.host);
    return { ...planned, ...outputs };
  });
}

/** Whether the configuration is another one afterwards, or may be: a bundle names its images by itself. */
function changesConfiguration(prior: ControlPlane, planned: Planned<Schema>): boolean {
  const parts = ['kubeadm_patches', 'image_repository', 'packages', 'host'] as const;
  return (
    parts.some((name) => !isDeepStrictEqual(prior[name], planned[name])) ||
    (prior.drift ?? []).some((line) => line.includes(KUBEADM_CONFIG))
  );
}

function plannedEndpoint(planned: Planned<Schema>): Planned<Schema>['endpoint'] {
  const given = planned.control_plane_endpoint;
  if (typeof given === 'string') return `https://${given}`;
  const { endpoint, host } = planned;
  if (isUnknown(given) || host === null || isUnknown(host) || typeof host.address !== 'string')
    return endpoint;
  return `https://${host.address}:6443`;
}

/** Without a pod network no node gets ready, and one that comes as a release comes after the nodes. */
function waitsForReady(declared: Pick<ControlPlane, 'pod_network' | 'pod_network_manifests'>): boolean {
  return declared.pod_network !== 'none' || declared.pod_network_manifests !== null;
}
