import { at, mapAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, Json } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import { timestamp } from '../objects/metadata';
import type { ControllerContext } from './context';
import { keyOf, splitKey } from './context';
import { nextRun } from './cron-schedule';
import { conditionOf, controllerOf, controllerReference } from './pods';

/** Starts Jobs on a schedule, in simulated time. */
export function runCronJobs(context: ControllerContext): void {
  const { store, clock } = context;
  const cronJobs = context.resource('batch', 'v1', 'cronjobs');
  const jobs = context.resource('batch', 'v1', 'jobs');
  const begun = Date.now();
  const simulatedNow = () => new Date(begun + (Date.now() - begun) * clock.speed);
  const due = new Map<string, { readonly schedule: string; readonly time: Date }>();

  const ended = (job: ApiObject, type: string) => conditionOf(job, type)?.['status'] === 'True';
  const jobsOf = (cronJob: ApiObject) => store.dependentsIn(jobs.storage, uidOf(cronJob));

  const queue = context.queue('cron job', async (key) => {
    const [namespace, name] = splitKey(key);
    const cronJob = store.get(cronJobs.storage, namespace, name);
    if (cronJob === undefined || isBeingDeleted(cronJob)) {
      due.delete(key);
      return;
    }
    clean(cronJob);
    const schedule = textAt(cronJob, 'spec', 'schedule') ?? '';
    const known = due.get(key);
    const now = simulatedNow();
    const isDue = known?.schedule === schedule && known.time <= now;
    if (isDue && at(cronJob, 'spec', 'suspend') !== true) await start(cronJob, known.time);
    if (known?.schedule !== schedule || isDue) {
      const next = nextRun(schedule, now);
      if (next === undefined) due.delete(key);
      else due.set(key, { schedule, time: next });
    }
    const next = due.get(key);
    if (next !== undefined)
      queue.addAfter(key, Math.max(0.1, (next.time.getTime() - simulatedNow().getTime()) / 1000));
    report(cronJob, isDue && known !== undefined ? known.time : undefined);
  });

  const start = async (cronJob: ApiObject, time: Date) => {
    const active = jobsOf(cronJob).filter((job) => !ended(job, 'Complete') && !ended(job, 'Failed'));
    const policy = textAt(cronJob, 'spec', 'concurrencyPolicy');
    if (active.length > 0 && policy === 'Forbid') return;
    if (policy === 'Replace') for (const job of active) context.delete(jobs, job);
    const template = mapAt(cronJob, 'spec', 'jobTemplate');
    const made = await context.create(jobs, namespaceOf(cronJob), {
      metadata: {
        name: `${nameOf(cronJob)}-${String(Math.floor(time.getTime() / 60_000))}`,
        labels: textsAt(template, 'metadata', 'labels'),
        annotations: {
          ...textsAt(template, 'metadata', 'annotations'),
          'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(time.getTime()),
        },
        ownerReferences: [controllerReference(cronJob)],
      },
      spec: mapAt(template, 'spec'),
    });
    context.event(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${nameOf(made)}`, 'cronjob-controller');
  };

  const clean = (cronJob: ApiObject) => {
    for (const [type, field, preset] of [
      ['Complete', 'successfulJobsHistoryLimit', 3],
      ['Failed', 'failedJobsHistoryLimit', 1],
    ] as const) {
      const limit = numberAt(cronJob, 'spec', field) ?? preset;
      const old = jobsOf(cronJob).filter((job) => ended(job, type));
      for (const job of old.slice(0, Math.max(old.length - limit, 0))) context.delete(jobs, job);
    }
  };

  const report = (cronJob: ApiObject, scheduled: Date | undefined) => {
    const active = jobsOf(cronJob).filter((job) => !ended(job, 'Complete') && !ended(job, 'Failed'));
    const before = mapAt(store.get(cronJobs.storage, namespaceOf(cronJob), nameOf(cronJob)), 'status');
    const last = scheduled === undefined ? before['lastScheduleTime'] : timestamp(scheduled.getTime());
    const done = jobsOf(cronJob)
      .flatMap((job) => textAt(job, 'status', 'completionTime') ?? [])
      .sort()
      .at(-1);
    context.setStatus(cronJobs, cronJob, {
      ...(active.length > 0
        ? {
            active: active.map((job): Json => ({
              apiVersion: 'batch/v1',
              kind: 'Job',
              name: nameOf(job),
              namespace: namespaceOf(job),
              uid: uidOf(job),
            })),
          }
        : {}),
      ...(last === undefined ? {} : { lastScheduleTime: last }),
      ...(done === undefined ? {} : { lastSuccessfulTime: done }),
    });
  };

  context.listen(cronJobs.storage, ({ object, previous }) => {
    if (previous?.['spec'] !== object['spec']) queue.add(keyOf(object));
  });
  context.listen(jobs.storage, ({ object }) => {
    const owner = controllerOf(object);
    if (owner?.['kind'] === 'CronJob') queue.add(`${namespaceOf(object)}/${textAt(owner, 'name') ?? ''}`);
  });
}
