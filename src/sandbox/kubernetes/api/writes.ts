import type { IncomingMessage } from 'node:http';
import { isMap } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { nameOf, uidOf } from '../kinds/resource';
import type { WriteOptions } from '../objects/actor';
import { readDeleteRequest } from '../objects/deleter';
import type { Deleted, Deleter } from '../objects/deleter';
import { evictPod } from '../objects/eviction';
import type { Objects } from '../objects/objects';
import type { Target } from '../objects/parts';
import { refuseScaleApply, scaleOf, withScale } from '../objects/scale';
import { jsonPatch } from '../patch/json-patch';
import { mergePatch } from '../patch/merge-patch';
import { strategicMergePatch } from '../patch/strategic-merge-patch';
import { select, selectionOf } from './collection';
import { mediaTypeOf, parseBody, readBody } from './http';
import type { ResourceRoute } from './route';
import {
  badRequest,
  invalid,
  methodNotAllowed,
  notCovered,
  noSuchPath,
  StatusError,
  unsupportedMediaType,
} from './status-error';

export interface WriteAnswer {
  readonly code: number;
  readonly body: Json;
  /** Whether the body is the object, which may be shown as a table. */
  readonly object?: ApiObject;
}

/** Subresources that need containers, which the sandbox does not run. */
const containerCalls: Readonly<Record<string, string>> = {
  exec: 'commands in containers (kubectl exec): its pods have no processes',
  attach: 'attaching to containers: its pods have no processes',
  portforward: 'forwarding ports to pods: nothing listens in them',
  proxy: 'proxying to pods, services and nodes: nothing listens there',
  log: 'logs of containers: its pods have no processes',
  ephemeralcontainers: 'ephemeral containers (kubectl debug)',
  resize: 'resizing pods in place',
};

export function refuseContainerCall(route: ResourceRoute): void {
  const what = containerCalls[route.subresource];
  if (what !== undefined) throw notCovered(what);
}

/** Everything that changes objects. */
export class Writes {
  constructor(
    private readonly objects: Objects,
    private readonly deleter: Deleter,
  ) {}

  async handle(
    route: ResourceRoute,
    request: IncomingMessage,
    query: URLSearchParams,
    options: WriteOptions,
  ): Promise<WriteAnswer> {
    refuseContainerCall(route);
    if (route.subresource !== '' && !route.resource.subresources.has(route.subresource)) throw noSuchPath();
    const raw = await readBody(request);
    switch (request.method ?? '') {
      case 'POST':
        return this.post(route, bodyOf(request, raw), options);
      case 'PUT':
        return this.put(route, bodyOf(request, raw), options);
      case 'PATCH':
        return this.patch(route, request, raw, query, options);
      case 'DELETE':
        return this.delete(route, raw.length === 0 ? undefined : bodyOf(request, raw), query, options);
      default:
        throw methodNotAllowed({});
    }
  }

  private async post(route: ResourceRoute, body: Json, options: WriteOptions): Promise<WriteAnswer> {
    const { resource, namespace, name, subresource } = route;
    if (subresource === 'eviction') {
      return { code: 201, body: await evictPod(this.objects, this.deleter, route, body, options) };
    }
    if (subresource !== '') throw notCovered(`POST to ${resource.plural}/${subresource}`);
    if (name !== '') throw methodNotAllowed({ kind: resource.plural, group: resource.group });
    const place = resource.namespaced && namespace === '' ? 'default' : namespace;
    return answer(201, await this.objects.create(resource, place, body, options));
  }

  private async put(route: ResourceRoute, body: Json, options: WriteOptions): Promise<WriteAnswer> {
    const { resource, subresource } = route;
    if (route.name === '') throw methodNotAllowed({ kind: resource.plural, group: resource.group });
    if (subresource === 'scale') {
      const changed = await this.objects.patch(route, (live) => withScale(resource, live, body), options);
      return answer(200, scaleOf(resource, changed));
    }
    if (subresource === 'finalize') return answer(200, this.finalize(route, body));
    return answer(200, await this.objects.update(route, body, options));
  }

  /** Namespaces are let go by emptying `spec.finalizers`. */
  private finalize({ resource, name }: ResourceRoute, body: Json): ApiObject {
    const spec = isMap(body) && isMap(body['spec']) ? body['spec'] : {};
    const changed = this.objects.set(
      resource,
      '',
      name,
      (live) => ({ ...live, spec }),
      'finalizer',
      'finalize',
    );
    return changed ?? this.objects.get({ resource, namespace: '', name });
  }

