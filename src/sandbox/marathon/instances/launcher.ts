import { isPod, viewOf } from '../definitions/spec';
import type { RunSpec } from '../groups/root';
import { matchOffer, type Match } from '../matching/match';
import { podTaskGroup } from '../matching/pod-tasks';
import type { Reason } from '../matching/reasons';
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

/** An offer while it is used. */
interface OfferUse {
  readonly offer: Offer;
  supply: Supply;
  readonly operations: JsonMap[];
  launched: number;
  /** Whether something was pinned to it, which wants it back at once. */
  reserved: boolean;
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
    const supply = new Supply(offer);
    const released = release(supply, this.frameworkId, (id) => scene.tracker.get(id) !== undefined);
    for (const id of released.instanceIds) this.#abandoned.delete(id);
    const use: OfferUse = {
      offer,
      supply,
      operations: [...released.operations],
      launched: 0,
      reserved: false,
    };
    // What is given back is offered anew, and used then.
    if (use.operations.length === 0) {
      for (const [id, instances] of this.#waiting())
        if (this.delaySeconds(id) === 0) this.#serve(id, instances, use);
    }
    const { operations, reserved } = use;
    const offer_ids = [{ value: offer.id }];
    if (operations.length > 0) {
      const filters = reserved ? { filters: { refuse_seconds: 0 } } : {};
      scene.call('ACCEPT', { accept: { offer_ids, operations, ...filters } });
    } else {
      const filters = { refuse_seconds: scene.settings.declineOfferDuration / 1000 };
      scene.call('DECLINE', { decline: { offer_ids, filters } });
    }
  }

  /** Gives the instances of one app their parts of an offer. */
  #serve(id: string, instances: readonly Instance[], use: OfferUse): void {
    const { scene } = this;
    const { features, maxInstancesPerOffer } = scene.settings;
    const { offer } = use;
    const now = scene.clock.now();
    const spec = this.#specOf(id);
    const statistics = this.#statisticsOf(id);
    let declined: readonly Reason[] | undefined;
    for (const instance of instances) {
      if (use.launched >= maxInstancesPerOffer) break;
      const placed = scene.tracker.placedOf(id, configVersion(spec)).filter((other) => other !== instance);
      const maintenanceAt = features.has('maintenance_mode') ? now : undefined;
      const result = matchOffer({
        spec,
        instance,
        supply: use.supply,
        placed,
        random: scene.random,
        maintenanceAt,
      });
      if ('reasons' in result) {
        declined ??= result.reasons;
        // Every pinned instance waits for another agent; of the others one speaks for all.
        if (instance.volumes !== undefined) continue;
        break;
      }
      const pins = viewOf(spec).resident && instance.volumes === undefined;
      if (pins && !this.#reserve(spec, instance, use)) {
        declined ??= ['InsufficientDisk'];
        break;
      }
      if (!pins) {
        use.supply = result.rest;
        use.operations.push(this.#launch(spec, instance, offer, result.match));
      }
      statistics.used(offer, now);
      declined = [];
      use.launched++;
    }
    if (declined !== undefined && declined.length > 0) statistics.declined(offer, declined, now);
  }

  /** What keeps data is pinned to its place first, and launched when that is offered. @returns whether there is room */
  #reserve(spec: RunSpec, instance: Instance, use: OfferUse): boolean {
    const supply = use.supply.clone();
    const framework = { id: this.frameworkId, principal: this.scene.settings.principal };
    const reservation = reserve(spec, instance, supply, framework);
    if (reservation === undefined) return false;
    use.supply = supply;
    use.reserved = true;
    use.operations.push(...reservation.operations);
    instance.volumes = reservation.volumes;
    instance.agent = agentOf(use.offer);
    this.scene.tracker.save(instance);
    return true;
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
    this.scene.call('REVIVE');
    return this.#revivals > revivals ? Infinity : interval;
  }

  #wantNone(): void {
    if (this.#suppressed || this.frameworkId === '') return;
    this.#suppressed = true;
    this.scene.call('SUPPRESS');
  }
}

function configVersion(spec: RunSpec): string {
  return isPod(spec) ? spec.version : spec.versionInfo.lastConfigChangeAt;
}
