import { mapAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject } from '../json';
import { nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { ControllerContext } from './context';
import { controllerReference, hashOf } from './pods';

export const revisionLabel = 'controller-revision-hash';

/** The revision of a set's present template, as a ControllerRevision; made when there is none. */
export async function currentRevision(context: ControllerContext, owner: ApiObject): Promise<ApiObject> {
  const { store } = context;
  const resource = context.resource('apps', 'v1', 'controllerrevisions');
  const template = mapAt(owner, 'spec', 'template');
  const hash = hashOf(template, numberAt(owner, 'status', 'collisionCount') ?? 0);
  const name = `${nameOf(owner)}-${hash}`;
  const revisions = store.dependentsIn(resource.storage, uidOf(owner));
  const newest = Math.max(0, ...revisions.map((one) => numberAt(one, 'revision') ?? 0));
  const known = revisions.find((one) => nameOf(one) === name);
  if (known !== undefined) {
    if (numberAt(known, 'revision') === newest) return known;
    return context.set(resource, known, (live) => ({ ...live, revision: newest + 1 })) ?? known;
  }
  const made = await context.create(resource, namespaceOf(owner), {
    metadata: {
      name,
      labels: { ...textsAt(template, 'metadata', 'labels'), [revisionLabel]: hash },
      ownerReferences: [controllerReference(owner)],
    },
    data: { spec: { template: { ...template, $patch: 'replace' } } },
    revision: newest + 1,
  });
  const limit = numberAt(owner, 'spec', 'revisionHistoryLimit') ?? 10;
  const used = new Set(
    store.dependentsIn('pods', uidOf(owner)).map((pod) => textsAt(pod, 'metadata', 'labels')[revisionLabel]),
  );
  const idle = revisions
    .filter((one) => !used.has(hashOfRevision(one)) && !used.has(nameOf(one)))
    .sort((left, right) => (numberAt(left, 'revision') ?? 0) - (numberAt(right, 'revision') ?? 0));
  for (const one of idle.slice(0, Math.max(idle.length - limit, 0))) context.delete(resource, one);
  return made;
}

export function hashOfRevision(revision: ApiObject): string {
  return textAt(revision, 'metadata', 'labels', revisionLabel) ?? '';
}
