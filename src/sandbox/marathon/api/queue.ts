import { timestamp } from '../clock';
import { isPod } from '../definitions/spec';
import { unknownApp } from '../errors';
import type { QueueStatistics } from '../instances/queue-statistics';
import type { JsonMap } from '../json';
import type { Offer, OfferedAttribute } from '../mesos/offer';
import { ok, type ApiRequest, type Reply } from './http';
import type { ApiParts } from './parts';

/** `/v2/queue`: what waits to be launched, and why. */
export class QueueApi {
  constructor(private readonly parts: ApiParts) {}

  list({ query }: ApiRequest): Reply {
    const { launcher } = this.parts.leader;
    const withOffers = query.getAll('embed').some((value) => value.split(',').includes('lastUnusedOffers'));
    return ok({
      queue: launcher.queue().map(({ spec, count, role, statistics }) => {
        const left = Math.ceil(launcher.delaySeconds(spec.id));
        return {
          count,
          delay: { timeLeftSeconds: left, overdue: left === 0 },
          since: timestamp(statistics.since),
          processedOffersSummary: summary(statistics),
          ...(withOffers ? { lastUnusedOffers: unusedOffers(statistics) } : {}),
          role,
          ...(isPod(spec) ? { pod: spec } : { app: spec }),
        };
      }),
    });
  }

  resetDelay(id: string): Reply {
    const { launcher, scene } = this.parts.leader;
    if (!launcher.queue().some(({ spec }) => spec.id === id)) throw unknownApp(id);
    scene.backoff.reset(id);
    launcher.retryNow();
    return { status: 204 };
  }
}

function summary(statistics: QueueStatistics): JsonMap {
  const { processed, unused, lastUsedAt, lastUnusedAt } = statistics;
  return {
    processedOffersCount: processed,
    unusedOffersCount: unused,
    ...(lastUnusedAt === undefined ? {} : { lastUnusedOfferAt: timestamp(lastUnusedAt) }),
    ...(lastUsedAt === undefined ? {} : { lastUsedOfferAt: timestamp(lastUsedAt) }),
    rejectSummaryLastOffers: statistics.summaryOfLastOffers(),
    rejectSummaryLaunchAttempt: statistics.summaryOfAttempt(),
  };
}

function unusedOffers(statistics: QueueStatistics): JsonMap[] {
  return statistics.lastUnused.map(({ offer, reasons, at }) => ({
    offer: renderOffer(offer),
    reason: reasons,
    timestamp: timestamp(at),
  }));
}

function renderOffer(offer: Offer): JsonMap {
  const values = ({ scalar, ranges, set }: Omit<OfferedAttribute, 'name'>): JsonMap => ({
    ...(scalar === undefined ? {} : { scalar }),
    ...(ranges === undefined ? {} : { ranges: ranges.map((range) => ({ ...range })) }),
    ...(set === undefined ? {} : { set }),
  });
  return {
    id: offer.id,
    hostname: offer.hostname,
    agentId: offer.agentId,
    resources: offer.resources.map((resource) => ({
      name: resource.name,
      role: resource.role,
      ...values(resource),
    })),
    attributes: offer.attributes.map((attribute) => ({
      name: attribute.name,
      ...(attribute.text === undefined ? {} : { text: attribute.text }),
      ...values(attribute),
    })),
  };
}
