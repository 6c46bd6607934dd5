import {
  applyRelease,
  deleteRelease,
  NotReadyError,
  objectId,
  observeRelease,
  parseManifests,
  type KubernetesApi,
  type ParsedObject,
} from '../../drivers/kubernetes';
import {
  DiagnosticError,
  isUnknown,
  isWhollyKnown,
  messageOf,
  UNKNOWN,
  type CreateContext,
  type Known,
  type PlanChangeContext,
  type Resource,
} from '../../tfplugin';
import { adoptedObjects, rememberAdopted } from '../kubernetes/adopted-objects';
import { accessCluster, type ClusterReference } from '../kubernetes/cluster-access';
import { isClusterSilent, LostClusterError } from '../kubernetes/control-plane-api';
import { accessForRemoval } from '../kubernetes/removal-access';
import { requireClusterCredentials } from '../kubernetes/require-credential';
import { tryRelease } from '../kubernetes/try-release';
import { kubernetesReleaseSchema } from '../schemas/kubernetes-release';
import type { Session } from '../session';
import { exactlyOne } from '../validation/exactly-one';
import { parseDuration } from '../validation/names';

type Schema = typeof kubernetesReleaseSchema;
type Release = Known<Schema>;
type Manifests = Readonly<Record<string, string>>;

/** `fleetwright_kubernetes_release`: a set of objects that belong together. */
export const kubernetesRelease: Resource<Schema, Session> = {
  typeName: 'fleetwright_kubernetes_release',
  schema: kubernetesReleaseSchema,

  validate(config, diagnostics) {
    const { cluster, manifests } = config;
    if (cluster !== null && !isUnknown(cluster)) {
      const { control_planes, kubeconfig } = cluster;
      const { verdict } = exactlyOne({ control_planes, kubeconfig });
      if (verdict === 'none' || verdict === 'several') {
        diagnostics.error(
          ['cluster'],
          `a release goes to one cluster, and ${verdict === 'none' ? 'none is named' : 'two are named'}`,
          'set either cluster.control_planes or cluster.kubeconfig',
        );
      }
    }
    if (isWhollyKnown(manifests) && manifests !== null)
      refuseSecrets(parse(manifests as Manifests, 'default', false));
  },

  async plan(context) {
    if (context.planned === null) return;
    const { planned, prior } = context;
    planned.drift = [];
    requireClusterCredentials(context.data, planned.cluster);
    const declared = declaredObjects(context);
    const changed = changes(context);
    const ids = declared === undefined ? undefined : idsOf(declared);
    if (prior !== null && (!changed || sameIds(ids, prior.objects))) planned.objects = prior.objects;
    else planned.objects = ids ?? UNKNOWN;
    if (declared !== undefined && changed) await tryOnCluster(context, declared);
  },

  create: (context) =>
    apply(context, []).catch((error: unknown) => {
      throw error instanceof NotReadyError ? tainted(error) : error;
    }),

  async read({ state, data, diagnostics, signal }) {
    try {
      return { ...state, drift: await observeDrift(state, data, signal) };
    } catch (error) {
      // The plan that repairs our hosts must come out. Those behind a kubeconfig are not ours to repair.
      if (state.cluster.kubeconfig !== null || signal.aborted || !isClusterSilent(error)) throw error;
      diagnostics.warn(
        ['cluster'],
        `release "${state.name}" was not compared with its cluster`,
        `${messageOf(error)}\nWhat is known of the release stays as it was last seen.`,
      );
      return state;
    }
  },

  update: (context) => apply(context, context.prior.objects ?? []),

  async delete(context) {
    const { state, data, diagnostics, signal } = context;
    const api = await accessForRemoval(data, state, diagnostics, signal);
    if (api === undefined) return;
    try {
      await deleteRelease(
        api,
        {
          name: state.name,
          namespace: state.namespace,
          objectIds: state.objects ?? [],
          adoptedObjectIds: adoptedObjects(context.private),
          timeoutMs: timeoutOf(state),
        },
        { signal },
      );
    } finally {
      await api.close();
    }
  },
};

async function observeDrift(state: Release, session: Session, signal: AbortSignal): Promise<string[]> {
  const { name, namespace } = state;
  const objects = parse(state.manifests ?? {}, namespace, false);
  const api = await accessCluster(session, state.cluster, signal);
  try {
    const release = { name, namespace, objects, objectIds: state.objects ?? [] };
    return (await observeRelease(api, release, { signal })).drift;
  } finally {
    await api.close();
  }
}

async function apply(context: CreateContext<Schema, Session>, previous: readonly string[]): Promise<Release> {
  const { planned, config, data, signal, log } = context;
  const objects = [
    ...parse(planned.manifests ?? {}, planned.namespace, false),
    ...parse(config.sensitive_manifests_wo ?? {}, planned.namespace, true),
  ];
  const onRecord = new Set(previous);
  const adopted = new Set(adoptedObjects(context.private));
  const record = () => {
    rememberAdopted(context.private, adopted);
    context.checkpoint({ objects: [...onRecord], drift: [] });
  };
  const api = await accessCluster(data, planned.cluster, signal);
  try {
    const { objectIds } = await applyRelease(
      api,
      {
        name: planned.name,
        namespace: planned.namespace,
        objects,
        previousObjectIds: previous,
        adoptedObjectIds: [...adopted],
        forceConflicts: planned.force_conflicts,
        wait: planned.wait,
        timeoutMs: timeoutOf(planned),
      },
      {
        signal,
        onProgress: (message) => {
          log.info(message, { release: planned.name });
        },
        onAdopted: (id) => {
          adopted.add(id);
        },
        onCreated: (id) => {
          adopted.delete(id);
        },
        onApplied: (id) => {
          onRecord.add(id);
          record();
        },
        onRemoved: (id) => {
          onRecord.delete(id);
          adopted.delete(id);
          record();
        },
      },
    );
    const order =
      isUnknown(planned.objects) || planned.objects === null ? [...objectIds].sort() : planned.objects;
    return { ...planned, objects: order, drift: [] };
  } finally {
    await api.close();
  }
}

