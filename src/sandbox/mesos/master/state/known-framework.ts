import type { FrameworkInfo } from '../../protocol/frameworks';
import type { Task } from '../../protocol/tasks';
import type { Resources } from '../../values/resource';

export type SchedulerEvent = Readonly<Record<string, unknown>> & { readonly type: string };

/** How a scheduler is told what happens. */
export interface SchedulerStream {
  /** What its calls must name in `Mesos-Stream-Id`. */
  readonly id: string;
  send(event: SchedulerEvent): void;
  close(): void;
}

/** What a framework does not want to be offered for a while. */
export interface Filter {
  readonly agentId: string;
  readonly role: string;
  readonly resources: Resources;
  readonly until: number;
}

/** A framework that has subscribed, or that agents say they run tasks of. */
export class KnownFramework {
  stream: SchedulerStream | undefined;
  /** Whether it gets offers. */
  active = false;
  recovered = false;
  registeredTime: number;
  reregisteredTime: number;
  unregisteredTime: number | undefined;
  readonly tasks = new Map<string, Task>();
  readonly unreachableTasks = new Map<string, Task>();
  completedTasks: readonly Task[] = [];
  filters: readonly Filter[] = [];
  readonly suppressed = new Set<string>();
  cancelFailover = (): void => undefined;

  constructor(
    readonly id: string,
    public info: FrameworkInfo,
    now: number,
  ) {
    this.registeredTime = now;
    this.reregisteredTime = now;
  }

  get connected(): boolean {
    return this.stream !== undefined;
  }
}
