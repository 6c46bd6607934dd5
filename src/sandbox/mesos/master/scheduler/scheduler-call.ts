import type { FrameworkInfo } from '../../protocol/frameworks';
import type { Id } from '../../protocol/tasks';
import type { Nanoseconds } from '../../values/duration';
import type { AcceptCall } from './accept';

/** A call of a framework; the part that its type names is there. */
export interface SchedulerCall {
  readonly type: string;
  readonly framework_id?: Id;
  readonly subscribe?: {
    readonly framework_info?: FrameworkInfo;
    readonly suppressed_roles?: readonly string[];
    readonly force?: boolean;
  };
  readonly accept?: AcceptCall;
  readonly decline?: {
    readonly offer_ids?: readonly Id[];
    readonly filters?: { readonly refuse_seconds?: number };
  };
  readonly revive?: { readonly roles?: readonly string[] };
  readonly suppress?: { readonly roles?: readonly string[] };
  readonly kill?: {
    readonly task_id?: Id;
    readonly agent_id?: Id;
    readonly kill_policy?: { readonly grace_period?: Nanoseconds };
  };
  readonly acknowledge?: { readonly agent_id?: Id; readonly task_id?: Id; readonly uuid?: string };
  readonly reconcile?: {
    readonly tasks?: readonly { readonly task_id: Id; readonly agent_id?: Id }[];
  };
  readonly message?: { readonly agent_id?: Id; readonly executor_id?: Id; readonly data?: string };
  readonly update_framework?: {
    readonly framework_info?: FrameworkInfo;
    readonly suppressed_roles?: readonly string[];
  };
}
