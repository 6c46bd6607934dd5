import { AGENT_CAPABILITIES, type AgentInfo, type DrainInfo } from '../../protocol/agents';
import { toNanoseconds } from '../../values/duration';
import { type Resources, withRole } from '../../values/resource';
import type { MasterCore } from '../core';
import type { KnownAgent } from '../state/known-agent';

/** What an agent says of itself, in the order of its message. */
export function agentInfoView({
  hostname,
  port,
  resources,
  attributes,
  id,
  checkpoint,
  domain,
}: AgentInfo): object {
  return {
    hostname,
    port,
    resources,
    ...(attributes.length === 0 ? {} : { attributes }),
    ...(id === undefined ? {} : { id }),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(domain === undefined ? {} : { domain }),
  };
}

/** An agent as the operator API has it. */
export function agentView({ state }: MasterCore, agent: KnownAgent): object {
  const { reregisteredTime, drain, drainStart } = agent;
  return {
    agent_info: agentInfoView(agent.info),
    active: agent.active && agent.connected && !agent.deactivated,
    deactivated: agent.deactivated,
    version: agent.version,
    pid: agent.pid,
    registered_time: toNanoseconds(agent.registeredTime),
    ...(reregisteredTime === undefined ? {} : { reregistered_time: toNanoseconds(reregisteredTime) }),
    total_resources: agent.total.map(withRole),
    ...some('allocated_resources', state.usedOn(agent.id)),
    ...some('offered_resources', state.offeredOn(agent.id)),
    capabilities: AGENT_CAPABILITIES.map((type) => ({ type })),
    ...(drain === undefined ? {} : { drain_info: drainView(drain) }),
    ...(drain === undefined || drainStart === undefined
      ? {}
      : { estimated_drain_start_time: { nanoseconds: Math.floor(drainStart) * 1e9 } }),
  };
}

export function drainView({ state, config }: DrainInfo): object {
  const { max_grace_period: grace, mark_gone: markGone } = config;
  return {
    state,
    config: { ...(grace === undefined ? {} : { max_grace_period: grace }), mark_gone: markGone },
  };
}

function some(name: string, resources: Resources): object {
  return resources.length === 0 ? {} : { [name]: resources.map(withRole) };
}
