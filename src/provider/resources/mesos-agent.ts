import { converge, withHostLock } from '../../bootstrap';
import {
  agentOperations,
  claimAgent,
  removeAgent,
  retireAgent,
  type AgentParams,
} from '../../bootstrap/recipes/mesos';
import { isMesosError, markAgentGone } from '../../drivers/mesos';
import {
  DiagnosticError,
  isUnknown,
  messageOf,
  UNKNOWN,
  type CreateContext,
  type DeleteContext,
  type Known,
  type Resource,
  type UpdateContext,
} from '../../tfplugin';
import { refuseChangedKey } from '../changed-host-key';
import type { DomainTicket } from '../domain-turns';
import { requireCredentials } from '../hosts/require-credential';
import { agentParams, validateAgent } from '../mesos/agent-params';
import { agentDrift, ownAgentId } from '../mesos/agent-registration';
import { incompatibleChanges, planTransition } from '../mesos/agent-transition';
import {
  announceDisturbance,
  changeAgent,
  disturb,
  hostnameOf,
  inDrainTurn,
  settleAgent,
} from '../mesos/change-agent';
import { emptyAgent } from '../mesos/drain';
import { withMasters } from '../mesos/masters-access';
import { mesosAgentSchema } from '../schemas/mesos-agent';
import { importService } from '../services/import-service';
import { cleanService, leavingHost, lookAtService, withClaimedHost } from '../services/service-host';
import type { ServiceKind } from '../services/service-kind';
import type { Session } from '../session';
import { isUnreachable, unlessUnreachable } from '../unreachable';

type Schema = typeof mesosAgentSchema;
type Agent = Known<Schema>;

const kind: ServiceKind<AgentParams, Agent> & { readonly schema: Schema } = {
  service: 'mesos-agent',
  typeName: 'fleetwright_mesos_agent',
  schema: mesosAgentSchema,
  claim: claimAgent,
  operations: agentOperations,
  removal: ({ work_dir }) => removeAgent({ workDir: work_dir }),
};

/** `fleetwright_mesos_agent`: one Mesos agent. */
export const mesosAgent: Resource<Schema, Session> = {
  typeName: kind.typeName,
  schema: mesosAgentSchema,

  validate: validateAgent,

  plan({ prior, planned, data, diagnostics, private: privateState }) {
    if (planned === null) return;
    requireCredentials(data, planned.host, { masters: planned.masters });
    planned.drift = [];
    if (prior === null) {
      planned.transition = null;
      return;
    }
    refuseChangedKey(privateState, prior.host, planned.host, diagnostics);
    planTransition(prior, planned, diagnostics);
    if (incompatibleChanges(prior, planned).length > 0) planned.agent_id = UNKNOWN;
  },

  create: (context) => build(context, undefined),

  async read(context) {
    const { state, data, signal } = context;
    return unlessUnreachable<Agent | null>(context, `host ${state.host.address}`, state, async () => {
      const look = await lookAtService(context, kind, state, (asked) => agentParams(state, undefined, asked));
      if (look === null) return null;
      // A service that is stopped, or about to be restarted, shows already.
      if (look.drift.length > 0) return { ...state, drift: [...look.drift] };
      const id = await ownAgentId(data, state, signal);
      const drift = await driftAtMasters(context, state, id);
      return { ...state, agent_id: id ?? state.agent_id, drift: [...drift] };
    });
  },

  update: (context) => build(context, context.prior),

  delete: remove,

  importState: (context) => importService(context, kind),
};

/** Masters that do not answer are their own resources' trouble. */
async function driftAtMasters(
  { data, diagnostics, signal }: Pick<DeleteContext<Schema, Session>, 'data' | 'diagnostics' | 'signal'>,
  state: Agent,
  id: string | undefined,
): Promise<readonly string[]> {
  try {
    return await withMasters(data, { masters: state.masters }, signal, (api) => agentDrift(api, id, signal));
  } catch (error) {
    if (signal.aborted || !isSilent(error)) throw error;
    diagnostics.warn(
      ['masters'],
      'an agent was not looked up at its masters',
      `agent on ${state.host.address}: ${messageOf(error)}\nWhat is known of it stays as it was last seen.`,
    );
    return [];
  }
}

