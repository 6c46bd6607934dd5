import { rolesOf } from '../protocol/frameworks';
import { type Resource, reservedFor, type Resources } from '../values/resource';
import { add, contains, quantities, subtract, unallocate } from '../values/resources';
import { roundScalar } from '../values/value';
import type { MasterCore } from './core';
import type { KnownAgent } from './state/known-agent';
import type { KnownFramework } from './state/known-framework';

export interface Allocation {
  readonly framework: KnownFramework;
  readonly agent: KnownAgent;
  readonly role: string;
  readonly resources: Resources;
}

/** Who is to be offered what is free on an agent: the one with the smallest share of the cluster that may take it. */
export function allocationFor(
  core: MasterCore,
  agent: KnownAgent,
  isWorthIt: (resources: Resources) => boolean,
): Allocation | undefined {
  const { state } = core;
  const taken = unallocate(add(state.usedOn(agent.id), state.offeredOn(agent.id)));
  const free = subtract(agent.total, taken);
  if (!isWorthIt(free)) return undefined;
  const candidates = [...state.frameworks.values()]
    .filter(({ active, connected }) => active && connected)
    .flatMap((framework) =>
      rolesOf(framework.info)
        .filter((role) => !framework.suppressed.has(role))
        .map((role) => ({ framework, role })),
    );
  const shares = new Map(
    [...new Set(candidates.map(({ role }) => role))].map((role) => [role, shareOf(core, role)]),
  );
  const order = candidates
    .map((candidate) => ({
      ...candidate,
      share: shares.get(candidate.role) ?? 0,
      own: dominantShare(core, heldBy(core, candidate.framework, candidate.role)),
    }))
    .sort((a, b) => a.share - b.share || a.own - b.own);
  for (const { framework, role } of order) {
    const resources = withinLimits(core, role, mayTake(free, role));
    if (isWorthIt(resources) && !isFiltered(framework, agent, role, resources)) {
      return { framework, agent, role, resources };
    }
  }
  return undefined;
}

function mayTake(free: Resources, role: string): Resources {
  return free.filter((resource) => {
    const reserved = reservedFor(resource);
    return reserved === '*' || reserved === role || role.startsWith(`${reserved}/`);
  });
}

function isFiltered(
  framework: KnownFramework,
  agent: KnownAgent,
  role: string,
  resources: Resources,
): boolean {
  return framework.filters.some(
    (filter) => filter.agentId === agent.id && filter.role === role && contains(filter.resources, resources),
  );
}

/** What a role has and is offered. */
export function heldByRole(core: MasterCore, role: string): Resources {
  return add(...core.state.frameworksIn(role).map((framework) => heldBy(core, framework, role)));
}

function heldBy({ state }: MasterCore, framework: KnownFramework, role: string): Resources {
  return add(state.usedBy(framework), state.offeredTo(framework)).filter(
    (resource) => (resource.allocation_info?.role ?? '*') === role,
  );
}

/** Roles that do not have yet what they are guaranteed come first. */
function shareOf(core: MasterCore, role: string): number {
  const held = heldByRole(core, role);
  const amounts = quantities(held);
  const guarantees = Object.entries(core.state.quotaOf(role)?.guarantees ?? {});
  const owed = guarantees.some(([name, { value }]) => (amounts[name] ?? 0) < value);
  const weight = core.registrar.registry.weights?.find(({ info }) => info.role === role)?.info.weight ?? 1;
  return owed ? -1 : dominantShare(core, held) / weight;
}

function dominantShare({ state }: MasterCore, held: Resources): number {
  const all = quantities(add(...[...state.agents.values()].map(({ total }) => total)));
  return Math.max(
    0,
    ...Object.entries(quantities(held)).map(([name, amount]) => amount / (all[name] ?? Infinity)),
  );
}

/** No more of anything than the role's quota allows. */
function withinLimits(core: MasterCore, role: string, resources: Resources): Resources {
  const limits = core.state.quotaOf(role)?.limits;
  if (limits === undefined) return resources;
  const held = quantities(heldByRole(core, role));
  const left = new Map(
    Object.entries(limits).map(([name, { value }]) => [name, roundScalar(value - (held[name] ?? 0))]),
  );
  return resources.flatMap((resource): Resource[] => {
    const most = left.get(resource.name);
    if (most === undefined || resource.scalar === undefined) return [resource];
    const value = Math.min(most, resource.scalar.value);
    left.set(resource.name, roundScalar(most - value));
    return value <= 0 ? [] : [{ ...resource, scalar: { value } }];
  });
}
