import type { Scene } from '../scene';
import type { Condition, Instance } from './instance';
import type { TaskStatus } from '../mesos/status';

/** Gives an instance another condition and tells of it. */
export function changeCondition(scene: Scene, instance: Instance, condition: Condition): void {
  if (instance.condition === condition) return;
  instance.condition = condition;
  instance.since = scene.clock.now();
  if (condition === 'Running') instance.activeSince = instance.since;
  tellInstance(scene, instance, condition);
}

export function tellInstance(scene: Scene, instance: Instance, condition: Condition): void {
  scene.events.publish('instance_changed_event', {
    instanceId: instance.id,
    condition,
    goal: instance.goal,
    runSpecId: instance.specId,
    runSpecVersion: instance.version,
    ...(instance.agent === undefined ? {} : { agentId: instance.agent.agentId, host: instance.agent.host }),
  });
}

export function tellStatus(scene: Scene, instance: Instance, status: TaskStatus): void {
  const task = instance.tasks.find(({ id }) => id === status.taskId);
  scene.events.publish('status_update_event', {
    slaveId: instance.agent?.agentId ?? status.agentId,
    taskId: status.taskId,
    taskStatus: status.state,
    message: status.message,
    appId: instance.specId,
    host: instance.agent?.host ?? '',
    ipAddresses: status.addresses.map((one) => ({ ...one })),
    ports: task?.hostPorts ?? [],
    version: instance.version,
  });
}
