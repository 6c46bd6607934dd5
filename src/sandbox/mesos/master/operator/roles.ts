import { rolesOf } from '../../protocol/frameworks';
import { Double } from '../../values/json';
import { sparseMap } from '../../values/resource-map';
import { reservedFor, type Resources } from '../../values/resource';
import { add, quantities } from '../../values/resources';
import type { MasterCore } from '../core';

/** Roles that somebody is in, or that something is set or kept for. */
function knownRoles({ state, registrar }: MasterCore): readonly string[] {
  const roles = new Set([
    ...[...state.frameworks.values()].flatMap(({ info }) => rolesOf(info)),
    ...state.quotas
      .filter(({ guarantees, limits }) => guarantees !== undefined || limits !== undefined)
      .map(({ role }) => role),
    ...(registrar.registry.weights ?? []).map(({ info }) => info.role),
    ...[...state.agents.values()]
      .flatMap(({ total }) => total.map(reservedFor))
      .filter((role) => role !== '*'),
  ]);
  return [...roles].sort();
}

function of(role: string, resources: Resources): Resources {
  return resources.filter((resource) => (resource.allocation_info?.role ?? '*') === role);
}

function weightOf({ registrar }: MasterCore, role: string): number {
  return (registrar.registry.weights ?? []).find(({ info }) => info.role === role)?.info.weight ?? 1;
}

function allocatedTo({ state }: MasterCore, role: string): Resources {
  return of(role, add(...[...state.frameworks.values()].map((framework) => state.usedBy(framework))));
}

/** Roles as the operator API has them. */
export function rolesView(core: MasterCore): object {
  const roles = knownRoles(core);
  if (roles.length === 0) return {};
  return {
    roles: roles.map((role) => {
      const frameworks = core.state.frameworksIn(role);
      const amounts = quantities(allocatedTo(core, role));
      const resources = Object.entries(amounts).map(([name, value]) => ({
        name,
        type: 'SCALAR',
        scalar: { value },
      }));
      return {
        name: role,
        weight: weightOf(core, role),
        ...(frameworks.length === 0 ? {} : { frameworks: frameworks.map(({ id }) => ({ value: id })) }),
        ...(resources.length === 0 ? {} : { resources }),
      };
    }),
  };
}

/** Roles as `/roles` has them. */
export function rolesPage(core: MasterCore): object {
  const { state } = core;
  return {
    roles: knownRoles(core).map((role) => {
      const quota = state.quotaOf(role);
      const amounts = (from: Readonly<Record<string, { readonly value: number }>> = {}) =>
        Object.fromEntries(Object.entries(from).map(([name, { value }]) => [name, new Double(value)]));
      const allocated = quantities(allocatedTo(core, role));
      const offered = quantities(
        of(role, add(...[...state.offers.values()].map(({ resources }) => resources))),
      );
      const reserved = quantities(
        add(...[...state.agents.values()].map(({ total }) => total)).filter(
          (resource) => reservedFor(resource) === role && role !== '*',
        ),
      );
      const consumed = quantities(allocatedTo(core, role));
      return {
        name: role,
        weight: new Double(weightOf(core, role)),
        quota: {
          role,
          guarantee: amounts(quota?.guarantees),
          limit: amounts(quota?.limits),
          consumed: sparseMap({ ...reserved, ...consumed }),
        },
        resources: sparseMap(sum(allocated, offered)),
        allocated: sparseMap(allocated),
        offered: sparseMap(offered),
        reserved: sparseMap(reserved),
        frameworks: state.frameworksIn(role).map(({ id }) => id),
      };
    }),
  };
}

function sum(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .sort()
      .map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]),
  );
}
