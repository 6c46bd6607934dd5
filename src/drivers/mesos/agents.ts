import { registry, type AgentAnswer, type AgentInfo } from './answers';
import { isMesosError } from './errors';
import type { CallOptions, MesosApi } from './mesos-api';

/** An agent as the leading master knows it. */
export interface Agent {
  readonly id: string;
  readonly hostname: string;
  readonly port: number;
  /**
   * - `registered`: it is connected, or the master waits for it to come back.
   * - `recovered`: it was there before the master became the leader, and has not come back yet.
   */
  readonly presence: 'registered' | 'recovered';
  /** Whether it is connected and its resources are offered. */
  readonly active: boolean;
  /** Whether an operator has deactivated or drained it. */
  readonly deactivated: boolean;
  readonly drain: 'none' | 'DRAINING' | 'DRAINED';
  readonly version: string | undefined;
  /** By name, in the text form of flags: `r1`, `10`, `[1-5,8-9]`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** All that it has, by name and role: `cpus(*)` → `4`. */
  readonly resources: Readonly<Record<string, string>>;
}

/**
 * The agents that are registered, or were before a failover. Unreachable ones are not among them, though they can be
 * drained and marked gone.
 */
export async function listAgents(api: MesosApi, options: CallOptions): Promise<Agent[]> {
  const { get_agents: found } = await api.read('GET_AGENTS', options);
  return [
    ...found.agents.map(registeredAgent),
    ...found.recovered_agents.map((info): Agent => ({
      ...commonOf(info),
      presence: 'recovered',
      active: false,
      deactivated: false,
      drain: 'none',
      version: undefined,
    })),
  ];
}

/** The agent of that id, or undefined when it is unreachable, gone, or never was. */
export async function findAgent(
  api: MesosApi,
  agentId: string,
  options: CallOptions,
): Promise<Agent | undefined> {
  return (await listAgents(api, options)).find(({ id }) => id === agentId);
}

function registeredAgent(answer: AgentAnswer): Agent {
  const { agent_info: info, drain_info: drain, total_resources: total } = answer;
  return {
    ...commonOf({ ...info, resources: total.length > 0 ? total : info.resources }),
    presence: 'registered',
    active: answer.active,
    deactivated: answer.deactivated,
    drain: drain?.state === 'DRAINING' || drain?.state === 'DRAINED' ? drain.state : 'none',
    version: answer.version,
  };
}

function commonOf(info: AgentInfo): Pick<Agent, 'id' | 'hostname' | 'port' | 'attributes' | 'resources'> {
  return {
    id: info.id?.value ?? '',
    hostname: info.hostname,
    port: info.port,
    attributes: Object.fromEntries(info.attributes.map((one) => [one.name, textOf(one)])),
    resources: Object.fromEntries(
      info.resources.map((one) => [`${one.name}(${one.role ?? '*'})`, textOf(one)]),
    ),
  };
}

type Value = Pick<AgentInfo['attributes'][number], 'text' | 'scalar' | 'ranges' | 'set'>;

/** A value as flags have it. */
function textOf({ text, scalar, ranges, set }: Value): string {
  if (text !== undefined) return text.value;
  if (scalar !== undefined) return String(scalar.value);
  if (ranges !== undefined) {
    return `[${ranges.range.map(({ begin, end }) => `${String(begin)}-${String(end)}`).join(',')}]`;
  }
  return `{${(set?.item ?? []).join(',')}}`;
}

/** Tasks that are on an agent and not at an end, as `name (TASK_RUNNING)`. */
export async function tasksOn(api: MesosApi, agentId: string, options: CallOptions): Promise<string[]> {
  const { get_tasks: found } = await api.read('GET_TASKS', options);
  return found.tasks.filter((task) => task.agent_id.value === agentId).map(describeTask);
}

/** Tasks of a framework that are not at an end, those on unreachable agents among them, as `name (TASK_RUNNING)`. */
export async function tasksOf(api: MesosApi, frameworkId: string, options: CallOptions): Promise<string[]> {
  const { get_tasks: found } = await api.read('GET_TASKS', options);
  return [...found.tasks, ...found.unreachable_tasks]
    .filter((task) => task.framework_id.value === frameworkId)
    .map(describeTask);
}

function describeTask({ name, state }: { readonly name: string; readonly state: string }): string {
  return `${name} (${state})`;
}

/** No offers of this agent any more; what runs on it runs on. */
export async function deactivateAgent(api: MesosApi, agentId: string, options: CallOptions): Promise<void> {
  await api.write('DEACTIVATE_AGENT', { agent_id: { value: agentId } }, options);
}

/**
 * Offers of this agent again. Succeeds for one that is active, and for one that no master knows.
 * @throws MesosError while it is draining: a drain cannot be taken back
 */
export async function reactivateAgent(api: MesosApi, agentId: string, options: CallOptions): Promise<void> {
  try {
    await api.write('REACTIVATE_AGENT', { agent_id: { value: agentId } }, options);
  } catch (error) {
    if (!isMesosError(error, 'refused') || error.detail !== 'Agent is not deactivated') throw error;
  }
}

/**
 * Says that an agent will never be back: its tasks are gone, and its process exits when it registers. That unit must
 * be disabled, or it is started for ever.
 * @returns `unknown` when the masters do not know it, or forgot it long ago
 */
export async function markAgentGone(
  api: MesosApi,
  agentId: string,
  options: CallOptions,
): Promise<'gone' | 'unknown'> {
  try {
    await api.write('MARK_AGENT_GONE', { agent_id: { value: agentId } }, options);
    return 'gone';
  } catch (error) {
    if (isMesosError(error, 'unknown-agent')) return 'unknown';
    throw error;
  }
}

/** Agents by what the registry says of them. */
export interface Registry {
  /** Ids of those that are admitted, with their drains: this outlives failovers and restarts. */
  readonly admitted: ReadonlyMap<string, { readonly hostname: string; readonly deactivated: boolean }>;
  readonly unreachable: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

/** What the leading master's registry has, which also knows who is unreachable or gone. */
export async function readRegistry(
  api: MesosApi,
  leader: string,
  options: Pick<CallOptions, 'signal'>,
): Promise<Registry> {
  const found = await api.ask(leader, '/registrar(1)/registry', registry, options);
  const idsOf = (list: typeof found.gone) => new Set(list?.slaves.map(({ id }) => id.value));
  return {
    admitted: new Map(
      found.slaves?.slaves.map(({ info, deactivated }) => [
        info.id?.value ?? '',
        { hostname: info.hostname, deactivated },
      ]),
    ),
    unreachable: idsOf(found.unreachable),
    gone: idsOf(found.gone),
  };
}
