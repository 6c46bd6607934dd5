import type { AppInfo, Deployment, QueueItem, TaskFailure } from './answers';

/** What is known of an app whose deployment does not come to its end. */
export interface StalledApp {
  readonly app: AppInfo;
  /** Undefined when it waits for no offers. */
  readonly queued: QueueItem | undefined;
  /** The deployment it is part of, if that is still there. */
  readonly deployment: Deployment | undefined;
}

const tasksInReasons = 3;
const reasonsInSummary = 3;

/**
 * Why an app's deployment does not come to its end, one line per reason, the most telling first: offers that do not
 * fit, tasks that fail, health checks that fail, readiness checks.
 */
export function explainStall(stalled: StalledApp): string[] {
  const { app, queued } = stalled;
  const reasons = [
    ...(queued === undefined ? [] : explainQueue(queued, app)),
    ...explainFailure(app),
    ...explainHealth(app),
    ...explainReadiness(stalled),
  ];
  return [`app ${app.id}: ${progressOf(app)}`, ...reasons];
}

/** `2 of 3 instances run, 1 of them healthy` */
export function progressOf(app: AppInfo): string {
  const { instances, tasksRunning, tasksHealthy, tasksStaged } = app;
  const running = `${String(tasksRunning ?? 0)} of ${String(instances)} ${instances === 1 ? 'instance runs' : 'instances run'}`;
  const healthy = app.healthChecks.length > 0 ? `, ${String(tasksHealthy ?? 0)} healthy` : '';
  const staged = (tasksStaged ?? 0) > 0 ? `, ${String(tasksStaged)} starting` : '';
  return `${running}${healthy}${staged}`;
}

function explainQueue(queued: QueueItem, app: AppInfo): string[] {
  const { count, delay, processedOffersSummary: summary } = queued;
  const left = `${String(count)} more ${count === 1 ? 'instance waits' : 'instances wait'} to be launched`;
  if (delay !== null && delay !== undefined && !delay.overdue && delay.timeLeftSeconds > 0) {
    return [`${left}: Marathon waits ${String(delay.timeLeftSeconds)} s because launches have failed`];
  }
  const processed = summary?.processedOffersCount ?? 0;
  if (summary === null || summary === undefined || processed === 0) {
    const role = queued.role ?? '*';
    return [
      `${left}: Mesos has made no offer yet; see that agents are registered, not drained, and have something free for role ${JSON.stringify(role)}`,
    ];
  }
  const last = summary.rejectSummaryLastOffers.filter(({ declined }) => declined > 0);
  const steps =
    last.length > 0 ? last : summary.rejectSummaryLaunchAttempt.filter(({ declined }) => declined > 0);
  if (steps.length === 0) return [`${left}: of ${String(processed)} offers none was taken, without a reason`];
  return [
    `${left}, and no offer fits: ${[...steps]
      .sort((left, right) => right.declined - left.declined)
      .slice(0, reasonsInSummary)
      .map(
        ({ reason, declined, processed: of }) =>
          `${String(declined)} of ${String(of)} ${misfit(reason, app)}`,
      )
      .join(', ')}`,
  ];
}

/** An offer's misfit in the terms of the definition. */
function misfit(reason: string, app: AppInfo): string {
  const value = (name: string) => String(app[name] ?? 'what it has');
  switch (reason) {
    case 'InsufficientCpus':
      return `have too few cpus (cpus is ${value('cpus')})`;
    case 'InsufficientMemory':
      return `have too little memory (mem is ${value('mem')} MiB)`;
    case 'InsufficientDisk':
      return `have too little disk (disk is ${value('disk')} MiB)`;
    case 'InsufficientGpus':
      return `have too few GPUs (gpus is ${value('gpus')})`;
    case 'InsufficientPorts':
      return 'do not have the ports that it asks for';
    case 'UnfulfilledConstraint':
      return `do not satisfy its constraints (${constraintsOf(app)})`;
    case 'UnfulfilledRole':
      return `are of a role that it does not accept (acceptedResourceRoles is ${JSON.stringify(app['acceptedResourceRoles'] ?? ['*'])})`;
    case 'NoCorrespondingReservationFound':
      return 'lack the reservation of its persistent volumes';
    case 'AgentMaintenance':
      return 'are of agents in maintenance';
    case 'DeclinedScarceResources':
      return 'are of agents with GPUs, which are kept for apps that ask for them';
    default:
      return `are declined with ${reason}`;
  }
}

function constraintsOf(app: AppInfo): string {
  const { constraints } = app;
  if (!Array.isArray(constraints) || constraints.length === 0) return 'it has none';
  return constraints.map((one) => (Array.isArray(one) ? one.join(' ') : String(one))).join(', ');
}

/** Only a failure of the present version: one of the last is what was to be repaired. */
function explainFailure(app: AppInfo): string[] {
  const { lastTaskFailure: failure } = app;
  if (failure === null || failure === undefined) return [];
  if (failure.version && app.version && failure.version < app.version) return [];
  return [`last failure: ${describeFailure(failure)}`];
}

export function describeFailure({ taskId, host, state, message }: TaskFailure): string {
  const where = host ? ` on ${host}` : '';
  return `task ${taskId}${where}: ${state}${message === '' ? '' : `: ${message.trim()}`}`;
}

function explainHealth(app: AppInfo): string[] {
  const failing = app.tasks.flatMap((task) => {
    const bad = task.healthCheckResults.find((result) => result !== null && !result.alive);
    return bad === undefined || bad === null ? [] : [{ task, bad }];
  });
  const waiting = app.tasks.filter(
    ({ state, healthCheckResults }) => state === 'TASK_RUNNING' && healthCheckResults.length === 0,
  );
  const lines = failing.slice(0, tasksInReasons).map(({ task, bad }) => {
    const times = bad.consecutiveFailures;
    const cause = bad.lastFailureCause ? `: ${bad.lastFailureCause}` : '';
    const result =
      times === 0
        ? 'has not succeeded yet'
        : `has failed ${String(times)} ${times === 1 ? 'time' : 'times'} in a row`;
    return `task ${task.id} on ${task.host ?? 'an agent'}: its health check ${result}${cause}`;
  });
  const more = failing.length - lines.length;
  const rest = more > 0 ? [`and ${String(more)} more tasks fail their health check`] : [];
  const unknown =
    app.healthChecks.length > 0 && failing.length === 0 && waiting.length > 0
      ? [
          `${String(waiting.length)} ${waiting.length === 1 ? 'task has' : 'tasks have'} no result of a health check yet`,
        ]
      : [];
  return [...lines, ...rest, ...unknown];
}

function explainReadiness({ app, deployment }: StalledApp): string[] {
  const current =
    deployment?.currentActions
      .filter((action) => action.app === app.id)
      .flatMap(({ readinessCheckResults }) => readinessCheckResults) ?? [];
  const results = current.length > 0 ? current : app.readinessCheckResults;
  return results
    .filter(({ ready }) => !ready)
    .slice(0, tasksInReasons)
    .map(({ name, taskId, lastResponse }) => {
      const answer = lastResponse ? `: it answers ${String(lastResponse.status)}` : '';
      return `task ${taskId}: readiness check ${JSON.stringify(name)} does not succeed${answer}`;
    });
}
