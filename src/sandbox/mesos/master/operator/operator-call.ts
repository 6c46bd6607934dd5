import type { Id } from '../../protocol/tasks';
import type { WrittenResource } from '../../values/resource';
import type { MachineId, QuotaConfig, Schedule } from '../registry/registry';

interface OfAgent {
  readonly agent_id?: Id;
}

/** A call of an operator; the part that its type names is there. */
export interface OperatorCall {
  readonly type: string;
  readonly set_logging_level?: { readonly level?: number };
  readonly update_weights?: {
    readonly weight_infos?: readonly { readonly role: string; readonly weight: number }[];
  };
  readonly reserve_resources?: OfAgent & { readonly resources?: readonly WrittenResource[] };
  readonly unreserve_resources?: OfAgent & { readonly resources?: readonly WrittenResource[] };
  readonly create_volumes?: OfAgent & { readonly volumes?: readonly WrittenResource[] };
  readonly destroy_volumes?: OfAgent & { readonly volumes?: readonly WrittenResource[] };
  readonly update_maintenance_schedule?: { readonly schedule?: Schedule };
  readonly start_maintenance?: { readonly machines?: readonly MachineId[] };
  readonly stop_maintenance?: { readonly machines?: readonly MachineId[] };
  readonly update_quota?: { readonly force?: boolean; readonly quota_configs?: readonly QuotaConfig[] };
  readonly set_quota?: {
    readonly quota_request?: {
      readonly role?: string;
      readonly force?: boolean;
      readonly guarantee?: readonly WrittenResource[];
    };
  };
  readonly remove_quota?: { readonly role?: string };
  readonly teardown?: { readonly framework_id?: Id };
  readonly mark_agent_gone?: OfAgent;
  readonly drain_agent?: OfAgent & {
    readonly max_grace_period?: { readonly seconds?: number; readonly nanos?: number };
    readonly mark_gone?: boolean;
  };
  readonly deactivate_agent?: OfAgent;
  readonly reactivate_agent?: OfAgent;
}
