import { isDeepStrictEqual } from 'node:util';
import {
  configOf,
  isWhollyKnown,
  type Applied,
  type Diagnostics,
  type Known,
  type Planned,
} from '../../tfplugin';
import { mesosAgentSchema } from '../schemas/mesos-agent';

type Agent = Known<typeof mesosAgentSchema>;
type Changed = Planned<typeof mesosAgentSchema> | Applied<typeof mesosAgentSchema>;

export const TRANSITION = 'drains and becomes a new agent';

/** What an agent is known by at the masters, which it cannot change and stay the same one. */
const IDENTITY = ['attributes', 'resources', 'port', 'hostname', 'domain_region', 'domain_zone'] as const;

/** The attributes whose change makes a new agent of it; empty when Mesos takes every change in place. */
export function incompatibleChanges(prior: Agent, planned: Changed): readonly string[] {
  return IDENTITY.filter((name) => {
    const [before, after] = [prior[name] ?? {}, planned[name] ?? {}];
    if (isDeepStrictEqual({ ...Object(before) }, { ...Object(after) }) && String(before) === String(after)) {
      return false;
    }
    const isMap = name === 'attributes' || name === 'resources';
    return !(isMap && additive(planned) && isWhollyKnown(after) && onlyAdds(before, after));
  });
}

/** Only what Mesos itself allows: https://mesos.apache.org/documentation/latest/agent-recovery/#agent-flags. */
function additive({ flags }: Changed): boolean {
  const policy =
    typeof flags === 'object' && flags !== null && 'reconfiguration_policy' in flags
      ? flags.reconfiguration_policy
      : undefined;
  return policy === 'additive';
}

function onlyAdds(before: unknown, after: unknown): boolean {
  const known = after as Readonly<Record<string, unknown>>;
  return Object.entries(before as Readonly<Record<string, unknown>>).every(([name, value]) => {
    const now = known[name];
    if (now === value) return true;
    const [less, more] = [Number(value), Number(now)];
    return Number.isFinite(less) && Number.isFinite(more) && more >= less;
  });
}

/**
 * Shows in the plan what an apply does to the agent. Afterwards it stays in the state as what was last done, until another
 * change: a plan of its own would not be empty.
 */
export function planTransition(
  prior: Agent,
  planned: Planned<typeof mesosAgentSchema>,
  diagnostics: Diagnostics,
): void {
  const changes = incompatibleChanges(prior, planned);
  if (changes.length > 0) {
    planned.transition = TRANSITION;
    diagnostics.warn(
      [changes[0] ?? 'attributes'],
      `the agent on host ${prior.host.address} drains and becomes a new agent`,
      `Mesos cannot change ${changes.join(', ')} of an agent in place: its tasks are replaced elsewhere first`,
    );
    return;
  }
  const changed =
    (prior.drift ?? []).length > 0 ||
    !isDeepStrictEqual(configOf(mesosAgentSchema, prior), configOf(mesosAgentSchema, planned));
  planned.transition = changed ? null : prior.transition;
}
