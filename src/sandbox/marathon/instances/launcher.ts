import { isPod, viewOf } from '../definitions/spec';
import type { RunSpec } from '../groups/root';
import { matchOffer, type Match } from '../matching/match';
import { podTaskGroup } from '../matching/pod-tasks';
import { release, reserve } from '../matching/reserve';
import { Supply } from '../matching/supply';
import { appTask } from '../matching/task-info';
import type { JsonMap } from '../json';
import type { Offer } from '../mesos/offer';
import { currentSpec, type Scene } from '../scene';
import { changeCondition } from './changes';
import { agentOf, isScheduled, taskIdOf, type Instance } from './instance';
import { QueueStatistics } from './queue-statistics';

export interface QueueEntry {
  readonly spec: RunSpec;
  readonly count: number;
  readonly role: string;
  readonly statistics: QueueStatistics;
}

/** How often Mesos is asked again for what was declined: `--revive_offers_repetitions`. */
const revivals = 3;

/** Launches the instances that wait for it on what Mesos offers, and tells Mesos when offers are of use. */
export class Launcher {
  readonly #statistics = new Map<string, QueueStatistics>();
  #suppressed = false;
  #revivedAt = -Infinity;
  #revivals = 0;
  #timer: (() => void) | undefined;
  /** How much waited for offers when that was last looked at. */
  #ready = 0;
  /** Instances whose data is still reserved. */
  readonly #abandoned = new Set<string>();
  frameworkId = '';

  constructor(private readonly scene: Scene) {}

  /** An instance that keeps data is no more: its resources go back when they are offered. */
  abandon(instance: Instance): void {
    if (instance.volumes !== undefined) this.#abandoned.add(instance.id);
  }

  /** The connection is new: Mesos makes offers until it is told otherwise. */
  subscribed(frameworkId: string): void {
    this.frameworkId = frameworkId;
    this.#suppressed = false;
    this.#ready = 0;
    this.update();
  }

  /** What waits, by app. */
  queue(): QueueEntry[] {
    const waiting = this.#waiting();
    return [...waiting].map(([id, instances]) => ({
      spec: this.#specOf(id),
      count: instances.length,
      role: instances[0]?.role ?? '*',
      statistics: this.#statisticsOf(id),
    }));
  }

  delaySeconds(id: string): number {
    return this.scene.backoff.left(id);
  }

