import { applyRelease, deleteRelease, NotReadyError, observeRelease } from '../../drivers/kubernetes';
import {
  DiagnosticError,
  isUnknown,
  isWhollyKnown,
  messageOf,
  type CreateContext,
  type Known,
  type Resource,
} from '../../tfplugin';
import { adoptedObjects, rememberAdopted } from '../kubernetes/adopted-objects';
import { accessCluster } from '../kubernetes/cluster-access';
import { isClusterSilent } from '../kubernetes/control-plane-api';
import { importRelease } from '../kubernetes/import-release';
import { rememberImported } from '../kubernetes/imported-manifests';
import { parseDeclared, parseSensitive, refuseSecrets, type Manifests } from '../kubernetes/parse-release';
import { planRelease } from '../kubernetes/plan-release';
import { accessForRemoval } from '../kubernetes/removal-access';
import { kubernetesReleaseSchema } from '../schemas/kubernetes-release';
import type { Session } from '../session';
import { exactlyOne } from '../validation/exactly-one';
import { parseDuration } from '../validation/names';

type Schema = typeof kubernetesReleaseSchema;
type Release = Known<Schema>;

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
      refuseSecrets(parseDeclared(manifests as Manifests, 'default'));
  },

  async plan(context) {
    if (context.planned !== null) await planRelease(context);
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
        // The same for all releases: Terraform shows warnings of one summary as one.
        'a release was not compared with its cluster',
        `release "${state.name}": ${messageOf(error)}\nWhat is known of the release stays as it was last seen.`,
      );
      return state;
    }
  },

  async update(context) {
    const { prior } = context;
    const release = await apply(context, prior.objects ?? []);
    // What is in the state is the declared text, unless the plan has kept what was imported.
    if (JSON.stringify(release.manifests) !== JSON.stringify(prior.manifests))
      rememberImported(context.private, false);
    return release;
  },

  async delete(context) {
    const { state, data, diagnostics, signal } = context;
    const api = await accessForRemoval(data, state, diagnostics, signal);
    if (api === undefined) return;
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
  },

  async importState({ id, data, diagnostics, signal, private: remembered }) {
    const release = await importRelease(data, id, diagnostics, signal);
    rememberImported(remembered, true);
    return release;
  },
};

async function observeDrift(state: Release, session: Session, signal: AbortSignal): Promise<string[]> {
  const { name, namespace } = state;
  const objects = parseDeclared(state.manifests, namespace);
  const api = await accessCluster(session, state.cluster, 'look', signal);
  const release = { name, namespace, objects, objectIds: state.objects ?? [] };
  return (await observeRelease(api, release, { signal })).drift;
}

async function apply(context: CreateContext<Schema, Session>, previous: readonly string[]): Promise<Release> {
  const { planned, config, data, signal, log } = context;
  const objects = [
    // Not the planned ones, which may be what was imported: that means the same, but is not the text.
    ...parseDeclared(config.manifests, planned.namespace),
    ...parseSensitive(
      config.sensitive_manifests_wo,
      planned.namespace,
      planned.sensitive_manifests_wo_version,
    ),
  ];
  const onRecord = new Set(previous);
  const adopted = new Set(adoptedObjects(context.private));
  const record = () => {
    rememberAdopted(context.private, adopted);
    context.checkpoint({ objects: [...onRecord], drift: [] });
  };
  const api = await accessCluster(data, planned.cluster, 'change', signal);
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

function timeoutOf({ timeout }: { readonly timeout: string }): number {
  return parseDuration(timeout) ?? 600_000;
}
