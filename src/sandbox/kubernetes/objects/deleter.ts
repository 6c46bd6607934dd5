import { badRequest, conflict, forbidden, notFound, StatusError } from '../api/status-error';
import { isMap, listAt, mapAt, numberAt, textAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { groupKindOf, isBeingDeleted, nameOf, uidOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { WriteOptions } from './actor';
import type { Admission } from './admission';
import { timestamp } from './metadata';
import type { Objects } from './objects';
import type { Target } from './parts';

export interface DeleteRequest {
  readonly propagation: 'Background' | 'Foreground' | 'Orphan' | undefined;
  readonly graceSeconds: number | undefined;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
}

const propagations = ['Background', 'Foreground', 'Orphan'] as const;

/** From `DeleteOptions` in the body or the query. @throws StatusError 400, 422 */
export function readDeleteRequest(body: Json | undefined, query: URLSearchParams): DeleteRequest {
  const options = isMap(body) ? body : {};
  const named = textAt(options, 'propagationPolicy') ?? query.get('propagationPolicy') ?? undefined;
  const propagation = propagations.find((one) => one === named);
  if (named !== undefined && propagation === undefined) {
    throw new StatusError({
      code: 422,
      reason: 'Invalid',
      group: 'meta.k8s.io',
      kind: 'DeleteOptions',
      message: `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: ${JSON.stringify(named)}: supported values: "Foreground", "Background", "Orphan", "nil"`,
    });
  }
  const orphan = options['orphanDependents'] === true;
  const grace = numberAt(options, 'gracePeriodSeconds') ?? numberFrom(query.get('gracePeriodSeconds'));
  if (grace !== undefined && grace < 0) throw badRequest(`gracePeriodSeconds ${String(grace)} is negative`);
  return {
    propagation: propagation ?? (orphan ? 'Orphan' : undefined),
    graceSeconds: grace,
    uid: textAt(options, 'preconditions', 'uid'),
    resourceVersion: textAt(options, 'preconditions', 'resourceVersion'),
  };
}

function numberFrom(text: string | null): number | undefined {
  return text === null || text === '' ? undefined : Number(text);
}

export const foregroundFinalizer = 'foregroundDeletion';
export const orphanFinalizer = 'orphan';
/** Kinds whose dependents stay when nobody says otherwise, for the sake of clients of old. */
const orphaning = new Set(['batch/Job', '/ReplicationController']);
const permanentNamespaces = new Set(['default', 'kube-system', 'kube-public']);

export interface Deleted {
  readonly object: ApiObject;
  /** Whether it is out of the store, as opposed to on its way. */
  readonly gone: boolean;
}

/** Deletes objects as their finalizers, grace periods and dependents ask. */
export class Deleter {
  constructor(
    private readonly objects: Objects,
    private readonly admission: Admission,
  ) {}

  async delete(target: Target, request: DeleteRequest, options: WriteOptions): Promise<Deleted> {
    const { resource, namespace, name } = target;
    const live = this.objects.get(target);
    this.checkPreconditions(resource, live, request);
    if (groupKindOf(resource) === '/Namespace' && permanentNamespaces.has(name)) {
      throw forbidden({ name, kind: 'namespaces' }, 'this namespace may not be deleted');
    }
    const admitted = {
      operation: 'DELETE' as const,
      resource,
      namespace,
      name,
      object: undefined,
      before: live,
      dryRun: options.dryRun === true,
      actor: options.actor,
      options: { apiVersion: 'meta.k8s.io/v1', kind: 'DeleteOptions' } satisfies JsonMap,
    };
    await this.admission.mutate(admitted);
    await this.admission.validate(admitted);
    const now = this.objects.find(resource, namespace, name);
    if (now === undefined) throw notFound({ name, group: resource.group, kind: resource.plural });
    return this.deleteNow(resource, now, request, options.dryRun === true);
  }

  private checkPreconditions(
    resource: Resource,
    live: ApiObject,
    { uid, resourceVersion }: DeleteRequest,
  ): void {
    const subject = { name: nameOf(live), group: resource.group, kind: resource.kind };
    if (uid !== undefined && uid !== uidOf(live)) {
      throw conflict(
        subject,
        `the UID in the precondition (${uid}) does not match the UID in record (${uidOf(live)}). The object might have been deleted and then recreated`,
      );
    }
    const version = textAt(live, 'metadata', 'resourceVersion') ?? '';
    if (resourceVersion !== undefined && resourceVersion !== version) {
      throw conflict(
        subject,
        `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${version}). The object might have been modified`,
      );
    }
  }

  /** Without admission: for the cluster's own controllers too. */
  deleteNow(resource: Resource, live: ApiObject, request: DeleteRequest, dryRun = false): Deleted {
    const finalizers = this.finalizersFor(resource, live, request);
    const grace = graceOf(resource, live, request);
    const isNamespace = groupKindOf(resource) === '/Namespace';
    const held =
      finalizers.length > 0 || grace > 0 || (isNamespace && listAt(live, 'spec', 'finalizers').length > 0);
    if (!held) {
      if (dryRun) return { object: live, gone: true };
      return { object: this.objects.remove(resource, live), gone: true };
    }
    const deadline = graceDeadline(live, grace);
    const marked = withFinalizers(
      {
        ...live,
        metadata: {
          ...live.metadata,
          deletionTimestamp: deadline,
          deletionGracePeriodSeconds: Math.min(
            grace,
            numberAt(live, 'metadata', 'deletionGracePeriodSeconds') ?? grace,
          ),
          ...(isBeingDeleted(live) || numberAt(live, 'metadata', 'generation') === undefined
            ? {}
            : { generation: (numberAt(live, 'metadata', 'generation') ?? 0) + 1 }),
        },
        ...(isNamespace ? { status: { ...mapAt(live, 'status'), phase: 'Terminating' } } : {}),
      },
      finalizers,
    );
    if (dryRun) return { object: marked, gone: false };
    const stored = this.objects.mark(resource, live, marked);
    return { object: stored, gone: false };
  }

  private finalizersFor(
    resource: Resource,
    live: ApiObject,
    { propagation }: DeleteRequest,
  ): readonly string[] {
    const kept = listAt(live, 'metadata', 'finalizers').map(String);
    const ours = [foregroundFinalizer, orphanFinalizer];
    const wanted = propagation ?? (orphaning.has(groupKindOf(resource)) ? 'Orphan' : undefined);
    if (wanted === undefined) return kept;
    const others = kept.filter((finalizer) => !ours.includes(finalizer));
    if (wanted === 'Foreground') return [...others, foregroundFinalizer];
    if (wanted === 'Orphan') return [...others, orphanFinalizer];
    return others;
  }
}

/** Only pods end gracefully, and only where a kubelet runs them. */
function graceOf(resource: Resource, live: ApiObject, { graceSeconds }: DeleteRequest): number {
  if (groupKindOf(resource) !== '/Pod') return 0;
  const scheduled = (textAt(live, 'spec', 'nodeName') ?? '') !== '';
  const ended = ['Succeeded', 'Failed'].includes(textAt(live, 'status', 'phase') ?? '');
  if (!scheduled || ended) return 0;
  return graceSeconds ?? numberAt(live, 'spec', 'terminationGracePeriodSeconds') ?? 30;
}

function graceDeadline(live: ApiObject, grace: number): string {
  const set = textAt(live, 'metadata', 'deletionTimestamp');
  const wanted = timestamp(Date.now() + grace * 1000);
  return set !== undefined && set < wanted ? set : wanted;
}

export function withFinalizers(object: ApiObject, finalizers: readonly string[]): ApiObject {
  const metadata: Record<string, Json | undefined> = { ...object.metadata };
  if (finalizers.length === 0) delete metadata['finalizers'];
  else metadata['finalizers'] = finalizers;
  return { ...object, metadata };
}

/** What a background deletion by the cluster itself asks for. */
export const inBackground: DeleteRequest = {
  propagation: 'Background',
  graceSeconds: undefined,
  uid: undefined,
  resourceVersion: undefined,
};
