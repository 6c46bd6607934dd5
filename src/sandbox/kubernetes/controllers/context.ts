import { textAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { KindRegistry } from '../kinds/kind-registry';
import type { Actor } from '../objects/actor';
import { inBackground } from '../objects/deleter';
import type { Deleter } from '../objects/deleter';
import { newUid, timestamp } from '../objects/metadata';
import type { Objects } from '../objects/objects';
import type { Store, StoreEvent } from '../storage/store';
import type { Clock } from '../../world/clock';
import type { SeededRandom } from '../../world/random';
import { WorkQueue } from './work-queue';

export interface ContextParts {
  readonly objects: Objects;
  readonly deleter: Deleter;
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly log: (line: string) => void;
}

const managerName = 'kube-controller-manager';
const actor: Actor = {
  user: 'system:kube-controller-manager',
  groups: ['system:masters'],
  manager: managerName,
};

/** What controllers work with. */
export class ControllerContext {
  readonly objects: Objects;
  readonly store: Store;
  readonly registry: KindRegistry;
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly log: (line: string) => void;
  private readonly deleter: Deleter;
  private stopped = false;
  private readonly queues: WorkQueue[] = [];
  private readonly listening: (() => void)[] = [];

  constructor({ objects, deleter, clock, random, log }: ContextParts) {
    this.objects = objects;
    this.store = objects.store;
    this.registry = objects.registry;
    this.deleter = deleter;
    this.clock = clock;
    this.random = random;
    this.log = log;
  }

  /** The resource of a kind of Kubernetes itself. @throws Error */
  resource(group: string, version: string, plural: string): Resource {
    const found = this.registry.find(group, version, plural);
    if (found === undefined) throw new Error(`no resource ${group}/${version}/${plural}`);
    return found;
  }

  queue(name: string, work: (key: string) => Promise<void> | void): WorkQueue {
    const queue = new WorkQueue(this.clock, work, (key, error) => {
      this.log(`${name} ${key}: ${error instanceof Error ? error.message : String(error)}`);
    });
    this.queues.push(queue);
    return queue;
  }

  listen(resource: string, listener: (event: StoreEvent) => void): void {
    this.listening.push(this.store.listen(resource, listener));
  }

  /** Does something later unless the cluster is stopped. @param seconds simulated */
  after(seconds: number, action: () => void): () => void {
    return this.clock.after(seconds, () => {
      if (!this.stopped) action();
    });
  }

  stop(): void {
    this.stopped = true;
    for (const queue of this.queues) queue.stop();
    for (const end of this.listening) end();
  }

  create(resource: Resource, namespace: string, object: JsonMap): Promise<ApiObject> {
    return this.objects.create(resource, namespace, object, { actor });
  }

  /** Through admission and validation. */
  patch(resource: Resource, object: ApiObject, change: (live: ApiObject) => Json): Promise<ApiObject> {
    const target = { resource, namespace: namespaceOf(object), name: nameOf(object), subresource: '' };
    return this.objects.patch(target, change, { actor });
  }

  /** A direct write; nothing happens when the object is gone. */
  set(
    resource: Resource,
    object: ApiObject,
    change: (live: ApiObject) => ApiObject | undefined,
    manager = managerName,
  ): ApiObject | undefined {
    return this.objects.set(
      resource,
      namespaceOf(object),
      nameOf(object),
      (live) => (uidOf(live) === uidOf(object) ? change(live) : undefined),
      manager,
    );
  }

  setStatus(resource: Resource, object: ApiObject, status: JsonMap, manager = managerName): void {
    this.objects.set(
      resource,
      namespaceOf(object),
      nameOf(object),
      (live) => (uidOf(live) === uidOf(object) ? { ...live, status } : undefined),
      manager,
      'status',
    );
  }

  delete(resource: Resource, object: ApiObject, graceSeconds?: number): void {
    const live = this.objects.find(resource, namespaceOf(object), nameOf(object));
    if (live === undefined || uidOf(live) !== uidOf(object)) return;
    this.deleter.deleteNow(resource, live, { ...inBackground, graceSeconds });
  }

  /** Something that happened to an object, for people to read. Repeated ones are counted. */
  event(
    about: ApiObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    source = 'kube-controller-manager',
  ): void {
    const events = this.resource('', 'v1', 'events');
    const namespace = namespaceOf(about) === '' ? 'default' : namespaceOf(about);
    if (this.store.get('namespaces', '', namespace)?.metadata['deletionTimestamp'] !== undefined) return;
    const key = `${uidOf(about)}/${reason}/${message}`;
    const known = this.seen.get(key);
    const live = known === undefined ? undefined : this.store.get('events', namespace, known);
    const now = timestamp();
    if (live !== undefined) {
      this.store.put('events', { ...live, count: Number(live['count'] ?? 1) + 1, lastTimestamp: now });
      return;
    }
    const name = `${nameOf(about)}.${this.random.hex(16)}`;
    this.seen.set(key, name);
    this.expire(namespace, name, key);
    this.store.put(events.storage, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace, uid: newUid(this.random), creationTimestamp: now },
      involvedObject: {
        kind: about.kind,
        namespace: textAt(about, 'metadata', 'namespace'),
        name: nameOf(about),
        uid: uidOf(about),
        apiVersion: about.apiVersion,
        resourceVersion: textAt(about, 'metadata', 'resourceVersion'),
      },
      reason,
      message,
      source: { component: source },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type,
      eventTime: null,
      reportingComponent: source,
      reportingInstance: '',
    });
  }

  private readonly seen = new Map<string, string>();

  /** Events are kept for an hour. */
  private expire(namespace: string, name: string, key: string): void {
    this.after(3600, () => {
      this.seen.delete(key);
      const live = this.store.get('events', namespace, name);
      if (live !== undefined) this.store.remove('events', live);
    });
  }
}

/** `namespace/name` */
export function keyOf(object: ApiObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}

export function splitKey(key: string): [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
