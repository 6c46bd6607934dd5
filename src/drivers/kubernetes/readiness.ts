import { at, numberAt, objectsAt, textAt } from '../json';
import type { JsonObject } from '../json';
import { groupOf } from './manifest';

/** Whether an object does what it is there for. */
export type Verdict =
  | { readonly state: 'ready' }
  /** It may still become ready; `reason` says what is awaited. */
  | { readonly state: 'waiting'; readonly reason: string }
  /** It will not become ready by waiting. */
  | { readonly state: 'failed'; readonly reason: string };

export const ready: Verdict = { state: 'ready' };

export function waiting(reason: string): Verdict {
  return { state: 'waiting', reason };
}

function failed(reason: string): Verdict {
  return { state: 'failed', reason };
}

/**
 * Judges a live object by the rules its kind documents: rollouts by `kubectl rollout status`, the rest by the
 * conventions for `status.conditions`. A Service of type LoadBalancer is not waited for, nor is a claim's volume
 * where the caller knows that it waits for a pod.
 */
export function judge(live: JsonObject): Verdict {
  if (at(live, 'metadata', 'deletionTimestamp') !== undefined) return waiting('is being deleted');
  const generation = numberAt(live, 'metadata', 'generation') ?? 0;
  const observed = numberAt(live, 'status', 'observedGeneration');
  const rule = rules[`${groupOf(textAt(live, 'apiVersion') ?? '')}/${textAt(live, 'kind') ?? ''}`];
  const unseen = observed === undefined ? rule !== undefined && controlled.has(rule) : observed < generation;
  if (unseen) return waiting('its controller has not seen the change yet');
  return (rule ?? judgeConditions)(live);
}

type Rule = (live: JsonObject) => Verdict;

const judgeDeployment: Rule = (live) => {
  const progressing = conditionOf(live, 'Progressing');
  if (progressing?.status === 'False' && progressing.reason === 'ProgressDeadlineExceeded') {
    return failed(`the rollout made no progress within its deadline: ${progressing.message}`);
  }
  if (at(live, 'spec', 'paused') === true) return ready;
  const wanted = numberAt(live, 'spec', 'replicas') ?? 1;
  const updated = numberAt(live, 'status', 'updatedReplicas') ?? 0;
  const total = numberAt(live, 'status', 'replicas') ?? 0;
  const available = numberAt(live, 'status', 'availableReplicas') ?? 0;
  const failure = conditionOf(live, 'ReplicaFailure');
  const why = failure?.status === 'True' ? `: ${failure.reason}: ${failure.message}` : '';
  if (updated < wanted) return waiting(`${count(updated, wanted)} replicas are updated${why}`);
  if (total > updated) return waiting(`${String(total - updated)} old replicas are still running`);
  if (available < updated) return waiting(`${count(available, updated)} replicas are available${why}`);
  return ready;
};

