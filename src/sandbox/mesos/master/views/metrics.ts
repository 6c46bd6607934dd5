import type { ReplicatedLog } from '../../log/replicated-log';
import type { TaskState } from '../../protocol/tasks';
import { add, scalarOf } from '../../values/resources';
import { systemMetrics } from '../../views/system-metrics';
import type { MasterCore } from '../core';
import { unreachableAgents } from '../registry/registry';

/** Tasks that are counted as they are now. */
const NOW: readonly TaskState[] = [
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_UNREACHABLE',
];
/** Tasks that have ever come to that. */
const EVER: readonly TaskState[] = [
  ...(['TASK_DROPPED', 'TASK_ERROR', 'TASK_FAILED', 'TASK_FINISHED', 'TASK_GONE'] as const),
  ...(['TASK_GONE_BY_OPERATOR', 'TASK_KILLED', 'TASK_LOST'] as const),
];

/** Messages and calls by what they are counted as. */
export const COUNTED_MESSAGES = [
  ...[
    'authenticate',
    'decline_offers',
    'framework_to_executor',
    'kill_task',
    'launch_tasks',
    'reconcile_tasks',
  ],
  ...['register_framework', 'register_slave', 'reregister_framework', 'reregister_slave', 'revive_offers'],
  ...['status_update', 'status_update_acknowledgement', 'suppress_offers', 'unregister_slave'],
] as const;

export const COUNTED_EVENTS = [
  ...['slave_registrations', 'slave_removals', 'slave_reregistrations', 'slave_unreachable_completed'],
] as const;

/** What `/metrics/snapshot` says; what only the real one's insides have is left out. */
export function masterMetrics(core: MasterCore, log: ReplicatedLog): Readonly<Record<string, number>> {
  const { state, registrar, counters, startTime, now, elected } = core;
  const agents = [...state.agents.values()];
  const frameworks = [...state.frameworks.values()];
  const count = <T>(items: readonly T[], is: (item: T) => boolean): number => items.filter(is).length;
  const total = add(...agents.map((agent) => agent.total));
  const used = add(...agents.map((agent) => state.usedOn(agent.id)));
  const tasks = frameworks.flatMap((framework) => [
    ...framework.tasks.values(),
    ...framework.unreachableTasks.values(),
  ]);
  const metrics: Record<string, number> = {
    'master/elected': elected ? 1 : 0,
    'master/uptime_secs': now - startTime,
    'master/slaves_active': count(agents, ({ mayBeOffered }) => mayBeOffered),
    'master/slaves_inactive': count(agents, ({ mayBeOffered }) => !mayBeOffered),
    'master/slaves_connected': count(agents, ({ connected }) => connected),
    'master/slaves_disconnected': count(agents, ({ connected }) => !connected),
    'master/slaves_unreachable': unreachableAgents(registrar.registry).length,
    'master/frameworks_active': count(frameworks, ({ active }) => active),
    'master/frameworks_inactive': count(frameworks, ({ active }) => !active),
    'master/frameworks_connected': count(frameworks, ({ connected }) => connected),
    'master/frameworks_disconnected': count(frameworks, ({ connected }) => !connected),
    'master/outstanding_offers': state.offers.size,
    'registrar/log/ensemble_size': log.ensembleSize,
    'registrar/log/recovered': log.recovered ? 1 : 0,
    'registrar/queued_operations': registrar.queued,
    ...(elected ? { 'registrar/registry_size_bytes': registrar.size } : {}),
    ...systemMetrics(),
  };
  for (const name of ['cpus', 'mem', 'disk', 'gpus']) {
    const [all, taken] = [scalarOf(total, name), scalarOf(used, name)];
    metrics[`master/${name}_total`] = all;
    metrics[`master/${name}_used`] = taken;
    metrics[`master/${name}_percent`] = all === 0 ? 0 : taken / all;
  }
  for (const state of NOW)
    metrics[`master/${state.toLowerCase().replace('task_', 'tasks_')}`] = count(
      tasks,
      (task) => task.state === state,
    );
  for (const state of EVER) {
    const name = `master/${state.toLowerCase().replace('task_', 'tasks_')}`;
    metrics[name] = counters.of(name);
  }
  for (const message of COUNTED_MESSAGES) {
    metrics[`master/messages_${message}`] = counters.of(`master/messages_${message}`);
  }
  for (const event of COUNTED_EVENTS) metrics[`master/${event}`] = counters.of(`master/${event}`);
  return metrics;
}
