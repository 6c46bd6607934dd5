import {
  converge,
  driftLines,
  gatherFacts,
  withHostLock,
  type ConvergeOptions,
  type HostFacts,
  type HostShell,
} from '../../bootstrap';
import {
  claimNode,
  deleteNode,
  drainNode,
  JOIN_OPERATION,
  listEtcdMembers,
  nodeBaseOperations,
  nodeNameOf,
  nodeOperations,
  nodeStatusOf,
  parseEtcdMembers,
  removeEtcdMember,
} from '../../bootstrap/recipes/kubernetes';
import {
  DiagnosticError,
  messageOf,
  type CreateContext,
  type DeleteContext,
  type Known,
  type ReadContext,
  type Resource,
} from '../../tfplugin';
import { refuseChangedKey } from '../changed-host-key';
import { answeringControlPlane } from '../kubernetes/answering-control-plane';
import { shellForRemoval } from '../hosts/removal-shell';
import { cleanHost, removalOf } from '../kubernetes/clean-host';
import { isClusterSilent } from '../kubernetes/control-plane-api';
import { connectToAny } from '../kubernetes/control-planes';
import { writeDeclaration } from '../hosts/declaration';
import { fromRecipe } from '../hosts/from-recipe';
import { claimHost, ownerOf, warnOfOtherOwner } from '../hosts/host-ownership';
import { nodeOwnership } from '../kubernetes/node-ownership';
import { importNode } from '../kubernetes/import-host';
import { inTurn, joinNode } from '../kubernetes/join-node';
import { type ClusterOfNode, findNode, lookUpNode } from '../kubernetes/node-lookup';
import { isKnownMember, isNodeOf, isNodeOn, rememberMember } from '../kubernetes/node-member';
import { driftOfNode, nodeMetadata, settleNode } from '../kubernetes/node-object';
import { joinParams } from '../kubernetes/node-params';
import { planNode } from '../kubernetes/plan-node';
import { requireClusterCredentials, requireCredential } from '../hosts/require-credential';
import { runScript } from '../hosts/run-script';
import { kubernetesNodeSchema } from '../schemas/kubernetes-node';
import type { Session } from '../session';
import { unlessUnreachable } from '../unreachable';
import { parseDuration } from '../validation/names';

type Schema = typeof kubernetesNodeSchema;
type Node = Known<Schema>;

/** `fleetwright_kubernetes_node`: one more host in a cluster. */
export const kubernetesNode: Resource<Schema, Session> = {
  typeName: 'fleetwright_kubernetes_node',
  schema: kubernetesNodeSchema,

  plan(context) {
    const { prior, planned, data, diagnostics, requireReplace } = context;
    if (planned === null) return;
    requireCredential(data, planned.host, ['host']);
    requireClusterCredentials(data, planned.cluster);
    planNode(prior, planned, diagnostics);
    if (planned.role === 'control-plane')
      data.comingServices.planned('kubernetes', planned.host, prior !== null);
    if (prior === null) return;
    refuseChangedKey(context.private, prior.host, planned.host, diagnostics);
    if (planned.node_name !== prior.node_name) requireReplace(['node_name']);
  },

  create: (context) => build(context, 'create'),

  async read(context) {
    const { state, data, signal } = context;
    return unlessUnreachable<Node | null>(context, `host ${state.host.address}`, state, async () => {
      const { shell } = await data.reach(state.host, 'running', signal);
      const facts = await gatherFacts(shell, { signal });
      // A host that was begun on, or reset by hand, is still to be cleaned some day.
      if (!facts.kubernetes.kubeletConf && (await nodeOwnership.of(shell, state.owner, signal)) !== 'ours')
        return null;
      await nodeOwnership.confirm(shell, facts, state.owner, signal);
      const base = await joinParams(state, signal);
      const name = state.node_name ?? fromRecipe(() => nodeNameOf(facts, base));
      const params = {
        ...base,
        ...(state.owner === null ? {} : { owner: ownerOf(state.owner) }),
        declaration: writeDeclaration(kubernetesNodeSchema, { ...state, node_name: name }),
      };
      const operations = fromRecipe(() => nodeOperations(facts, params));
      const drift = driftLines(await converge(shell, operations, { mode: 'check', signal }));
      // A host that is out of order already need not be asked about twice.
      const ofNode = drift.length > 0 ? [] : await driftInCluster(context, facts, name);
      return { ...state, node_name: name, drift: [...drift, ...ofNode] };
    });
  },

  update: (context) => build(context, 'update'),

  delete: remove,

  async importState(context) {
    const imported = await importNode(context);
    rememberMember(context.private);
    return imported;
  },
};