  /** Wants offers, or none, as instances come and go. */
  update(): void {
    const waiting = this.#waiting();
    for (const id of this.#statistics.keys()) if (!waiting.has(id)) this.#statistics.delete(id);
    let ready = this.#abandoned.size;
    let soonest = Infinity;
    for (const [id, instances] of waiting) {
      this.#statisticsOf(id);
      const left = this.delaySeconds(id);
      if (left > 0) soonest = Math.min(soonest, left);
      else ready += instances.length;
    }
    if (ready > this.#ready) this.#revivals = 0;
    this.#ready = ready;
    this.#timer?.();
    this.#timer = undefined;
    if (ready === 0 && soonest === Infinity) this.#wantNone();
    const next = Math.min(soonest, ready > 0 ? this.#wantOffers() : Infinity);
    if (next < Infinity) this.#timer = this.scene.after(next, () => this.update());
  }

  /** The backoff of an app is over before its time. */
  retryNow(): void {
    this.#ready = 0;
    this.update();
  }

  offers(offers: readonly Offer[]): void {
    for (const offer of offers) this.#use(offer);
    this.update();
  }

  #use(offer: Offer): void {
    const { scene } = this;
    const { clock, settings } = scene;
    let supply = new Supply(offer);
    const operations: JsonMap[] = [
      ...release(supply, this.frameworkId, (id) => scene.tracker.get(id) !== undefined),
    ];
    if (operations.length > 0) this.#abandoned.clear();
    let launched = 0;
    for (const [id, instances] of operations.length > 0 ? [] : this.#waiting()) {
      if (this.delaySeconds(id) > 0) continue;
      const spec = this.#specOf(id);
      const statistics = this.#statisticsOf(id);
      let own = 0;
      for (const instance of instances) {
        if (launched >= settings.maxInstancesPerOffer) break;
        const result = matchOffer({
          spec,
          instance,
          supply,
          placed: scene.tracker.placedOf(id, configVersion(spec)).filter((other) => other !== instance),
          random: scene.random,
          maintenanceAt: settings.features.has('maintenance_mode') ? clock.now() : undefined,
        });
        if ('reasons' in result) {
          // Every pinned instance waits for another agent; of the others one speaks for all.
          if (instance.volumes !== undefined) continue;
          if (own === 0) statistics.declined(offer, result.reasons, clock.now());
          break;
        }
        if (viewOf(spec).resident && instance.volumes === undefined) {
          const attempt = supply.clone();
          const reservation = reserve(spec, instance, attempt, {
            id: this.frameworkId,
            principal: settings.principal,
          });
          if (reservation === undefined) {
            statistics.declined(offer, ['InsufficientDisk'], clock.now());
            break;
          }
          supply = attempt;
          instance.volumes = reservation.volumes;
          instance.agent = agentOf(offer);
          scene.tracker.save(instance);
          operations.push(...reservation.operations);
        } else {
          supply = result.rest;
          operations.push(this.#launch(spec, instance, offer, result.match));
        }
        statistics.used(offer, clock.now());
        own++;
        launched++;
      }
    }
    if (operations.length > 0)
      scene.call('ACCEPT', { accept: { offer_ids: [{ value: offer.id }], operations } });
    else {
      const seconds = settings.declineOfferDuration / 1000;
      scene.call('DECLINE', {
        decline: { offer_ids: [{ value: offer.id }], filters: { refuse_seconds: seconds } },
      });
    }
  }

  #launch(spec: RunSpec, instance: Instance, offer: Offer, match: Match): JsonMap {
    const { scene } = this;
    const now = scene.clock.now();
    instance.incarnation++;
    instance.agent = agentOf(offer);
    instance.version = spec.version;
    const place = { agentId: offer.agentId, host: offer.hostname, ...match };
    const hostPorts = match.hostPorts.filter((port) => port !== undefined);
    const common = { state: 'TASK_STAGING', stagedAt: now, addresses: [] };
    let operation: JsonMap;
    if (isPod(spec)) {
      instance.tasks = spec.containers.map(({ name }) => ({
        ...common,
        id: taskIdOf(instance, name),
        container: name,
        hostPorts,
      }));
      operation = podTaskGroup(spec, instance, place, this.frameworkId, scene.settings.mesosUser);
    } else {
      const id = taskIdOf(instance);
      instance.tasks = [{ ...common, id, hostPorts }];
      const info = appTask(
        spec,
        { ...place, id },
        { user: scene.settings.mesosUser, environmentPrefix: scene.settings.environmentPrefix },
      );
      operation = { type: 'LAUNCH', launch: { task_infos: [info] } };
    }
    changeCondition(scene, instance, 'Provisioned');
    scene.tracker.save(instance);
    return operation;
  }

  #waiting(): Map<string, Instance[]> {
    const waiting = new Map<string, Instance[]>();
    for (const instance of this.scene.tracker.all()) {
      if (!isScheduled(instance) || currentSpec(this.scene, instance.specId) === undefined) continue;
      const list = waiting.get(instance.specId);
      if (list === undefined) waiting.set(instance.specId, [instance]);
      else list.push(instance);
    }
    return waiting;
  }

  #specOf(id: string): RunSpec {
    const spec = currentSpec(this.scene, id);
    if (spec === undefined) throw new Error(`only what is defined waits, not ${id}`);
    return spec;
  }

  #statisticsOf(id: string): QueueStatistics {
    const known = this.#statistics.get(id) ?? new QueueStatistics(this.scene.clock.now());
    this.#statistics.set(id, known);
    return known;
  }

  /**
   * Mesos keeps back what was declined, until it is asked again. That is done a few times only, and not too often.
   * @returns seconds until it should be done again
   */
  #wantOffers(): number {
    if (this.frameworkId === '' || this.#revivals > revivals) return Infinity;
    const interval = this.scene.settings.minReviveOffersInterval / 1000;
    const since = (this.scene.clock.now() - this.#revivedAt) / 1000;
    if (since < interval && !this.#suppressed) return interval - since;
    this.#suppressed = false;
    this.#revivedAt = this.scene.clock.now();
    this.#revivals++;
    this.scene.call('REVIVE', { revive: { roles: [] } });
    return this.#revivals > revivals ? Infinity : interval;
  }

  #wantNone(): void {
    if (this.#suppressed || this.frameworkId === '') return;
    this.#suppressed = true;
    this.scene.call('SUPPRESS', { suppress: { roles: [] } });
  }
}

function configVersion(spec: RunSpec): string {
  return isPod(spec) ? spec.version : spec.versionInfo.lastConfigChangeAt;
}
