import { converge, type Operation } from '../../bootstrap';
import {
  claimMaster,
  forgetRegistry,
  masterOperations,
  removeMaster,
  type MasterParams,
} from '../../bootstrap/recipes/mesos';
import {
  DiagnosticError,
  isUnknown,
  type Applied,
  type CreateContext,
  type DeleteContext,
  type Known,
  type Resource,
  type UpdateContext,
} from '../../tfplugin';
import { observeMaster } from '../../drivers/mesos';
import { refuseChangedKey } from '../changed-host-key';
import { requireCredentials } from '../hosts/require-credential';
import { clusterKey } from '../mesos/cluster-key';
import type { ClusterLock } from '../mesos/cluster-lock';
import { masterParams, validateMaster } from '../mesos/master-params';
import {
  majorityOf,
  masterDrift,
  runningOthers,
  waitForOthersLeader,
  waitUntilInLog,
  whyNotJoin,
  whyNotLower,
} from '../mesos/master-choreography';
import { masterUrl, withMasters } from '../mesos/masters-access';
import { planQuorum, refuseLostRegistry } from '../mesos/plan-master';
import { removeZnodes } from '../mesos/remove-znodes';
import { withServiceTurn, type PlannedTurn, type ServiceChange } from '../mesos/service-turn';
import { LATER } from '../ordered-turns';
import { mesosMasterSchema } from '../schemas/mesos-master';
import { importService } from '../services/import-service';
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

type Schema = typeof mesosMasterSchema;
type Master = Known<Schema>;
type Declared = Applied<Schema>;

const kind: ServiceKind<MasterParams, Master> & { readonly schema: Schema } = {
  service: 'mesos-master',
  typeName: 'fleetwright_mesos_master',
  schema: mesosMasterSchema,
  claim: claimMaster,
  operations: masterOperations,
  removal: ({ work_dir }) => removeMaster({ workDir: work_dir }),
};

/** Who goes first when masters change: those that leave, then those that follow, who leads, and new ones. */
const RANK = { leave: 0, follower: 1, leader: 2, join: 3 } as const;

/** How long a change waits for the other masters that have to go first. */
const OTHERS_MS = 600_000;

/** `fleetwright_mesos_master`: one Mesos master. */
export const mesosMaster: Resource<Schema, Session> = {
  typeName: kind.typeName,
  schema: mesosMasterSchema,

  validate: validateMaster,

  plan({ prior, planned, config, data, diagnostics, private: privateState }) {
    if (planned === null) return;
    requireCredentials(data, planned.host, { masters: planned.masters });
    planned.drift = [];
    planQuorum(planned, config, diagnostics);
    if (prior === null) return;
    refuseChangedKey(privateState, prior.host, planned.host, diagnostics);
    refuseLostRegistry(prior, planned, diagnostics);
  },

  create: (context) => build(context, undefined),

  async read(context) {
    const { state, data, signal } = context;
    return unlessUnreachable<Master | null>(context, `host ${state.host.address}`, state, async () => {
      const look = await lookAtService(context, kind, state, (asked) =>
        masterParams(state, undefined, asked),
      );
      if (look === null) return null;
      // A service that is stopped, or about to be restarted, shows already.
      const ofMaster =
        look.drift.length > 0
          ? []
          : await withMasters(data, access(state), signal, (api) =>
              masterDrift(api, ownUrl(state), quorumOf(state), signal),
            );
      return { ...state, drift: [...look.drift, ...ofMaster] };
    });
  },

  update: (context) => build(context, context.prior),

  delete: remove,

  async importState(context) {
    const imported = await importService(context, kind);
    return { ...imported, quorum: imported.quorum ?? majorityOf(imported.masters.length) };
  },
};

