import { at, mapAt, mapsAt, numberAt, sameJson, textAt, without } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { nameOf } from '../kinds/resource';
import { conditionOf, counts, isPaused, shareOf } from './pods';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';

export function replicasOf(set: JsonMap | undefined): number {
  return numberAt(set, 'spec', 'replicas') ?? 0;
}

export function sumOf(sets: readonly JsonMap[], field: string): number {
  return sets.reduce((sum, set) => sum + (numberAt(set, 'status', field) ?? 0), 0);
}

export interface Limits {
  /** Pods there may be at most. */
  readonly most: number;
  /** Available pods there must be at least. */
  readonly available: number;
}

export function limitsOf(deployment: ApiObject): Limits {
  const wanted = replicasOf(deployment);
  const rolling = mapAt(deployment, 'spec', 'strategy', 'rollingUpdate');
  if (textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') return { most: wanted, available: 0 };
  const surge = shareOf(rolling['maxSurge'], wanted, 'up');
  const unavailable = shareOf(rolling['maxUnavailable'], wanted, 'down');
  // Neither may be 0 together: nothing could ever change.
  const spare = surge === 0 && unavailable === 0 ? 1 : unavailable;
  return { most: wanted + surge, available: wanted - Math.min(spare, wanted) };
}

/** How a rollout goes. */
export interface Progress {
  readonly current: ApiObject | undefined;
  readonly sets: readonly ApiObject[];
  /** Whether anything has got further within the deadline. */
  readonly timedOut: boolean;
  readonly created: boolean;
}

/** Conditions and numbers as the deployment controller writes them. */
export function deploymentStatus(
  deployment: ApiObject,
  { current, sets, timedOut, created }: Progress,
  now: string,
): JsonMap {
  const wanted = replicasOf(deployment);
  const total = sumOf(sets, 'replicas');
  const available = sumOf(sets, 'availableReplicas');
  const updated = current === undefined ? 0 : sumOf([current], 'replicas');
  const complete = updated === wanted && total === wanted && available === wanted;
  const name = current === undefined ? nameOf(deployment) : nameOf(current);
  const progressing = progressCondition({ deployment, name, complete, timedOut, created, current });
  const minimum = availability(available >= limitsOf(deployment).available);
  const both = isPaused(deployment) ? [progressing, minimum] : [minimum, progressing];
  const conditions = [...both, ...failures(sets)];
  return {
    ...counts({
      observedGeneration: numberAt(deployment, 'metadata', 'generation') ?? 0,
      replicas: total,
      updatedReplicas: updated,
      readyReplicas: sumOf(sets, 'readyReplicas'),
      availableReplicas: available,
      unavailableReplicas: Math.max(Math.max(wanted, total) - available, 0),
      collisionCount: numberAt(deployment, 'status', 'collisionCount') ?? 0,
    }),
    conditions: conditions.flatMap((condition) =>
      condition === undefined ? [] : [timed(condition, deployment, now)],
    ),
  };
}

function availability(holds: boolean): JsonMap {
  return holds
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

interface ProgressInput {
  readonly deployment: ApiObject;
  readonly name: string;
  readonly complete: boolean;
  readonly timedOut: boolean;
  readonly created: boolean;
  readonly current: ApiObject | undefined;
}

function progressCondition({
  deployment,
  name,
  complete,
  timedOut,
  created,
  current,
}: ProgressInput): JsonMap | undefined {
  const set = `ReplicaSet ${JSON.stringify(name)}`;
  const type = 'Progressing';
  if (isPaused(deployment)) {
    return { type, status: 'Unknown', reason: 'DeploymentPaused', message: 'Deployment is paused' };
  }
  if (current === undefined) return conditionOf(deployment, type);
  if (complete)
    return {
      type,
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `${set} has successfully progressed.`,
    };
  if (timedOut)
    return {
      type,
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `${set} has timed out progressing.`,
    };
  if (created)
    return {
      type,
      status: 'True',
      reason: 'NewReplicaSetCreated',
      message: `Created new replica set ${JSON.stringify(name)}`,
    };
  return { type, status: 'True', reason: 'ReplicaSetUpdated', message: `${set} is progressing.` };
}

function failures(sets: readonly ApiObject[]): (JsonMap | undefined)[] {
  return sets
    .flatMap((set) => mapsAt(set, 'status', 'conditions').filter((one) => one['type'] === 'ReplicaFailure'))
    .slice(0, 1);
}

function timed(condition: JsonMap, deployment: ApiObject, now: string): JsonMap {
  const known = conditionOf(deployment, textAt(condition, 'type') ?? '');
  if (
    known !== undefined &&
    sameJson(
      without(known, 'lastUpdateTime', 'lastTransitionTime'),
      without(condition, 'lastUpdateTime', 'lastTransitionTime'),
    )
  ) {
    return known;
  }
  const moved = known?.['status'] !== condition['status'];
  return {
    ...condition,
    lastUpdateTime: now,
    lastTransitionTime: moved ? now : (known?.['lastTransitionTime'] ?? now),
  };
}

/** The template as it is compared: the set's own label is not the user's. */
export function sameTemplate(set: ApiObject, deployment: ApiObject): boolean {
  const plain = (object: ApiObject) => {
    const template = mapAt(object, 'spec', 'template');
    const metadata = mapAt(template, 'metadata');
    return {
      ...template,
      metadata: { ...metadata, labels: without(mapAt(metadata, 'labels'), 'pod-template-hash') },
    };
  };
  return sameJson(plain(set), plain(deployment));
}

export function revisionOf(object: JsonMap | undefined): number {
  return Number(textAt(object, 'metadata', 'annotations', revisionAnnotation) ?? 0);
}

export function isScaledDown(set: JsonMap): boolean {
  return replicasOf(set) === 0 && (numberAt(set, 'status', 'replicas') ?? 0) === 0;
}

export function strategyOf(deployment: ApiObject): string {
  return String(at(deployment, 'spec', 'strategy', 'type') ?? 'RollingUpdate');
}
