import { timestamp } from '../clock';
import type { App, HealthCheck } from '../definitions/app';
import { isPod, viewOf } from '../definitions/spec';
import type { Instance } from '../instances/instance';
import type { JsonMap } from '../json';
import { isMesosCheck } from '../matching/task-info';
import { specOf, type Scene } from '../scene';
import { addressOf } from './addresses';
import type { Prober } from './prober';

interface Health {
  alive: boolean;
  consecutiveFailures: number;
  firstSuccess?: number;
  lastSuccess?: number;
  lastFailure?: number;
  lastFailureCause?: string;
}

interface Watch {
  readonly taskId: string;
  readonly health: Map<HealthCheck, Health>;
  /** What Mesos' executor found. */
  mesos: Health | undefined;
  stopped: boolean;
  readonly cancel: Set<() => void>;
  told: boolean | undefined;
}

/** Checks the health of running instances, and has those killed that stay unwell. */
export class HealthChecks {
  readonly #watches = new Map<string, Watch>();

  constructor(
    private readonly scene: Scene,
    private readonly prober: Prober,
    private readonly kill: (instance: Instance, cause: string) => void,
    /** Called when an instance has become well or unwell. */
    private readonly onChange: () => void,
  ) {}

  /** Begins and ends checking as instances come and go. */
  follow(instance: Instance): void {
    const watch = this.#watches.get(instance.id);
    const [task] = instance.tasks;
    const running = instance.condition === 'Running' && instance.goal === 'Running' && task !== undefined;
    if (watch !== undefined && (!running || watch.taskId !== task.id)) this.#end(instance.id, watch);
    if (running && !this.#watches.has(instance.id)) this.#begin(instance);
  }

  /** Whether it is known to be well. What has no health checks is so when it runs. */
  isHealthy(instance: Instance): boolean {
    if (instance.condition !== 'Running') return false;
    return this.stateOf(instance) ?? !this.#hasChecks(instance);
  }

  /** Undefined until something is known. */
  stateOf(instance: Instance): boolean | undefined {
    const watch = this.#watches.get(instance.id);
    if (watch === undefined) return undefined;
    const all = [...watch.health.values(), ...(watch.mesos === undefined ? [] : [watch.mesos])];
    const expected = this.#checksOf(instance).length;
    if (all.some(({ alive, lastFailure }) => !alive && lastFailure !== undefined)) return false;
    return all.length > 0 && all.length >= expected && all.every(({ alive }) => alive) ? true : undefined;
  }

  results(instance: Instance): JsonMap[] {
    const watch = this.#watches.get(instance.id);
    if (watch === undefined) return [];
    return [...watch.health.values(), ...(watch.mesos === undefined ? [] : [watch.mesos])].map((health) => ({
      alive: health.alive,
      consecutiveFailures: health.consecutiveFailures,
      ...(health.firstSuccess === undefined ? {} : { firstSuccess: timestamp(health.firstSuccess) }),
      ...(health.lastFailure === undefined ? {} : { lastFailure: timestamp(health.lastFailure) }),
      ...(health.lastSuccess === undefined ? {} : { lastSuccess: timestamp(health.lastSuccess) }),
      ...(health.lastFailureCause === undefined ? {} : { lastFailureCause: health.lastFailureCause }),
      instanceId: instance.id,
    }));
  }

  /** Mesos' executor has checked it. */
  mesosSaid(instance: Instance, healthy: boolean, message: string): void {
    const watch = this.#watches.get(instance.id);
    if (watch === undefined) return;
    watch.mesos ??= { alive: false, consecutiveFailures: 0 };
    record(watch.mesos, healthy, this.scene.clock.now(), message);
    this.#tell(instance, watch);
  }

  stop(): void {
    for (const [id, watch] of this.#watches) this.#end(id, watch);
  }

  #checksOf(instance: Instance): readonly HealthCheck[] {
    const spec = specOf(this.scene, instance);
    return spec === undefined || isPod(spec) ? [] : (spec.healthChecks ?? []);
  }

  #hasChecks(instance: Instance): boolean {
    const spec = specOf(this.scene, instance);
    return spec !== undefined && viewOf(spec).hasHealthChecks;
  }

