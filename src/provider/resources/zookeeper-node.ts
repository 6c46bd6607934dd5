import { converge } from '../../bootstrap';
import type { ServicePackages } from '../../bootstrap/recipes/service';
import {
  claimZookeeper,
  removeZookeeper,
  zookeeperOperations,
  type ZookeeperParams,
} from '../../bootstrap/recipes/zookeeper';
import {
  isUnknown,
  type Applied,
  type CreateContext,
  type DeleteContext,
  type Known,
  type Resource,
  type UpdateContext,
} from '../../tfplugin';
import { refuseChangedKey } from '../changed-host-key';
import type { ClusterLock } from '../mesos/cluster-lock';
import { ensembleKey, mayJoin, othersHaveJoined, ownStatus, waitUntilBack } from '../mesos/ensemble';
import { withServiceTurn, type PlannedTurn, type ServiceChange } from '../mesos/service-turn';
import { requireCredentials } from '../hosts/require-credential';
import { importService } from '../services/import-service';
import { servicePackages, validatePackages } from '../services/packages';
import { LATER } from '../ordered-turns';
import { zookeeperNodeSchema } from '../schemas/zookeeper-node';
import { isServing } from '../../drivers/zookeeper';
import {
  cleanService,
  leavingHost,
  lookAtService,
  preparation,
  withClaimedHost,
} from '../services/service-host';
import type { ServiceKind } from '../services/service-kind';
import type { Session } from '../session';
import { unlessUnreachable } from '../unreachable';

type Schema = typeof zookeeperNodeSchema;
type Node = Known<Schema>;

const kind: ServiceKind<ZookeeperParams, Node> & { readonly schema: Schema } = {
  service: 'zookeeper',
  typeName: 'fleetwright_zookeeper_node',
  schema: zookeeperNodeSchema,
  claim: claimZookeeper,
  operations: zookeeperOperations,
  removal: ({ data_dir }) => removeZookeeper({ dataDir: data_dir }),
};

/** Who goes first when an ensemble changes: new members, then those that follow, who leads, and those that leave. */
const RANK = { join: 0, follower: 1, leader: 2, leave: 3 } as const;

/** `fleetwright_zookeeper_node`: one member of a ZooKeeper ensemble. */
export const zookeeperNode: Resource<Schema, Session> = {
  typeName: kind.typeName,
  schema: zookeeperNodeSchema,

  validate(config, diagnostics) {
    validatePackages(config.packages, diagnostics);
    const { server_id, ensemble } = config;
    if (typeof server_id !== 'number' || ensemble === null || isUnknown(ensemble)) return;
    const ids = ensemble.map((member) =>
      member === null || isUnknown(member) ? undefined : member.server_id,
    );
    if (ids.includes(server_id) || ids.some((id) => typeof id !== 'number')) return;
    diagnostics.error(
      ['server_id'],
      `server_id ${String(server_id)} is not in ensemble`,
      `ensemble has ${ids.join(', ')}: add this node to it`,
    );
  },

  plan({ prior, planned, data, diagnostics, private: privateState }) {
    if (planned === null) return;
    requireCredentials(data, planned.host, { peers: planned.peers });
    planned.drift = [];
    if (prior !== null) refuseChangedKey(privateState, prior.host, planned.host, diagnostics);
  },

  create: (context) => build(context, undefined),

  async read(context) {
    const { state, data, signal } = context;
    return unlessUnreachable<Node | null>(context, `host ${state.host.address}`, state, async () => {
      const look = await lookAtService(context, kind, state, (asked) => paramsOf(state, asked));
      if (look === null) return null;
      return { ...state, drift: [...look.drift, ...(await quorumDrift(data, state, look.drift, signal))] };
    });
  },

  update: (context) => build(context, context.prior),

  delete: remove,

  importState: (context) => importService(context, kind),
};

