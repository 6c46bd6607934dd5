import { stateTask, taskView } from '../views/tasks';
import { AGENT_CAPABILITIES } from '../protocol/agents';
import type { FrameworkInfo } from '../protocol/frameworks';
import { isTerminal } from '../protocol/tasks';
import { BUILD } from '../version';
import { attributeMap } from '../values/attributes';
import { Double } from '../values/json';
import { resourceMap } from '../values/resource-map';
import { type Resource, type Resources, withRole } from '../values/resource';
import { add, allocate, reservedByRole, unreserved } from '../values/resources';
import type { Agent } from './agent';
import { executorName } from './command-line';
import type { TaskRun } from './task-run';

/** What the executor of a command has for itself. */
const OVERHEAD: readonly Resource[] = [
  { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } },
  { name: 'mem', type: 'SCALAR', scalar: { value: 32 } },
];

export function executorResources({ info, task }: TaskRun): Resources {
  const role = info.resources?.[0]?.allocation_info?.role ?? '*';
  const own = allocate(OVERHEAD, role);
  return isTerminal(task.state) ? own : add(own, task.resources);
}

/** The agent's `/state`. */
export function agentState(agent: Agent): object {
  const { settings, total, drain, drainStart } = agent;
  const allocated = add(...agent.runs.all.map(executorResources));
  return {
    version: BUILD.version,
    git_sha: BUILD.git_sha,
    build_date: BUILD.build_date,
    build_time: new Double(BUILD.build_time),
    build_user: BUILD.build_user,
    start_time: new Double(agent.startTime),
    id: agent.id ?? '',
    pid: agent.pid,
    hostname: settings.hostname,
    capabilities: AGENT_CAPABILITIES,
    ...(drain === undefined ? {} : { drain_config: drain }),
    ...(drainStart === undefined ? {} : { estimated_drain_start_time_seconds: Math.floor(drainStart) }),
    resources: resourceMap(total),
    reserved_resources: mapRoles(total, resourceMap),
    unreserved_resources: resourceMap(unreserved(total)),
    reserved_resources_full: mapRoles(total, (resources) => resources.map(withRole)),
    unreserved_resources_full: unreserved(total).map(withRole),
    reserved_resources_allocated: mapRoles(allocated, resourceMap),
    unreserved_resources_allocated: resourceMap(unreserved(allocated)),
    resource_providers: [],
    attributes: attributeMap(settings.attributes),
    ...(agent.master === undefined ? {} : { master_hostname: agent.master.hostname }),
    flags: settings.flags,
    frameworks: frameworksOf(agent).map(([info, running, completed]) => ({
      ...frameworkView(info),
      executors: running.map((run) => executorView(run)),
      completed_executors: completed.map((run) => executorView(run)),
    })),
    completed_frameworks: completedFrameworksOf(agent).map(([info, completed]) => ({
      ...frameworkView(info),
      executors: [],
      completed_executors: completed.map((run) => executorView(run)),
    })),
  };
}

function frameworkView(info: FrameworkInfo): object {
  return {
    id: info.id?.value ?? '',
    name: info.name,
    user: info.user,
    failover_timeout: new Double(info.failover_timeout ?? 0),
    checkpoint: info.checkpoint ?? false,
    hostname: info.hostname ?? '',
    ...(info.roles === undefined ? { role: info.role ?? '*' } : { roles: info.roles }),
  };
}

function executorView(run: TaskRun): object {
  const tasks = [stateTask(run.task)];
  return {
    id: run.id,
    name: executorName(run.info),
    source: run.id,
    container: run.containerId,
    directory: run.folder,
    resources: resourceMap(executorResources(run)),
    role: run.info.resources?.[0]?.allocation_info?.role ?? '*',
    tasks: run.ended ? [] : tasks,
    queued_tasks: [],
    completed_tasks: run.ended ? tasks : [],
  };
}

/** Those that run something here. */
function frameworksOf({ runs }: Agent): readonly (readonly [FrameworkInfo, TaskRun[], TaskRun[]])[] {
  return byFramework(runs.all).map(([info, running]) => [
    info,
    running,
    runs.completed.filter((run) => run.frameworkId === info.id?.value),
  ]);
}

/** Those that only have run something here. */
function completedFrameworksOf({ runs }: Agent): readonly (readonly [FrameworkInfo, TaskRun[]])[] {
  const running = new Set(runs.all.map((run) => run.frameworkId));
  return byFramework(runs.completed.filter((run) => !running.has(run.frameworkId)));
}

function byFramework(runs: readonly TaskRun[]): readonly (readonly [FrameworkInfo, TaskRun[]])[] {
  const groups = new Map<string, [FrameworkInfo, TaskRun[]]>();
  for (const run of runs) {
    const [info, group] = groups.get(run.frameworkId) ?? [run.framework, []];
    groups.set(run.frameworkId, [info, [...group, run]]);
  }
  return [...groups.values()];
}

function mapRoles(resources: Resources, view: (resources: Resources) => unknown): object {
  return Object.fromEntries(
    Object.entries(reservedByRole(resources)).map(([role, reserved]) => [role, view(reserved)]),
  );
}

/** Frameworks as the agent's API has them. */
export function apiFrameworks(agent: Agent): object {
  const view = (info: FrameworkInfo): object => ({
    framework_info: {
      ...info,
      failover_timeout: info.failover_timeout ?? 0,
      checkpoint: info.checkpoint ?? false,
    },
  });
  return {
    frameworks: frameworksOf(agent).map(([info]) => view(info)),
    completed_frameworks: completedFrameworksOf(agent).map(([info]) => view(info)),
  };
}

/** Executors as the agent's API has them. */
export function apiExecutors({ runs, settings }: Agent): object {
  const directory = settings.flags.launcher_dir ?? '';
  const view = (run: TaskRun): object => ({
    executor_info: {
      executor_id: { value: run.id },
      framework_id: { value: run.frameworkId },
      command: {
        shell: false,
        value: `${directory}/mesos-executor`,
        arguments: ['mesos-executor', `--launcher_dir=${directory}`],
      },
      resources: allocate(OVERHEAD, run.info.resources?.[0]?.allocation_info?.role ?? '*'),
      name: executorName(run.info),
      source: run.id,
    },
  });
  return { executors: runs.all.map(view), completed_executors: runs.completed.map(view) };
}

/** Tasks as the agent's API has them. */
export function apiTasks({ runs }: Agent): object {
  const views = (which: readonly TaskRun[]): readonly object[] => which.map(({ task }) => taskView(task));
  return {
    pending_tasks: [],
    queued_tasks: [],
    launched_tasks: views(runs.all.filter(({ ended }) => !ended)),
    terminated_tasks: views([
      ...runs.all.filter(({ ended }) => ended),
      ...runs.completed.filter(({ unheard }) => unheard),
    ]),
    completed_tasks: views(runs.completed.filter(({ unheard }) => !unheard)),
  };
}
