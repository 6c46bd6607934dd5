import { normalize } from '../../values/resource';
import { add, quantities } from '../../values/resources';
import type { MasterCore } from '../core';
import { Refused } from '../draining';
import { problemWithRole } from '../frameworks';
import type { Quantities, QuotaConfig } from '../registry/registry';
import { updateQuota } from '../registry/operations';
import type { OperatorCall } from './operator-call';

/** Sets and takes back quotas. @throws Refused */
export async function setQuotas(
  core: MasterCore,
  configs: readonly QuotaConfig[],
  force: boolean,
): Promise<void> {
  for (const config of configs) {
    const problem = problemWith(config);
    if (problem !== undefined) throw new Refused(400, problem);
  }
  if (!force) {
    const problem = overcommitment(core, configs);
    if (problem !== undefined) throw new Refused(400, problem);
  }
  await core.registrar.apply(updateQuota(configs));
  const { state } = core;
  const last = new Map(configs.map((config) => [config.role, config]));
  // What was taken back is remembered as nothing as long as this master leads.
  state.quotas = [...last.values(), ...state.quotas.filter(({ role }) => !last.has(role))];
}

/** As it was said before there were limits: they are the same as the guarantee. */
export function oldStyleQuota({
  role = '',
  guarantee = [],
}: NonNullable<NonNullable<OperatorCall['set_quota']>['quota_request']>): QuotaConfig {
  const amounts: Quantities = Object.fromEntries(
    Object.entries(quantities(guarantee.map(normalize))).map(([name, value]) => [name, { value }]),
  );
  return { role, guarantees: amounts, limits: amounts };
}

export function quotaView({ state }: MasterCore): object {
  if (state.quotas.length === 0) return {};
  return {
    infos: state.quotas.map(({ role, guarantees }) => ({
      role,
      ...(guarantees === undefined
        ? {}
        : {
            guarantee: Object.entries(guarantees)
              .sort(([a], [b]) => a.localeCompare(b))
              .map(([name, scalar]) => ({ name, type: 'SCALAR', scalar })),
          }),
    })),
    configs: state.quotas,
  };
}

function problemWith({ role, guarantees = {}, limits = {} }: QuotaConfig): string | undefined {
  const wrongRole = problemWithRole(role);
  if (wrongRole !== undefined) return `Invalid QuotaConfig: Invalid 'QuotaConfig.role': ${wrongRole}`;
  if (role.includes('/')) return `Updating quota on nested role '${role}' is not supported yet`;
  const negative = (kind: string, amounts: Quantities): string | undefined =>
    Object.values(amounts).some(({ value }) => value < 0)
      ? `Invalid QuotaConfig: Invalid ${kind} configuration {${Object.entries(amounts)
          .map(([name, { value }]) => `'${name}': ${String(value)}`)
          .join(', ')}}: Negative values not supported`
      : undefined;
  const below = negative('guarantee', guarantees) ?? negative('limit', limits);
  if (below !== undefined) return below;
  const over = Object.entries(guarantees).some(
    ([name, { value }]) => value > (limits[name]?.value ?? Infinity),
  );
  return over
    ? `Invalid QuotaConfig: 'QuotaConfig.guarantees' ${braces(guarantees)} is not contained within the 'QuotaConfig.limits' ${braces(limits)}`
    : undefined;
}

function overcommitment({ state }: MasterCore, configs: readonly QuotaConfig[]): string | undefined {
  const changed = new Set(configs.map(({ role }) => role));
  const all = [...configs, ...state.quotas.filter(({ role }) => !changed.has(role))];
  const total = new Map<string, number>();
  for (const { guarantees = {} } of all) {
    for (const [name, { value }] of Object.entries(guarantees))
      total.set(name, (total.get(name) ?? 0) + value);
  }
  const capacity = quantities(add(...[...state.agents.values()].map((agent) => agent.total)));
  const guaranteed = configs.some(({ guarantees }) => guarantees !== undefined);
  if (!guaranteed || [...total].every(([name, value]) => value <= (capacity[name] ?? 0))) return undefined;
  return `Invalid QuotaConfig: total quota guarantees '${list(Object.fromEntries(total))}' exceed cluster capacity '${list(capacity)}' (use 'force' flag to bypass this check)`;
}

function list(amounts: Readonly<Record<string, number>>): string {
  return Object.entries(amounts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name}:${String(value)}`)
    .join('; ');
}

function braces(amounts: Quantities): string {
  return `{ ${Object.entries(amounts)
    .map(([name, { value }]) => `${name}: ${String(value)}`)
    .join(', ')} }`;
}
