import type { Offer } from '../mesos/offer';
import { reasonFunnel, type Reason } from '../matching/reasons';

interface Unused {
  readonly offer: Offer;
  readonly reasons: readonly Reason[];
  readonly at: number;
}

/** What became of the offers during one attempt to launch. */
export class QueueStatistics {
  processed = 0;
  unused = 0;
  lastUsedAt: number | undefined;
  lastUnusedAt: number | undefined;
  readonly #attempt: (readonly Reason[])[] = [];
  readonly #lastByAgent = new Map<string, Unused | undefined>();

  /** @param since when the first instance was queued. Milliseconds since 1970. */
  constructor(readonly since: number) {}

  used(offer: Offer, now: number): void {
    this.processed++;
    this.lastUsedAt = now;
    this.#attempt.push([]);
    this.#lastByAgent.set(offer.agentId, undefined);
  }

  declined(offer: Offer, reasons: readonly Reason[], now: number): void {
    this.processed++;
    this.unused++;
    this.lastUnusedAt = now;
    this.#attempt.push(reasons);
    this.#lastByAgent.set(offer.agentId, { offer, reasons, at: now });
  }

  get lastUnused(): readonly Unused[] {
    return [...this.#lastByAgent.values()].filter((one) => one !== undefined);
  }

  summaryOfLastOffers(): { reason: Reason; declined: number; processed: number }[] {
    return summary([...this.#lastByAgent.values()].map((one) => one?.reasons ?? []));
  }

  summaryOfAttempt(): { reason: Reason; declined: number; processed: number }[] {
    return summary(this.#attempt);
  }
}

/** A funnel: what one reason has declined, the next one does not see. */
function summary(
  offers: readonly (readonly Reason[])[],
): { reason: Reason; declined: number; processed: number }[] {
  let processed = offers.length;
  return reasonFunnel.map((reason) => {
    const declined = offers.filter((reasons) => reasons[0] === reason).length;
    const row = { reason, declined, processed };
    processed -= declined;
    return row;
  });
}