async function build(
  context: CreateContext<Schema, Session> | UpdateContext<Schema, Session>,
  prior: Node | undefined,
): Promise<Node> {
  const { planned, data, signal } = context;
  // One that never ran, also after a creation that failed, joins.
  const wasAlone = prior !== undefined && prior.ensemble.length === 1;
  const verb = prior === undefined ? 'create' : 'update';
  const change = changeOf(planned, {
    verb,
    hosts: [...planned.peers, planned.host],
    rank: () => rankOf(data, planned, prior, signal),
    signal,
  });
  return withServiceTurn(data, change, (takeTurn) =>
    withClaimedHost(
      context,
      kind,
      verb,
      (locked) => paramsOf(planned, locked),
      (owner) => {
        context.checkpoint({ owner, ...(prior === undefined ? { drift: [] } : {}) });
      },
      async ({ shell, operations, options, owner, signal: locked }) => {
        const joins = prior === undefined || !isServing(await ownStatus(data, planned, locked));
        // What does not touch a member that runs needs no turn.
        if (joins) await converge(shell, preparation(operations), options);
        const deadline = Date.now() + OTHERS_MS;
        await takeTurn(locked, async (held) => {
          const mayGo = joins
            ? await mayJoin(data, planned, held)
            : wasAlone || !hasGrown(prior, planned) || (await othersHaveJoined(data, planned, held));
          if (!mayGo && Date.now() < deadline) return LATER;
          await converge(shell, operations, { ...options, signal: held });
          await waitUntilBack(data, planned, held);
          return undefined;
        });
        return { ...planned, owner, drift: [] };
      },
    ),
  );
}

/** How long a member waits for others that have to go first, before it goes anyway. */
const OTHERS_MS = 600_000;

function hasGrown(prior: Node | undefined, planned: Applied<Schema>): boolean {
  const before = prior?.ensemble.map(({ server_id }) => server_id) ?? [];
  return planned.ensemble.some(({ server_id }) => !before.includes(server_id));
}

async function rankOf(
  session: Session,
  planned: Applied<Schema>,
  prior: Node | undefined,
  signal: AbortSignal,
): Promise<number> {
  if (prior === undefined) return RANK.join;
  const { mode } = await ownStatus(session, planned, signal);
  return mode === 'leader' || mode === 'standalone' ? RANK.leader : RANK.follower;
}

async function paramsOf(declared: Applied<Schema> | Node, signal: AbortSignal): Promise<ZookeeperParams> {
  const packages: ServicePackages = await servicePackages(declared.packages, signal);
  return {
    packages,
    serverId: declared.server_id,
    ensemble: declared.ensemble.map(({ server_id, address }) => ({ serverId: server_id, address })),
    clientPort: declared.client_port,
    peerPort: declared.peer_port,
    electionPort: declared.election_port,
    dataDir: declared.data_dir,
    ...(declared.settings === null ? {} : { settings: declared.settings }),
  };
}

/** A member that runs and serves nobody is out of its ensemble. */
async function quorumDrift(
  session: Session,
  state: Node,
  found: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  // A service that is stopped shows already.
  if (found.length > 0) return [];
  const status = await ownStatus(session, state, signal);
  if (isServing(status)) return [];
  return [
    status.mode === 'waiting'
      ? 'the member is in no quorum'
      : `the member does not answer at port ${String(state.client_port)}`,
  ];
}

function changeOf(node: Applied<Schema> | Node, { verb, hosts, ...options }: PlannedTurn): ServiceChange {
  const lock: ClusterLock = { name: 'zookeeper', hosts, purpose: `${verb} ${kind.typeName}` };
  return { key: ensembleKey(node), lock, ...options };
}

async function remove(context: DeleteContext<Schema, Session>): Promise<void> {
  const { state, data, signal } = context;
  const change = changeOf(state, {
    verb: 'remove',
    hosts: state.peers.filter(({ address }) => address !== state.host.address),
    rank: () => Promise.resolve(RANK.leave),
    signal,
  });
  await withServiceTurn(data, change, async (takeTurn) => {
    const leaving = await leavingHost(context, kind, state);
    if (leaving.kind !== 'alive') return;
    await takeTurn(signal, (held) => cleanService(data, kind, state, leaving.shell, held));
  });
}