const judgeStatefulSet: Rule = (live) => {
  const wanted = numberAt(live, 'spec', 'replicas') ?? 1;
  const readyReplicas = numberAt(live, 'status', 'readyReplicas') ?? 0;
  const updated = numberAt(live, 'status', 'updatedReplicas') ?? 0;
  const partition = numberAt(live, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  const onDelete = textAt(live, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  const toUpdate = onDelete ? 0 : Math.max(wanted - partition, 0);
  const settled = textAt(live, 'status', 'updateRevision') === textAt(live, 'status', 'currentRevision');
  if (!settled && updated < toUpdate) return waiting(`${count(updated, toUpdate)} replicas are updated`);
  if (readyReplicas < wanted) return waiting(`${count(readyReplicas, wanted)} replicas are ready`);
  return ready;
};

const judgeDaemonSet: Rule = (live) => {
  const wanted = numberAt(live, 'status', 'desiredNumberScheduled') ?? 0;
  const updated = numberAt(live, 'status', 'updatedNumberScheduled') ?? 0;
  const available = numberAt(live, 'status', 'numberAvailable') ?? 0;
  const onDelete = textAt(live, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  if (!onDelete && updated < wanted) return waiting(`${count(updated, wanted)} pods are updated`);
  if (available < wanted) return waiting(`${count(available, wanted)} pods are available`);
  return ready;
};

const judgeReplicas: Rule = (live) => {
  const wanted = numberAt(live, 'spec', 'replicas') ?? 1;
  const available = numberAt(live, 'status', 'availableReplicas') ?? 0;
  const failure = conditionOf(live, 'ReplicaFailure');
  const why = failure?.status === 'True' ? `: ${failure.reason}: ${failure.message}` : '';
  return available < wanted ? waiting(`${count(available, wanted)} replicas are available${why}`) : ready;
};

const judgeJob: Rule = (live) => {
  const failure = [conditionOf(live, 'Failed'), conditionOf(live, 'FailureTarget')].find(
    (condition) => condition?.status === 'True',
  );
  if (failure !== undefined) return failed(`the job failed: ${failure.reason}: ${failure.message}`);
  if (conditionOf(live, 'Complete')?.status === 'True' || at(live, 'spec', 'suspend') === true) return ready;
  const succeeded = numberAt(live, 'status', 'succeeded') ?? 0;
  return waiting(`${count(succeeded, numberAt(live, 'spec', 'completions') ?? 1)} completions`);
};

const judgePod: Rule = (live) => {
  const phase = textAt(live, 'status', 'phase') ?? 'Pending';
  if (phase === 'Succeeded' || conditionOf(live, 'Ready')?.status === 'True') return ready;
  if (phase === 'Failed') {
    const reason = [textAt(live, 'status', 'reason'), textAt(live, 'status', 'message')].filter(Boolean);
    return failed(`the pod failed${reason.length > 0 ? `: ${reason.join(': ')}` : ''}`);
  }
  return waiting(`the pod is ${phase}`);
};

const judgeClaim: Rule = (live) => {
  const phase = textAt(live, 'status', 'phase') ?? 'Pending';
  if (phase === 'Bound') return ready;
  return phase === 'Lost' ? failed('its volume is lost') : waiting('no volume is bound to it');
};

const judgeVolume: Rule = (live) => {
  const phase = textAt(live, 'status', 'phase') ?? 'Pending';
  if (phase === 'Failed')
    return failed(`the volume failed: ${textAt(live, 'status', 'message') ?? 'no message'}`);
  return phase === 'Pending' ? waiting('the volume is Pending') : ready;
};

const judgeNamespace: Rule = (live) => {
  const phase = textAt(live, 'status', 'phase') ?? 'Active';
  return phase === 'Active' ? ready : waiting(`the namespace is ${phase}`);
};

const judgeDefinition: Rule = (live) => {
  const names = conditionOf(live, 'NamesAccepted');
  if (names?.status === 'False') return failed(`its names are taken: ${names.message}`);
  return conditionOf(live, 'Established')?.status === 'True' ? ready : waiting('it is not served yet');
};

const judgeApiService: Rule = (live) => {
  const available = conditionOf(live, 'Available');
  if (available?.status === 'True') return ready;
  return waiting(available === undefined ? 'not available yet' : `${available.reason}: ${available.message}`);
};

const judgeConditions: Rule = (live) => {
  const stalled = conditionOf(live, 'Stalled');
  if (stalled?.status === 'True') return failed(`stalled: ${stalled.reason}: ${stalled.message}`);
  const reconciling = conditionOf(live, 'Reconciling');
  if (reconciling?.status === 'True') return waiting(`${reconciling.reason}: ${reconciling.message}`);
  const isReady = conditionOf(live, 'Ready');
  if (isReady === undefined || isReady.status === 'True') return ready;
  return waiting(`not ready: ${[isReady.reason, isReady.message].filter(Boolean).join(': ')}`);
};

const rules: Readonly<Record<string, Rule>> = {
  'apps/Deployment': judgeDeployment,
  'apps/StatefulSet': judgeStatefulSet,
  'apps/DaemonSet': judgeDaemonSet,
  'apps/ReplicaSet': judgeReplicas,
  '/ReplicationController': judgeReplicas,
  'batch/Job': judgeJob,
  '/Pod': judgePod,
  '/PersistentVolumeClaim': judgeClaim,
  '/PersistentVolume': judgeVolume,
  '/Namespace': judgeNamespace,
  'apiextensions.k8s.io/CustomResourceDefinition': judgeDefinition,
  'apiregistration.k8s.io/APIService': judgeApiService,
};

/** Kinds whose controller always writes `status.observedGeneration`: without it, it has not looked yet. */
const controlled = new Set<Rule>([judgeDeployment, judgeStatefulSet, judgeDaemonSet, judgeReplicas]);

interface Condition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditionOf(live: JsonObject, type: string): Condition | undefined {
  const found = objectsAt(live, 'status', 'conditions').find(
    (condition) => textAt(condition, 'type') === type,
  );
  if (found === undefined) return undefined;
  return {
    status: textAt(found, 'status') ?? 'Unknown',
    reason: textAt(found, 'reason') ?? '',
    message: textAt(found, 'message') ?? '',
  };
}

function count(some: number, all: number): string {
  return `${String(some)} of ${String(all)}`;
}
