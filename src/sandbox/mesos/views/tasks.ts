import type { Task, TaskStatus } from '../protocol/tasks';
import { Double, without } from '../values/json';
import { resourceMap } from '../values/resource-map';

/** A task as the operator API has it. */
export function taskView(task: Task): object {
  const { status_update_state: state, status_update_uuid: uuid } = task;
  return {
    ...without(task, 'status_update_state', 'status_update_uuid', 'user'),
    ...(state === undefined ? {} : { status_update_state: state }),
    ...(uuid === undefined ? {} : { status_update_uuid: uuid }),
  };
}

/** A task as `/state` and `/tasks` have it, on masters and on agents. */
export function stateTask(task: Task): object {
  return {
    id: task.task_id.value,
    name: task.name,
    framework_id: task.framework_id.value,
    // Of a task with a command only, the executor has no name of its own.
    executor_id: '',
    slave_id: task.agent_id.value,
    state: task.state,
    resources: resourceMap(task.resources),
    role: task.resources[0]?.allocation_info?.role ?? '*',
    statuses: task.statuses.map(stateStatus),
    ...(task.user === undefined ? {} : { user: task.user }),
    ...(task.labels === undefined ? {} : { labels: labelsOf(task.labels) }),
    ...(task.discovery === undefined ? {} : { discovery: task.discovery }),
    ...(task.container === undefined ? {} : { container: task.container }),
    ...(task.health_check === undefined ? {} : { health_check: task.health_check }),
  };
}

function stateStatus({ state, timestamp = 0, healthy, container_status: container }: TaskStatus): object {
  return {
    state,
    timestamp: new Double(timestamp),
    ...(container === undefined ? {} : { container_status: without(container, 'executor_pid') }),
    ...(healthy === undefined ? {} : { healthy }),
  };
}

function labelsOf(labels: unknown): unknown {
  return typeof labels === 'object' && labels !== null && 'labels' in labels ? labels.labels : labels;
}
