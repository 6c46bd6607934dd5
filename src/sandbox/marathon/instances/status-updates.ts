import { viewOf } from '../definitions/spec';
import type { HealthChecks } from '../checks/health-checks';
import { isTerminal, type TaskStatus } from '../mesos/status';
import { currentSpec, type Scene } from '../scene';
import { changeCondition, tellInstance, tellStatus } from './changes';
import type { TaskFailures } from './failures';
import { conditionOf, instanceIdOfTask, type Condition, type Instance, type Task } from './instance';
import type { Killer } from './killer';

/** A launch after one of these ends waits longer each time. */
const limited = new Set<Condition>(['Failed', 'Error', 'Dropped', 'Gone', 'Finished', 'Unknown']);

export interface StatusParts {
  readonly scene: Scene;
  readonly killer: Killer;
  readonly health: HealthChecks;
  readonly failures: TaskFailures;
  /** Called when the number of instances of an app may no longer be right. */
  readonly ensureScale: (specId: string) => void;
}

/** Takes in what Mesos says of tasks. */
export class StatusUpdates {
  constructor(private readonly parts: StatusParts) {}

  handle(status: TaskStatus): void {
    const { scene, killer } = this.parts;
    if (status.uuid !== undefined) {
      scene.call('ACKNOWLEDGE', {
        acknowledge: {
          agent_id: { value: status.agentId },
          task_id: { value: status.taskId },
          uuid: status.uuid,
        },
      });
    }
    const found = scene.tracker.byTask(status.taskId);
    if (found === undefined) {
      const over = isTerminal(status.state) || status.state === 'TASK_UNREACHABLE';
      // A Marathon kills what it does not know: it may have been replaced while it was out of reach.
      if (!over && instanceIdOfTask(status.taskId) !== undefined)
        killer.killUnknown(status.taskId, status.agentId);
      return;
    }
    this.#apply(found.instance, found.task, status);
  }

  #apply(instance: Instance, task: Task, status: TaskStatus): void {
    const { scene, killer, failures, health } = this.parts;
    const same = task.state === status.state;
    task.state = status.state;
    if (status.addresses.length > 0) task.addresses = status.addresses;
    if (status.healthy !== undefined) task.healthy = status.healthy;
    if (status.checkStatus !== undefined) task.checkStatus = status.checkStatus;
    if (status.state === 'TASK_RUNNING') task.startedAt ??= status.timestamp ?? scene.clock.now();
    if (!same || status.state !== 'TASK_RUNNING') tellStatus(scene, instance, status);
    if (isTerminal(status.state)) {
      failures.note(instance, status);
      this.#taskEnded(instance, status);
      return;
    }
    if (status.state === 'TASK_UNREACHABLE') {
      failures.note(instance, status);
      this.#unreachable(instance);
      return;
    }
    changeCondition(scene, instance, weakest(instance.tasks));
    scene.tracker.save(instance);
    if (instance.goal !== 'Running' && !killer.isBeingKilled(instance))
      killer.kill(instance, instance.goal, 'it was to end');
    if (status.healthy !== undefined && status.reason !== 'REASON_RECONCILIATION')
      health.mesosSaid(instance, status.healthy, status.message);
  }

  #taskEnded(instance: Instance, status: TaskStatus): void {
    const { scene, killer, ensureScale } = this.parts;
    if (instance.tasks.some(({ state }) => !isTerminal(state))) {
      // The rest of a pod ends with one of its containers; Mesos sees to it.
      scene.tracker.save(instance);
      return;
    }
    const condition = conditionOf(status.state);
    killer.ended(instance);
    changeCondition(scene, instance, condition);
    scene.events.publish('app_terminated_event', { appId: instance.specId });
    const spec = currentSpec(scene, instance.specId);
    if (spec !== undefined && instance.goal === 'Running' && limited.has(condition)) {
      const seconds = scene.backoff.failed(instance.specId, viewOf(spec).backoff);
      scene.log(
        `${instance.id}: ${status.state} ${status.message}; the next launch waits for ${seconds.toFixed(1)} s`,
      );
    }
    if (spec === undefined || instance.goal === 'Decommissioned') scene.tracker.remove(instance);
    else if (instance.goal === 'Stopped') {
      instance.tasks = [];
      scene.tracker.save(instance);
    } else if (instance.version < versionOfConfig(spec) && instance.volumes === undefined)
      scene.tracker.remove(instance);
    else this.#again(instance, spec.version);
    ensureScale(instance.specId);
  }

  /** The next incarnation. One that keeps data stays where it is. */
  #again(instance: Instance, version: string): void {
    const { scene } = this.parts;
    instance.version = version;
    instance.tasks = [];
    if (instance.volumes === undefined) delete instance.agent;
    delete instance.activeSince;
    changeCondition(scene, instance, 'Scheduled');
    scene.tracker.save(instance);
  }

  #unreachable(instance: Instance): void {
    const { scene, killer, ensureScale } = this.parts;
    changeCondition(scene, instance, 'Unreachable');
    scene.tracker.save(instance);
    if (instance.goal === 'Decommissioned') {
      killer.ended(instance);
      scene.tracker.remove(instance);
      ensureScale(instance.specId);
      return;
    }
    this.watchUnreachable(instance);
  }

  /** Replaces and forgets what stays out of reach, by the app's strategy. */
  watchUnreachable(instance: Instance): void {
    const { scene, ensureScale } = this.parts;
    const spec = currentSpec(scene, instance.specId);
    const strategy = spec === undefined ? undefined : viewOf(spec).unreachable;
    if (strategy === undefined || strategy === 'disabled') return;
    const { inactiveAfterSeconds, expungeAfterSeconds } = strategy;
    const since = instance.since;
    const still = (): boolean =>
      scene.tracker.get(instance.id) === instance &&
      instance.since >= since &&
      (instance.condition === 'Unreachable' || instance.condition === 'UnreachableInactive');
    const inactive = (): void => {
      if (!still()) return;
      changeCondition(scene, instance, 'UnreachableInactive');
      scene.tracker.save(instance);
      ensureScale(instance.specId);
    };
    const expunge = (): void => {
      if (!still()) return;
      tellInstance(scene, instance, 'Killed');
      scene.tracker.remove(instance);
      ensureScale(instance.specId);
    };
    const left = (seconds: number): number => Math.max(0, seconds - (scene.clock.now() - since) / 1000);
    if (left(expungeAfterSeconds) === 0) expunge();
    else {
      if (left(inactiveAfterSeconds) === 0) inactive();
      else scene.after(left(inactiveAfterSeconds), inactive);
      scene.after(left(expungeAfterSeconds), expunge);
    }
  }
}

function versionOfConfig(spec: { readonly version: string; readonly versionInfo?: unknown }): string {
  const info = spec.versionInfo as { readonly lastConfigChangeAt?: string } | undefined;
  return info?.lastConfigChangeAt ?? spec.version;
}

/** A pod is what the least of its containers is. */
function weakest(tasks: readonly Task[]): Condition {
  const order: readonly Condition[] = ['Killing', 'Provisioned', 'Staging', 'Starting', 'Running'];
  const conditions = tasks.map(({ state }) => conditionOf(state));
  return order.find((condition) => conditions.includes(condition)) ?? conditions[0] ?? 'Unknown';
}
