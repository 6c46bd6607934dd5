import type { Resource, Resources } from '../values/resource';
import { add, contains, printResources, subtract, unallocate } from '../values/resources';
import type { MasterCore } from './core';
import type { KnownAgent } from './state/known-agent';

/** A change of whom resources of an agent are reserved for, or what volumes are made of them. */
export interface ResourceOperation {
  readonly type: 'RESERVE' | 'UNRESERVE' | 'CREATE' | 'DESTROY';
  /** What there is afterwards (RESERVE, CREATE), or before (UNRESERVE, DESTROY). */
  readonly resources: Resources;
}

/** What goes and what comes instead. */
function conversion({ type, resources }: ResourceOperation): {
  readonly from: Resources;
  readonly to: Resources;
} {
  switch (type) {
    case 'RESERVE':
      return { from: resources.map(withoutInnermost), to: resources };
    case 'UNRESERVE':
      return { from: resources, to: resources.map(withoutInnermost) };
    case 'CREATE':
      return { from: resources.map(withoutVolume), to: resources };
    case 'DESTROY':
      return { from: resources, to: resources.map(withoutVolume) };
  }
}

/** Changes the agent. Gives what is left of what was available, or why it cannot be. */
export function applyToAgent(
  core: MasterCore,
  agent: KnownAgent,
  operation: ResourceOperation,
  available: Resources,
): Resources | string {
  const { from, to } = conversion(operation);
  if (operation.resources.length === 0) return 'no resources';
  if (!contains(available, from)) {
    return `${printResources(available)} does not contain ${printResources(from)}`;
  }
  agent.total = add(subtract(agent.total, unallocate(from)), unallocate(to));
  core.tell(agent.pid, 'CheckpointResourcesMessage', { total: agent.total });
  return add(subtract(available, from), to);
}

function withoutInnermost({ reservations = [], ...resource }: Resource): Resource {
  const outer = reservations.slice(0, -1);
  return outer.length === 0 ? resource : { ...resource, reservations: outer };
}

function withoutVolume({ disk, ...resource }: Resource): Resource {
  return disk?.source === undefined ? resource : { ...resource, disk: { source: disk.source } };
}
