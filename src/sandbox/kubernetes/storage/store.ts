import { mapsAt, textAt } from '../json';
import type { ApiObject } from '../json';

export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** `apps/deployments`; versions of one resource share it. */
  readonly resource: string;
  readonly object: ApiObject;
  /** Before a change. */
  readonly previous: ApiObject | undefined;
  readonly revision: number;
}

/** How many changes of a resource a watch can go back. */
const LOG_LENGTH = 5_000;

interface Bucket {
  readonly objects: Map<string, ApiObject>;
  /** By namespace, so that a list of one does not walk through all. */
  readonly byNamespace: Map<string, Map<string, ApiObject>>;
  log: StoreEvent[];
  /** Changes up to this revision are not in the log any more. */
  forgotten: number;
}

/** What etcd is to an API server: objects by resource, each change with a revision of its own. */
export class Store {
  private readonly buckets = new Map<string, Bucket>();
  private readonly owned = new Map<string, Set<string>>();
  private readonly listeners = new Map<string, Set<(event: StoreEvent) => void>>();
  private current = 1;

  get revision(): number {
    return this.current;
  }

  get(resource: string, namespace: string, name: string): ApiObject | undefined {
    return this.buckets.get(resource)?.objects.get(keyOf(namespace, name));
  }

  /** In the order of namespace and name. @param namespace '' for all */
  list(resource: string, namespace = ''): ApiObject[] {
    const bucket = this.buckets.get(resource);
    if (bucket === undefined) return [];
    const objects = namespace === '' ? bucket.objects : bucket.byNamespace.get(namespace);
    return objects === undefined ? [] : [...objects.values()];
  }

  count(resource: string): number {
    return this.buckets.get(resource)?.objects.size ?? 0;
  }

  /** Creates or replaces. Gives the object with its new resource version. */
  put(resource: string, object: ApiObject): ApiObject {
    const revision = ++this.current;
    const stored: ApiObject = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(revision) },
    };
    const key = keyOfObject(stored);
    const bucket = this.bucket(resource);
    const previous = bucket.objects.get(key);
    bucket.objects.set(key, stored);
    inNamespace(bucket, stored).set(key, stored);
    this.reown(resource, key, previous, stored);
    this.record(bucket, {
      type: previous === undefined ? 'ADDED' : 'MODIFIED',
      resource,
      object: stored,
      previous,
      revision,
    });
    return stored;
  }

  /** Takes the object out. `last` is what watchers see of it. */
  remove(resource: string, last: ApiObject): ApiObject {
    const revision = ++this.current;
    const key = keyOfObject(last);
    const bucket = this.bucket(resource);
    const previous = bucket.objects.get(key);
    const object: ApiObject = { ...last, metadata: { ...last.metadata, resourceVersion: String(revision) } };
    bucket.objects.delete(key);
    inNamespace(bucket, object).delete(key);
    this.reown(resource, key, previous, undefined);
    this.record(bucket, { type: 'DELETED', resource, object, previous, revision });
    return object;
  }

  /** The dependents of one resource. */
  dependentsIn(resource: string, uid: string): ApiObject[] {
    const found: ApiObject[] = [];
    for (const entry of this.owned.get(uid) ?? []) {
      const [of = '', key = ''] = entry.split('\0');
      if (of !== resource) continue;
      const object = this.buckets.get(of)?.objects.get(key);
      if (object !== undefined) found.push(object);
    }
    return found;
  }

  /** The resources in which dependents of an object are, for deleting them. */
  dependentResources(uid: string): { resource: string; object: ApiObject }[] {
    const found: { resource: string; object: ApiObject }[] = [];
    for (const entry of this.owned.get(uid) ?? []) {
      const [resource = '', key = ''] = entry.split('\0');
      const object = this.buckets.get(resource)?.objects.get(key);
      if (object !== undefined) found.push({ resource, object });
    }
    return found;
  }

  /** Changes after a revision; undefined when they are not known that far back. */
  changesSince(resource: string, revision: number): readonly StoreEvent[] | undefined {
    const bucket = this.bucket(resource);
    if (revision < bucket.forgotten) return undefined;
    let start = bucket.log.length;
    while (start > 0 && (bucket.log[start - 1]?.revision ?? 0) > revision) start -= 1;
    return bucket.log.slice(start);
  }

  /** Called for each change of a resource ('*': of all), in order. Gives what ends it. */
  listen(resource: string, listener: (event: StoreEvent) => void): () => void {
    let listeners = this.listeners.get(resource);
    if (listeners === undefined) this.listeners.set(resource, (listeners = new Set()));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  /** Forgets a resource that is not defined any more; its objects must be gone. */
  drop(resource: string): void {
    this.buckets.delete(resource);
  }

  resources(): string[] {
    return [...this.buckets.keys()];
  }

  private bucket(resource: string): Bucket {
    let bucket = this.buckets.get(resource);
    if (bucket === undefined) {
      bucket = { objects: new Map(), byNamespace: new Map(), log: [], forgotten: 0 };
      this.buckets.set(resource, bucket);
    }
    return bucket;
  }

  private record(bucket: Bucket, event: StoreEvent): void {
    bucket.log.push(event);
    if (bucket.log.length > 2 * LOG_LENGTH) {
      const cut = bucket.log.length - LOG_LENGTH;
      bucket.forgotten = bucket.log[cut - 1]?.revision ?? bucket.forgotten;
      bucket.log = bucket.log.slice(cut);
    }
    for (const listener of this.listeners.get(event.resource) ?? []) listener(event);
    for (const listener of this.listeners.get('*') ?? []) listener(event);
  }

  private reown(
    resource: string,
    key: string,
    before: ApiObject | undefined,
    after: ApiObject | undefined,
  ): void {
    if (before?.metadata['ownerReferences'] === after?.metadata['ownerReferences']) return;
    const entry = `${resource}\0${key}`;
    for (const uid of ownersOf(before)) {
      const dependents = this.owned.get(uid);
      dependents?.delete(entry);
      if (dependents?.size === 0) this.owned.delete(uid);
    }
    for (const uid of ownersOf(after)) {
      const dependents = this.owned.get(uid);
      if (dependents === undefined) this.owned.set(uid, new Set([entry]));
      else dependents.add(entry);
    }
  }
}

function ownersOf(object: ApiObject | undefined): string[] {
  return mapsAt(object, 'metadata', 'ownerReferences').flatMap((owner) => textAt(owner, 'uid') ?? []);
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function keyOfObject({ metadata }: ApiObject): string {
  return keyOf(textAt(metadata, 'namespace') ?? '', textAt(metadata, 'name') ?? '');
}

function inNamespace(bucket: Bucket, object: ApiObject): Map<string, ApiObject> {
  const namespace = textAt(object.metadata, 'namespace') ?? '';
  let objects = bucket.byNamespace.get(namespace);
  if (objects === undefined) bucket.byNamespace.set(namespace, (objects = new Map()));
  return objects;
}
