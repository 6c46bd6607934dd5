import { alreadyExists, conflict, invalid, objectModified } from '../api/status-error';
import { at, isMap, listAt, mapAt, mapsAt, numberAt, sameJson, textAt, without } from '../json';
import type { ApiObject, JsonMap, MutableMap } from '../json';
import { convertObject } from '../kinds/convert';
import { apiVersionOf, isBeingDeleted, nameOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { draftOf } from '../rules/draft';
import { countsGenerations, prepareUpdate, problemsOf, rulesOf, wantsOther } from '../rules/kind-rules';
import type { WriteOptions } from './actor';
import type { AdmissionRequest } from './admission';
import { generatedName, keepServerMetadata, newUid, timestamp } from './metadata';
import type { ObjectsParts, Target } from './parts';

/** The last steps of every write, after defaults and ownership. */
export class ObjectWriter {
  constructor(private readonly parts: ObjectsParts) {}

  async insert(
    resource: Resource,
    namespace: string,
    sent: ApiObject,
    options: WriteOptions,
  ): Promise<ApiObject> {
    const { admission, allocator, store, random } = this.parts;
    let object = this.asNew(resource, sent);
    const request = this.request('CREATE', resource, namespace, object, undefined, options);
    object = (await admission.mutate(request)) ?? object;
    object = allocator.allocate(object, undefined);
    rulesOf(resource).prepare?.(draftOf(object));
    this.refuseInvalid(resource, object, undefined);
    await admission.validate({ ...request, object, name: nameOf(object) });
    if (store.get(resource.storage, namespace, nameOf(object)) !== undefined) {
      if ((textAt(sent, 'metadata', 'generateName') ?? '') === '' || nameOf(sent) !== '') {
        throw alreadyExists({ name: nameOf(object), group: resource.group, kind: resource.plural });
      }
      object = {
        ...object,
        metadata: {
          ...object.metadata,
          name: generatedName(textAt(sent, 'metadata', 'generateName') ?? '', random),
        },
      };
    }
    if (options.dryRun === true) return object;
    return this.fromStored(resource, store.put(resource.storage, this.toStored(resource, object)));
  }

  private asNew(resource: Resource, sent: ApiObject): ApiObject {
    const { random } = this.parts;
    const prefix = textAt(sent, 'metadata', 'generateName') ?? '';
    const name = nameOf(sent) === '' && prefix !== '' ? generatedName(prefix, random) : nameOf(sent);
    const metadata: MutableMap = {
      ...without(
        sent.metadata,
        'resourceVersion',
        'deletionTimestamp',
        'deletionGracePeriodSeconds',
        'selfLink',
        'generation',
      ),
      uid: newUid(random),
      creationTimestamp: timestamp(),
    };
    if (name !== '') metadata['name'] = name;
    if (countsGenerations(resource)) metadata['generation'] = 1;
    const object: MutableMap = { ...sent, metadata };
    if (resource.subresources.has('status')) {
      const fresh = freshStatus(resource, sent);
      if (fresh === undefined) delete object['status'];
      else object['status'] = fresh;
    }
    if (resource.kind === 'Namespace' && resource.group === '') {
      object['spec'] = { ...mapAt(sent, 'spec'), finalizers: ['kubernetes'] };
    }
    return object as ApiObject;
  }

  /** @param sent with the managers that result, in the resource's version */
  async overwrite(
    target: Target,
    live: ApiObject,
    sent: ApiObject,
    options: WriteOptions,
  ): Promise<ApiObject> {
    const { admission, allocator, store } = this.parts;
    const { resource, namespace, subresource } = target;
    let object = keepServerMetadata(sent, live);
    object = subresource === 'status' ? withStatusOf(object, live) : this.withSpecOf(resource, object, live);
    if (subresource === '') prepareUpdate(resource, draftOf(object), live);
    const request = this.request('UPDATE', resource, namespace, object, live, options);
    if (subresource === '') {
      object = (await admission.mutate(request)) ?? object;
      object = allocator.allocate(object, live);
    }
    object = this.counted(resource, object, live);
    if (subresource === '' || resource.custom !== undefined) this.refuseInvalid(resource, object, live);
    if (subresource === '') await admission.validate({ ...request, object });
    const now = store.get(resource.storage, namespace, nameOf(live));
    if (now === undefined || now.metadata['resourceVersion'] !== live.metadata['resourceVersion']) {
      throw conflict({ name: nameOf(live), group: resource.group, kind: resource.plural }, objectModified);
    }
    if (changesNothing(object, live)) return live;
    if (options.dryRun === true) return object;
    return this.write(resource, live, object);
  }

  /** Stores an object; one that was only held by finalizers goes with the last of them. */
  write(resource: Resource, live: ApiObject, object: ApiObject): ApiObject {
    const counted = this.counted(resource, object, live);
    const held =
      listAt(counted, 'metadata', 'finalizers').length > 0 ||
      (numberAt(counted, 'metadata', 'deletionGracePeriodSeconds') ?? 0) > 0 ||
      (counted.kind === 'Namespace' && listAt(counted, 'spec', 'finalizers').length > 0);
    if (isBeingDeleted(counted) && !held) return this.remove(resource, counted);
    return this.fromStored(
      resource,
      this.parts.store.put(resource.storage, this.toStored(resource, counted)),
    );
  }

  remove(resource: Resource, object: ApiObject): ApiObject {
    return this.fromStored(
      resource,
      this.parts.store.remove(resource.storage, this.toStored(resource, object)),
    );
  }

  private counted(resource: Resource, object: ApiObject, live: ApiObject): ApiObject {
    const before = numberAt(live, 'metadata', 'generation');
    if (before === undefined || numberAt(object, 'metadata', 'generation') !== before) return object;
    if (!countsGenerations(resource) || !wantsOther(resource, object, live)) return object;
    return { ...object, metadata: { ...object.metadata, generation: before + 1 } };
  }

  private withSpecOf(resource: Resource, object: ApiObject, live: ApiObject): ApiObject {
    if (!resource.subresources.has('status')) return object;
    const copy: MutableMap = { ...object };
    if (live['status'] === undefined) delete copy['status'];
    else copy['status'] = live['status'];
    if (resource.kind === 'Namespace' && resource.group === '') copy['spec'] = { ...mapAt(live, 'spec') };
    return copy as ApiObject;
  }

  private refuseInvalid(resource: Resource, object: ApiObject, live: ApiObject | undefined): void {
    const problems = problemsOf(resource, object, live);
    if (problems.length > 0) {
      throw invalid({ name: nameOf(object), group: resource.group, kind: resource.kind }, problems);
    }
  }

  private request(
    operation: AdmissionRequest['operation'],
    resource: Resource,
    namespace: string,
    object: ApiObject,
    before: ApiObject | undefined,
    { actor, dryRun }: WriteOptions,
  ): AdmissionRequest {
    const kind = operation === 'CREATE' ? 'CreateOptions' : 'UpdateOptions';
    const options: JsonMap = { apiVersion: 'meta.k8s.io/v1', kind, fieldManager: actor.manager };
    const name = nameOf(object);
    return { operation, resource, namespace, name, object, before, dryRun: dryRun === true, actor, options };
  }

  private toStored(resource: Resource, object: ApiObject): ApiObject {
    return convertObject(object, resource.storedAs);
  }

  private fromStored(resource: Resource, object: ApiObject): ApiObject {
    return convertObject(object, apiVersionOf(resource));
  }
}

/** What the status of a new object is; a client's is not taken over. */
function freshStatus(resource: Resource, sent: ApiObject): JsonMap | undefined {
  if (resource.custom !== undefined) return undefined;
  switch (`${resource.group}/${resource.kind}`) {
    case '/Namespace':
      return { phase: 'Active' };
    case '/Pod':
      return { phase: 'Pending', qosClass: qosClassOf(sent) };
    case '/PersistentVolume':
      return { phase: 'Pending', lastPhaseTransitionTime: timestamp() };
    case '/PersistentVolumeClaim':
      return { phase: 'Pending' };
    case '/Service':
      return { loadBalancer: {} };
    case '/Node':
      // A kubelet registers with its status.
      return mapAt(sent, 'status');
    case 'apps/ReplicaSet':
    case '/ReplicationController':
      return { replicas: 0 };
    case 'apps/StatefulSet':
      return { replicas: 0, availableReplicas: 0 };
    case 'apps/DaemonSet':
      return { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
    case 'networking.k8s.io/Ingress':
      return { loadBalancer: {} };
    case 'autoscaling/HorizontalPodAutoscaler':
      return resource.version === 'v1'
        ? { currentReplicas: 0, desiredReplicas: 0 }
        : { desiredReplicas: 0, currentMetrics: null };
    case 'policy/PodDisruptionBudget':
      return { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return {
        conditions: null,
        acceptedNames: { plural: '', kind: '' },
        storedVersions: storedVersions(sent),
      };
    default:
      return {};
  }
}

function storedVersions(definition: ApiObject): string[] {
  return mapsAt(definition, 'spec', 'versions').flatMap((version) =>
    version['storage'] === true ? [textAt(version, 'name') ?? ''] : [],
  );
}

/** Guaranteed where limits are requests throughout, best effort where there are none. */
function qosClassOf(pod: ApiObject): string {
  const containers = [...mapsAt(pod, 'spec', 'containers'), ...mapsAt(pod, 'spec', 'initContainers')];
  const amounts = (container: JsonMap, list: string) => mapAt(container, 'resources', list);
  const relevant = (map: JsonMap) => [map['cpu'], map['memory']];
  if (
    containers.every((one) =>
      [...relevant(amounts(one, 'requests')), ...relevant(amounts(one, 'limits'))].every(
        (value) => value === undefined,
      ),
    )
  ) {
    return 'BestEffort';
  }
  const guaranteed = containers.every((one) => {
    const limits = relevant(amounts(one, 'limits'));
    return (
      limits.every((value) => value !== undefined) &&
      sameJson(relevant(amounts(one, 'requests')) as string[], limits as string[])
    );
  });
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function withStatusOf(object: ApiObject, live: ApiObject): ApiObject {
  const status = object['status'];
  const managedFields = at(object, 'metadata', 'managedFields');
  const metadata =
    managedFields === undefined
      ? without(live.metadata, 'managedFields')
      : { ...live.metadata, managedFields };
  const copy: MutableMap = { ...live, metadata };
  if (isMap(status)) copy['status'] = status;
  else delete copy['status'];
  return copy as ApiObject;
}

/** Times of managers alone are no change. */
function changesNothing(object: ApiObject, live: ApiObject): boolean {
  const untimed = ({ metadata }: ApiObject) => ({
    ...metadata,
    managedFields: mapsAt(metadata, 'managedFields').map((entry) => without(entry, 'time')),
  });
  return (
    sameJson(without(object, 'metadata'), without(live, 'metadata')) &&
    sameJson(untimed(object), untimed(live))
  );
}
