import { isNotFound } from './errors';
import { at, objectsAt, textAt } from '../json';
import type { JsonObject } from '../json';

/** How the API server serves a kind. */
export interface KindResource {
  /** The name in URLs: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

type Fetch = (path: string, signal: AbortSignal) => Promise<JsonObject>;

interface Listing {
  readonly kinds: Promise<ReadonlyMap<string, KindResource>>;
  settled: boolean;
}

/**
 * What kinds the API server serves. One request per API version that is asked for, each kept until forgotten,
 * so that a broken aggregated API elsewhere in the cluster is of no concern. A kind that is not in what is kept is asked
 * for again: it may have been defined since.
 */
export class ResourceDirectory {
  private readonly known = new Map<string, Listing>();

  constructor(private readonly fetch: Fetch) {}

  async find(apiVersion: string, kind: string, signal: AbortSignal): Promise<KindResource | undefined> {
    const kept = this.known.get(apiVersion);
    if (kept !== undefined) {
      const { settled } = kept;
      // Somebody else's failure, or interrupt, is not this one's.
      const kinds = await kept.kinds.catch(() => undefined);
      const found = kinds?.get(kind);
      if (found !== undefined || (kinds !== undefined && !settled)) return found;
      this.forget(apiVersion, kept);
    }
    const { kinds } = this.known.get(apiVersion) ?? this.ask(apiVersion, signal);
    return (await kinds).get(kind);
  }

  private ask(apiVersion: string, signal: AbortSignal): Listing {
    const listing: Listing = { kinds: this.list(apiVersion, signal), settled: false };
    this.known.set(apiVersion, listing);
    listing.kinds.then(
      () => {
        listing.settled = true;
      },
      // An API server that was away for a moment must not stay unknown.
      () => {
        this.forget(apiVersion, listing);
      },
    );
    return listing;
  }

  /** @param kept only if it is still what is known */
  forget(apiVersion: string, kept = this.known.get(apiVersion)): void {
    if (this.known.get(apiVersion) === kept) this.known.delete(apiVersion);
  }

  private async list(apiVersion: string, signal: AbortSignal): Promise<ReadonlyMap<string, KindResource>> {
    const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const kinds = new Map<string, KindResource>();
    let listed: JsonObject;
    try {
      listed = await this.fetch(path, signal);
    } catch (error) {
      if (isNotFound(error)) return kinds;
      throw error;
    }
    for (const resource of objectsAt(listed, 'resources')) {
      const plural = textAt(resource, 'name');
      const kind = textAt(resource, 'kind');
      // `deployments/status` and its like serve parts of an object.
      if (plural === undefined || kind === undefined || plural.includes('/')) continue;
      kinds.set(kind, { plural, namespaced: at(resource, 'namespaced') === true });
    }
    return kinds;
  }
}