  private async patch(
    route: ResourceRoute,
    request: IncomingMessage,
    raw: Buffer,
    query: URLSearchParams,
    options: WriteOptions,
  ): Promise<WriteAnswer> {
    const { resource, subresource } = route;
    if (route.name === '') throw methodNotAllowed({ kind: resource.plural, group: resource.group });
    const type = mediaTypeOf(request);
    const force = query.get('force') === 'true';
    if (type === 'application/apply-patch+yaml') {
      refuseWithoutManager(query);
      if (subresource === 'scale') refuseScaleApply();
      const before = this.objects.find(resource, route.namespace, route.name);
      const applied = await this.objects.apply(route, parseBody(raw, true), force, options);
      return answer(before === undefined ? 201 : 200, applied);
    }
    if (force)
      throw invalidPatchOptions(
        'force',
        'Forbidden: may not be specified for non-apply patch',
        'FieldValueForbidden',
      );
    const change = changeBy(type, resource.custom !== undefined, parseBody(raw, false), route);
    if (subresource === 'scale') {
      const changed = await this.objects.patch(
        route,
        (live) => withScale(resource, live, change(scaleOf(resource, live))),
        options,
      );
      return answer(200, scaleOf(resource, changed));
    }
    return answer(200, await this.objects.patch(route, change, options));
  }

  private async delete(
    route: ResourceRoute,
    body: Json | undefined,
    query: URLSearchParams,
    options: WriteOptions,
  ): Promise<WriteAnswer> {
    const { resource, namespace, name, subresource } = route;
    if (subresource !== '') throw methodNotAllowed({ kind: resource.plural, group: resource.group });
    const deletion = readDeleteRequest(body, query);
    const all = query.get('dryRun') === 'All' || dryRunIn(body);
    const given = { ...options, dryRun: options.dryRun === true || all };
    if (name !== '') return deletedAnswer(route, await this.deleter.delete(route, deletion, given));
    const selected = select(this.objects.store, resource, selectionOf(resource, namespace, query));
    for (const object of selected) {
      const target: Target = {
        resource,
        namespace: String(object.metadata['namespace'] ?? ''),
        name: nameOf(object),
        subresource: '',
      };
      await this.deleter.delete(target, deletion, given).catch((error: unknown) => {
        if (!(error instanceof StatusError) || error.code !== 404) throw error;
      });
    }
    return {
      code: 200,
      body: {
        kind: resource.listKind,
        apiVersion: resource.group === '' ? resource.version : `${resource.group}/${resource.version}`,
        metadata: { resourceVersion: String(this.objects.store.revision) },
        items: selected,
      },
    };
  }
}

function answer(code: number, object: ApiObject): WriteAnswer {
  return { code, body: object, object };
}

function dryRunIn(body: Json | undefined): boolean {
  return isMap(body) && Array.isArray(body['dryRun']) && body['dryRun'].includes('All');
}

/** Kinds whose deletion is answered with what was deleted. */
const returned = new Set([
  '/namespaces',
  '/persistentvolumeclaims',
  '/persistentvolumes',
  '/pods',
  '/podtemplates',
  '/resourcequotas',
  '/serviceaccounts',
  '/services',
  'storage.k8s.io/csidrivers',
  'storage.k8s.io/csinodes',
  'storage.k8s.io/storageclasses',
  'storage.k8s.io/volumeattachments',
  'storage.k8s.io/volumeattributesclasses',
]);

function deletedAnswer({ resource, name }: ResourceRoute, { object, gone }: Deleted): WriteAnswer {
  if (!gone || returned.has(`${resource.group}/${resource.plural}`))
    return { code: 200, body: object, object };
  const details: JsonMap = {
    name,
    group: resource.group === '' ? undefined : resource.group,
    kind: resource.plural,
    uid: uidOf(object),
  };
  return { code: 200, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details } };
}

const bodyTypes = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

function bodyOf(request: IncomingMessage, raw: Buffer): Json {
  const type = mediaTypeOf(request);
  if (type !== '' && type !== 'application/json' && type !== 'application/yaml')
    throw unsupportedMediaType(bodyTypes);
  return parseBody(raw, type === 'application/yaml');
}

function refuseWithoutManager(query: URLSearchParams): void {
  if ((query.get('fieldManager') ?? '') !== '') return;
  throw invalidPatchOptions(
    'fieldManager',
    'Required value: is required for apply patch',
    'FieldValueRequired',
  );
}

function invalidPatchOptions(
  field: string,
  message: string,
  reason: 'FieldValueRequired' | 'FieldValueForbidden',
): StatusError {
  return invalid({ group: 'meta.k8s.io', kind: 'PatchOptions', name: '' }, [{ field, reason, message }]);
}

function changeBy(
  type: string,
  custom: boolean,
  patch: Json,
  { resource, subresource }: ResourceRoute,
): (live: ApiObject) => Json {
  if (type === 'application/json-patch+json') return (live) => jsonPatch(live, patch);
  if (!isMap(patch)) throw badRequest('a patch of this type is a JSON object');
  if (type === 'application/merge-patch+json') return (live) => mergePatch(live, patch);
  if (type === 'application/strategic-merge-patch+json' && !custom && subresource !== 'scale') {
    return (live) => strategicMergePatch(live, patch, resource.schema);
  }
  if (type === 'application/strategic-merge-patch+json' && !custom) return (live) => mergePatch(live, patch);
  throw new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: '415: Unsupported Media Type',
    emptyDetails: true,
  });
}
