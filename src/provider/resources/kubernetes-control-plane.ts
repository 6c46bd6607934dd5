import { converge, driftLines, gatherFacts, withHostLock } from '../../bootstrap';
import {
  caCertificateHash,
  controlPlaneOperations,
  nodeNameOf,
  readCaCertificate,
} from '../../bootstrap/recipes/kubernetes';
import { isUnknown, type CreateContext, type Known, type Planned, type Resource } from '../../tfplugin';
import { cleanHost, shellOfPossiblyDead } from '../kubernetes/clean-host';
import { fromRecipe } from '../kubernetes/from-recipe';
import { nodeObjectDrift, settleNode } from '../kubernetes/node-object';
import { controlPlaneParams } from '../kubernetes/node-params';
import { planNode } from '../kubernetes/plan-node';
import { runScript } from '../kubernetes/run-script';
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

  plan({ prior, planned, diagnostics, requireReplace }) {
    if (planned === null) return;
    planNode(prior, planned, diagnostics);
    planned.endpoint = plannedEndpoint(planned);
    // Certificates and every node name the endpoint. Writing out the default changes nothing.
    if (prior !== null && planned.endpoint !== prior.endpoint) requireReplace(['control_plane_endpoint']);
  },

  create: (context) => build(context, 'create'),

  async read({ state, data, diagnostics, signal }) {
    return unlessUnreachable<ControlPlane | null>(
      diagnostics,
      `host ${state.host.address}`,
      state,
      async () => {
        const { shell } = await data.reach(state.host, 'running', signal);
        const facts = await gatherFacts(shell, { signal });
        if (!facts.kubernetes.adminConf && !facts.kubernetes.kubeletConf) return null;
        const params = await controlPlaneParams(state, signal);
        const report = await converge(
          shell,
          fromRecipe(() => controlPlaneOperations(facts, params)),
          { mode: 'check', signal },
        );
        const drift = driftLines(report);
        // An API server that is down cannot be asked, and shows as drift of the host already.
        const name = state.node_name ?? nodeNameOf(facts, params);
        const ofNode = drift.length > 0 ? [] : await nodeObjectDrift(shell, name, state, signal);
        return { ...state, drift: [...drift, ...ofNode] };
      },
    );
  },

  update: (context) => build(context, 'update'),

  async delete({ state, data, diagnostics, signal }) {
    const shell = await shellOfPossiblyDead(data, state.host, diagnostics, signal);
    if (shell === undefined) return;
    const params = await controlPlaneParams(state, signal);
    await cleanHost(data, shell, params, 'remove fleetwright_kubernetes_control_plane', signal);
  },
};

async function build(context: CreateContext<Schema, Session>, verb: string): Promise<ControlPlane> {
  const { planned, data, signal, log } = context;
  const { shell } = await data.reach(planned.host, 'booting', signal);
  const purpose = `${verb} fleetwright_kubernetes_control_plane`;
  return withHostLock(shell, { owner: data.operator, purpose, signal }, async (locked) => {
    const facts = await gatherFacts(shell, { signal: locked });
    const params = await controlPlaneParams(planned, locked);
    const operations = fromRecipe(() => controlPlaneOperations(facts, params));
    const name = fromRecipe(() => nodeNameOf(facts, params));
    context.checkpoint({ node_name: name, drift: [] });
    await converge(shell, operations, {
      mode: 'apply',
      signal: locked,
      log: (message) => {
        log.debug(message, { host: planned.host.address });
      },
    });
    const certificate = await runScript(shell, readCaCertificate(), locked);
    const outputs = {
      node_name: name,
      endpoint: `https://${params.controlPlaneEndpoint ?? ''}`,
      ca_certificate_hash: caCertificateHash(certificate),
      drift: [],
    };
    context.checkpoint(outputs);
    await settleNode(shell, shell, name, planned, locked);
    return { ...planned, ...outputs };
  });
}

function plannedEndpoint(planned: Planned<Schema>): Planned<Schema>['endpoint'] {
  const given = planned.control_plane_endpoint;
  if (typeof given === 'string') return `https://${given}`;
  const { endpoint, host } = planned;
  if (isUnknown(given) || host === null || isUnknown(host) || typeof host.address !== 'string')
    return endpoint;
  return `https://${host.address}:6443`;
}