function isSilent(error: unknown): boolean {
  return isUnreachable(error) || isMesosError(error, 'unreachable', 'no-leader');
}

async function build(
  context: CreateContext<Schema, Session> | UpdateContext<Schema, Session>,
  prior: Agent | undefined,
): Promise<Agent> {
  const { planned, config, data, signal } = context;
  // Announced before the host is reached: another domain waits for all of this one.
  const turn = prior === undefined ? undefined : announceDisturbance(data, prior, { signal });
  try {
    return await withClaimedHost(
      context,
      kind,
      prior === undefined ? 'create' : 'update',
      (locked) => agentParams(planned, { secret: config.credential_wo, prior }, locked),
      (owner) => {
        context.checkpoint({ owner, ...(prior === undefined ? { drift: [] } : {}) });
      },
      (host) =>
        withMasters(data, { masters: planned.masters }, host.signal, async (api) => {
          const agent_id =
            prior === undefined || turn === undefined
              ? await settleAgent(data, api, planned, host, [])
              : await changeAgent({ ...context, api, host, prior, turn });
          const transition = isUnknown(planned.transition) ? null : planned.transition;
          return { ...planned, owner: host.owner, agent_id, transition, drift: [], credential_wo: null };
        }),
    );
  } finally {
    turn?.giveBack();
  }
}

/**
 * Drains the agent, marks it gone, and cleans the host. A dead one is marked gone, which has its tasks replaced. Neither a
 * dead host nor silent masters stand in the way of the rest; when both are silent it is rather the network that is down.
 */
async function remove(context: DeleteContext<Schema, Session>): Promise<void> {
  const { data, state, signal } = context;
  const turn = announceDisturbance(data, state, { signal, leaves: true });
  try {
    await leave(context, turn);
  } finally {
    turn.giveBack();
  }
}

async function leave(context: DeleteContext<Schema, Session>, turn: DomainTicket): Promise<void> {
  const { state, data, diagnostics, signal } = context;
  const leaving = await leavingHost(context, kind, state);
  if (leaving.kind === 'others') return;
  const id = (leaving.kind === 'alive' ? await ownAgentId(data, state, signal) : undefined) ?? state.agent_id;
  try {
    await withMasters(data, { masters: state.masters }, signal, async (api) => {
      if (id === null) return;
      if (leaving.kind === 'dead') {
        await markAgentGone(api, id, { signal });
        return;
      }
      await disturb(data, { turn, agent: state, verb: 'remove', signal }, (held) =>
        inDrainTurn(data, state, () => {
          const leaver = { ...state, id, hostname: hostnameOf(state) };
          return emptyAgent(data, api, leaver, { ...context, signal: held });
        }),
      );
      const { shell } = leaving;
      const purpose = `remove ${kind.typeName}`;
      await withHostLock(shell, { owner: data.operator, purpose, signal }, async (locked) => {
        // An agent that is gone ends whenever it is started, which its unit would do for ever.
        await converge(shell, retireAgent(), { mode: 'apply', signal: locked });
      });
      await markAgentGone(api, id, { signal });
    });
  } catch (error) {
    if (signal.aborted || !isSilent(error)) throw error;
    if (leaving.kind === 'dead' && id !== null)
      throw nobodyAnswers(state, [leaving.reason, messageOf(error)]);
    diagnostics.warn(
      ['masters'],
      `the masters were not told that the agent on host ${state.host.address} left`,
      messageOf(error),
    );
  }
  if (leaving.kind === 'alive') await cleanService(data, kind, state, leaving.shell, signal);
}

function nobodyAnswers({ host }: Agent, reasons: readonly string[]): DiagnosticError {
  return new DiagnosticError(
    `neither host ${host.address} nor a master of its cluster can be reached`,
    `${reasons.join('\n')}\nBoth may well be running, so the agent stays in the state. If they are gone for good: terraform state rm <address of the agent>`,
    ['host', 'address'],
  );
}
