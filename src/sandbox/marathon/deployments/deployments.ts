import { locked, unknownDeployment } from '../errors';
import { runSpec, runSpecs, type Root } from '../groups/root';
import type { JsonMap } from '../json';
import type { Scene } from '../scene';
import { Action, scaleTo, type ActionParts } from './actions';
import { Deployment } from './deployment';
import { affectedIds, planJson, planOf, type Plan } from './plan';

interface StoredPlan {
  readonly id: string;
  readonly version: string;
  /** Versions of the roots. */
  readonly original: string;
  readonly target: string;
  readonly toKill: Readonly<Record<string, readonly string[]>>;
}

/** The deployments that are going on: one at a time for each app. */
export class Deployments {
  readonly #running: Deployment[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly parts: ActionParts,
  ) {}

  all(): readonly Deployment[] {
    return this.#running;
  }

  get(id: string): Deployment {
    const found = this.#running.find((deployment) => deployment.id === id);
    if (found === undefined) throw unknownDeployment(id);
    return found;
  }

  /** Ids of those that are about an app or pod. */
  affecting(id: string): string[] {
    return this.#running.filter((deployment) => deployment.affects(id)).map((deployment) => deployment.id);
  }

  /** @throws ApiError 409 when another is about the same apps and is not to be cancelled for this one */
  checkLocks(plan: Plan, force: boolean): void {
    const conflicting = this.#conflicting(plan);
    if (conflicting.length > 0 && !force) throw locked(conflicting.map(({ id }) => id));
  }

  /** Cancels what is in its way, and begins. */
  begin(plan: Plan): void {
    for (const deployment of this.#conflicting(plan)) this.cancel(deployment);
    this.scene.events.publish('group_change_success', { groupId: '/', version: plan.version });
    if (plan.steps.length === 0) {
      this.scene.events.publish('deployment_success', { id: plan.id, plan: planJson(plan) });
      return;
    }
    this.#store(plan);
    this.#running.push(this.#deploymentOf(plan));
  }

  cancel(deployment: Deployment): void {
    this.#remove(deployment);
    this.scene.events.publish('deployment_failed', {
      id: deployment.id,
      plan: planJson(deployment.plan),
      reason: 'cancelled',
    });
  }

  /** Does what can be done now in all of them. */
  advance(): void {
    for (const deployment of [...this.#running]) {
      if (!this.#running.includes(deployment) || !deployment.advance()) continue;
      this.#remove(deployment);
      this.scene.events.publish('deployment_success', { id: deployment.id, plan: planJson(deployment.plan) });
      this.scene.log(`deployment ${deployment.id} has finished`);
    }
  }

  /** Has an app or pod as many instances as it should, unless a deployment sees to that. */
  ensureScale(id: string): void {
    if (this.affecting(id).length > 0) return;
    const spec = runSpec(this.scene.history.current, id);
    if (spec !== undefined) scaleTo(this.parts, spec);
    else
      for (const instance of this.scene.tracker.of(id))
        this.parts.killer.kill(instance, 'Decommissioned', `${id} is no more`);
  }

  ensureAllScales(): void {
    const ids = new Set([
      ...runSpecs(this.scene.history.current).map(({ id }) => id),
      ...this.scene.tracker.all().map(({ specId }) => specId),
    ]);
    for (const id of ids) this.ensureScale(id);
  }

  /** What an earlier leader has begun goes on from its first step: what is done already takes no time. */
  load(values: ReadonlyMap<string, string>): void {
    for (const [key, value] of values) {
      if (!key.startsWith('deployment/')) continue;
      const { id, version, original, target, toKill } = JSON.parse(value) as StoredPlan;
      const [from, to] = [this.scene.history.root(original), this.scene.history.root(target)];
      if (from === undefined || to === undefined) continue;
      const plan = planOf(from, to, version, new Map(Object.entries(toKill)));
      this.#running.push(this.#deploymentOf({ ...plan, id }));
    }
  }

  list(): JsonMap[] {
    return this.#running.map((deployment) => deployment.json());
  }

  #deploymentOf(plan: Plan): Deployment {
    return new Deployment(
      plan,
      (planned) => new Action(planned, this.parts),
      (eventType, fields) => {
        this.scene.events.publish(eventType, fields);
      },
    );
  }

  #conflicting(plan: Plan): Deployment[] {
    const ids = affectedIds(plan);
    return this.#running.filter((deployment) => ids.some((id) => deployment.affects(id)));
  }

  #store(plan: Plan): void {
    const toKill: Record<string, readonly string[]> = {};
    for (const { spec, toKill: ids } of plan.steps.flatMap(({ actions }) => actions))
      if (ids !== undefined) toKill[spec.id] = ids;
    const stored: StoredPlan = {
      id: plan.id,
      version: plan.version,
      original: plan.original.version,
      target: plan.target.version,
      toKill,
    };
    this.scene.journal.put(`deployment/${plan.id}`, stored);
  }

  #remove(deployment: Deployment): void {
    const index = this.#running.indexOf(deployment);
    if (index >= 0) this.#running.splice(index, 1);
    this.scene.journal.remove(`deployment/${deployment.id}`);
  }
}

/** The root with what a plan has changed put back; what others have changed since stays. */
export function reverted(current: Root, plan: Plan): Pick<Root, 'apps' | 'pods' | 'groups'> {
  const back = <T>(
    now: ReadonlyMap<string, T>,
    from: ReadonlyMap<string, T>,
    to: ReadonlyMap<string, T>,
  ): Map<string, T> => {
    const result = new Map(now);
    for (const id of new Set([...from.keys(), ...to.keys()])) {
      const [before, after] = [from.get(id), to.get(id)];
      if (before === after) continue;
      if (before === undefined) result.delete(id);
      else result.set(id, before);
    }
    return result;
  };
  const { original, target } = plan;
  return {
    apps: back(current.apps, original.apps, target.apps),
    pods: back(current.pods, original.pods, target.pods),
    groups: back(current.groups, original.groups, target.groups),
  };
}
