import { converge, gatherFacts } from '../../bootstrap';
import {
  claimMarathon,
  marathonOperations,
  removeMarathon,
  type MarathonParams,
} from '../../bootstrap/recipes/marathon';
import {
  type Applied,
  type CreateContext,
  type DeleteContext,
  type Known,
  type Resource,
  type UpdateContext,
} from '../../tfplugin';
import { refuseChangedKey } from '../changed-host-key';
import { shellForRemoval } from '../hosts/removal-shell';
import { requireCredentials } from '../hosts/require-credential';
import { clusterKey } from '../mesos/cluster-key';
import type { ClusterLock } from '../mesos/cluster-lock';
import { endFramework, warnOfFramework } from '../mesos/end-framework';
import { instanceStatus, waitUntilServing } from '../mesos/marathon-instance';
import { marathonParams, validateMarathon } from '../mesos/marathon-params';
import { withServiceTurn, type PlannedTurn, type ServiceChange } from '../mesos/service-turn';
import { marathonSchema } from '../schemas/marathon';
import { importService } from '../services/import-service';
import {
  cleanService,
  leavingHost,
  lookAtService,
  preparation,
  withClaimedHost,
} from '../services/service-host';
import type { ServiceKind } from '../services/service-kind';
import type { HostReference, Session } from '../session';
import { unlessUnreachable } from '../unreachable';

type Schema = typeof marathonSchema;
type Marathon = Known<Schema>;

const kind: ServiceKind<MarathonParams, Marathon> & { readonly schema: Schema } = {
  service: 'marathon',
  typeName: 'fleetwright_marathon',
  schema: marathonSchema,
  claim: claimMarathon,
  operations: marathonOperations,
  removal: () => removeMarathon(),
};

/** Who goes first when instances change: new ones, then those that follow, who leads, and those that leave. */
const RANK = { join: 0, follower: 1, leader: 2, leave: 3 } as const;

/** `fleetwright_marathon`: one instance of Marathon. */
export const marathon: Resource<Schema, Session> = {
  typeName: kind.typeName,
  schema: marathonSchema,

  validate: validateMarathon,

  plan({ prior, planned, data, diagnostics, private: privateState }) {
    if (planned === null) return;
    const { masters, marathons } = planned;
    requireCredentials(data, planned.host, { masters, marathons });
    planned.drift = [];
    data.comingServices.planned('marathon', planned.host, prior !== null);
    if (prior !== null) refuseChangedKey(privateState, prior.host, planned.host, diagnostics);
  },

  create: (context) => build(context, undefined),

  async read(context) {
    const { state, data, signal } = context;
    return unlessUnreachable<Marathon | null>(context, `host ${state.host.address}`, state, async () => {
      const look = await lookAtService(context, kind, state, (asked) =>
        marathonParams(state, undefined, asked),
      );
      if (look === null) return null;
      if (look.drift.length > 0) return { ...state, drift: [...look.drift] };
      const status = await instanceStatus(data, state, signal);
      const drift =
        status.state === 'silent'
          ? [`Marathon does not answer at port ${String(state.http_port)}`]
          : status.state === 'leaderless'
            ? ['no instance of Marathon leads']
            : [];
      return { ...state, drift };
    });
  },

  update: (context) => build(context, context.prior),

  delete: remove,

  importState: (context) => importService(context, kind),
};

async function build(
  context: CreateContext<Schema, Session> | UpdateContext<Schema, Session>,
  prior: Marathon | undefined,
): Promise<Marathon> {
  const { planned, config, data, signal } = context;
  const verb = prior === undefined ? 'create' : 'update';
  const change = changeOf(planned, {
    verb,
    hosts: [...planned.marathons, planned.host],
    rank: async () => {
      if (prior === undefined) return RANK.join;
      const { state } = await instanceStatus(data, planned, signal);
      return state === 'leading' ? RANK.leader : RANK.follower;
    },
    signal,
  });
  return withServiceTurn(data, change, (takeTurn) =>
    withClaimedHost(
      context,
      kind,
      verb,
      (locked) => marathonParams(planned, { config, prior }, locked),
      (owner) => {
        context.checkpoint({ owner, ...(prior === undefined ? { drift: [] } : {}) });
      },
      async ({ shell, operations, options, owner, signal: locked }) => {
        // What does not touch an instance that runs needs no turn.
        if (prior === undefined) await converge(shell, preparation(operations), options);
        await takeTurn(locked, async (held) => {
          await converge(shell, operations, { ...options, signal: held });
          await waitUntilServing(data, planned, held);
        });
        data.comingServices.made('marathon', planned.host);
        return {
          ...planned,
          owner,
          drift: [],
          http_credentials_wo: null,
          framework_credential_wo: null,
        };
      },
    ),
  );
}

function changeOf(
  { zookeeper }: Pick<Applied<Schema>, 'zookeeper'>,
  { verb, hosts, ...options }: PlannedTurn,
): ServiceChange {
  const lock: ClusterLock = { name: 'marathon', hosts, purpose: `${verb} ${kind.typeName}` };
  return { key: `marathon ${clusterKey(zookeeper)}`, lock, ...options };
}

async function remove(context: DeleteContext<Schema, Session>): Promise<void> {
  const { state, data, diagnostics, signal } = context;
  const others = state.marathons.filter(({ address }) => address !== state.host.address);
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
      const { anyLive, silent } = await lookAtOthers(data, others, state, held);
      if (anyLive) return;
      if (silent.length === 0) await endFramework(data, state, { diagnostics, signal: held });
      else warnOfFramework(diagnostics, state.framework_name, mayBeBack(silent));
    });
  });
}

function mayBeBack(silent: readonly string[]): string {
  return `other instances may be back, and must find their apps: ${silent.join(', ')} cannot be reached.`;
}

/**
 * Whether another host has an instance of ours or something that answers, and which hosts cannot be reached, whose instance may
 * be back.
 */
async function lookAtOthers(
  session: Session,
  others: readonly HostReference[],
  { http_port }: Marathon,
  signal: AbortSignal,
): Promise<{ readonly anyLive: boolean; readonly silent: readonly string[] }> {
  let anyLive = false;
  const silent: string[] = [];
  await Promise.all(
    others.map(async (host) => {
      const shell = await shellForRemoval(session, host, signal);
      if (!('run' in shell)) {
        silent.push(host.address);
        return;
      }
      const { services } = await gatherFacts(shell, { signal });
      const { state } = await instanceStatus(session, { host, http_port, hostname: null }, signal);
      if (services[kind.service] != null || state !== 'silent') anyLive = true;
    }),
  );
  return { anyLive, silent };
}
