import type { App } from '../definitions/app';
import { inOrder } from '../definitions/read-app';
import { viewOf } from '../definitions/spec';
import type { Instance } from '../instances/instance';
import type { JsonMap, MutableMap } from '../json';
import type { Leader } from '../leader';
import { tasksOf, withTask } from './render-task';

/** What is embedded into an app beside its definition. */
export type Embed = 'tasks' | 'counts' | 'deployments' | 'readiness' | 'lastTaskFailure' | 'taskStats';

/**
 * What `embed` asks for.
 * @param prefixes `app.`, `apps.` or `group.apps.`
 */
export function embedsOf(
  values: readonly string[],
  prefixes: readonly string[],
  always: readonly Embed[],
): Set<Embed> {
  const embeds = new Set<Embed>(always);
  for (const value of values.flatMap((one) => one.split(','))) {
    const prefix = prefixes.find((one) => value.startsWith(one));
    const name = prefix === undefined ? '' : value.slice(prefix.length);
    if (name === 'failures') {
      for (const embed of ['tasks', 'counts', 'deployments', 'lastTaskFailure'] as const) embeds.add(embed);
    } else if (name === 'tasks') embeds.add('tasks').add('deployments');
    else if (['counts', 'deployments', 'readiness', 'lastTaskFailure', 'taskStats'].includes(name))
      embeds.add(name as Embed);
  }
  return embeds;
}

export function renderApp(leader: Leader, app: App, embeds: ReadonlySet<Embed>): JsonMap {
  const result: MutableMap = { ...inOrder(app) };
  const instances = withTask(leader.scene.tracker.of(app.id));
  if (embeds.has('counts')) {
    const { staged, running, healthy, unhealthy } = counts(leader, app, instances);
    result['tasksStaged'] = staged;
    result['tasksRunning'] = running;
    result['tasksHealthy'] = healthy;
    result['tasksUnhealthy'] = unhealthy;
  }
  if (embeds.has('deployments'))
    result['deployments'] = leader.deployments.affecting(app.id).map((id) => ({ id }));
  if (embeds.has('readiness')) result['readinessCheckResults'] = leader.readiness.results(instances);
  if (embeds.has('tasks')) result['tasks'] = tasksOf(leader, app.id);
  if (embeds.has('lastTaskFailure')) {
    const failure = leader.failures.get(app.id);
    if (failure !== undefined) result['lastTaskFailure'] = failure;
  }
  if (embeds.has('taskStats')) result['tasksStats'] = taskStats(leader, app, instances);
  return result;
}

interface Counts extends JsonMap {
  readonly staged: number;
  readonly running: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

function counts(leader: Leader, app: App, instances: readonly Instance[]): Counts {
  const checked = viewOf(app).hasHealthChecks;
  const health = instances.map((instance) => (checked ? leader.health.stateOf(instance) : undefined));
  const staged = instances.filter(({ condition }) =>
    ['Provisioned', 'Staging', 'Starting'].includes(condition),
  );
  return {
    staged: staged.length,
    running: instances.filter(({ condition }) => condition === 'Running').length,
    healthy: health.filter((one) => one === true).length,
    unhealthy: health.filter((one) => one === false).length,
  };
}

function taskStats(leader: Leader, app: App, instances: readonly Instance[]): JsonMap {
  const { lastScalingAt, lastConfigChangeAt } = app.versionInfo;
  const stats = (some: readonly Instance[]): JsonMap | undefined => {
    if (some.length === 0) return undefined;
    const lives = some
      .flatMap(({ activeSince }) =>
        activeSince === undefined ? [] : [(leader.scene.clock.now() - activeSince) / 1000],
      )
      .sort((a, b) => a - b);
    const lifeTime = {
      averageSeconds: lives.reduce((sum, life) => sum + life, 0) / lives.length,
      medianSeconds: lives[Math.floor(lives.length / 2)],
    };
    return { stats: { counts: counts(leader, app, some), ...(lives.length === 0 ? {} : { lifeTime }) } };
  };
  return {
    startedAfterLastScaling: stats(instances.filter(({ version }) => version >= lastScalingAt)),
    withLatestConfig: stats(instances.filter(({ version }) => version >= lastConfigChangeAt)),
    withOutdatedConfig: stats(instances.filter(({ version }) => version < lastConfigChangeAt)),
    totalSummary: stats(instances),
  };
}
