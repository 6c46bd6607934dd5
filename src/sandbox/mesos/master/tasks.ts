import type { Messages } from '../protocol/messages';
import { hasCapability } from '../protocol/frameworks';
import {
  isTerminal,
  stagedTask,
  type Task,
  type TaskInfo,
  type TaskState,
  type TaskStatus,
} from '../protocol/tasks';
import type { Nanoseconds } from '../values/duration';
import { toSeconds } from '../values/duration';
import { without } from '../values/json';
import type { MasterCore } from './core';
import type { KnownAgent } from './state/known-agent';
import type { KnownFramework } from './state/known-framework';
import { taskView } from '../views/tasks';

/** Why a task is no longer where it was. */
export interface Loss {
  readonly state: TaskState;
  readonly reason: string;
  readonly message: string;
  readonly unreachableTime?: Nanoseconds;
}

/** What becomes of tasks. */
export class Tasks {
  /** Called when the last word about a task of an agent has been acknowledged. */
  onSettled: (agentId: string) => void = () => undefined;
  /** Called when resources have become free. */
  onFreed: () => void = () => undefined;

  constructor(private readonly core: MasterCore) {}

  launch(framework: KnownFramework, agent: KnownAgent, info: TaskInfo): void {
    const task = stagedTask(info, framework.id, info.agent_id);
    framework.tasks.set(task.task_id.value, task);
    this.core.events.publish('TASK_ADDED', { task: taskView(task) });
    this.core.tell(agent.pid, 'RunTaskMessage', { framework: framework.info, task: info });
  }

  /** What an agent says; it says it again until it is acknowledged. */
  update({ frameworkId, agentId, status, latestState }: Messages['StatusUpdateMessage']): void {
    const { state } = this.core;
    const framework = state.frameworks.get(frameworkId);
    if (framework === undefined || !state.agents.has(agentId)) return;
    const task = framework.tasks.get(status.task_id.value);
    if (task !== undefined) {
      this.apply(task, status, latestState);
      task.status_update_state = status.state;
      if (status.uuid !== undefined) task.status_update_uuid = status.uuid;
    }
    // Who is away hears it when the agent tries again.
    if (framework.stream !== undefined) this.send(framework, status);
  }

  acknowledge(framework: KnownFramework, agentId: string, taskId: string, uuid: string): void {
    const agent = this.core.state.agents.get(agentId);
    if (agent?.connected !== true) return;
    this.core.tell(agent.pid, 'StatusUpdateAcknowledgementMessage', {
      frameworkId: framework.id,
      taskId,
      uuid,
    });
    const task = framework.tasks.get(taskId);
    if (task?.status_update_uuid !== uuid) return;
    if (task.status_update_state === undefined || !isTerminal(task.status_update_state)) return;
    this.complete(framework, task);
    this.onSettled(agentId);
  }

  kill(framework: KnownFramework, taskId: string, agentId: string | undefined, graceSeconds?: number): void {
    const task = framework.tasks.get(taskId);
    const agent = task === undefined ? undefined : this.core.state.agents.get(task.agent_id.value);
    if (task === undefined || agent === undefined) {
      this.reconcileOne(framework, taskId, agentId);
      return;
    }
    if (!agent.connected) return;
    this.core.tell(agent.pid, 'KillTaskMessage', {
      frameworkId: framework.id,
      taskId,
      ...(graceSeconds === undefined ? {} : { graceSeconds }),
    });
  }

  /** Says how tasks are: those that are asked about, or all. */
  reconcile(
    framework: KnownFramework,
    asked: readonly { readonly taskId: string; readonly agentId?: string }[],
  ): void {
    if (asked.length > 0) {
      for (const { taskId, agentId } of asked) this.reconcileOne(framework, taskId, agentId);
      return;
    }
    for (const task of framework.tasks.values()) this.sendState(framework, task);
  }

  /** The master itself says so: nobody acknowledges it. */
  lose(framework: KnownFramework, task: Task, loss: Loss): void {
    const status = this.statusOf(task.task_id.value, task.agent_id.value, loss);
    const terminal = isTerminal(loss.state);
    if (framework.stream !== undefined) this.send(framework, status);
    this.apply(task, status, loss.state);
    if (terminal) {
      this.complete(framework, task);
    } else {
      framework.tasks.delete(task.task_id.value);
      framework.unreachableTasks.set(task.task_id.value, task);
    }
    this.onFreed();
  }

  /** A task that never became one. */
  refuse(framework: KnownFramework, taskId: string, agentId: string, loss: Loss): void {
    if (framework.stream !== undefined) this.send(framework, this.statusOf(taskId, agentId, loss));
  }

