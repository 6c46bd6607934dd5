import type { Clock } from '../../world/clock';
import type { Faults } from '../../world/faults';
import { internalError, tooManyRequests } from '../api/status-error';
import { parseFieldSelector, parseLabelSelector } from '../storage/selectors';
import type { ApiObject, Json } from '../json';
import { groupKindOf, nameOf, namespaceOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { KindRegistry } from '../kinds/kind-registry';
import { convertObject } from '../kinds/convert';
import { apiVersionOf } from '../kinds/resource';
import type { Actor } from '../objects/actor';
import { evictPod } from '../objects/eviction';
import { inBackground } from '../objects/deleter';
import type { Deleted, Deleter, DeleteRequest } from '../objects/deleter';
import type { Objects } from '../objects/objects';
import { withScale } from '../objects/scale';
import { KubectlError } from './arguments';

export interface ClientParts {
  readonly objects: Objects;
  readonly deleter: Deleter;
  /** Left out where nothing may go wrong: for a look past the API. */
  readonly faults?: Faults | undefined;
  readonly clock: Clock;
  readonly version: string;
  readonly cluster: string;
}

export interface Selector {
  readonly labels?: string | undefined;
  readonly fields?: string | undefined;
}

/** What kubectl asks of the API server, as the cluster's admin. Faults hit it as they hit a request. */
export class Client {
  readonly registry: KindRegistry;

  constructor(
    private readonly parts: ClientParts,
    private readonly manager: string,
  ) {
    this.registry = parts.objects.registry;
  }

  get version(): string {
    return this.parts.version;
  }

  private get actor(): Actor {
    return {
      user: 'kubernetes-admin',
      groups: ['kubeadm:cluster-admins', 'system:masters'],
      manager: this.manager,
    };
  }

  async check(method: string, plural: string, subjects: readonly string[] = []): Promise<void> {
    const { faults, clock, cluster } = this.parts;
    const hit = faults?.strike({
      service: 'kubernetes',
      operation: `${method} ${plural}`,
      subjects: [...subjects, cluster],
    });
    for (const { kind, delaySeconds } of hit ?? []) {
      if (kind === 'slow') await clock.sleep(delaySeconds ?? 10);
      if (kind === 'away') {
        throw new KubectlError(
          `The connection to the server ${cluster} was refused - did you specify the right host or port?`,
        );
      }
      if (kind === 'throttle')
        throw tooManyRequests(
          'the server has received too many requests and has asked us to try again later',
          1,
        );
      if (kind === 'error') throw internalError('a fault of the sandbox');
    }
  }

  async find(resource: Resource, namespace: string, name: string): Promise<ApiObject | undefined> {
    await this.check('GET', resource.plural, [name]);
    return this.parts.objects.find(resource, resource.namespaced ? namespace : '', name);
  }

  async get(resource: Resource, namespace: string, name: string): Promise<ApiObject> {
    await this.check('GET', resource.plural, [name]);
    return this.parts.objects.get({ resource, namespace: resource.namespaced ? namespace : '', name });
  }

  async list(resource: Resource, namespace: string, { labels, fields }: Selector = {}): Promise<ApiObject[]> {
    await this.check('GET', resource.plural);
    const byLabel = parseLabelSelector(labels);
    const byField = parseFieldSelector(fields, groupKindOf(resource));
    return this.parts.objects.store
      .list(resource.storage, resource.namespaced ? namespace : '')
      .map((object) => convertObject(object, apiVersionOf(resource)))
      .filter((object) => byLabel(object) && byField(object))
      .sort((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
  }

  async create(resource: Resource, namespace: string, body: Json, dryRun = false): Promise<ApiObject> {
    await this.check('POST', resource.plural);
    return this.parts.objects.create(resource, resource.namespaced ? namespace : '', body, {
      actor: this.actor,
      dryRun,
      fieldValidation: 'Strict',
    });
  }

  async apply(
    resource: Resource,
    namespace: string,
    name: string,
    body: Json,
    force: boolean,
    dryRun = false,
  ): Promise<ApiObject> {
    await this.check('PATCH', resource.plural, [name]);
    const target = { resource, namespace: resource.namespaced ? namespace : '', name, subresource: '' };
    return this.parts.objects.apply(target, body, force, {
      actor: this.actor,
      dryRun,
      fieldValidation: 'Strict',
    });
  }

  async patch(
    resource: Resource,
    object: ApiObject,
    change: (live: ApiObject) => Json,
    subresource = '',
  ): Promise<ApiObject> {
    await this.check('PATCH', resource.plural, [nameOf(object)]);
    const target = { resource, namespace: namespaceOf(object), name: nameOf(object), subresource };
    return this.parts.objects.patch(target, change, { actor: this.actor });
  }

  async scale(resource: Resource, object: ApiObject, replicas: number): Promise<void> {
    await this.check('PATCH', resource.plural, [nameOf(object)]);
    const target = { resource, namespace: namespaceOf(object), name: nameOf(object), subresource: 'scale' };
    const change = (live: ApiObject) => withScale(resource, live, { spec: { replicas } });
    await this.parts.objects.patch(target, change, { actor: this.actor });
  }

  async delete(resource: Resource, object: ApiObject, request: Partial<DeleteRequest>): Promise<Deleted> {
    await this.check('DELETE', resource.plural, [nameOf(object)]);
    const target = { resource, namespace: namespaceOf(object), name: nameOf(object), subresource: '' };
    return this.parts.deleter.delete(target, { ...inBackground, ...request }, { actor: this.actor });
  }

  async evict(resource: Resource, pod: ApiObject, graceSeconds: number | undefined): Promise<void> {
    await this.check('POST', 'pods', [nameOf(pod)]);
    const target = { resource, namespace: namespaceOf(pod), name: nameOf(pod), subresource: 'eviction' };
    const deleteOptions = graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds };
    await evictPod(this.parts.objects, this.parts.deleter, target, { deleteOptions }, { actor: this.actor });
  }

  /** Real milliseconds, as kubectl's own timeouts are. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

function placeOf(object: ApiObject): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}
