import type { MarathonClock } from './clock';
import { timestamp } from './clock';
import { HealthChecks } from './checks/health-checks';
import type { Prober } from './checks/prober';
import { ReadinessChecks } from './checks/readiness-checks';
import { viewOf } from './definitions/spec';
import { Deployments } from './deployments/deployments';
import type { EventBus } from './events';
import { Definitions } from './groups/definitions';
import { Backoff } from './instances/backoff';
import { TaskFailures } from './instances/failures';
import { isActive, type Instance } from './instances/instance';
import { Killer } from './instances/killer';
import { Launcher } from './instances/launcher';
import { StatusUpdates } from './instances/status-updates';
import { Tracker } from './instances/tracker';
import type { JsonMap } from './json';
import type { Offer } from './mesos/offer';
import { isTerminal, type TaskStatus } from './mesos/status';
import { currentSpec, type Scene } from './scene';
import type { Settings } from './settings';
import { History } from './storage/history';
import { Journal } from './storage/journal';
import type { Store } from './storage/store';

export interface LeaderOptions {
  readonly clock: MarathonClock;
  readonly settings: Settings;
  readonly store: Store;
  readonly events: EventBus;
  readonly prober: Prober;
  readonly random: () => number;
  readonly log: (line: string) => void;
  /** Sends a call to Mesos' scheduler API. */
  readonly call: (type: string, body: JsonMap) => void;
  /** What cannot be stored ends a leadership. */
  readonly onFailure: (error: Error) => void;
}

/** What a Marathon does while it leads: everything but to serve its API and to hold its connections. */
export class Leader {
  readonly scene: Scene;
  readonly health: HealthChecks;
  readonly readiness: ReadinessChecks;
  readonly launcher: Launcher;
  readonly killer: Killer;
  readonly failures: TaskFailures;
  readonly deployments: Deployments;
  readonly definitions: Definitions;
  readonly #updates: StatusUpdates;
  readonly #timers = new Set<() => void>();
  #frameworkId: string | undefined;
  #stopped = false;
  #settling = false;
  #again = false;

  /** What has been stored is read first. */
  static async begin(options: LeaderOptions): Promise<Leader> {
    const values = await options.store.load();
    const leader = new Leader(options);
    leader.#load(values);
    return leader;
  }

