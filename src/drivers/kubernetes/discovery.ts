import { isNotFound } from './errors';
import { at, objectsAt, textAt } from './json';
import type { JsonObject } from './json';

/** How the API server serves a kind. */
export interface KindResource {
  /** The name in URLs: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

type Fetch = (path: string, signal: AbortSignal) => Promise<JsonObject>;

/**
 * What kinds the API server serves. One request per API version that is asked for, each kept until forgotten,
 * so that a broken aggregated API elsewhere in the cluster is of no concern.
 */
export class ResourceDirectory {
  private readonly known = new Map<string, Promise<ReadonlyMap<string, KindResource>>>();

  constructor(private readonly fetch: Fetch) {}

  async find(apiVersion: string, kind: string, signal: AbortSignal): Promise<KindResource | undefined> {
    let kinds = this.known.get(apiVersion);
    if (kinds === undefined) {
      kinds = this.list(apiVersion, signal);
      this.known.set(apiVersion, kinds);
      // An API server that was away for a moment must not stay unknown.
      kinds.catch(() => {
        this.known.delete(apiVersion);
      });
    }
    return (await kinds).get(kind);
  }

  forget(apiVersion: string): void {
    this.known.delete(apiVersion);
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
