import type { Nanoseconds } from '../values/duration';
import type { Resources } from '../values/resource';

export interface Id {
  readonly value: string;
}

export type TaskState =
  | 'TASK_STAGING'
  | 'TASK_STARTING'
  | 'TASK_RUNNING'
  | 'TASK_KILLING'
  | 'TASK_FINISHED'
  | 'TASK_FAILED'
  | 'TASK_KILLED'
  | 'TASK_ERROR'
  | 'TASK_LOST'
  | 'TASK_DROPPED'
  | 'TASK_UNREACHABLE'
  | 'TASK_GONE'
  | 'TASK_GONE_BY_OPERATOR'
  | 'TASK_UNKNOWN';

const TERMINAL: ReadonlySet<TaskState> = new Set<TaskState>([
  'TASK_FINISHED',
  'TASK_FAILED',
  'TASK_KILLED',
  'TASK_ERROR',
  'TASK_LOST',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
]);

/** Whether nothing will come of it any more. */
export function isTerminal(state: TaskState): boolean {
  return TERMINAL.has(state);
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly type?: string;
}

export interface CommandUri {
  readonly value: string;
  readonly executable?: boolean;
  readonly extract?: boolean;
  readonly cache?: boolean;
  readonly output_file?: string;
}

export interface CommandInfo {
  readonly shell?: boolean;
  readonly value?: string;
  readonly arguments?: readonly string[];
  readonly uris?: readonly CommandUri[];
  readonly environment?: { readonly variables?: readonly EnvironmentVariable[] };
  readonly user?: string;
}

export interface PortMapping {
  readonly host_port: number;
  readonly container_port: number;
  readonly protocol?: string;
}

export interface ContainerInfo {
  readonly type: 'DOCKER' | 'MESOS';
  readonly docker?: {
    readonly image: string;
    readonly network?: string;
    readonly port_mappings?: readonly PortMapping[];
    readonly privileged?: boolean;
    readonly parameters?: readonly { readonly key: string; readonly value: string }[];
    readonly force_pull_image?: boolean;
  };
  readonly mesos?: { readonly image?: unknown };
  readonly volumes?: readonly {
    readonly container_path: string;
    readonly host_path?: string;
    readonly mode?: string;
  }[];
}

/** IPV4 unless it says otherwise. */
type CheckProtocol = 'IPV4' | 'IPV6';

/** What the executor finds out about a task again and again. */
export interface HealthCheck {
  readonly type?: 'COMMAND' | 'HTTP' | 'TCP';
  readonly delay_seconds?: number;
  readonly interval_seconds?: number;
  readonly timeout_seconds?: number;
  readonly consecutive_failures?: number;
  readonly grace_period_seconds?: number;
  readonly command?: CommandInfo;
  readonly http?: {
    readonly protocol?: CheckProtocol;
    readonly scheme?: string;
    readonly port: number;
    readonly path?: string;
    readonly statuses?: readonly number[];
  };
  readonly tcp?: { readonly protocol?: CheckProtocol; readonly port: number };
}

export interface TaskInfo {
  readonly name: string;
  readonly task_id: Id;
  readonly agent_id: Id;
  readonly resources?: Resources;
  readonly command?: CommandInfo;
  readonly executor?: unknown;
  readonly container?: ContainerInfo;
  readonly health_check?: HealthCheck;
  readonly kill_policy?: { readonly grace_period?: Nanoseconds };
  readonly labels?: unknown;
  readonly discovery?: unknown;
  readonly data?: string;
}

export interface ContainerStatus {
  readonly container_id: Id;
  readonly network_infos?: readonly unknown[];
  readonly executor_pid?: number;
}

export interface TaskStatus {
  readonly task_id: Id;
  readonly state: TaskState;
  readonly message?: string;
  readonly source?: 'SOURCE_MASTER' | 'SOURCE_AGENT' | 'SOURCE_EXECUTOR';
  readonly reason?: string;
  readonly data?: string;
  readonly agent_id?: Id;
  readonly executor_id?: Id;
  readonly timestamp?: number;
  /** In base 64. An update that has one must be acknowledged. */
  readonly uuid?: string;
  readonly healthy?: boolean;
  readonly container_status?: ContainerStatus;
  readonly unreachable_time?: Nanoseconds;
}

/** A task as masters and agents keep it. */
export interface Task {
  readonly name: string;
  readonly task_id: Id;
  readonly framework_id: Id;
  readonly agent_id: Id;
  /** As it is now. */
  state: TaskState;
  readonly resources: Resources;
  statuses: readonly TaskStatus[];
  /** Of the update that waits to be acknowledged, or was last. */
  status_update_state?: TaskState;
  status_update_uuid?: string;
  readonly labels?: unknown;
  readonly discovery?: unknown;
  readonly container?: ContainerInfo;
  readonly health_check?: HealthCheck;
  readonly user?: string;
}

/** A task of which nothing has been heard yet. */
export function stagedTask(info: TaskInfo, frameworkId: string, agentId: Id): Task {
  return {
    name: info.name,
    task_id: info.task_id,
    framework_id: { value: frameworkId },
    agent_id: agentId,
    state: 'TASK_STAGING',
    resources: info.resources ?? [],
    statuses: [],
    ...(info.labels === undefined ? {} : { labels: info.labels }),
    ...(info.discovery === undefined ? {} : { discovery: info.discovery }),
    ...(info.container === undefined ? {} : { container: info.container }),
    ...(info.health_check === undefined ? {} : { health_check: info.health_check }),
    ...(info.command?.user === undefined ? {} : { user: info.command.user }),
  };
}
