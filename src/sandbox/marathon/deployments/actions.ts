import type { HealthChecks } from '../checks/health-checks';
import type { ReadinessChecks } from '../checks/readiness-checks';
import { viewOf } from '../definitions/spec';
import type { RunSpec } from '../groups/root';
import { isActive, isScheduled, newInstance, type Goal, type Instance } from '../instances/instance';
import type { Killer } from '../instances/killer';
import type { Launcher } from '../instances/launcher';
import type { Scene } from '../scene';
import { rollingLimits } from './rolling-limits';
import type { PlannedAction } from './plan';
import { selectForKill } from './selection';

export interface ActionParts {
  readonly scene: Scene;
  readonly killer: Killer;
  readonly launcher: Launcher;
  readonly health: HealthChecks;
  readonly readiness: ReadinessChecks;
}

/** One action of a deployment. What it does next follows from what there is, so that another leader can go on with it. */
export class Action {
  #begun = false;
  #done = false;

  constructor(
    readonly planned: PlannedAction,
    private readonly parts: ActionParts,
  ) {}

  get done(): boolean {
    return this.#done;
  }

  /** Does what can be done now. */
  advance(): void {
    if (this.#done) return;
    if (!this.#begun) {
      this.#begun = true;
      this.#begin();
    }
    this.#done = this.#advance();
  }

  readinessResults(): ReturnType<ReadinessChecks['results']> {
    const { scene, readiness } = this.parts;
    return readiness.results(scene.tracker.of(this.planned.spec.id));
  }

  #begin(): void {
    const { scene, killer, launcher } = this.parts;
    const { kind, spec, toKill = [] } = this.planned;
    if (kind === 'Restart') {
      scene.backoff.reset(spec.id);
      launcher.retryNow();
    }
    for (const id of toKill) {
      const instance = scene.tracker.get(id);
      if (instance !== undefined) killer.kill(instance, 'Decommissioned', 'it was asked for');
    }
  }

  #advance(): boolean {
    const { spec } = this.planned;
    switch (this.planned.kind) {
      case 'Start':
        return true;
      case 'Stop':
        return this.#stop(spec);
      case 'Scale':
        return this.#scale(spec);
      case 'Restart':
        return viewOf(spec).instances === 0 ? this.#scale(spec) : this.#restart(spec);
    }
  }

  #stop(spec: RunSpec): boolean {
    const { scene, killer, launcher } = this.parts;
    for (const instance of scene.tracker.of(spec.id)) {
      if (instance.goal === 'Decommissioned') continue;
      launcher.abandon(instance);
      killer.kill(instance, 'Decommissioned', `${spec.id} is stopped`);
    }
    return scene.tracker.of(spec.id).length === 0;
  }

  #scale(spec: RunSpec): boolean {
    const { scene } = this.parts;
    scaleTo(this.parts, spec);
    const all = scene.tracker.of(spec.id);
    const wanted = all.filter(({ goal }) => goal === 'Running');
    const ending = all.filter((instance) => instance.goal !== 'Running' && isActive(instance));
    return (
      wanted.length === viewOf(spec).instances &&
      ending.length === 0 &&
      wanted.every((instance) => this.#isWell(instance))
    );
  }

  /** Replaces the old instances, at no time with fewer healthy ones or more altogether than the upgrade strategy allows. */
  #restart(spec: RunSpec): boolean {
    const { scene, killer, health } = this.parts;
    const { tracker } = scene;
    const target = viewOf(spec).instances;
    const all = tracker.of(spec.id);
    const isNew = (instance: Instance): boolean =>
      instance.version === spec.version && instance.goal === 'Running';
    const old = all.filter((instance) => !isNew(instance) && (isActive(instance) || isScheduled(instance)));
    const fresh = all.filter(isNew);
    const pinned = all.filter(
      (instance) => instance.goal === 'Stopped' && !isActive(instance) && instance.volumes !== undefined,
    );
    const limits = rollingLimits(spec, old.length + fresh.length);
    // What an old one waits for, a new one does as well.
    for (const instance of old.filter(isScheduled)) killer.kill(instance, endOf(spec, instance), 'replaced');
    const keep = old.filter((instance) => instance.goal === 'Running' && isActive(instance));
    const wellNew = fresh.filter((instance) => this.#isWell(instance)).length;
    let wellOld = keep.filter((instance) => health.isHealthy(instance)).length;
    let budget = Math.max(0, keep.length + wellNew - limits.atLeast);
    for (const instance of selectForKill(spec, keep, keep.length, (one) => health.isHealthy(one))) {
      if (budget === 0) break;
      const well = health.isHealthy(instance);
      if (well && wellOld + wellNew - 1 < limits.atLeast) continue;
      if (well) wellOld--;
      budget--;
      killer.kill(instance, endOf(spec, instance), `${spec.id} is upgraded to ${spec.version}`);
    }
    const present = tracker.of(spec.id).filter((instance) => isNew(instance) || isActive(instance)).length;
    const count = Math.min(target - fresh.length, Math.max(0, limits.atMost - present));
    for (let index = 0; index < count; index++) this.#launch(spec, pinned.shift());
    if (fresh.length > target) trim(this.parts, spec, fresh, fresh.length - target);
    return wellNew >= target && old.length === 0 && fresh.length === target;
  }

  #launch(spec: RunSpec, pinned: Instance | undefined): void {
    const { scene } = this.parts;
    if (pinned === undefined) {
      scene.tracker.save(newInstance(spec.id, spec.version, spec.role, scene.clock.now()));
      return;
    }
    reuse(scene, pinned, spec.version);
  }

  #isWell(instance: Instance): boolean {
    const { health, readiness } = this.parts;
    return health.isHealthy(instance) && readiness.isReady(instance);
  }
}

/** Begins or ends instances until there are as many as there should be. */
export function scaleTo(parts: ActionParts, spec: RunSpec): void {
  const { scene } = parts;
  const target = viewOf(spec).instances;
  const all = scene.tracker.of(spec.id);
  // One that is out of reach for long has been replaced.
  const counted = all.filter(
    (instance) => instance.goal === 'Running' && instance.condition !== 'UnreachableInactive',
  );
  if (counted.length > target) trim(parts, spec, counted, counted.length - target);
  const pinned = all.filter(
    (instance) => instance.goal === 'Stopped' && !isActive(instance) && instance.volumes !== undefined,
  );
  for (let missing = target - counted.length; missing > 0; missing--) {
    const again = pinned.shift();
    if (again === undefined)
      scene.tracker.save(newInstance(spec.id, spec.version, spec.role, scene.clock.now()));
    else reuse(scene, again, spec.version);
  }
}

/** What keeps data only stops, so that it can go on when there are to be more of it again. */
function endOf(spec: RunSpec, instance: Instance): Goal {
  return viewOf(spec).resident && instance.volumes !== undefined ? 'Stopped' : 'Decommissioned';
}

function trim(parts: ActionParts, spec: RunSpec, instances: readonly Instance[], count: number): void {
  for (const instance of selectForKill(spec, instances, count, (one) => parts.health.isHealthy(one))) {
    parts.killer.kill(instance, endOf(spec, instance), `${spec.id} has too many instances`);
  }
}

function reuse(scene: Scene, instance: Instance, version: string): void {
  instance.goal = 'Running';
  instance.condition = 'Scheduled';
  instance.version = version;
  instance.since = scene.clock.now();
  instance.tasks = [];
  delete instance.activeSince;
  scene.tracker.save(instance);
}
