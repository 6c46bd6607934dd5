import { objectId, type ParsedObject } from '../../drivers/kubernetes';
import {
  isUnknown,
  isWhollyKnown,
  messageOf,
  UNKNOWN,
  type Known,
  type PlanChangeContext,
} from '../../tfplugin';
import type { kubernetesReleaseSchema } from '../schemas/kubernetes-release';
import type { Session } from '../session';
import { accessCluster, type ClusterReference } from './cluster-access';
import { isClusterSilent, LostClusterError } from './control-plane-api';
import { manifestsAreImported, meansTheSame } from './imported-manifests';
import { parseDeclared, parseSensitive, type Manifests } from './parse-release';
import { requireClusterCredentials } from '../hosts/require-credential';
import { tryRelease } from './try-release';

type Schema = typeof kubernetesReleaseSchema;
type Release = Known<Schema>;

/** Plans that a release is as declared: what its objects are, and what the cluster would say to them. */
export async function planRelease(context: PlanChangeContext<Schema, Session>): Promise<void> {
  const { planned, prior } = context;
  planned.drift = [];
  requireClusterCredentials(context.data, planned.cluster);
  replaceInAnotherCluster(context);
  const declared = declaredObjects(context);
  if (prior !== null && declared !== undefined && (await meansTheImported(context, prior, declared)))
    planned.manifests = prior.manifests;
  const changed = changes(context);
  const ids = declared === undefined ? undefined : idsOf(declared);
  if (prior !== null && (!changed || sameIds(ids, prior.objects))) planned.objects = prior.objects;
  else planned.objects = ids ?? UNKNOWN;
  if (declared !== undefined && changed) await tryOnCluster(context, declared);
}

/** The objects of a plan, or undefined while part of them is unknown. */
function declaredObjects({
  planned,
  config,
}: PlanChangeContext<Schema, Session>): ParsedObject[] | undefined {
  const { namespace, manifests, sensitive_manifests_wo_version: version } = planned;
  const sensitive = config.sensitive_manifests_wo;
  if (typeof namespace !== 'string' || !isWhollyKnown(manifests) || !isWhollyKnown(sensitive))
    return undefined;
  return [
    ...parseDeclared(manifests as Manifests | null, namespace),
    ...parseSensitive(sensitive as Manifests | null, namespace, isUnknown(version) ? null : version),
  ];
}

/**
 * Another authority is another cluster. One that is named where none was, or no more, says nothing of the sort: the
 * release stays where it is.
 */
function replaceInAnotherCluster({
  prior,
  planned,
  requireReplace,
}: PlanChangeContext<Schema, Session>): void {
  const before = prior?.cluster.ca_certificate_hash ?? null;
  if (before === null || planned.cluster === null || isUnknown(planned.cluster)) return;
  const after = planned.cluster.ca_certificate_hash;
  if (after !== null && after !== before) requireReplace(['cluster', 'ca_certificate_hash']);
}

/** Whether the state is of an import, and the cluster takes the declared text for what was found there. */
async function meansTheImported(
  { planned, data, signal, private: remembered }: PlanChangeContext<Schema, Session>,
  prior: Release,
  declared: readonly ParsedObject[],
): Promise<boolean> {
  if (!manifestsAreImported(remembered) || prior.manifests === null || planned.manifests === null)
    return false;
  if (!isWhollyKnown(planned.cluster)) return false;
  const { name, namespace } = prior;
  const imported = {
    manifests: parseDeclared(prior.manifests, namespace),
    objectIds: prior.objects ?? [],
  };
  const release = {
    name,
    namespace,
    manifests: declared.filter(({ sensitive }) => !sensitive),
    sensitive: declared.filter(({ sensitive }) => sensitive),
  };
  try {
    const api = await accessCluster(data, planned.cluster as ClusterReference, 'look', signal);
    return await meansTheSame(api, release, imported, signal);
  } catch (error) {
    // Without an answer it is a change like any other, and its plan says that the cluster was not asked.
    if (signal.aborted || !isClusterSilent(error)) throw error;
    return false;
  }
}

/** Whether there is anything to do but to look: a plan without changes costs the cluster nothing more. */
function changes({ prior, planned }: PlanChangeContext<Schema, Session>): boolean {
  if (prior === null || prior.drift === null || prior.drift.length > 0) return true;
  const compared = ['manifests', 'sensitive_manifests_wo_version', 'namespace', 'name'] as const;
  return compared.some((name) => JSON.stringify(prior[name]) !== JSON.stringify(planned[name]));
}

/**
 * What the API server would refuse is better known before the apply. That it cannot be asked while the cluster is still to
 * be made is as it should be, and no warning.
 */
async function tryOnCluster(
  context: PlanChangeContext<Schema, Session>,
  objects: readonly ParsedObject[],
): Promise<void> {
  const { planned, data, diagnostics, signal } = context;
  if (!isWhollyKnown(planned.cluster)) return;
  const cluster = planned.cluster as ClusterReference;
  if (data.comingServices.awaits('kubernetes', cluster.control_planes)) return;
  const release = { name: String(planned.name), namespace: String(planned.namespace), objects };
  try {
    const api = await accessCluster(data, cluster, 'look', signal);
    await tryRelease(api, release, diagnostics, signal);
  } catch (error) {
    // Neither is a cluster that will be back: the apply would go to the wrong one.
    if (!isClusterSilent(error) || (error instanceof LostClusterError && error.foreign)) throw error;
    diagnostics.warn(
      ['cluster'],
      // The same for all: Terraform shows warnings of one summary as one, and there may be hundreds of them.
      'a release was planned without its cluster',
      `release "${String(planned.name)}": the cluster does not answer: ${messageOf(error)}`,
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
