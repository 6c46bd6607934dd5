import { listAt, mapAt, mapsAt, textAt } from '../json';
import type { ApiObject, Json } from '../json';
import { resourcesOf } from '../kinds/custom-kind';
import { isBeingDeleted, nameOf } from '../kinds/resource';
import { withFinalizers } from '../objects/deleter';
import { timestamp } from '../objects/metadata';
import type { ControllerContext } from './context';

const storage = 'apiextensions.k8s.io/customresourcedefinitions';
const cleanup = 'customresourcecleanup.apiextensions.k8s.io';

/** Serves the kinds that are defined, and deletes their objects before their definition goes. */
export function runDefinitions(context: ControllerContext): void {
  const { store, registry } = context;
  const definitions = context.resource('apiextensions.k8s.io', 'v1', 'customresourcedefinitions');

  const serve = (definition: ApiObject) => {
    const name = nameOf(definition);
    const resources = resourcesOf(definition);
    const [first] = resources;
    const taken =
      first !== undefined &&
      registry
        .all()
        .some(
          (one) =>
            one.group === first.group &&
            one.plural !== first.plural &&
            one.kind === first.kind &&
            one.custom?.definition !== name,
        );
    if (taken) {
      context.setStatus(
        definitions,
        definition,
        status(definition, false, `${first.kind} is already in use`),
      );
      return;
    }
    registry.define(name, resources);
    context.setStatus(definitions, definition, status(definition, true, ''));
    context.set(definitions, definition, (live) => {
      const finalizers = listAt(live, 'metadata', 'finalizers').map(String);
      return finalizers.includes(cleanup) ? undefined : withFinalizers(live, [...finalizers, cleanup]);
    });
  };

  const remove = (definition: ApiObject) => {
    const [resource] = resourcesOf(definition);
    const served = registry.ofStorage(resource?.storage ?? '');
    if (served !== undefined) {
      for (const object of store.list(served.storage))
        if (!isBeingDeleted(object)) context.delete(served, object);
      if (store.count(served.storage) > 0) {
        queue.addAfter(nameOf(definition), 1);
        return;
      }
    }
    registry.undefine(nameOf(definition));
    context.set(definitions, definition, (live) =>
      withFinalizers(
        live,
        listAt(live, 'metadata', 'finalizers')
          .map(String)
          .filter((one) => one !== cleanup),
      ),
    );
  };

  const queue = context.queue('definition', (name) => {
    const definition = store.get(storage, '', name);
    if (definition === undefined) {
      registry.undefine(name);
      return;
    }
    if (isBeingDeleted(definition)) remove(definition);
    else serve(definition);
  });
  context.listen(storage, ({ object }) => {
    queue.add(nameOf(object));
  });
}

function status(definition: ApiObject, accepted: boolean, why: string) {
  const before = mapsAt(definition, 'status', 'conditions');
  const condition = (type: string, holds: boolean, reason: string, message: string): Json => {
    const known = before.find((one) => one['type'] === type && one['status'] === (holds ? 'True' : 'False'));
    return {
      type,
      status: holds ? 'True' : 'False',
      lastTransitionTime: textAt(known, 'lastTransitionTime') ?? timestamp(),
      reason,
      message,
    };
  };
  const stored = mapsAt(definition, 'spec', 'versions').find((version) => version['storage'] === true);
  const versions = new Set([
    ...listAt(definition, 'status', 'storedVersions').map(String),
    textAt(stored, 'name') ?? '',
  ]);
  return {
    conditions: accepted
      ? [
          condition('NamesAccepted', true, 'NoConflicts', 'no conflicts found'),
          condition('Established', true, 'InitialNamesAccepted', 'the initial names have been accepted'),
        ]
      : [
          condition('NamesAccepted', false, 'KindConflict', why),
          condition('Established', false, 'NotAccepted', 'not all names are accepted'),
        ],
    acceptedNames: accepted ? mapAt(definition, 'spec', 'names') : { plural: '', kind: '' },
    storedVersions: [...versions],
  };
}