async function build(context: CreateContext<Schema, Session>, verb: string): Promise<Node> {
  const { planned, data, signal, log } = context;
  const { shell } = await data.reach(planned.host, 'booting', signal);
  const purpose = `${verb} fleetwright_kubernetes_node`;
  return withHostLock(shell, { owner: data.operator, purpose, signal }, async (locked) => {
    const facts = await gatherFacts(shell, { signal: locked });
    const declared = await joinParams(planned, locked);
    const name = fromRecipe(() => nodeNameOf(facts, declared));
    const owner = ownerOf(planned.owner);
    const params = {
      ...declared,
      owner,
      declaration: writeDeclaration(kubernetesNodeSchema, { ...planned, node_name: name }),
    };
    const base = fromRecipe(() => nodeBaseOperations(facts, params));
    const options: ConvergeOptions = {
      mode: 'apply',
      signal: locked,
      log: (message) => {
        log.debug(message, { host: planned.host.address });
      },
    };
    const state = { ...planned, owner: owner.token, node_name: name, drift: [] };
    // What was found on the host stays known until it is repaired.
    const begun = { owner: owner.token, ...(verb === 'create' ? { drift: [] } : {}) };
    const onNameOwned = () => {
      rememberMember(context.private);
      context.checkpoint({ node_name: name, ...begun });
    };
    await claimHost(shell, claimNode(params), options);
    context.checkpoint(begun);
    await converge(shell, base, options);
    const controlPlane = await connectToAny(data, otherControlPlanes(planned), locked);
    const look = (asked: AbortSignal) => lookUpNode(data, clusterOf(planned), name, asked);
    if (
      await mustJoin(
        shell,
        facts,
        fromRecipe(() => nodeOperations(facts, params)),
        locked,
      )
    ) {
      const join = { name, address: planned.host.address, facts, params, options, onNameOwned, look };
      await joinNode(data, controlPlane.shell, shell, join, locked);
    } else {
      onNameOwned();
      await converge(shell, nodeOperations(facts, params), options);
    }
    const hands = { controlPlane: controlPlane.shell, host: shell, look };
    await settleNode(hands, name, nodeMetadata(planned, planned.pod_network !== 'none'), locked);
    if (planned.role === 'control-plane') data.comingServices.made('kubernetes', planned.host);
    return state;
  });
}

/** A host that has never joined need not be asked. */
async function mustJoin(
  shell: HostShell,
  { kubernetes }: HostFacts,
  operations: ReturnType<typeof nodeOperations>,
  signal: AbortSignal,
): Promise<boolean> {
  if (!kubernetes.kubeletConf) return true;
  const { pending } = await converge(shell, operations, { mode: 'check', signal });
  return pending.some(({ id }) => id === JOIN_OPERATION);
}

/**
 * What the cluster says of the node, by the first control-plane host that can tell: one whose API server is down shows
 * that in a plan of its own. When none can, it is nothing but a warning, so that the plan comes out.
 */
async function driftInCluster(
  { state, data, diagnostics, signal, private: remembered }: ReadContext<Schema, Session>,
  facts: HostFacts,
  name: string,
): Promise<readonly string[]> {
  try {
    const node = await findNode(data, clusterOf(state), name, 'look', signal);
    if (node !== undefined && isNodeOf(node, facts)) rememberMember(remembered);
    const status = node === undefined ? null : nodeStatusOf(node);
    return driftOfNode(name, status, nodeMetadata(state, state.pod_network !== 'none'));
  } catch (error) {
    if (signal.aborted || !isClusterSilent(error)) throw error;
    diagnostics.warn(
      ['cluster'],
      // The same for all nodes: Terraform shows warnings of one summary as one.
      'a node was not looked up in its cluster',
      `node ${name}: ${messageOf(error)}\nWhat is known of it stays as it was last seen.`,
    );
    return [];
  }
}

/**
 * Drains, leaves etcd, cleans the host, and only then deletes the Node: as long as the kubelet runs, its Node and
 * its member of etcd belong together. Neither a dead host nor a dead cluster stands in the way of the rest; when
 * both are silent it is rather the network that is down.
 */
