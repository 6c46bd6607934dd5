import { at, listAt, textsAt } from '../json';
import type { ApiObject, Json } from '../json';
import { isBeingDeleted, namespaceOf } from '../kinds/resource';
import { matchesSelector } from '../storage/selectors';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import { controllerOf, controllerReference, podsResource } from './pods';

/** Pods that nobody controls: whoever selects them takes them over. */
export class OrphanedPods {
  private readonly keys = new Set<string>();

  constructor(private readonly context: ControllerContext) {
    context.listen('pods', ({ type, object }) => {
      if (type === 'DELETED' || controllerOf(object) !== undefined) this.keys.delete(keyOf(object));
      else this.keys.add(keyOf(object));
    });
  }

  adopt(owner: ApiObject): void {
    if (this.keys.size === 0 || isBeingDeleted(owner)) return;
    const pods = podsResource(this.context);
    for (const key of [...this.keys]) {
      const [namespace, name] = splitKey(key);
      if (namespace !== namespaceOf(owner)) continue;
      const pod = this.context.store.get('pods', namespace, name);
      if (pod === undefined || isBeingDeleted(pod)) continue;
      if (!matchesSelector(at(owner, 'spec', 'selector'), textsAt(pod, 'metadata', 'labels'))) continue;
      this.context.set(pods, pod, (live) => {
        const owners: Json[] = [...listAt(live, 'metadata', 'ownerReferences'), controllerReference(owner)];
        return { ...live, metadata: { ...live.metadata, ownerReferences: owners } };
      });
    }
  }
}