  #begin(instance: Instance): void {
    const spec = specOf(this.scene, instance);
    const [task] = instance.tasks;
    if (spec === undefined || task === undefined) return;
    const watch: Watch = {
      taskId: task.id,
      health: new Map(),
      mesos: undefined,
      stopped: false,
      cancel: new Set(),
      told: undefined,
    };
    this.#watches.set(instance.id, watch);
    if (isPod(spec)) return;
    for (const check of spec.healthChecks ?? []) {
      if (isMesosCheck(check)) continue;
      watch.health.set(check, { alive: false, consecutiveFailures: 0 });
      this.#later(watch, check.delaySeconds, () => this.#probe(spec, instance, check, watch));
    }
    if (task.healthy !== undefined) this.mesosSaid(instance, task.healthy, '');
  }

  #later(watch: Watch, seconds: number, action: () => Promise<void>): void {
    const cancel = this.scene.after(seconds, () => {
      watch.cancel.delete(cancel);
      void action();
    });
    watch.cancel.add(cancel);
  }

  async #probe(app: App, instance: Instance, check: HealthCheck, watch: Watch): Promise<void> {
    const failure = await this.#failureOf(app, instance, check);
    if (watch.stopped) return;
    const health = watch.health.get(check);
    if (health === undefined) return;
    const now = this.scene.clock.now();
    // Until it has been well once, what fails within the grace period does not count.
    const inGrace =
      health.firstSuccess === undefined &&
      now - (instance.activeSince ?? now) < check.gracePeriodSeconds * 1000;
    if (failure === undefined) record(health, true, now, '');
    else if (!inGrace && failure !== 'ignored') record(health, false, now, failure);
    this.#tell(instance, watch);
    if (failure !== undefined && !inGrace && failure !== 'ignored')
      this.#failed(app, instance, check, health, failure);
    // It may have been killed just now.
    const { stopped } = watch;
    if (!stopped)
      this.#later(watch, Math.max(check.intervalSeconds, 0.05), () =>
        this.#probe(app, instance, check, watch),
      );
  }

  async #failureOf(app: App, instance: Instance, check: HealthCheck): Promise<string | undefined> {
    const address = addressOf(app, instance, check);
    if (address === undefined) return 'no port to check';
    const { host, port } = address;
    try {
      if (check.protocol === 'TCP') {
        await this.prober.tcp(host, port, check.timeoutSeconds);
        return undefined;
      }
      const scheme = check.protocol === 'HTTPS' ? 'https' : 'http';
      const answer = await this.prober.http({
        scheme,
        host,
        port,
        path: check.path ?? '/',
        timeoutSeconds: check.timeoutSeconds,
      });
      if (answer.status >= 200 && answer.status < 400) return undefined;
      if (check.ignoreHttp1xx === true && answer.status >= 100 && answer.status < 200) return 'ignored';
      return `HTTP status ${String(answer.status)}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #failed(app: App, instance: Instance, check: HealthCheck, health: Health, cause: string): void {
    const common = { appId: app.id, taskId: instance.tasks[0]?.id ?? '', instanceId: instance.id };
    this.scene.events.publish('failed_health_check_event', { ...common, healthCheck: check });
    if (check.maxConsecutiveFailures === 0 || health.consecutiveFailures < check.maxConsecutiveFailures)
      return;
    this.scene.events.publish('unhealthy_instance_kill_event', {
      ...common,
      version: instance.version,
      reason: cause,
      host: instance.agent?.host,
      slaveId: instance.agent?.agentId,
    });
    this.scene.log(
      `${instance.id}: killed, because ${String(health.consecutiveFailures)} health checks in a row have failed: ${cause}`,
    );
    this.kill(instance, cause);
  }

  #tell(instance: Instance, watch: Watch): void {
    const healthy = this.stateOf(instance);
    if (healthy === watch.told) return;
    watch.told = healthy;
    const common = { instanceId: instance.id, runSpecId: instance.specId, runSpecVersion: instance.version };
    this.scene.events.publish('instance_health_changed_event', {
      ...common,
      ...(healthy === undefined ? {} : { healthy }),
    });
    this.scene.events.publish('health_status_changed_event', {
      appId: instance.specId,
      taskId: watch.taskId,
      instanceId: instance.id,
      version: instance.version,
      alive: healthy === true,
    });
    this.onChange();
  }

  #end(id: string, watch: Watch): void {
    watch.stopped = true;
    for (const cancel of watch.cancel) cancel();
    this.#watches.delete(id);
  }
}

function record(health: Health, well: boolean, now: number, cause: string): void {
  health.alive = well;
  if (well) {
    health.firstSuccess ??= now;
    health.lastSuccess = now;
    health.consecutiveFailures = 0;
  } else {
    health.lastFailure = now;
    health.lastFailureCause = cause;
    health.consecutiveFailures++;
  }
}
