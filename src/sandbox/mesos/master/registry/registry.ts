import type { MasterInfo } from '../../election/master-info';
import type { AgentInfo, DrainInfo } from '../../protocol/agents';
import type { Id } from '../../protocol/tasks';
import type { Nanoseconds } from '../../values/duration';

export interface MachineId {
  readonly hostname?: string;
  readonly ip?: string;
}

export interface Unavailability {
  readonly start: Nanoseconds;
  readonly duration?: Nanoseconds;
}

export interface Schedule {
  readonly windows?: readonly {
    readonly machine_ids: readonly MachineId[];
    readonly unavailability: Unavailability;
  }[];
}

export type Quantities = Readonly<Record<string, { readonly value: number }>>;

export interface QuotaConfig {
  readonly role: string;
  readonly guarantees?: Quantities;
  readonly limits?: Quantities;
}

export interface RegisteredAgent {
  readonly info: AgentInfo;
  readonly deactivated: boolean;
  readonly drain_info?: DrainInfo;
}

export interface UnreachableAgent {
  readonly id: Id;
  readonly timestamp: Nanoseconds;
  readonly deactivated: boolean;
  readonly drain_info?: DrainInfo;
}

export interface MachineInfo {
  readonly id: MachineId;
  readonly mode: 'DRAINING' | 'DOWN';
  readonly unavailability?: Unavailability;
}

/** What masters must not forget. A part that nothing was ever put in is not there. */
export interface Registry {
  readonly master?: { readonly info: MasterInfo };
  readonly slaves: { readonly slaves?: readonly RegisteredAgent[] };
  readonly unreachable?: { readonly slaves?: readonly UnreachableAgent[] };
  readonly gone?: { readonly slaves: readonly { readonly id: Id; readonly timestamp: Nanoseconds }[] };
  readonly machines?: { readonly machines?: readonly { readonly info: MachineInfo }[] };
  readonly schedules?: readonly Schedule[];
  readonly weights?: readonly { readonly info: { readonly role: string; readonly weight: number } }[];
  readonly quota_configs?: readonly QuotaConfig[];
  readonly minimum_capabilities?: readonly { readonly capability: string }[];
}

export const EMPTY_REGISTRY: Registry = { slaves: {} };

export function registeredAgents({ slaves }: Registry): readonly RegisteredAgent[] {
  return slaves.slaves ?? [];
}

export function unreachableAgents({ unreachable }: Registry): readonly UnreachableAgent[] {
  return unreachable?.slaves ?? [];
}

export function isGone({ gone }: Registry, id: string): boolean {
  return gone?.slaves.some((agent) => agent.id.value === id) === true;
}

export function machinesOf({ machines }: Registry): readonly MachineInfo[] {
  return (machines?.machines ?? []).map(({ info }) => info);
}
