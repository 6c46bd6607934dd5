import { AGENT_CAPABILITIES, type AgentInfo } from '../../protocol/agents';
import { attributeMap } from '../../values/attributes';
import { Double } from '../../values/json';
import { resourceMap } from '../../values/resource-map';
import { type Resources, withRole } from '../../values/resource';
import { reservedByRole, unreserved } from '../../values/resources';
import type { MasterCore } from '../core';
import type { KnownAgent } from '../state/known-agent';
import { drainView } from './agent-view';

/** An agent as `/state` and `/state-summary` have it. */
export function stateAgent({ state }: MasterCore, agent: KnownAgent): Readonly<Record<string, unknown>> {
  const { info, total, reregisteredTime, drain, drainStart } = agent;
  return {
    id: agent.id,
    hostname: info.hostname,
    port: info.port,
    attributes: attributeMap(info.attributes),
    ...(info.domain === undefined ? {} : { domain: info.domain }),
    pid: agent.pid,
    registered_time: new Double(agent.registeredTime),
    ...(reregisteredTime === undefined ? {} : { reregistered_time: new Double(reregisteredTime) }),
    resources: resourceMap(total),
    used_resources: resourceMap(state.usedOn(agent.id)),
    offered_resources: resourceMap(state.offeredOn(agent.id)),
    reserved_resources: mapRoles(total, resourceMap),
    unreserved_resources: resourceMap(unreserved(total)),
    active: agent.active && agent.connected && !agent.deactivated,
    deactivated: agent.deactivated,
    version: agent.version,
    capabilities: AGENT_CAPABILITIES,
    ...(drain === undefined ? {} : { drain_info: drainView(drain) }),
    ...(drain === undefined || drainStart === undefined
      ? {}
      : { estimated_drain_start_time_seconds: new Double(drainStart) }),
  };
}

/** An agent as `/slaves` has it: with the resources one by one. */
export function fullAgent(core: MasterCore, agent: KnownAgent): object {
  const { state } = core;
  return {
    ...stateAgent(core, agent),
    reserved_resources_full: mapRoles(agent.total, (resources) => resources.map(withRole)),
    unreserved_resources_full: unreserved(agent.total).map(withRole),
    used_resources_full: state.usedOn(agent.id).map(withRole),
    offered_resources_full: state.offeredOn(agent.id).map(withRole),
  };
}

/** An agent that has not come back yet. */
export function recoveredAgent({ id, hostname, port, attributes, resources }: AgentInfo): object {
  return {
    id: id?.value ?? '',
    hostname,
    port,
    attributes: attributeMap(attributes),
    resources: resourceMap(resources),
  };
}

export function mapRoles(
  resources: Resources,
  view: (resources: Resources) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(reservedByRole(resources)).map(([role, reserved]) => [role, view(reserved)]),
  );
}
