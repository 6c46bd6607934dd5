import type { IncomingMessage, ServerResponse } from 'node:http';
import { toJson } from '../json';
import type { ApiObject, Json } from '../json';
import { convertObject } from '../kinds/convert';
import { apiVersionOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { Store, StoreEvent } from '../storage/store';
import { select } from './collection';
import type { Selection } from './collection';
import { partial } from './representation';
import type { Representation } from './representation';
import { expired } from './status-error';
import { tableOf } from '../tables/table';

const bookmarkEveryMs = 60_000;
const defaultTimeoutMs = 40 * 60_000;

export interface WatchOptions {
  readonly resource: Resource;
  readonly selection: Selection;
  readonly query: URLSearchParams;
  readonly representation: Representation;
}

/** Streams changes as lines of JSON until the client or the time ends it. */
export function streamChanges(
  store: Store,
  request: IncomingMessage,
  response: ServerResponse,
  { resource, selection, query, representation }: WatchOptions,
): void {
  const apiVersion = apiVersionOf(resource);
  const asked = query.get('resourceVersion') ?? '';
  const initial = query.get('sendInitialEvents') === 'true' || asked === '' || asked === '0';
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const headers =
    representation === 'table' ? 'application/json;as=Table;v=v1;g=meta.k8s.io' : 'application/json';
  response.writeHead(200, { 'content-type': headers, 'transfer-encoding': 'chunked' });
  response.flushHeaders();
  const send = (type: string, object: Json) => {
    response.write(`${toJson({ type, object })}\n`);
  };
  const show = (object: ApiObject): Json => {
    if (representation === 'table')
      return tableOf(resource, [object], {}, query.get('includeObject') ?? 'Metadata');
    return representation === 'metadata' ? partial(object) : object;
  };
  const bookmark = (annotations?: Record<string, string>) => {
    const metadata = { resourceVersion: String(store.revision), creationTimestamp: null };
    send('BOOKMARK', {
      kind: resource.kind,
      apiVersion,
      metadata: annotations === undefined ? metadata : { ...metadata, annotations },
    });
  };
  const deliver = (event: StoreEvent) => {
    const now = convertObject(event.object, apiVersion);
    const before = event.previous === undefined ? undefined : convertObject(event.previous, apiVersion);
    const type = changeFor(event, selection, now, before);
    if (type !== undefined)
      send(type, show(type === 'DELETED' && event.type !== 'DELETED' ? asDeleted(before ?? now, now) : now));
  };

  if (initial) {
    for (const object of select(store, resource, selection)) send('ADDED', show(object));
    if (query.get('sendInitialEvents') === 'true' && bookmarks)
      bookmark({ 'k8s.io/initial-events-end': 'true' });
  } else {
    const missed = store.changesSince(resource.storage, Number(asked));
    if (missed === undefined) {
      send('ERROR', expired(`too old resource version: ${asked} (${String(store.revision)})`).toStatus());
      response.end();
      return;
    }
    for (const event of missed) deliver(event);
  }
  const stopListening = store.listen(resource.storage, deliver);
  const ticking = bookmarks ? setInterval(bookmark, bookmarkEveryMs) : undefined;
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const ending = setTimeout(
    () => {
      response.end();
    },
    seconds > 0 ? seconds * 1000 : defaultTimeoutMs,
  );
  const stop = () => {
    stopListening();
    clearInterval(ticking);
    clearTimeout(ending);
  };
  response.once('close', stop);
  request.socket.once('close', stop);
}

/** What a change is to somebody who sees only a selection. */
function changeFor(
  event: StoreEvent,
  { namespace, matches }: Selection,
  now: ApiObject,
  before: ApiObject | undefined,
): StoreEvent['type'] | undefined {
  if (namespace !== '' && now.metadata['namespace'] !== namespace) return undefined;
  const was = before !== undefined && matches(before);
  if (event.type === 'DELETED') return was || matches(now) ? 'DELETED' : undefined;
  if (matches(now)) return was ? 'MODIFIED' : 'ADDED';
  return was ? 'DELETED' : undefined;
}

/** The object as it last was in the selection, at the revision at which it left it. */
function asDeleted(before: ApiObject, now: ApiObject): ApiObject {
  return { ...before, metadata: { ...before.metadata, resourceVersion: now.metadata['resourceVersion'] } };
}
