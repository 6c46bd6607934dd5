import { accepted, ok, type Reply, text } from '../../transport/http';
import { normalize } from '../../values/resource';
import { subtract, unallocate } from '../../values/resources';
import type { MasterCore } from '../core';
import { drainConfig, Refused } from '../draining';
import type { Leadership } from '../leadership';
import { updateWeights } from '../registry/operations';
import { isGone, unreachableAgents } from '../registry/registry';
import { applyToAgent, type ResourceOperation } from '../resource-operations';
import type { OperatorCall } from './operator-call';
import { oldStyleQuota, setQuotas } from './quota';

/** Does what an operator wants; undefined when the call is none that changes anything. @throws Refused */
export async function write(
  core: MasterCore,
  leadership: Leadership,
  call: OperatorCall,
): Promise<Reply | undefined> {
  switch (call.type) {
    case 'SET_LOGGING_LEVEL':
      leadership.loggingLevel = call.set_logging_level?.level ?? 0;
      return ok();
    case 'LIST_FILES':
    case 'READ_FILE':
      return text(404, '');
    case 'UPDATE_WEIGHTS':
      await core.registrar.apply(updateWeights(call.update_weights?.weight_infos ?? []));
      leadership.offers.soon();
      return ok();
    case 'UPDATE_QUOTA':
      await setQuotas(core, call.update_quota?.quota_configs ?? [], call.update_quota?.force ?? false);
      leadership.offers.soon();
      return ok();
    case 'SET_QUOTA': {
      const request = call.set_quota?.quota_request ?? {};
      await setQuotas(core, [oldStyleQuota(request)], request.force ?? false);
      return ok();
    }
    case 'REMOVE_QUOTA':
      await setQuotas(core, [{ role: call.remove_quota?.role ?? '' }], true);
      return ok();
    case 'UPDATE_MAINTENANCE_SCHEDULE':
      await leadership.maintenance.update(call.update_maintenance_schedule?.schedule ?? {});
      return ok();
    case 'START_MAINTENANCE':
      await leadership.maintenance.start(call.start_maintenance?.machines ?? []);
      return ok();
    case 'STOP_MAINTENANCE':
      await leadership.maintenance.stop(call.stop_maintenance?.machines ?? []);
      return ok();
    case 'TEARDOWN': {
      const framework = core.state.frameworks.get(call.teardown?.framework_id?.value ?? '');
      if (framework === undefined) throw new Refused(400, 'No framework found with specified ID');
      leadership.frameworks.remove(framework);
      return ok();
    }
    case 'MARK_AGENT_GONE':
      await markGone(core, leadership, call.mark_agent_gone?.agent_id?.value ?? '');
      return ok();
    case 'DRAIN_AGENT': {
      const {
        agent_id: id,
        max_grace_period: grace,
        mark_gone: markGoneToo = false,
      } = call.drain_agent ?? {};
      const seconds = grace === undefined ? undefined : (grace.seconds ?? 0) + (grace.nanos ?? 0) / 1e9;
      await leadership.draining.drain(id?.value ?? '', drainConfig(seconds, markGoneToo));
      return ok();
    }
    case 'DEACTIVATE_AGENT':
      await leadership.draining.deactivate(call.deactivate_agent?.agent_id?.value ?? '');
      return ok();
    case 'REACTIVATE_AGENT':
      await leadership.draining.reactivate(call.reactivate_agent?.agent_id?.value ?? '');
      return ok();
    default:
      return changeResources(core, leadership, call);
  }
}

async function markGone(core: MasterCore, leadership: Leadership, id: string): Promise<void> {
  const { state, registrar } = core;
  if (isGone(registrar.registry, id)) return;
  const known =
    state.agents.has(id) ||
    state.recovered.has(id) ||
    unreachableAgents(registrar.registry).some((agent) => agent.id.value === id);
  if (!known) throw new Refused(404, `Agent '${id}' not found`);
  await leadership.agents.gone(id);
}

function changeResources(core: MasterCore, leadership: Leadership, call: OperatorCall): Reply | undefined {
  const change = resourceChange(call);
  if (change === undefined) return undefined;
  const { agentId, operation } = change;
  const { state } = core;
  const agent = state.agents.get(agentId);
  if (agent === undefined) throw new Refused(400, 'No agent found with specified ID');
  // What is only offered can be had back.
  leadership.offers.rescindOf(agentId);
  const available = subtract(agent.total, unallocate(state.usedOn(agentId)));
  const outcome = applyToAgent(core, agent, operation, available);
  leadership.offers.soon();
  if (typeof outcome === 'string') throw new Refused(409, outcome);
  return accepted();
}

function resourceChange(
  call: OperatorCall,
): { readonly agentId: string; readonly operation: ResourceOperation } | undefined {
  const { reserve_resources: reserve, unreserve_resources: unreserve } = call;
  const { create_volumes: create, destroy_volumes: destroy } = call;
  switch (call.type) {
    case 'RESERVE_RESOURCES':
      return change('RESERVE', reserve?.agent_id?.value, reserve?.resources);
    case 'UNRESERVE_RESOURCES':
      return change('UNRESERVE', unreserve?.agent_id?.value, unreserve?.resources);
    case 'CREATE_VOLUMES':
      return change('CREATE', create?.agent_id?.value, create?.volumes);
    case 'DESTROY_VOLUMES':
      return change('DESTROY', destroy?.agent_id?.value, destroy?.volumes);
    default:
      return undefined;
  }
}

function change(
  type: ResourceOperation['type'],
  agentId = '',
  written: readonly Parameters<typeof normalize>[0][] = [],
): { readonly agentId: string; readonly operation: ResourceOperation } {
  return { agentId, operation: { type, resources: written.map(normalize) } };
}