  /** All tasks of an agent are lost in the way that their framework understands. */
  loseAllOn(agentId: string, aware: Loss): void {
    for (const framework of this.core.state.frameworks.values()) {
      const loss = hasCapability(framework.info, 'PARTITION_AWARE')
        ? aware
        : { ...aware, state: 'TASK_LOST' as const };
      for (const task of [...framework.tasks.values()]) {
        if (task.agent_id.value === agentId) this.lose(framework, task, loss);
      }
    }
  }

  complete(framework: KnownFramework, task: Task): void {
    const most = Number(this.core.settings.flags.max_completed_tasks_per_framework);
    framework.tasks.delete(task.task_id.value);
    framework.unreachableTasks.delete(task.task_id.value);
    framework.completedTasks = [...framework.completedTasks, task].slice(-most);
  }

  /** How a task is that an agent has brought back. */
  sendState(framework: KnownFramework, task: Task, reason = 'REASON_RECONCILIATION'): void {
    if (framework.stream === undefined) return;
    const last = task.statuses.at(-1);
    const state = task.status_update_state ?? task.state;
    this.send(framework, {
      task_id: task.task_id,
      state,
      source: 'SOURCE_MASTER',
      reason,
      message:
        reason === 'REASON_RECONCILIATION'
          ? 'Reconciliation: Latest task state'
          : 'Unreachable agent re-reregistered',
      agent_id: task.agent_id,
      timestamp: this.core.now,
      ...(last?.healthy === undefined ? {} : { healthy: last.healthy }),
      ...(last?.container_status === undefined ? {} : { container_status: last.container_status }),
    });
  }

  private reconcileOne(framework: KnownFramework, taskId: string, agentId: string | undefined): void {
    const task = framework.tasks.get(taskId);
    if (task !== undefined) {
      this.sendState(framework, task);
      return;
    }
    const { state, registrar } = this.core;
    // Nobody knows before it has come back, or has not in time.
    if (agentId !== undefined && state.recovered.has(agentId)) return;
    const aware = hasCapability(framework.info, 'PARTITION_AWARE');
    const unreachable = registrar.registry.unreachable?.slaves?.find(({ id }) => id.value === agentId);
    const gone = registrar.registry.gone?.slaves.some(({ id }) => id.value === agentId) === true;
    const [stateNow, message]: [TaskState, string] =
      unreachable !== undefined
        ? ['TASK_UNREACHABLE', 'Reconciliation: Task is unreachable']
        : gone
          ? ['TASK_GONE_BY_OPERATOR', 'Reconciliation: Task is gone']
          : agentId !== undefined && state.agents.has(agentId)
            ? ['TASK_GONE', 'Reconciliation: Task is gone']
            : ['TASK_UNKNOWN', 'Reconciliation: Task is unknown'];
    this.refuse(framework, taskId, agentId ?? '', {
      state: aware ? stateNow : 'TASK_LOST',
      reason: 'REASON_RECONCILIATION',
      message,
      ...(unreachable === undefined ? {} : { unreachableTime: unreachable.timestamp }),
    });
  }

  private statusOf(
    taskId: string,
    agentId: string,
    { state, reason, message, unreachableTime }: Loss,
  ): TaskStatus {
    return {
      task_id: { value: taskId },
      state,
      message,
      source: 'SOURCE_MASTER',
      reason,
      ...(agentId === '' ? {} : { agent_id: { value: agentId } }),
      timestamp: this.core.now,
      ...(unreachableTime === undefined ? {} : { unreachable_time: unreachableTime }),
    };
  }

  private apply(task: Task, status: TaskStatus, latestState: TaskState): void {
    const before = task.state;
    if (before !== latestState && !isTerminal(before) && isTerminal(latestState)) {
      this.core.counters.count(`master/${latestState.toLowerCase().replace('task_', 'tasks_')}`);
    }
    task.state = isTerminal(before) ? before : latestState;
    const kept = without(status, 'data');
    const statuses =
      task.statuses.at(-1)?.state === status.state ? task.statuses.slice(0, -1) : task.statuses;
    task.statuses = [...statuses, kept];
    if (task.state === before) return;
    this.core.events.publish('TASK_UPDATED', {
      framework_id: task.framework_id,
      status: kept,
      state: task.state,
    });
    if (isTerminal(task.state)) this.onFreed();
  }

  private send(framework: KnownFramework, status: TaskStatus): void {
    framework.stream?.send({ type: 'UPDATE', update: { status } });
  }
}

/** @throws never; undefined when nobody said how long */
export function graceOf(policy: { readonly grace_period?: Nanoseconds } | undefined): number | undefined {
  return policy?.grace_period === undefined ? undefined : toSeconds(policy.grace_period);
}
