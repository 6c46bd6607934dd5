import { timestamp } from '../clock';
import { safeId } from '../definitions/path-id';
import type { JsonMap } from '../json';
import type { TaskStatus } from '../mesos/status';
import type { Scene } from '../scene';
import type { Instance } from './instance';

/** A task that ended like this has failed; one that was killed or has finished has not. */
const failed = new Set([
  'TASK_FAILED',
  'TASK_ERROR',
  'TASK_LOST',
  'TASK_DROPPED',
  'TASK_GONE',
  'TASK_GONE_BY_OPERATOR',
  'TASK_UNKNOWN',
  'TASK_UNREACHABLE',
]);

/** The last failure of each app, as `lastTaskFailure` tells it. */
export class TaskFailures {
  readonly #last = new Map<string, JsonMap>();

  constructor(private readonly scene: Scene) {}

  load(values: ReadonlyMap<string, string>): void {
    for (const [key, value] of values) {
      if (!key.startsWith('taskFailures/')) continue;
      const failure = JSON.parse(value) as JsonMap;
      this.#last.set(String(failure['appId']), failure);
    }
  }

  get(id: string): JsonMap | undefined {
    return this.#last.get(id);
  }

  note(instance: Instance, status: TaskStatus): void {
    if (!failed.has(status.state)) return;
    this.#put(instance, status.taskId, status.state, status.message, status.agentId);
  }

  /** It is killed because its health checks have failed. */
  noteUnhealthy(instance: Instance, cause: string): void {
    const message = `Task was killed since health check failed. Reason: ${cause}`;
    this.#put(instance, instance.tasks[0]?.id ?? instance.id, 'TASK_KILLED', message, '');
  }

  #put(instance: Instance, taskId: string, state: string, message: string, agentId: string): void {
    const failure: JsonMap = {
      appId: instance.specId,
      host: instance.agent?.host ?? '',
      message,
      state,
      taskId,
      timestamp: timestamp(this.scene.clock.now()),
      version: instance.version,
      slaveId: instance.agent?.agentId ?? agentId,
    };
    this.#last.set(instance.specId, failure);
    this.scene.journal.put(`taskFailures/${safeId(instance.specId)}`, failure);
  }

  forget(id: string): void {
    if (this.#last.delete(id)) this.scene.journal.remove(`taskFailures/${safeId(id)}`);
  }
}
