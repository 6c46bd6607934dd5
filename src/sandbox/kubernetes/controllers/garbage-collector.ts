import { listAt, mapsAt, textAt } from '../json';
import type { ApiObject } from '../json';
import { isBeingDeleted, namespaceOf, uidOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { foregroundFinalizer, orphanFinalizer, withFinalizers } from '../objects/deleter';
import type { ControllerContext } from './context';

/** Deletes what nobody owns any more, and lets owners go once their dependents have gone. */
export function runGarbageCollector(context: ControllerContext): void {
  const { store, registry } = context;

  const ownerExists = (dependent: ApiObject, owner: ReturnType<typeof mapsAt>[number]): boolean => {
    const resource = registry.ofKind(textAt(owner, 'apiVersion') ?? '', textAt(owner, 'kind') ?? '');
    // A kind that nobody knows now may be known later.
    if (resource === undefined) return true;
    const name = textAt(owner, 'name') ?? '';
    const live = store.get(resource.storage, resource.namespaced ? namespaceOf(dependent) : '', name);
    return live !== undefined && uidOf(live) === textAt(owner, 'uid');
  };

  const collect = (resource: Resource, dependent: ApiObject) => {
    const owners = mapsAt(dependent, 'metadata', 'ownerReferences');
    if (owners.length === 0 || isBeingDeleted(dependent)) return;
    if (owners.some((owner) => ownerExists(dependent, owner))) return;
    context.delete(resource, dependent);
  };

  const finish = (resource: Resource, object: ApiObject, finalizer: string) => {
    const kept = listAt(object, 'metadata', 'finalizers')
      .map(String)
      .filter((one) => one !== finalizer);
    context.set(resource, object, (live) => withFinalizers(live, kept));
  };

  const orphan = (resource: Resource, owner: ApiObject) => {
    for (const { resource: storage, object } of store.dependentResources(uidOf(owner))) {
      const kind = registry.ofStorage(storage);
      if (kind === undefined) continue;
      const left = mapsAt(object, 'metadata', 'ownerReferences').filter(
        (one) => textAt(one, 'uid') !== uidOf(owner),
      );
      context.set(kind, object, (live) => {
        const metadata = { ...live.metadata, ownerReferences: left.length > 0 ? left : undefined };
        return { ...live, metadata };
      });
    }
    finish(resource, owner, orphanFinalizer);
  };

  const deleteInForeground = (resource: Resource, owner: ApiObject) => {
    const dependents = store.dependentResources(uidOf(owner));
    for (const { resource: storage, object } of dependents) {
      const kind = registry.ofStorage(storage);
      if (kind !== undefined && !isBeingDeleted(object)) context.delete(kind, object);
    }
    const blocking = store
      .dependentResources(uidOf(owner))
      .some(({ object }) =>
        mapsAt(object, 'metadata', 'ownerReferences').some(
          (one) => textAt(one, 'uid') === uidOf(owner) && one['blockOwnerDeletion'] === true,
        ),
      );
    if (!blocking) finish(resource, owner, foregroundFinalizer);
  };

  const queue = context.queue('garbage collector', (key) => {
    const [storage = '', namespace = '', name = ''] = key.split('\0');
    const object = store.get(storage, namespace, name);
    const resource = registry.ofStorage(storage);
    if (object === undefined || resource === undefined) return;
    const finalizers = listAt(object, 'metadata', 'finalizers');
    if (isBeingDeleted(object) && finalizers.includes(orphanFinalizer)) orphan(resource, object);
    else if (isBeingDeleted(object) && finalizers.includes(foregroundFinalizer))
      deleteInForeground(resource, object);
    else collect(resource, object);
  });
  const enqueue = (storage: string, object: ApiObject) => {
    queue.add(`${storage}\0${namespaceOf(object)}\0${textAt(object, 'metadata', 'name') ?? ''}`);
  };

  context.listen('*', ({ type, resource, object, previous }) => {
    if (type === 'DELETED') {
      for (const dependent of store.dependentResources(uidOf(object)))
        enqueue(dependent.resource, dependent.object);
    } else if (isBeingDeleted(object)) {
      const finalizers = listAt(object, 'metadata', 'finalizers');
      if (finalizers.includes(orphanFinalizer) || finalizers.includes(foregroundFinalizer))
        enqueue(resource, object);
    } else if (object.metadata['ownerReferences'] !== previous?.metadata['ownerReferences']) {
      enqueue(resource, object);
    }
    if (type !== 'DELETED' && previous?.metadata['ownerReferences'] === object.metadata['ownerReferences'])
      return;
    // An owner that waits for its dependents may have waited for this one.
    for (const owner of mapsAt(object, 'metadata', 'ownerReferences')) {
      const kind = registry.ofKind(textAt(owner, 'apiVersion') ?? '', textAt(owner, 'kind') ?? '');
      const live =
        kind === undefined
          ? undefined
          : store.get(kind.storage, kind.namespaced ? namespaceOf(object) : '', textAt(owner, 'name') ?? '');
      if (kind !== undefined && live !== undefined && isBeingDeleted(live)) enqueue(kind.storage, live);
    }
  });
}
