import type { ApiObject, JsonMap } from '../json';
import { parseJson, toJson, isMap, textAt } from '../json';
import { convertObject } from '../kinds/convert';
import { apiVersionOf, groupKindOf, nameOf, namespaceOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { parseFieldSelector, parseLabelSelector } from '../storage/selectors';
import type { Matcher } from '../storage/selectors';
import type { Store } from '../storage/store';
import { badRequest, expired } from './status-error';

/** Which objects a list, watch or deletion of many is about. */
export interface Selection {
  readonly namespace: string;
  readonly matches: Matcher;
}

export function selectionOf(
  resource: Resource,
  namespace: string,
  query: URLSearchParams,
  name = '',
): Selection {
  const byLabel = parseLabelSelector(query.get('labelSelector') ?? undefined);
  const byField = parseFieldSelector(query.get('fieldSelector') ?? undefined, groupKindOf(resource));
  return {
    namespace,
    matches: (object) => (name === '' || nameOf(object) === name) && byLabel(object) && byField(object),
  };
}

/** Objects in the version of a resource, in the order of namespace and name. */
export function select(store: Store, resource: Resource, { namespace, matches }: Selection): ApiObject[] {
  const apiVersion = apiVersionOf(resource);
  return store
    .list(resource.storage, namespace)
    .map((object) => convertObject(object, apiVersion))
    .filter(matches)
    .sort(byPlace);
}

function placeOf(object: JsonMap): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}

function byPlace(left: ApiObject, right: ApiObject): number {
  const [one, other] = [placeOf(left), placeOf(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

export interface Page {
  readonly objects: readonly ApiObject[];
  readonly metadata: JsonMap;
}

/** A page of a list, by `limit` and `continue`. @throws StatusError 400, 410 */
export function page(store: Store, objects: readonly ApiObject[], query: URLSearchParams): Page {
  const selected = (query.get('labelSelector') ?? '') !== '' || (query.get('fieldSelector') ?? '') !== '';
  const limit = Number(query.get('limit') ?? 0);
  const token = query.get('continue') ?? '';
  const from = token === '' ? undefined : readToken(token);
  const revision = from?.revision ?? store.revision;
  const wanted = Number(query.get('resourceVersion') ?? 0);
  if (wanted > store.revision) {
    throw expired(`Too large resource version: ${String(wanted)}, current: ${String(store.revision)}`);
  }
  const left = from === undefined ? objects : objects.filter((object) => placeOf(object) > from.after);
  const metadata: JsonMap = { resourceVersion: String(revision) };
  if (!(limit > 0) || left.length <= limit) return { objects: left, metadata };
  const taken = left.slice(0, limit);
  const last = taken.at(-1);
  const next = Buffer.from(toJson({ revision, after: last === undefined ? '' : placeOf(last) })).toString(
    'base64url',
  );
  return {
    objects: taken,
    // Of a selection the number is not known without looking through it all.
    metadata: {
      ...metadata,
      continue: next,
      ...(selected ? {} : { remainingItemCount: left.length - limit }),
    },
  };
}

function readToken(token: string): { revision: number; after: string } {
  try {
    const read = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
    const after = textAt(read, 'after');
    if (isMap(read) && typeof read['revision'] === 'number' && after !== undefined) {
      return { revision: read['revision'], after };
    }
  } catch {
    // Said below.
  }
  throw badRequest('continue key is not valid: it comes from another server');
}
