import type { JsonMap } from '../json';
import type { Offer, OfferedResource, PortRange } from '../mesos/offer';

interface Left {
  readonly source: OfferedResource;
  scalar: number;
  ranges: PortRange[];
}

/** What is left of an offer while instances take their parts. */
export class Supply {
  readonly #left: Left[];

  constructor(readonly offer: Offer) {
    this.#left = offer.resources.map((source) => ({
      source,
      scalar: source.scalar ?? 0,
      ranges: [...(source.ranges ?? [])],
    }));
  }

  /** A copy, so that what one instance takes in vain is not lost for the next. */
  clone(): Supply {
    const copy = new Supply(this.offer);
    copy.#left.forEach((one, index) => {
      const mine = this.#left[index];
      one.scalar = mine?.scalar ?? 0;
      one.ranges = [...(mine?.ranges ?? [])];
    });
    return copy;
  }

  /** Takes so much of a number, from what the roles may have. @returns undefined when there is not enough */
  takeScalar(
    name: string,
    amount: number,
    accepts: (resource: OfferedResource) => boolean,
  ): JsonMap[] | undefined {
    const taken: JsonMap[] = [];
    let missing = amount;
    for (const one of this.#candidates(name, accepts)) {
      if (missing <= 1e-9) break;
      const part = Math.min(missing, one.scalar);
      if (part <= 0) continue;
      one.scalar = round(one.scalar - part);
      missing = round(missing - part);
      taken.push({ ...one.source.raw, scalar: { value: round(part) } });
    }
    return missing > 1e-9 ? undefined : taken;
  }

  /** Takes a whole resource such as a volume. */
  takeWhole(matches: (resource: OfferedResource) => boolean): OfferedResource | undefined {
    const found = this.#left.find(({ source, scalar }) => scalar > 0 && matches(source));
    if (found === undefined) return undefined;
    found.scalar = 0;
    return found.source;
  }

  /** The resources of which something is left. */
  rest(): OfferedResource[] {
    return this.#left
      .filter(({ scalar, ranges }) => scalar > 0 || ranges.length > 0)
      .map(({ source }) => source);
  }

  hasPort(port: number, accepts: (resource: OfferedResource) => boolean): boolean {
    return this.#candidates('ports', accepts).some(({ ranges }) =>
      ranges.some((range) => holds(range, port)),
    );
  }

  /** The ports that are left, for choosing among them. */
  ports(accepts: (resource: OfferedResource) => boolean): PortRange[] {
    return this.#candidates('ports', accepts).flatMap(({ ranges }) => ranges);
  }

  /** Takes a port that is there. */
  takePort(port: number, accepts: (resource: OfferedResource) => boolean): JsonMap | undefined {
    for (const one of this.#candidates('ports', accepts)) {
      const range = one.ranges.find((range) => holds(range, port));
      if (range === undefined) continue;
      one.ranges = one.ranges.flatMap((other) =>
        other === range
          ? [
              { begin: range.begin, end: port - 1 },
              { begin: port + 1, end: range.end },
            ].filter(({ begin, end }) => begin <= end)
          : [other],
      );
      return { ...one.source.raw, ranges: { range: [{ begin: port, end: port }] } };
    }
    return undefined;
  }

  #candidates(name: string, accepts: (resource: OfferedResource) => boolean): Left[] {
    return this.#left.filter(
      ({ source }) => source.name === name && source.persistenceId === undefined && accepts(source),
    );
  }
}

function holds({ begin, end }: PortRange, port: number): boolean {
  return begin <= port && port <= end;
}

/** Mesos counts to three places. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
