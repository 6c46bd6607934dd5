import type { Offer } from '../../protocol/frameworks';
import { Double } from '../../values/json';
import { resourceMap } from '../../values/resource-map';
import { add } from '../../values/resources';
import type { MasterCore } from '../core';
import type { KnownFramework } from '../state/known-framework';
import { stateTask } from '../../views/tasks';

/** What `/state-summary` has of a framework, and `/state` as well. */
export function frameworkSummary({ state }: MasterCore, framework: KnownFramework): object {
  const { info } = framework;
  return {
    id: framework.id,
    name: info.name,
    ...(info.principal === undefined ? {} : { principal: info.principal }),
    used_resources: resourceMap(state.usedBy(framework)),
    offered_resources: resourceMap(state.offeredTo(framework)),
    capabilities: (info.capabilities ?? []).map(({ type }) => type),
    hostname: info.hostname ?? '',
    webui_url: info.webui_url ?? '',
    active: framework.active,
    connected: framework.connected,
    recovered: framework.recovered,
  };
}

/** A framework as `/state` and `/frameworks` have it. */
export function stateFramework(core: MasterCore, framework: KnownFramework): object {
  const { info, registeredTime, reregisteredTime } = framework;
  const { state } = core;
  return {
    ...frameworkSummary(core, framework),
    user: info.user,
    failover_timeout: new Double(info.failover_timeout ?? 0),
    checkpoint: info.checkpoint ?? false,
    registered_time: new Double(registeredTime),
    unregistered_time: new Double(framework.unregisteredTime ?? 0),
    ...(reregisteredTime === registeredTime ? {} : { reregistered_time: new Double(reregisteredTime) }),
    resources: resourceMap(add(state.usedBy(framework), state.offeredTo(framework))),
    ...(info.roles === undefined ? { role: info.role ?? '*' } : { roles: info.roles }),
    tasks: [...framework.tasks.values()].map(stateTask),
    unreachable_tasks: [...framework.unreachableTasks.values()].map(stateTask),
    completed_tasks: framework.completedTasks.map(stateTask),
    offers: [...state.offers.values()]
      .filter((offer) => offer.framework_id.value === framework.id)
      .map(stateOffer),
    executors: [],
    ...(info.labels === undefined ? {} : { labels: info.labels }),
    offer_constraints: {},
  };
}

function stateOffer(offer: Offer): object {
  return {
    id: offer.id.value,
    framework_id: offer.framework_id.value,
    allocation_info: offer.allocation_info,
    slave_id: offer.agent_id.value,
    resources: resourceMap(offer.resources),
  };
}