  private constructor(private readonly options: LeaderOptions) {
    const { clock, settings, store, events, random, log, call, prober } = options;
    const journal = new Journal(store, options.onFailure);
    const settle = (): void => {
      this.settle();
    };
    const tracker = new Tracker(journal, (instance) => {
      this.health.follow(instance);
      settle();
    });
    this.scene = {
      clock,
      settings,
      events,
      journal,
      tracker,
      random,
      log,
      history: new History(journal, settings.zkMaxVersions, timestamp(0)),
      backoff: new Backoff(clock),
      call: (type, body = {}) => {
        if (!this.#stopped) call(type, body);
      },
      after: (seconds, action) => this.#after(seconds, action),
    };
    this.killer = new Killer(this.scene);
    this.health = new HealthChecks(
      this.scene,
      prober,
      (instance, cause) => this.#killUnhealthy(instance, cause),
      settle,
    );
    this.readiness = new ReadinessChecks(this.scene, prober, settle);
    this.launcher = new Launcher(this.scene);
    this.failures = new TaskFailures(this.scene);
    const { killer, launcher, health, readiness } = this;
    this.deployments = new Deployments(this.scene, {
      scene: this.scene,
      killer,
      launcher,
      health,
      readiness,
    });
    this.definitions = new Definitions(this.scene, this.deployments, settle);
    this.#updates = new StatusUpdates({
      scene: this.scene,
      killer,
      health,
      failures: this.failures,
      ensureScale: (id) => {
        this.deployments.ensureScale(id);
      },
    });
  }

  /** Undefined before Mesos has given one. */
  get frameworkId(): string | undefined {
    return this.#frameworkId;
  }

  /** Mesos has taken the framework in. */
  subscribed(frameworkId: string, master: string): void {
    this.#frameworkId = frameworkId;
    this.scene.journal.put('framework/id', frameworkId);
    this.scene.events.publish('scheduler_registered_event', { frameworkId, master });
    this.launcher.subscribed(frameworkId);
    const { reconciliationInitialDelay, reconciliationInterval, scaleAppsInitialDelay, scaleAppsInterval } =
      this.scene.settings;
    this.#repeat('reconcile', reconciliationInitialDelay, reconciliationInterval, () => {
      this.reconcile();
    });
    this.#repeat('scale', scaleAppsInitialDelay, scaleAppsInterval, () => {
      this.deployments.ensureAllScales();
      this.settle();
    });
  }

  offers(offers: readonly Offer[]): void {
    this.launcher.offers(offers);
    this.settle();
  }

  status(status: TaskStatus): void {
    this.#updates.handle(status);
    this.settle();
  }

  /** Asks Mesos for the state of all tasks: of those that are known, and then of all that it knows. */
  reconcile(): void {
    const tasks = this.scene.tracker.all().flatMap(({ tasks: all, agent }) =>
      all
        .filter(({ state }) => !isTerminal(state))
        .map(({ id }) => ({
          task_id: { value: id },
          ...(agent === undefined ? {} : { agent_id: { value: agent.agentId } }),
        })),
    );
    if (tasks.length > 0) this.scene.call('RECONCILE', { reconcile: { tasks } });
    this.scene.call('RECONCILE', { reconcile: { tasks: [] } });
  }

  /** Lets everything take its course from what there is now. */
  settle(): void {
    if (this.#stopped) return;
    if (this.#settling) {
      this.#again = true;
      return;
    }
    this.#settling = true;
    try {
      do {
        this.#again = false;
        this.deployments.advance();
      } while (this.#again);
      this.launcher.update();
    } finally {
      this.#settling = false;
    }
  }

  /** Nothing that it had put off happens any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const cancel of this.#timers) cancel();
    this.health.stop();
    this.readiness.stop();
    await this.scene.journal.flushed().catch(() => undefined);
  }

  #load(values: ReadonlyMap<string, string>): void {
    const id = values.get('framework/id');
    this.#frameworkId = id === undefined ? undefined : (JSON.parse(id) as string);
    this.scene.history.load(values);
    this.scene.tracker.load(values);
    this.failures.load(values);
    this.deployments.load(values);
    for (const instance of this.scene.tracker.all()) {
      this.health.follow(instance);
      if (instance.condition === 'Unreachable') this.#updates.watchUnreachable(instance);
    }
    this.#watchOverdue();
  }

  /** What Mesos was told to launch and never has is killed, so that it is launched again. */
  #watchOverdue(): void {
    const limit = this.scene.settings.taskLaunchTimeout;
    this.scene.after(30, () => {
      const now = this.scene.clock.now();
      for (const instance of this.scene.tracker.all()) {
        const [task] = instance.tasks;
        const launching = instance.condition === 'Provisioned' || instance.condition === 'Staging';
        if (launching && task !== undefined && now - task.stagedAt > limit)
          this.killer.kill(instance, 'Running', 'its launch is overdue');
      }
      this.#watchOverdue();
    });
  }

  #killUnhealthy(instance: Instance, cause: string): void {
    if (!isActive(instance)) return;
    const spec = currentSpec(this.scene, instance.specId);
    if (spec !== undefined) this.scene.backoff.failed(spec.id, viewOf(spec).backoff);
    this.failures.noteUnhealthy(instance, cause);
    this.killer.kill(instance, 'Running', 'it is unhealthy');
  }

  readonly #repeated = new Map<string, () => void>();

  #repeat(name: string, delay: number, interval: number, action: () => void): void {
    this.#repeated.get(name)?.();
    const next = (milliseconds: number): void => {
      this.#repeated.set(
        name,
        this.scene.after(milliseconds / 1000, () => {
          action();
          next(interval);
        }),
      );
    };
    next(delay);
  }

  #after(seconds: number, action: () => void): () => void {
    if (this.#stopped) return () => undefined;
    const cancel = this.options.clock.after(seconds, () => {
      this.#timers.delete(cancel);
      if (!this.#stopped) action();
    });
    this.#timers.add(cancel);
    return () => {
      cancel();
      this.#timers.delete(cancel);
    };
  }
}
