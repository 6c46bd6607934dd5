import { converge, withHostLock, type HostShell, type Operation } from '../../bootstrap';
import {
  agentOperations,
  claimAgent,
  forgetAgent,
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
  type Applied,
  type CreateContext,
  type DeleteContext,
  type Known,
  type Resource,
  type UpdateContext,
} from '../../tfplugin';
import { refuseChangedKey } from '../changed-host-key';
import { requireCredentials } from '../hosts/require-credential';
import { agentParams, validateAgent } from '../mesos/agent-params';
import { agentDrift, ownAgentId, waitUntilRegistered } from '../mesos/agent-registration';
import { incompatibleChanges, planTransition } from '../mesos/agent-transition';
import { emptyAgent, type DrainedAgent } from '../mesos/drain';
import { withMasters } from '../mesos/masters-access';
import { mesosAgentSchema } from '../schemas/mesos-agent';
import { importService } from '../services/import-service';
import { cleanService, leavingHost, lookAtService, withClaimedHost } from '../services/service-host';
import type { ServiceKind } from '../services/service-kind';
import type { Session } from '../session';
import { isUnreachable, unlessUnreachable } from '../unreachable';

type Schema = typeof mesosAgentSchema;
type Agent = Known<Schema>;
type Declared = Applied<Schema>;

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
  const { planned, config, data } = context;
  const becomesNew = prior !== undefined && incompatibleChanges(prior, planned).length > 0;
  return withClaimedHost(
    context,
    kind,
    prior === undefined ? 'create' : 'update',
    (locked) => agentParams(planned, { secret: config.credential_wo, prior }, locked),
    (owner) => {
      context.checkpoint({ owner, ...(prior === undefined ? { drift: [] } : {}) });
    },
    ({ shell, operations, options, owner, signal: locked }) =>
      withMasters(data, { masters: planned.masters }, locked, async (api) => {
        const former: string[] = [];
        if (becomesNew && !(await isDone(shell, operations, locked))) {
          const id = prior.agent_id ?? (await ownAgentId(data, prior, locked));
          // One agent at a time: two that drain would leave too little room for the replacements of both.
          await data.clusterTurns.run(drainKey(planned), async () => {
            if (id != null) {
              await emptyAgent(data, api, drained(planned, prior, id), { ...context, signal: locked });
              former.push(id);
            }
            await converge(shell, forgetAgent({ workDir: planned.work_dir }), options);
            if (id != null) await markAgentGone(api, id, { signal: locked });
            await converge(shell, operations, options);
            await waitUntilRegistered(data, api, planned, former, locked);
          });
        } else {
          await converge(shell, operations, options);
        }
        const agent_id = await waitUntilRegistered(data, api, planned, former, locked);
        const transition = isUnknown(planned.transition) ? null : planned.transition;
        return { ...planned, owner, agent_id, transition, drift: [], credential_wo: null };
      }),
  );

  function drained(now: Declared, before: Agent, id: string): DrainedAgent {
    const { drain_timeout, drain_grace_period, marathon } = now;
    return { id, hostname: hostnameOf(before), marathon, drain_timeout, drain_grace_period };
  }

  function hostnameOf(before: Agent): string {
    return before.hostname ?? before.host.address;
  }
}

/** A run that was killed may have brought the host all the way, and the state only half. */
async function isDone(
  shell: HostShell,
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<boolean> {
  return (await converge(shell, operations, { mode: 'check', signal })).pending.length === 0;
}

function drainKey({ zookeeper }: Pick<Declared, 'zookeeper'>): string {
  return `mesos agents ${zookeeper}`;
}

/**
 * Drains the agent, marks it gone, and cleans the host. A dead one is marked gone, which has its tasks replaced. Neither a
 * dead host nor silent masters stand in the way of the rest; when both are silent it is rather the network that is down.
 */
async function remove(context: DeleteContext<Schema, Session>): Promise<void> {
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
      await data.clusterTurns.run(drainKey(state), () =>
        emptyAgent(data, api, { ...state, id, hostname: state.hostname ?? state.host.address }, context),
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
