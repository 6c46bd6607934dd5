import { builtinResources } from './builtin-resources';
import { apiVersionOf } from './resource';
import type { Resource } from './resource';

/** An API group that another server would answer for, as an APIService says. */
export interface AggregatedVersion {
  readonly group: string;
  readonly version: string;
}

/** Every kind that is served now: those of Kubernetes and those that were defined since. */
export class KindRegistry {
  private readonly builtin = builtinResources();
  private readonly custom = new Map<string, readonly Resource[]>();
  private readonly aggregated = new Map<string, AggregatedVersion>();
  private byPath = new Map<string, Resource>();

  constructor() {
    this.index();
  }

  all(): readonly Resource[] {
    return [...this.builtin, ...[...this.custom.values()].flat()];
  }

  /** By the parts of its URL. */
  find(group: string, version: string, plural: string): Resource | undefined {
    return this.byPath.get(`${group}/${version}/${plural}`);
  }

  ofKind(apiVersion: string, kind: string): Resource | undefined {
    return this.all().find((resource) => resource.kind === kind && apiVersionOf(resource) === apiVersion);
  }

  /** One of the versions that share a storage, preferably the one in which objects are kept. */
  ofStorage(storage: string): Resource | undefined {
    const served = this.all().filter((resource) => resource.storage === storage);
    return served.find((resource) => apiVersionOf(resource) === resource.storedAs) ?? served[0];
  }

  /** Every resource once, in the version it is stored in. */
  storages(): Resource[] {
    const found = new Map<string, Resource>();
    for (const resource of this.all()) {
      if (!resource.verbs.includes('list')) continue;
      if (!found.has(resource.storage) || apiVersionOf(resource) === resource.storedAs) {
        found.set(resource.storage, resource);
      }
    }
    return [...found.values()];
  }

  /** Serves what a definition says, in place of what it said before. */
  define(definition: string, resources: readonly Resource[]): void {
    this.custom.set(definition, resources);
    this.index();
  }

  undefine(definition: string): void {
    this.custom.delete(definition);
    this.index();
  }

  setAggregated(name: string, aggregated: AggregatedVersion | undefined): void {
    if (aggregated === undefined) this.aggregated.delete(name);
    else this.aggregated.set(name, aggregated);
  }

  /** Whether another server, which is not there, would have to answer for the group and version. */
  isAggregated(group: string, version: string): boolean {
    for (const one of this.aggregated.values())
      if (one.group === group && one.version === version) return true;
    return false;
  }

  aggregatedVersions(): readonly AggregatedVersion[] {
    return [...this.aggregated.values()];
  }

  private index(): void {
    this.byPath = new Map(
      this.all().map((resource) => [`${resource.group}/${resource.version}/${resource.plural}`, resource]),
    );
  }
}
