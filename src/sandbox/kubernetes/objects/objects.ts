import { typedProblems } from '../apply/check-typed';
import { applyConfiguration, managersAfterUpdate, managersOf } from '../apply/field-manager';
import type { OwnedKind } from '../apply/field-manager';
import { readManagers, withManagers } from '../apply/managed-fields';
import type { Managers } from '../apply/managed-fields';
import { badRequest, conflict, notFound, objectModified } from '../api/status-error';
import { at, isMap, sameJson, textAt, without } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { convertObject, convertVersion } from '../kinds/convert';
import { emptyObject } from '../kinds/decode';
import type { KindRegistry } from '../kinds/kind-registry';
import { apiVersionOf, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { Store } from '../storage/store';
import type { WriteOptions } from './actor';
import { applyRefusal, decodeBody, decodePatched } from './decode-body';
import { timestamp } from './metadata';
import { ObjectWriter } from './object-writer';
import type { ObjectsParts, Target } from './parts';

/** How often a patch is laid over a newer object when somebody was faster. */
const patchAttempts = 5;

/** Reads and writes objects as an API server does: the rules of their kinds, admission, ownership of fields. */
export class Objects {
  readonly store: Store;
  readonly registry: KindRegistry;
  private readonly writer: ObjectWriter;

  constructor(parts: ObjectsParts) {
    this.store = parts.store;
    this.registry = parts.registry;
    this.writer = new ObjectWriter(parts);
  }

  /** In the version of the resource. @throws StatusError 404 */
  get({ resource, namespace, name }: Omit<Target, 'subresource'>): ApiObject {
    const found = this.find(resource, namespace, name);
    if (found === undefined) throw notFound({ name, group: resource.group, kind: resource.plural });
    return found;
  }

  find(resource: Resource, namespace: string, name: string): ApiObject | undefined {
    const stored = this.store.get(resource.storage, namespace, name);
    return stored === undefined ? undefined : convertObject(stored, apiVersionOf(resource));
  }

  async create(resource: Resource, namespace: string, body: Json, options: WriteOptions): Promise<ApiObject> {
    const decoded = decodeBody(resource, body, options);
    const sent = inNamespace(decoded, resource, namespace);
    const managers = managersAfterUpdate(
      startOf(resource),
      sent,
      managersOf(undefined, isMap(body) ? body : {}),
      {
        name: options.actor.manager,
        operation: 'Update',
        apiVersion: apiVersionOf(resource),
        subresource: '',
      },
      this.ownedKind(resource, ''),
      timestamp(),
    );
    return this.writer.insert(resource, namespace, withManagers(sent, managers), options);
  }

  /** PUT. @throws StatusError 409 when the body has an older resource version */
  async update(target: Target, body: Json, options: WriteOptions): Promise<ApiObject> {
    const { resource, name } = target;
    const live = this.get(target);
    const sent = decodeBody(resource, body, options);
    if (nameOf(sent) !== '' && nameOf(sent) !== name) {
      throw badRequest(
        `the name of the object (${nameOf(sent)}) does not match the name on the URL (${name})`,
      );
    }
    const version = textAt(sent, 'metadata', 'resourceVersion');
    const subject = { name, group: resource.group, kind: resource.plural };
    if (version !== undefined && version !== live.metadata['resourceVersion']) {
      throw conflict(subject, objectModified);
    }
    if (uidOf(sent) !== '' && uidOf(sent) !== uidOf(live)) {
      throw conflict(
        subject,
        `Precondition failed: UID in precondition: ${uidOf(sent)}, UID in object meta: ${uidOf(live)}`,
      );
    }
    return this.replace(target, live, sent, isMap(body) ? body : {}, options);
  }

  /** PATCH with what `change` makes of the object as it is. */
  async patch(target: Target, change: (live: ApiObject) => Json, options: WriteOptions): Promise<ApiObject> {
    return this.retried(target, async (live) => {
      const changed = change(live);
      const given = at(changed, 'metadata', 'resourceVersion');
      if (given !== undefined && given !== live.metadata['resourceVersion']) {
        const { resource, name } = target;
        throw conflict({ name, group: resource.group, kind: resource.plural }, objectModified);
      }
      const sent = decodePatched(target.resource, changed, options);
      return this.replace(target, live, sent, isMap(changed) ? changed : {}, options);
    });
  }

  /** Server-side apply. Creates what is not there. */
  async apply(target: Target, config: Json, force: boolean, options: WriteOptions): Promise<ApiObject> {
    const { resource, namespace, name, subresource } = target;
    if (!isMap(config)) throw badRequest('the body is no object');
    checkConfig(target, config);
    const problems = typedProblems(config, resource.schema);
    if (problems.length > 0) throw applyRefusal(resource, config, problems);
    const by = {
      name: options.actor.manager,
      operation: 'Apply' as const,
      apiVersion: apiVersionOf(resource),
      subresource,
    };
    const kind = this.ownedKind(resource, subresource);
    const now = timestamp();
    if (this.find(resource, namespace, name) === undefined) {
      if (subresource !== '') throw notFound({ name, group: resource.group, kind: resource.plural });
      const start = startOf(resource);
      const applied = applyConfiguration(start, config, new Map(), by, kind, { force, now });
      const made = decodeBody(resource, applied.object ?? start, options);
      const sent = inNamespace(made, resource, namespace);
      return this.writer.insert(resource, namespace, withManagers(sent, applied.managers), options);
    }
    return this.retried(target, async (live) => {
      const uid = textAt(config, 'metadata', 'uid');
      if (uid !== undefined && uid !== uidOf(live)) {
        throw conflict(
          { name, group: resource.group, kind: resource.plural },
          `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${uidOf(live)}`,
        );
      }
      const applied = applyConfiguration(live, config, readManagers(live), by, kind, { force, now });
      const made = applied.object === undefined ? live : decodeBody(resource, applied.object, options);
      return this.writer.overwrite(target, live, withManagers(made, applied.managers), options);
    });
  }

  private async retried(
    target: Target,
    attempt: (live: ApiObject) => Promise<ApiObject>,
  ): Promise<ApiObject> {
    for (let tried = 1; ; tried++) {
      const live = this.get(target);
      try {
        return await attempt(live);
      } catch (error) {
        const now = this.find(target.resource, target.namespace, target.name);
        const outrun =
          now !== undefined && now.metadata['resourceVersion'] !== live.metadata['resourceVersion'];
        if (!outrun || tried >= patchAttempts) throw error;
      }
    }
  }

  private replace(
    target: Target,
    live: ApiObject,
    sent: ApiObject,
    body: JsonMap,
    options: WriteOptions,
  ): Promise<ApiObject> {
    const before = managersOf(live, target.subresource === '' ? body : live);
    const managers = this.managersAfter(target, live, sent, before, options);
    return this.writer.overwrite(target, live, withManagers(sent, managers), options);
  }

  /** Who holds what after an update. */
  private managersAfter(
    { resource, subresource }: Target,
    live: ApiObject,
    sent: ApiObject,
    before: Managers,
    { actor }: WriteOptions,
  ): Managers {
    return managersAfterUpdate(
      live,
      sent,
      before,
      { name: actor.manager, operation: 'Update', apiVersion: apiVersionOf(resource), subresource },
      this.ownedKind(resource, subresource),
      timestamp(),
    );
  }

  /**
   * A write of the cluster's own: no defaults, checks or admission. `change` gives the object as it should be, or
   * undefined to leave it.
   * @returns the object, changed or not; undefined when there is none
   */
  set(
    resource: Resource,
    namespace: string,
    name: string,
    change: (live: ApiObject) => ApiObject | undefined,
    manager: string,
    subresource = '',
  ): ApiObject | undefined {
    const live = this.find(resource, namespace, name);
    if (live === undefined) return undefined;
    const changed = change(live);
    if (changed === undefined || sameJson(without(changed, 'metadata'), without(live, 'metadata'))) {
      if (changed === undefined || sameJson(changed.metadata, live.metadata)) return live;
    }
    const target = { resource, namespace, name, subresource };
    const actor = { user: manager, groups: [], manager };
    const managers = this.managersAfter(target, live, changed, readManagers(live), { actor });
    return this.writer.write(resource, live, withManagers(changed, managers));
  }

  /** Stores an object that was marked for deletion, as it is. */
  mark(resource: Resource, live: ApiObject, marked: ApiObject): ApiObject {
    return this.writer.write(resource, live, marked);
  }

  /** Takes the object out at once. */
  remove(resource: Resource, object: ApiObject): ApiObject {
    return this.writer.remove(resource, object);
  }

  private ownedKind(resource: Resource, subresource: string): OwnedKind {
    return {
      apiVersion: apiVersionOf(resource),
      schema: resource.schema,
      ignored: ignoredFields(resource, subresource),
      convert: (object, apiVersion) => {
        const [group, version] = splitVersion(apiVersion);
        const other = this.registry.find(group, version, resource.plural);
        if (other === undefined || other.storage !== resource.storage) return undefined;
        return { object: convertVersion(object, apiVersion), schema: other.schema };
      },
    };
  }
}

function splitVersion(apiVersion: string): [string, string] {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

/** Fields that are not written this way: a status by writes of the object, and the other way round. */
function ignoredFields(resource: Resource, subresource: string): readonly (readonly string[])[] {
  if (subresource === '') return resource.subresources.has('status') ? [['f:status']] : [];
  if (subresource === 'scale') return [];
  const rest = [...resource.schema.fields.keys()].filter(
    (field) => field !== 'status' && field !== 'metadata',
  );
  return resource.custom === undefined
    ? [['f:spec'], ['f:metadata', 'f:labels']]
    : rest.map((field) => [`f:${field}`]);
}

const starts = new WeakMap<Resource, ApiObject>();

/** An object of the kind on which nothing is set. */
function startOf(resource: Resource): ApiObject {
  let start = starts.get(resource);
  if (start === undefined) {
    const empty: JsonMap = resource.custom === undefined ? emptyObject(resource.schema) : { metadata: {} };
    start = { ...empty, apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: {} };
    starts.set(resource, start);
  }
  return start;
}

/** @throws StatusError 400 */
function checkConfig({ resource, name, namespace }: Target, config: JsonMap): void {
  if (at(config, 'metadata', 'managedFields') !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const apiVersion = textAt(config, 'apiVersion');
  if (apiVersion === undefined || textAt(config, 'kind') === undefined) {
    throw badRequest('invalid object type: /, Kind=');
  }
  if (apiVersion !== apiVersionOf(resource)) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${apiVersionOf(resource)}`,
    );
  }
  const named = textAt(config, 'metadata', 'name');
  if (named !== undefined && named !== name) {
    throw badRequest(`the name of the object (${named}) does not match the name on the URL (${name})`);
  }
  const placed = textAt(config, 'metadata', 'namespace');
  if (placed !== undefined && placed !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
}

/** @throws StatusError 400 */
function inNamespace(object: ApiObject, resource: Resource, namespace: string): ApiObject {
  const named = namespaceOf(object);
  if (named !== '' && named !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  if (!resource.namespaced) return { ...object, metadata: without(object.metadata, 'namespace') };
  return { ...object, metadata: { ...object.metadata, namespace } };
}
