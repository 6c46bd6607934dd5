import type { MasterInfo } from '../../election/master-info';
import type { AgentInfo, DrainConfig, DrainInfo } from '../../protocol/agents';
import type { Nanoseconds } from '../../values/duration';
import { without } from '../../values/json';
import {
  type MachineInfo,
  type QuotaConfig,
  registeredAgents,
  type RegisteredAgent,
  type Registry,
  type Schedule,
  unreachableAgents,
  type UnreachableAgent,
} from './registry';

/** One change of the registry. */
export type Operation = (registry: Registry) => Registry;

export function recoverMaster(info: MasterInfo): Operation {
  return (registry) => ({ ...registry, master: { info } });
}

/** Also when it comes back after it was unreachable, and with what it says of itself now. */
export function admitAgent(info: AgentInfo): Operation {
  return (registry) => {
    const id = info.id?.value;
    const before =
      registeredAgents(registry).find((agent) => agent.info.id?.value === id) ??
      unreachableAgents(registry).find((agent) => agent.id.value === id);
    const agent: RegisteredAgent = {
      deactivated: before?.deactivated ?? false,
      ...(before?.drain_info === undefined ? {} : { drain_info: before.drain_info }),
      info,
    };
    const known = registeredAgents(registry).some((one) => one.info.id?.value === id);
    return withUnreachable(
      withAgents(
        registry,
        known
          ? registeredAgents(registry).map((one) => (one.info.id?.value === id ? agent : one))
          : [...registeredAgents(registry), agent],
      ),
      unreachableAgents(registry).filter((one) => one.id.value !== id),
    );
  };
}

export function removeAgent(id: string): Operation {
  return (registry) => withAgents(registry, registeredAgents(registry).filter(isNot(id)));
}

export function markUnreachable(id: string, timestamp: Nanoseconds): Operation {
  return (registry) => {
    const agent = registeredAgents(registry).find(({ info }) => info.id?.value === id);
    if (agent === undefined) return registry;
    return withUnreachable(withAgents(registry, registeredAgents(registry).filter(isNot(id))), [
      ...unreachableAgents(registry),
      { id: { value: id }, timestamp, ...without(agent, 'info') },
    ]);
  };
}

export function markGone(id: string, timestamp: Nanoseconds): Operation {
  return (registry) =>
    withUnreachable(
      {
        ...withAgents(registry, registeredAgents(registry).filter(isNot(id))),
        gone: { slaves: [...(registry.gone?.slaves ?? []), { id: { value: id }, timestamp }] },
      },
      unreachableAgents(registry).filter((agent) => agent.id.value !== id),
    );
}

export function drainAgent(id: string, config: DrainConfig): Operation {
  const drain: DrainInfo = { state: 'DRAINING', config };
  return (registry) =>
    withMinimumCapability(
      changeAgent(registry, id, { deactivated: true, drain_info: drain }),
      'AGENT_DRAINING',
    );
}

export function markDrained(id: string): Operation {
  return (registry) => {
    const agent =
      registeredAgents(registry).find(({ info }) => info.id?.value === id) ??
      unreachableAgents(registry).find((one) => one.id.value === id);
    if (agent?.drain_info === undefined) return registry;
    return changeAgent(registry, id, { drain_info: { ...agent.drain_info, state: 'DRAINED' } });
  };
}

export function deactivateAgent(id: string): Operation {
  return (registry) =>
    withMinimumCapability(changeAgent(registry, id, { deactivated: true }), 'AGENT_DRAINING');
}

export function reactivateAgent(id: string): Operation {
  return (registry) => changeAgent(registry, id, { deactivated: false, drain_info: undefined });
}

export function updateQuota(configs: readonly QuotaConfig[]): Operation {
  return (registry) => {
    const roles = new Set(configs.map(({ role }) => role));
    const set = configs.filter(
      ({ guarantees, limits }, index) =>
        (guarantees !== undefined || limits !== undefined) &&
        configs.findLastIndex(({ role }) => role === configs[index]?.role) === index,
    );
    return withMinimumCapability(
      {
        ...registry,
        quota_configs: [...(registry.quota_configs ?? []).filter(({ role }) => !roles.has(role)), ...set],
      },
      'QUOTA_V2',
    );
  };
}

export function updateWeights(
  weights: readonly { readonly role: string; readonly weight: number }[],
): Operation {
  return (registry) => {
    const roles = new Set(weights.map(({ role }) => role));
    return {
      ...registry,
      weights: [
        ...(registry.weights ?? []).filter(({ info }) => !roles.has(info.role)),
        ...weights.map(({ role, weight }) => ({ info: { weight, role } })),
      ],
    };
  };
}

export function updateMaintenance(schedule: Schedule, machines: readonly MachineInfo[]): Operation {
  return (registry) => ({
    ...registry,
    machines: machines.length === 0 ? {} : { machines: machines.map((info) => ({ info })) },
    schedules: [schedule],
  });
}

function isNot(id: string): (agent: RegisteredAgent) => boolean {
  return ({ info }) => info.id?.value !== id;
}

function withAgents(registry: Registry, agents: readonly RegisteredAgent[]): Registry {
  return { ...registry, slaves: agents.length === 0 ? {} : { slaves: agents } };
}

function withUnreachable(registry: Registry, agents: readonly UnreachableAgent[]): Registry {
  if (agents.length === 0 && registry.unreachable === undefined) return registry;
  return { ...registry, unreachable: agents.length === 0 ? {} : { slaves: agents } };
}

function withMinimumCapability(registry: Registry, capability: string): Registry {
  const needed = registry.minimum_capabilities ?? [];
  if (needed.some((one) => one.capability === capability)) return registry;
  return { ...registry, minimum_capabilities: [...needed, { capability }] };
}

interface AgentChange {
  readonly deactivated?: boolean;
  readonly drain_info?: DrainInfo | undefined;
}

function changeAgent(registry: Registry, id: string, change: AgentChange): Registry {
  const apply = <A extends RegisteredAgent | UnreachableAgent>(agent: A): A => {
    const { drain_info: before, ...rest } = agent;
    const drain = 'drain_info' in change ? change.drain_info : before;
    return {
      ...rest,
      deactivated: change.deactivated ?? agent.deactivated,
      ...(drain === undefined ? {} : { drain_info: drain }),
    } as A;
  };
  return withUnreachable(
    withAgents(
      registry,
      registeredAgents(registry).map((agent) => (agent.info.id?.value === id ? apply(agent) : agent)),
    ),
    unreachableAgents(registry).map((agent) => (agent.id.value === id ? apply(agent) : agent)),
  );
}
