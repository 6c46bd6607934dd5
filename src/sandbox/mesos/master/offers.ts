import { every } from '../clock';
import { hasCapability, type Offer } from '../protocol/frameworks';
import { parsePid } from '../transport/transport';
import { type Resources, withRole } from '../values/resource';
import { allocate, contains, unallocate } from '../values/resources';
import { parseResources } from '../values/parse-resources';
import { allocationFor, type Allocation } from './allocator';
import type { MasterCore } from './core';
import { unavailabilityOf } from './maintenance-rules';
import type { KnownFramework } from './state/known-framework';

const DEFAULT_REFUSE_SECONDS = 5;
/** Filters cannot be longer. */
const LONGEST_REFUSE_SECONDS = 365 * 24 * 3600;

/** Offers of what is free on agents to frameworks. */
export class Offers {
  private scheduled = false;
  private stopped = false;
  private readonly cancel: () => void;
  /** An agent that has not at least one of these is not worth an offer. */
  private readonly least: readonly Resources[];

  constructor(private readonly core: MasterCore) {
    const { settings, world } = core;
    this.least = (settings.flags.min_allocatable_resources ?? '')
      .split('|')
      .filter((text) => text !== '')
      .map((text) => parseResources(text));
    this.cancel = every(world.clock, settings.allocationInterval, () => {
      this.allocate();
    });
  }

  /** Something has changed: not only when it is time again. */
  soon(): void {
    if (this.scheduled || this.stopped) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (!this.stopped) this.allocate();
    });
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
  }

  decline(framework: KnownFramework, offerIds: readonly string[], refuseSeconds: number | undefined): void {
    for (const id of offerIds) {
      const offer = this.take(framework, id);
      if (offer !== undefined) this.filter(framework, offer, offer.resources, refuseSeconds);
    }
  }

  /** An offer that is used or given back; undefined when it is not valid any more. */
  take(framework: KnownFramework, offerId: string): Offer | undefined {
    const { offers } = this.core.state;
    const offer = offers.get(offerId);
    if (offer?.framework_id.value !== framework.id) return undefined;
    offers.delete(offerId);
    return offer;
  }

  /** What is left of an offer is not offered again for a while. */
  filter(
    framework: KnownFramework,
    { agent_id: agentId, allocation_info: { role } }: Offer,
    resources: Resources,
    refuseSeconds = DEFAULT_REFUSE_SECONDS,
  ): void {
    const seconds = Math.min(Math.max(0, refuseSeconds), LONGEST_REFUSE_SECONDS);
    if (seconds === 0) return;
    framework.filters = [
      ...framework.filters,
      { agentId: agentId.value, role, resources: unallocate(resources), until: this.core.now + seconds },
    ];
  }

  revive(framework: KnownFramework, roles: readonly string[]): void {
    const all = roles.length === 0;
    framework.filters = framework.filters.filter(({ role }) => !all && !roles.includes(role));
    if (all) framework.suppressed.clear();
    for (const role of roles) framework.suppressed.delete(role);
    this.soon();
  }

  rescindOf(agentId: string): void {
    this.rescind((offer) => offer.agent_id.value === agentId);
  }

  rescindFrom(frameworkId: string): void {
    this.rescind((offer) => offer.framework_id.value === frameworkId);
  }

  private rescind(which: (offer: Offer) => boolean): void {
    const { offers, frameworks } = this.core.state;
    for (const offer of [...offers.values()].filter(which)) {
      offers.delete(offer.id.value);
      frameworks
        .get(offer.framework_id.value)
        ?.stream?.send({ type: 'RESCIND', rescind: { offer_id: offer.id } });
    }
  }

  private allocate(): void {
    const { state } = this.core;
    for (const framework of state.frameworks.values()) {
      framework.filters = framework.filters.filter(({ until }) => until > this.core.now);
    }
    const made = new Map<KnownFramework, Offer[]>();
    for (const agent of state.agents.values()) {
      if (!agent.mayBeOffered) continue;
      for (;;) {
        const allocation = allocationFor(this.core, agent, (resources) => this.isWorthIt(resources));
        if (allocation === undefined) break;
        const offer = this.offer(allocation);
        made.set(allocation.framework, [...(made.get(allocation.framework) ?? []), offer]);
      }
    }
    for (const [framework, offers] of made) {
      framework.stream?.send({
        type: 'OFFERS',
        offers: { offers: offers.map((offer) => offerEvent(framework, offer)) },
      });
    }
  }

  private isWorthIt(resources: Resources): boolean {
    const free = unallocate(resources).map(({ reservations: _reserved, ...resource }) => resource);
    return (
      resources.length > 0 && (this.least.length === 0 || this.least.some((least) => contains(free, least)))
    );
  }

  private offer({ framework, agent, role, resources }: Allocation): Offer {
    const { state, settings, registrar, world } = this.core;
    const { ip, port } = parsePid(agent.pid).address;
    const unavailability = unavailabilityOf(registrar.registry, agent.machine);
    const offer: Offer = {
      id: { value: state.newOfferId() },
      framework_id: { value: framework.id },
      agent_id: { value: agent.id },
      hostname: agent.info.hostname,
      url: {
        scheme: 'http',
        address: { hostname: agent.info.hostname, ip, port },
        path: '/slave(1)',
      },
      resources: allocate(resources, role),
      attributes: agent.info.attributes,
      allocation_info: { role },
      ...(agent.info.domain === undefined ? {} : { domain: agent.info.domain }),
      ...(unavailability === undefined ? {} : { unavailability }),
    };
    state.offers.set(offer.id.value, offer);
    if (settings.offerTimeout !== undefined) {
      world.clock.after(settings.offerTimeout, () => {
        this.rescind(({ id }) => id.value === offer.id.value);
      });
    }
    return offer;
  }
}

/** As frameworks read it that know refined reservations, or that do not. */
function offerEvent({ info }: KnownFramework, offer: Offer): object {
  const refined = hasCapability(info, 'RESERVATION_REFINEMENT');
  return refined ? offer : { ...offer, resources: offer.resources.map(withRole) };
}
