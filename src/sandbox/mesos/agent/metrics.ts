import { Double } from '../values/json';
import { add, scalarOf } from '../values/resources';
import type { TaskState } from '../protocol/tasks';
import { systemMetrics } from '../views/system-metrics';
import type { Agent } from './agent';
import { executorResources } from './views';

const NOW: readonly TaskState[] = ['TASK_STAGING', 'TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING'];
const EVER: readonly TaskState[] = ['TASK_FAILED', 'TASK_FINISHED', 'TASK_GONE', 'TASK_KILLED', 'TASK_LOST'];

/** What the agent's `/metrics/snapshot` says; what only the real one's insides have is left out. */
export function agentMetrics(agent: Agent): Readonly<Record<string, Double>> {
  const { runs, total, world, startTime } = agent;
  const used = add(...runs.all.map(executorResources));
  const metrics: Record<string, number> = {
    'slave/registered': agent.registered ? 1 : 0,
    'slave/uptime_secs': world.clock.now() - startTime,
    'slave/executors_running': runs.all.filter(({ ended }) => !ended).length,
    'slave/executors_terminated': runs.completed.length,
    'slave/frameworks_active': new Set(runs.all.map(({ frameworkId }) => frameworkId)).size,
    ...systemMetrics(),
  };
  for (const name of ['cpus', 'mem', 'disk', 'gpus']) {
    const [all, taken] = [scalarOf(total, name), scalarOf(used, name)];
    metrics[`slave/${name}_total`] = all;
    metrics[`slave/${name}_used`] = taken;
    metrics[`slave/${name}_percent`] = all === 0 ? 0 : taken / all;
  }
  for (const state of NOW) {
    metrics[nameOf(state)] = runs.all.filter(({ task }) => task.state === state).length;
  }
  for (const state of EVER) {
    metrics[nameOf(state)] = [...runs.all, ...runs.completed].filter(
      ({ task }) => task.state === state,
    ).length;
  }
  return Object.fromEntries(
    Object.entries(metrics)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, new Double(value)]),
  );
}

function nameOf(state: TaskState): string {
  return `slave/${state.toLowerCase().replace('task_', 'tasks_')}`;
}
