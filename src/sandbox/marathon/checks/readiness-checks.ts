import type { App, ReadinessCheck } from '../definitions/app';
import { portNames } from '../definitions/app';
import { isPod } from '../definitions/spec';
import type { Instance } from '../instances/instance';
import type { JsonMap } from '../json';
import { specOf, type Scene } from '../scene';
import { addressOf } from './addresses';
import type { HttpAnswer, Prober } from './prober';

interface Watch {
  readonly check: ReadinessCheck;
  ready: boolean;
  last: HttpAnswer | undefined;
  stopped: boolean;
  cancel: () => void;
}

/** Asks instances that a deployment has begun whether they are ready to serve, until they are. */
export class ReadinessChecks {
  readonly #watches = new Map<string, Watch>();

  constructor(
    private readonly scene: Scene,
    private readonly prober: Prober,
    private readonly onChange: () => void,
  ) {}

  /** Whether it is ready; one that runs and has not been asked yet is asked from now on. */
  isReady(instance: Instance): boolean {
    const spec = specOf(this.scene, instance);
    if (spec === undefined || isPod(spec)) return true;
    const [check] = spec.readinessChecks ?? [];
    if (check === undefined) return true;
    const [task] = instance.tasks;
    if (instance.condition !== 'Running' || task === undefined) return false;
    const known = this.#watches.get(task.id);
    if (known === undefined) this.#begin(spec, instance, task.id, check);
    return known?.ready ?? false;
  }

  /** As deployments show them. */
  results(instances: readonly Instance[]): JsonMap[] {
    return instances.flatMap((instance) => {
      const watch = this.#watches.get(instance.tasks[0]?.id ?? '');
      if (watch === undefined) return [];
      const { check, ready, last } = watch;
      return [
        {
          name: check.name,
          taskId: instance.id,
          ready,
          ...(last === undefined || !check.preserveLastResponse ? {} : { lastResponse: { ...last } }),
        },
      ];
    });
  }

  stop(): void {
    for (const watch of this.#watches.values()) {
      watch.stopped = true;
      watch.cancel();
    }
    this.#watches.clear();
  }

  #begin(app: App, instance: Instance, taskId: string, check: ReadinessCheck): void {
    const watch: Watch = { check, ready: false, last: undefined, stopped: false, cancel: () => undefined };
    this.#watches.set(taskId, watch);
    void this.#probe(app, instance, taskId, watch);
  }

  async #probe(app: App, instance: Instance, taskId: string, watch: Watch): Promise<void> {
    const { check } = watch;
    const address = addressOf(app, instance, { portIndex: portNames(app).indexOf(check.portName) });
    if (address !== undefined) {
      const scheme = check.protocol === 'HTTPS' ? 'https' : 'http';
      watch.last = await this.prober
        .http({ scheme, ...address, path: check.path, timeoutSeconds: check.timeoutSeconds })
        .catch(() => undefined);
    }
    if (watch.stopped) return;
    const gone = instance.tasks[0]?.id !== taskId || instance.condition !== 'Running';
    if (gone) {
      this.#watches.delete(taskId);
      return;
    }
    watch.ready = watch.last !== undefined && check.httpStatusCodesForReady.includes(watch.last.status);
    if (watch.ready) this.onChange();
    else
      watch.cancel = this.scene.after(
        Math.max(check.intervalSeconds, 0.05),
        () => void this.#probe(app, instance, taskId, watch),
      );
  }
}
