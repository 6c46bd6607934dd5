import { without } from '../../values/json';
import type { Task } from '../../protocol/tasks';

/** A task as the operator API has it. */
export function taskView(task: Task): object {
  const { status_update_state: state, status_update_uuid: uuid } = task;
  return {
    ...without(task, 'status_update_state', 'status_update_uuid', 'user'),
    ...(state === undefined ? {} : { status_update_state: state }),
    ...(uuid === undefined ? {} : { status_update_uuid: uuid }),
  };
}
