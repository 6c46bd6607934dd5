import { converge } from '../../bootstrap';
import { forgetAgent, type AgentParams } from '../../bootstrap/recipes/mesos';
import { markAgentGone, type MesosApi } from '../../drivers/mesos';
import type { Applied, Diagnostics, Known, Logger } from '../../tfplugin';
import type { DomainTicket } from '../domain-turns';
import type { mesosAgentSchema } from '../schemas/mesos-agent';
import { restarts, type ClaimedHost } from '../services/service-host';
import type { Session } from '../session';
import { ownAgentId, waitUntilRegistered } from './agent-registration';
import { incompatibleChanges } from './agent-transition';
import { clusterKey } from './cluster-key';
import { withClusterLock, type ClusterLock } from './cluster-lock';
import { emptyAgent } from './drain';
import { failureDomainOf } from './failure-domain';

type Agent = Known<typeof mesosAgentSchema>;
type Declared = Applied<typeof mesosAgentSchema>;

/** Announces that an agent will perhaps be disturbed, with a restart or a drain: one failure domain at a time. */
export function announceDisturbance(
  session: Session,
  agent: Agent,
  options: { readonly signal: AbortSignal; readonly leaves?: true },
): DomainTicket {
  return session.agentTurns.announce(agentsKey(agent), {
    domain: failureDomainOf(agent),
    who: `the agent on host ${agent.host.address}`,
    ...options,
  });
}

/** Disturbs an agent when it is the turn of its failure domain, and while no other run changes agents of the cluster. */
export function disturb<T>(
  session: Session,
  { turn, agent, verb, signal }: Disturbance,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const purpose = `${verb} fleetwright_mesos_agent`;
  const lock: ClusterLock = { name: 'mesos-agents', hosts: agent.masters, purpose };
  return turn.take(() =>
    session.agentLocks.run(
      agentsKey(agent),
      (hold, until) => withClusterLock(session, lock, until, hold),
      signal,
      work,
    ),
  );
}

export interface Disturbance {
  readonly turn: DomainTicket;
  readonly agent: Pick<Declared, 'zookeeper' | 'masters'>;
  readonly verb: 'update' | 'remove';
  readonly signal: AbortSignal;
}

/** One agent at a time: two that drain would leave too little room for the replacements of both. */
export function inDrainTurn<T>(
  session: Session,
  agent: Pick<Declared, 'zookeeper'>,
  work: () => Promise<T>,
): Promise<T> {
  return session.clusterTurns.run(agentsKey(agent), work);
}

function agentsKey({ zookeeper }: Pick<Declared, 'zookeeper'>): string {
  return `mesos agents ${clusterKey(zookeeper)}`;
}

/** As Marathon names the host of its tasks. */
export function hostnameOf({ hostname, host }: Agent): string {
  return hostname ?? host.address;
}

/**
 * Makes the host what is declared, and waits until its agent is registered.
 *
 * @param former Ids that it must not have any more.
 * @returns its id
 */
export async function settleAgent(
  session: Session,
  api: MesosApi,
  planned: Declared,
  { shell, operations, options, signal }: ClaimedHost<AgentParams>,
  former: readonly string[],
): Promise<string> {
  await converge(shell, operations, options);
  return waitUntilRegistered(session, api, planned, former, signal);
}

/** What is to be done to an agent that there is. */
export interface AgentChange {
  readonly data: Session;
  readonly diagnostics: Diagnostics;
  readonly log: Logger;
  readonly api: MesosApi;
  readonly prior: Agent;
  readonly planned: Declared;
  readonly host: ClaimedHost<AgentParams>;
  readonly turn: DomainTicket;
  readonly signal: AbortSignal;
}

/**
 * Changes an agent: in the turn of its failure domain when that restarts it, and with a drain before it when Mesos does not
 * take the change in place.
 * @returns the agent's id
 */
export async function changeAgent(change: AgentChange): Promise<string> {
  const { data, api, prior, planned, host, turn, signal } = change;
  const { shell, operations } = host;
  // A run that was killed may have brought the host all the way, and the state only half.
  const { pending } = await converge(shell, operations, { mode: 'check', signal: host.signal });
  const becomesNew = pending.length > 0 && incompatibleChanges(prior, planned).length > 0;
  if (!becomesNew && !restarts(operations, pending)) return settleAgent(data, api, planned, host, []);
  // Of the state: whoever else changes or leaves in this run is in it with the same ZooKeeper.
  const agent = { zookeeper: prior.zookeeper, masters: planned.masters };
  return disturb(data, { turn, agent, verb: 'update', signal }, (held) => {
    const holding = until(host, held);
    return becomesNew
      ? inDrainTurn(data, prior, () => becomeNew(change, holding))
      : settleAgent(data, api, planned, holding, []);
  });
}

/** The host for as long as something else is held as well. */
function until(host: ClaimedHost<AgentParams>, held: AbortSignal): ClaimedHost<AgentParams> {
  const signal = AbortSignal.any([host.signal, held]);
  return { ...host, signal, options: { ...host.options, signal } };
}

async function becomeNew(change: AgentChange, host: ClaimedHost<AgentParams>): Promise<string> {
  const { data, diagnostics, log, api, prior, planned } = change;
  const { shell, options, signal } = host;
  const id = prior.agent_id ?? (await ownAgentId(data, prior, signal)) ?? null;
  if (id !== null) {
    const { drain_timeout, drain_grace_period, marathon } = planned;
    const drained = { id, hostname: hostnameOf(prior), marathon, drain_timeout, drain_grace_period };
    await emptyAgent(data, api, drained, { diagnostics, log, signal });
  }
  await converge(shell, forgetAgent({ workDir: planned.work_dir }), options);
  if (id !== null) await markAgentGone(api, id, { signal });
  return settleAgent(data, api, planned, host, id === null ? [] : [id]);
}