async function remove(context: DeleteContext<Schema, Session>): Promise<void> {
  const { state, data, diagnostics, signal } = context;
  const { address } = state.host;
  const host = await shellForRemoval(data, state.host, signal);
  const dead = !('run' in host);
  const facts = dead ? undefined : await gatherFacts(host, { signal });
  if (facts !== undefined && !dead && (await nodeOwnership.isOthers(host, facts, state.owner, signal))) {
    warnOfOtherOwner(diagnostics, address);
    return;
  }
  const cluster = await answeringControlPlane(data, otherControlPlanes(state), signal);
  const name =
    isKnownMember(context.private) ||
    (!dead &&
      cluster.shell !== undefined &&
      state.node_name !== null &&
      (await isNodeOn(cluster.shell, host, state.node_name, signal)))
      ? state.node_name
      : null;
  if (cluster.shell === undefined) {
    if (dead && name !== null) throw nobodyAnswers(address, [host.gone, ...cluster.silence]);
    diagnostics.warn(
      ['cluster'],
      `the cluster was not told that host ${address} left`,
      cluster.silence.join('\n'),
    );
  }
  if (dead) {
    diagnostics.warn(
      ['host', 'address'],
      `host ${address} cannot be reached and was not cleaned`,
      `${host.gone}\nIf it comes back, run on it: kubeadm reset --force`,
    );
  }
  if (cluster.shell !== undefined && name !== null) {
    // What is dead leaves etcd first: a control plane that joins in the same run waits for that.
    if (dead && state.role === 'control-plane') await leaveEtcd(context, cluster.shell, name);
    await drain(context, cluster.shell, name, dead);
    if (!dead && state.role === 'control-plane') await leaveEtcd(context, cluster.shell, name);
  }
  if (!dead && facts !== undefined) {
    await cleanHost(data, host, facts, removalOf(state), 'remove fleetwright_kubernetes_node', signal);
  }
  if (cluster.shell !== undefined && name !== null) await runScript(cluster.shell, deleteNode(name), signal);
}

function nobodyAnswers(address: string, reasons: readonly string[]): DiagnosticError {
  return new DiagnosticError(
    `neither host ${address} nor a control plane of its cluster can be reached`,
    `${reasons.join('\n')}\nBoth may well be running, so the node stays in the state. If they are gone for good: terraform state rm <address of the node>`,
    ['host', 'address'],
  );
}

async function drain(
  { state, diagnostics, signal }: DeleteContext<Schema, Session>,
  controlPlane: HostShell,
  name: string,
  dead: boolean,
): Promise<void> {
  const script = drainNode(name, {
    timeoutSeconds: seconds(state.drain_timeout),
    gracePeriodSeconds: seconds(state.drain_grace_period),
    unreachable: dead,
  });
  try {
    await runScript(controlPlane, script, signal);
  } catch (error) {
    if (!dead) throw error;
    // Its pods run no more, whatever a disruption budget says; they go when the Node goes.
    diagnostics.warn([], `node ${name} was removed without a drain`, messageOf(error));
  }
}

/** Asked of another member, because one that is about to go should not be the one that decides on it. */
async function leaveEtcd(
  { state, data, signal }: DeleteContext<Schema, Session>,
  controlPlane: HostShell,
  name: string,
): Promise<void> {
  const purpose = `remove control plane ${name}`;
  await inTurn(data, controlPlane, state.cluster.ca_certificate_hash, purpose, signal, async (turn) => {
    const members = parseEtcdMembers(await runScript(controlPlane, listEtcdMembers(), turn));
    const member = members.find((one) => one.name === name);
    if (member !== undefined) await runScript(controlPlane, removeEtcdMember(member), turn);
  });
}

function clusterOf(node: Pick<Node, 'host' | 'cluster'>): ClusterOfNode {
  return {
    controlPlanes: otherControlPlanes(node),
    caCertificateHash: node.cluster.ca_certificate_hash,
  };
}

/** The control-plane hosts of the cluster other than this node itself. */
function otherControlPlanes({
  host,
  cluster,
}: Pick<Node, 'host' | 'cluster'>): Node['cluster']['control_planes'] {
  return cluster.control_planes.filter(({ address, port }) => address !== host.address || port !== host.port);
}

function seconds(duration: string): number {
  return Math.round((parseDuration(duration) ?? 0) / 1000);
}