async function build(
  context: CreateContext<Schema, Session> | UpdateContext<Schema, Session>,
  prior: Master | undefined,
): Promise<Master> {
  const { planned, config, data, signal } = context;
  const quorum = quorumOf(planned);
  const masters = { count: planned.masters.length, quorum };
  const own = ownUrl(planned);
  const verb = prior === undefined ? 'create' : 'update';
  const change = changeOf(planned, {
    verb,
    hosts: access(planned).masters,
    rank: () => rankOf(data, planned, prior, signal),
    signal,
  });
  return withServiceTurn(data, change, (takeTurn) =>
    withClaimedHost(
      context,
      kind,
      verb,
      (locked) => masterParams(planned, { secret: config.credentials_wo, prior }, locked),
      (owner) => {
        context.checkpoint({ owner, quorum, ...(prior === undefined ? { drift: [] } : {}) });
      },
      ({ shell, operations, options, owner, signal: locked }) =>
        withMasters(data, access(planned), locked, async (api) => {
          const before = await observeMaster(api, own, { signal: locked });
          const joins = prior === undefined || before.state === 'silent';
          // What does not touch a master that runs needs no turn.
          if (joins) await converge(shell, preparation(operations), options);
          const deadline = Date.now() + OTHERS_MS;
          await takeTurn(locked, async (held) => {
            const why = joins
              ? await whyNotJoin(api, own, masters, held)
              : prior.quorum !== null && prior.quorum > quorum
                ? await whyNotLower(api, masters, held)
                : undefined;
            if (why !== undefined && Date.now() > deadline) throw blocked(planned, why);
            if (why !== undefined) return LATER;
            const changes = withNewRegistry(operations, prior, planned);
            await converge(shell, changes, { ...options, signal: held });
            const isNew = prior === undefined || startsAnew(prior, planned);
            await waitUntilInLog(api, own, { ...masters, isNew }, held);
            return undefined;
          });
          return { ...planned, quorum, owner, drift: [], credentials_wo: null };
        }),
    ),
  );
}

/** With the user's consent: one master cannot become several with the registry it has. */
function withNewRegistry(
  operations: readonly Operation[],
  prior: Master | undefined,
  planned: Declared,
): readonly Operation[] {
  if (!startsAnew(prior, planned)) return operations;
  return [...forgetRegistry({ workDir: planned.work_dir }), ...operations];
}

function startsAnew(prior: Master | undefined, planned: Declared): boolean {
  return prior?.quorum === 1 && quorumOf(planned) > 1 && planned.new_registry !== null;
}

function blocked({ host }: Declared, why: string): DiagnosticError {
  return new DiagnosticError(
    `the master on host ${host.address} was not started`,
    `${why}. Starting it could give two halves of the masters a majority each, and the registry would be lost. Have all masters of the cluster in one apply`,
    ['masters'],
  );
}

async function rankOf(
  session: Session,
  planned: Declared,
  prior: Master | undefined,
  signal: AbortSignal,
): Promise<number> {
  if (prior === undefined) return RANK.join;
  const { state } = await withMasters(session, access(planned), signal, (api) =>
    observeMaster(api, ownUrl(planned), { signal }),
  );
  return state === 'leading' || state === 'recovering' ? RANK.leader : RANK.follower;
}

function changeOf(
  { zookeeper }: Pick<Declared, 'zookeeper'>,
  { verb, hosts, ...options }: PlannedTurn,
): ServiceChange {
  const lock: ClusterLock = { name: 'mesos-masters', hosts, purpose: `${verb} ${kind.typeName}` };
  return { key: `mesos masters ${clusterKey(zookeeper)}`, lock, ...options };
}

function quorumOf({ quorum, masters }: Pick<Declared, 'quorum' | 'masters'>): number {
  return typeof quorum === 'number' && !isUnknown(quorum) ? quorum : majorityOf(masters.length);
}

function ownUrl({ host, port }: Pick<Declared, 'host' | 'port'>): string {
  return masterUrl(host.address, port);
}

/** All masters, this one among them whatever the list says. */
function access({ host, masters, port }: Pick<Declared, 'host' | 'masters' | 'port'>) {
  const listed = masters.some((one) => one.address === host.address && one.port === host.port);
  return { masters: listed ? masters : [...masters, host], port };
}

async function remove(context: DeleteContext<Schema, Session>): Promise<void> {
  const { state, data, diagnostics, signal } = context;
  const own = ownUrl(state);
  const others = access(state).masters.filter(({ address }) => address !== state.host.address);
  const change = changeOf(state, {
    verb: 'remove',
    hosts: others,
    rank: () => Promise.resolve(RANK.leave),
    signal,
  });
  await withServiceTurn(data, change, async (takeTurn) => {
    const leaving = await leavingHost(context, kind, state);
    if (leaving.kind === 'others') return;
    await takeTurn(signal, async (held) => {
      if (leaving.kind === 'alive') await cleanService(data, kind, state, leaving.shell, held);
      const left =
        others.length === 0
          ? []
          : await withMasters(data, { masters: others, port: state.port }, held, async (api) => {
              const running = await runningOthers(api, own, held);
              await waitForOthersLeader(api, own, { count: others.length, quorum: quorumOf(state) }, held);
              return running;
            });
      if (left.length > 0 || leaving.kind === 'dead') return;
      await removeZnodes(data, {
        via: [state.host, ...others],
        url: state.zookeeper,
        alive: (name) => /^(json\.)?info_\d+$/.test(name),
        diagnostics,
        signal: held,
      });
    });
  });
}
