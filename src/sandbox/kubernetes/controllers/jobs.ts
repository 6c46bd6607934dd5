import { at, listAt, mapAt, numberAt, textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import { withFinalizers } from '../objects/deleter';
import { timestamp } from '../objects/metadata';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import {
  conditionOf,
  controllerOf,
  counts,
  isActive,
  isReady,
  phaseOf,
  podFromTemplate,
  podsResource,
  withTransitions,
} from './pods';

const tracking = 'batch.kubernetes.io/job-tracking';
const indexAnnotation = 'batch.kubernetes.io/job-completion-index';

interface Tally {
  readonly succeeded: number;
  readonly failed: number;
  readonly active: readonly ApiObject[];
  /** For indexed jobs: the indexes that are done. */
  readonly done: ReadonlySet<number>;
}

/** Runs Jobs' pods until enough have succeeded or too many have failed. */
export function runJobs(context: ControllerContext): void {
  const { store, clock } = context;
  const jobs = context.resource('batch', 'v1', 'jobs');
  const pods = podsResource(context);

  const queue = context.queue('job', async (key) => {
    const [namespace, name] = splitKey(key);
    const job = store.get(jobs.storage, namespace, name);
    if (job === undefined || isBeingDeleted(job)) {
      for (const pod of job === undefined ? [] : store.dependentsIn('pods', uidOf(job))) untrack(pod);
      return;
    }
    if (finished(job) !== undefined) {
      expire(key, job);
      return;
    }
    const tally = count(job);
    const failure = failureOf(key, job, tally);
    const wanted = numberAt(job, 'spec', 'completions');
    const complete =
      wanted === undefined ? tally.succeeded > 0 && tally.active.length === 0 : tally.succeeded >= wanted;
    if (failure !== undefined || complete) {
      for (const pod of tally.active) {
        untrack(pod);
        context.delete(pods, pod);
      }
    } else if (at(job, 'spec', 'suspend') === true) {
      for (const pod of tally.active) {
        untrack(pod);
        context.delete(pods, pod);
      }
    } else await start(job, tally);
    report(job, count(job), failure, failure === undefined && complete);
  });

  const untrack = (pod: ApiObject) => {
    const kept = listAt(pod, 'metadata', 'finalizers').map(String);
    if (!kept.includes(tracking)) return;
    context.set(pods, pod, (live) =>
      withFinalizers(
        live,
        kept.filter((one) => one !== tracking),
      ),
    );
  };

  /** Ended pods are counted once, then let go. */
  const count = (job: ApiObject): Tally => {
    const live = store.get(jobs.storage, namespaceOf(job), nameOf(job)) ?? job;
    const all = store.dependentsIn('pods', uidOf(job));
    const uncounted = all.filter((pod) => listAt(pod, 'metadata', 'finalizers').includes(tracking));
    const succeeded = uncounted.filter((pod) => phaseOf(pod) === 'Succeeded');
    const failed = uncounted.filter(
      (pod) => phaseOf(pod) === 'Failed' || (isBeingDeleted(pod) && phaseOf(pod) !== 'Succeeded'),
    );
    const done = new Set(parseIndexes(textAt(live, 'status', 'completedIndexes') ?? ''));
    for (const pod of succeeded) {
      const index = indexOf(pod);
      if (index !== undefined) done.add(index);
    }
    const indexed = textAt(job, 'spec', 'completionMode') === 'Indexed';
    const total = {
      succeeded: indexed ? done.size : (numberAt(live, 'status', 'succeeded') ?? 0) + succeeded.length,
      failed: (numberAt(live, 'status', 'failed') ?? 0) + failed.length,
    };
    if (succeeded.length + failed.length > 0) {
      context.setStatus(jobs, live, {
        ...mapAt(live, 'status'),
        ...counts(total),
        ...(indexed && done.size > 0 ? { completedIndexes: formatIndexes(done) } : {}),
      });
      for (const pod of [...succeeded, ...failed]) untrack(pod);
    }
    return { ...total, done, active: store.dependentsIn('pods', uidOf(job)).filter(isActive) };
  };

  const failureOf = (key: string, job: ApiObject, { failed }: Tally) => {
    const limit = numberAt(job, 'spec', 'backoffLimit') ?? 6;
    if (failed > limit)
      return { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
    const deadline = numberAt(job, 'spec', 'activeDeadlineSeconds');
    const begun = textAt(job, 'status', 'startTime');
    if (deadline === undefined || begun === undefined) return undefined;
    const passed = ((Date.now() - Date.parse(begun)) / 1000) * clock.speed;
    if (passed >= deadline)
      return { reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
    queue.addAfter(key, deadline - passed + 1);
    return undefined;
  };

  const start = async (job: ApiObject, { active, succeeded, failed, done }: Tally) => {
    const completions = numberAt(job, 'spec', 'completions');
    const parallelism = numberAt(job, 'spec', 'parallelism') ?? 1;
    const left =
      completions === undefined ? (succeeded > 0 ? active.length : parallelism) : completions - succeeded;
    const wanted = Math.min(parallelism, left);
    // Failures are waited out before the next try.
    if (failed > 0 && active.length === 0 && lastFailureIsFresh(job)) {
      queue.addAfter(keyOf(job), Math.min(10 * 2 ** (failed - 1), 600));
      retries.set(uidOf(job), failed);
      return;
    }
    const running = new Set(active.map(indexOf));
    const free = Array.from({ length: completions ?? 0 }, (_one, index) => index).filter(
      (index) => !done.has(index) && !running.has(index),
    );
    for (let missing = wanted - active.length; missing > 0; missing--) {
      const indexed = textAt(job, 'spec', 'completionMode') === 'Indexed';
      const index = indexed ? free.shift() : undefined;
      const made = await context.create(pods, namespaceOf(job), podOf(job, index));
      context.event(job, 'Normal', 'SuccessfulCreate', `Created pod: ${nameOf(made)}`, 'job-controller');
    }
  };

  const retries = new Map<string, number>();
  const lastFailureIsFresh = (job: ApiObject) =>
    retries.get(uidOf(job)) !==
    (numberAt(store.get(jobs.storage, namespaceOf(job), nameOf(job)), 'status', 'failed') ?? 0);

  const podOf = (job: ApiObject, index: number | undefined): JsonMap => {
    const template = mapAt(job, 'spec', 'template');
    if (index === undefined) {
      return podFromTemplate(job, template, { generateName: `${nameOf(job)}-`, finalizers: [tracking] });
    }
    return podFromTemplate(job, template, {
      generateName: `${nameOf(job)}-${String(index)}-`,
      finalizers: [tracking],
      labels: { [indexAnnotation]: String(index) },
      annotations: { [indexAnnotation]: String(index) },
    });
  };

  const report = (
    job: ApiObject,
    tally: Tally,
    failure: { reason: string; message: string } | undefined,
    complete: boolean,
  ) => {
    const live = store.get(jobs.storage, namespaceOf(job), nameOf(job));
    if (live === undefined || uidOf(live) !== uidOf(job)) return;
    const suspended = at(job, 'spec', 'suspend') === true;
    const now = timestamp();
    const conditions: JsonMap[] = [];
    const add = (type: string, status: string, reason: string, message: string) => {
      conditions.push({ type, status, lastProbeTime: now, lastTransitionTime: now, reason, message });
    };
    if (suspended) add('Suspended', 'True', 'JobSuspended', 'Job suspended');
    else if (conditionOf(live, 'Suspended') !== undefined)
      add('Suspended', 'False', 'JobResumed', 'Job resumed');
    if (failure !== undefined)
      for (const type of ['FailureTarget', 'Failed']) add(type, 'True', failure.reason, failure.message);
    if (complete) {
      for (const type of ['SuccessCriteriaMet', 'Complete'])
        add(type, 'True', 'CompletionsReached', 'Reached expected number of succeeded pods');
      context.event(job, 'Normal', 'Completed', 'Job completed', 'job-controller');
    }
    const before = mapAt(live, 'status');
    const ended = failure !== undefined || complete;
    context.setStatus(jobs, live, {
      ...(before['completedIndexes'] === undefined ? {} : { completedIndexes: before['completedIndexes'] }),
      ...(conditions.length > 0 ? { conditions: withTransitions(conditions, live, now) } : {}),
      ...(suspended ? {} : { startTime: before['startTime'] ?? now }),
      ...(complete ? { completionTime: now } : {}),
      ...counts({
        active: ended ? 0 : tally.active.length,
        succeeded: tally.succeeded,
        failed: tally.failed,
      }),
      ready: ended ? 0 : tally.active.filter(isReady).length,
      terminating: 0,
      uncountedTerminatedPods: {},
    });
    const stored = store.get(jobs.storage, namespaceOf(job), nameOf(job));
    if (ended && stored !== undefined) expire(keyOf(job), stored);
  };

  const finished = (job: ApiObject) =>
    ['Complete', 'Failed']
      .map((type) => conditionOf(job, type))
      .find((condition) => condition?.['status'] === 'True');

  const expire = (key: string, job: ApiObject) => {
    for (const pod of store.dependentsIn('pods', uidOf(job))) untrack(pod);
    const seconds = numberAt(job, 'spec', 'ttlSecondsAfterFinished');
    const end = textAt(finished(job), 'lastTransitionTime');
    if (seconds === undefined || end === undefined) return;
    const left = seconds - ((Date.now() - Date.parse(end)) / 1000) * clock.speed;
    if (left <= 0) context.delete(jobs, job);
    else queue.addAfter(key, left);
  };

  context.listen(jobs.storage, ({ type, object, previous }) => {
    if (type === 'DELETED') retries.delete(uidOf(object));
    else if (previous?.['spec'] !== object['spec'] || isBeingDeleted(object)) queue.add(keyOf(object));
  });
  context.listen('pods', ({ object }) => {
    const owner = controllerOf(object);
    if (owner?.['kind'] === 'Job') {
      const job = store.get(jobs.storage, namespaceOf(object), textAt(owner, 'name') ?? '');
      if (job === undefined && isBeingDeleted(object)) untrack(object);
      queue.add(`${namespaceOf(object)}/${textAt(owner, 'name') ?? ''}`);
    }
  });
}

function indexOf(pod: ApiObject): number | undefined {
  const text = textAt(pod, 'metadata', 'annotations', indexAnnotation);
  return text === undefined ? undefined : Number(text);
}

/** `0-2,5` */
function parseIndexes(text: string): number[] {
  return text.split(',').flatMap((part) => {
    if (part === '') return [];
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_one, index) => first + index);
  });
}

function formatIndexes(indexes: ReadonlySet<number>): string {
  const parts: [number, number][] = [];
  for (const index of [...indexes].sort((left, right) => left - right)) {
    const last = parts.at(-1);
    if (last?.[1] === index - 1) last[1] = index;
    else parts.push([index, index]);
  }
  return parts
    .map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`))
    .join(',');
}
