import { listAt, mapAt, textAt } from '../json';
import type { ApiObject, Json } from '../json';
import { isBeingDeleted } from '../kinds/resource';
import { timestamp } from '../objects/metadata';
import type { ControllerContext } from './context';

/** What every namespace has, and emptying those that go. */
export function runNamespaces(context: ControllerContext, caCertificate: string): void {
  const { store, registry, objects } = context;
  const namespaces = context.resource('', 'v1', 'namespaces');
  const accounts = context.resource('', 'v1', 'serviceaccounts');
  const configMaps = context.resource('', 'v1', 'configmaps');

  const queue = context.queue('namespace', async (name) => {
    const namespace = store.get('namespaces', '', name);
    if (namespace === undefined) return;
    if (isBeingDeleted(namespace)) {
      empty(namespace, name);
      return;
    }
    if (store.get('serviceaccounts', name, 'default') === undefined) {
      await context.create(accounts, name, { metadata: { name: 'default' } });
    }
    if (store.get('configmaps', name, 'kube-root-ca.crt') === undefined) {
      await context.create(configMaps, name, {
        metadata: {
          name: 'kube-root-ca.crt',
          annotations: {
            'kubernetes.io/description':
              'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
          },
        },
        data: { 'ca.crt': caCertificate },
      });
    }
  });

  const empty = (namespace: ApiObject, name: string) => {
    let left = 0;
    const kinds = new Map<string, number>();
    const finalizers = new Map<string, number>();
    for (const resource of registry.storages()) {
      if (!resource.namespaced || !resource.verbs.includes('delete')) continue;
      for (const object of store.list(resource.storage, name)) {
        // Pods end in their own time.
        if (!isBeingDeleted(object)) context.delete(resource, object);
      }
      const remaining = store.list(resource.storage, name);
      left += remaining.length;
      if (remaining.length > 0) kinds.set(`${resource.plural}.${resource.group}`, remaining.length);
      for (const object of remaining) {
        for (const finalizer of listAt(object, 'metadata', 'finalizers').map(String)) {
          finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
        }
      }
    }
    if (left > 0) {
      context.setStatus(namespaces, namespace, {
        phase: 'Terminating',
        conditions: remainsConditions(namespace, kinds, finalizers),
      });
      return;
    }
    objects.set(
      namespaces,
      '',
      name,
      (live) => ({ ...live, spec: {} }),
      'kube-controller-manager',
      'finalize',
    );
  };

  context.listen('namespaces', ({ type, object }) => {
    if (type !== 'DELETED') queue.add(textAt(object, 'metadata', 'name') ?? '');
  });
  context.listen('*', ({ type, object }) => {
    const name = textAt(object, 'metadata', 'namespace');
    if (name === undefined) return;
    const recreate = type === 'DELETED' && (object.kind === 'ServiceAccount' || object.kind === 'ConfigMap');
    const namespace = store.get('namespaces', '', name);
    if (namespace === undefined) return;
    if (recreate || isBeingDeleted(namespace)) queue.add(name);
  });
}

function remainsConditions(
  namespace: ApiObject,
  kinds: ReadonlyMap<string, number>,
  finalizers: ReadonlyMap<string, number>,
): Json {
  const before = listAt(mapAt(namespace, 'status'), 'conditions');
  const listed = [...kinds].map(([kind, count]) => `${kind} has ${String(count)} resource instances`).sort();
  const held = [...finalizers]
    .map(([finalizer, count]) => `${finalizer} in ${String(count)} resource instances`)
    .sort();
  const condition = (type: string, status: boolean, reason: string, message: string): Json => {
    const known = before.find((one) => textAt(one, 'type') === type);
    const same = textAt(known, 'status') === (status ? 'True' : 'False');
    const lastTransitionTime = same ? (textAt(known, 'lastTransitionTime') ?? timestamp()) : timestamp();
    return { type, status: status ? 'True' : 'False', lastTransitionTime, reason, message };
  };
  return [
    condition(
      'NamespaceContentRemaining',
      listed.length > 0,
      listed.length > 0 ? 'SomeResourcesRemain' : 'ContentRemoved',
      listed.length > 0
        ? `Some resources are remaining: ${listed.join(', ')}`
        : 'All content successfully removed',
    ),
    condition(
      'NamespaceFinalizersRemaining',
      held.length > 0,
      held.length > 0 ? 'SomeFinalizersRemain' : 'ContentHasNoFinalizers',
      held.length > 0
        ? `Some content in the namespace has finalizers remaining: ${held.join(', ')}`
        : 'All content-preserving finalizers finished',
    ),
  ];
}
