import { isPod } from '../definitions/spec';
import type { JsonMap } from '../json';
import { isTerminal } from '../mesos/status';
import { specOf, type Scene } from '../scene';
import type { Goal, Instance, Task } from './instance';

/** Ends instances: what has no task ends at once, the others when Mesos says that their tasks have. */
export class Killer {
  readonly #retries = new Map<string, () => void>();

  constructor(private readonly scene: Scene) {}

  /**
   * @param goal what is to become of it: Running begins its next incarnation, Stopped keeps its data and
   *   Decommissioned leaves nothing
   */
  kill(instance: Instance, goal: Goal, reason: string): void {
    const { tracker, log } = this.scene;
    if (goal !== 'Running') instance.goal = goal;
    const alive = instance.tasks.filter(({ state }) => !isTerminal(state));
    const unreachable = instance.condition === 'Unreachable' || instance.condition === 'UnreachableInactive';
    if (goal === 'Decommissioned' && (alive.length === 0 || unreachable)) {
      // Should an unreachable one come back, it is killed as one that nobody knows.
      tracker.remove(instance);
      return;
    }
    if (alive.length === 0) {
      tracker.save(instance);
      return;
    }
    log(`killing ${instance.id}: ${reason}`);
    for (const task of alive) this.#send(instance, task);
    this.#retry(instance.id);
    tracker.save(instance);
  }

  /** Kills what is no task of any instance. */
  killUnknown(taskId: string, agentId: string): void {
    this.scene.call('KILL', {
      kill: { task_id: { value: taskId }, ...(agentId === '' ? {} : { agent_id: { value: agentId } }) },
    });
  }

  /** Whether its end has been asked for. */
  isBeingKilled(instance: Instance): boolean {
    return this.#retries.has(instance.id);
  }

  /** Nothing of it is left to be killed. */
  ended(instance: Instance): void {
    this.#retries.get(instance.id)?.();
    this.#retries.delete(instance.id);
  }

  #retry(id: string): void {
    this.#retries.get(id)?.();
    this.#retries.set(
      id,
      this.scene.after(this.scene.settings.killRetryTimeout / 1000, () => {
        const instance = this.scene.tracker.get(id);
        const alive = instance?.tasks.filter(({ state }) => !isTerminal(state)) ?? [];
        if (instance === undefined || alive.length === 0) {
          this.#retries.delete(id);
          return;
        }
        for (const task of alive) this.#send(instance, task);
        this.#retry(id);
      }),
    );
  }

  #send(instance: Instance, task: Task): void {
    const grace = this.#grace(instance, task);
    this.scene.call('KILL', {
      kill: {
        task_id: { value: task.id },
        ...(instance.agent === undefined ? {} : { agent_id: { value: instance.agent.agentId } }),
        ...grace,
      },
    });
  }

  #grace(instance: Instance, task: Task): JsonMap {
    const spec = specOf(this.scene, instance);
    if (spec === undefined) return {};
    const seconds = isPod(spec)
      ? spec.containers.find(({ name }) => name === task.container)?.lifecycle?.killGracePeriodSeconds
      : spec.taskKillGracePeriodSeconds;
    return seconds === undefined
      ? {}
      : { kill_policy: { grace_period: { nanoseconds: Math.round(seconds * 1e9) } } };
  }
}