/** Terraform marks what failed to be created as tainted, which is not what one wants of a release with data. */
function tainted(error: NotReadyError): DiagnosticError {
  const [headline = ''] = error.message.split('\n', 1);
  return new DiagnosticError(
    headline,
    `${error.message}\nThe release is in the state, marked as tainted: the next apply deletes its objects, with the data of their volumes, and makes them anew. To have it go on with them instead: terraform untaint <address of the release>`,
    [],
    { cause: error },
  );
}

/** The objects of a plan, or undefined while part of them is unknown. */
function declaredObjects({
  planned,
  config,
}: PlanChangeContext<Schema, Session>): ParsedObject[] | undefined {
  const namespace = planned.namespace;
  const { manifests } = planned;
  const sensitive = config.sensitive_manifests_wo;
  if (typeof namespace !== 'string' || !isWhollyKnown(manifests) || !isWhollyKnown(sensitive))
    return undefined;
  return [
    ...parse((manifests ?? {}) as Manifests, namespace, false),
    ...parse((sensitive ?? {}) as Manifests, namespace, true),
  ];
}

/** Whether there is anything to do but to look: a plan without changes costs the cluster nothing more. */
function changes({ prior, planned }: PlanChangeContext<Schema, Session>): boolean {
  if (prior === null || prior.drift === null || prior.drift.length > 0) return true;
  const compared = ['manifests', 'sensitive_manifests_wo_version', 'namespace', 'name'] as const;
  return compared.some((name) => JSON.stringify(prior[name]) !== JSON.stringify(planned[name]));
}

/** What the API server would refuse is better known before the apply. */
async function tryOnCluster(
  context: PlanChangeContext<Schema, Session>,
  objects: readonly ParsedObject[],
): Promise<void> {
  const { planned, data, diagnostics, signal } = context;
  if (!isWhollyKnown(planned.cluster)) {
    diagnostics.warn(
      ['cluster'],
      `release "${String(planned.name)}" was planned without its cluster`,
      'the cluster does not exist yet: whether its API accepts the objects is seen when they are applied',
    );
    return;
  }
  const release = { name: String(planned.name), namespace: String(planned.namespace), objects };
  let api: KubernetesApi | undefined;
  try {
    api = await accessCluster(data, planned.cluster as ClusterReference, signal);
    await tryRelease(api, release, diagnostics, signal);
  } catch (error) {
    // Neither is a cluster that will be back: the apply would go to the wrong one.
    if (!isClusterSilent(error) || (error instanceof LostClusterError && error.foreign)) throw error;
    diagnostics.warn(
      ['cluster'],
      `release "${String(planned.name)}" was planned without its cluster`,
      `it does not answer: ${messageOf(error)}`,
    );
  } finally {
    await api?.close();
  }
}

function parse(manifests: Manifests, defaultNamespace: string, sensitive: boolean): ParsedObject[] {
  try {
    return parseManifests(manifests, { defaultNamespace, sensitive });
  } catch (error) {
    throw new DiagnosticError(
      error instanceof Error ? error.message : String(error),
      '',
      [sensitive ? 'sensitive_manifests_wo' : 'manifests'],
      { cause: error },
    );
  }
}

/** Terraform keeps `manifests` in its state and shows it in plans. */
function refuseSecrets(objects: readonly ParsedObject[]): void {
  for (const { object, source } of objects) {
    const holds = [object['data'], object['stringData']].some(
      (data) => typeof data === 'object' && data !== null && Object.keys(data).length > 0,
    );
    if (object.kind !== 'Secret' || object.apiVersion !== 'v1' || !holds) continue;
    throw new DiagnosticError(
      `secret "${object.metadata.name}" would be kept in the state in clear text`,
      `${source}: move it to sensitive_manifests_wo, which never reaches plan or state, and set sensitive_manifests_wo_version`,
      ['manifests'],
    );
  }
}

/** Undefined when only the API server can say whether an object belongs to a namespace, and so what its id is. */
function idsOf(objects: readonly ParsedObject[]): string[] | undefined {
  if (objects.some(({ scope }) => scope === undefined)) return undefined;
  return objects.map(({ object }) => objectId(object)).sort();
}

function sameIds(planned: readonly string[] | undefined, prior: Release['objects']): boolean {
  if (planned === undefined || prior === null) return false;
  return JSON.stringify([...planned].sort()) === JSON.stringify([...prior].sort());
}

function timeoutOf({ timeout }: { readonly timeout: string }): number {
  return parseDuration(timeout) ?? 600_000;
}
