import { MASTER_CAPABILITIES, type MasterInfo } from '../../election/master-info';
import { type Task, type TaskState } from '../../protocol/tasks';
import { BUILD } from '../../version';
import { Double } from '../../values/json';
import type { MasterCore } from '../core';
import { unreachableAgents } from '../registry/registry';
import { frameworkSummary, stateFramework } from './state-frameworks';
import { recoveredAgent, stateAgent } from './state-agents';

/** `/state`: everything. */
export function stateView(core: MasterCore, leader: MasterInfo, electedTime: number): object {
  const { state, settings, info, registrar } = core;
  const agents = [...state.agents.values()];
  return {
    version: BUILD.version,
    git_sha: BUILD.git_sha,
    build_date: BUILD.build_date,
    build_time: new Double(BUILD.build_time),
    build_user: BUILD.build_user,
    start_time: new Double(core.startTime),
    elected_time: new Double(electedTime),
    id: info.id,
    pid: info.pid,
    hostname: info.hostname,
    capabilities: MASTER_CAPABILITIES,
    activated_slaves: new Double(agents.filter(({ mayBeOffered }) => mayBeOffered).length),
    deactivated_slaves: new Double(agents.filter(({ mayBeOffered }) => !mayBeOffered).length),
    unreachable_slaves: new Double(unreachableAgents(registrar.registry).length),
    leader: leader.pid,
    leader_info: { id: leader.id, pid: leader.pid, port: leader.port, hostname: leader.hostname },
    ...(settings.cluster === undefined ? {} : { cluster: settings.cluster }),
    ...(settings.domain === undefined ? {} : { domain: settings.domain }),
    flags: settings.flags,
    slaves: agents.map((agent) => stateAgent(core, agent)),
    recovered_slaves: [...state.recovered.values()].map((agent) => recoveredAgent(agent.info)),
    frameworks: [...state.frameworks.values()].map((framework) => stateFramework(core, framework)),
    completed_frameworks: state.completedFrameworks.map((framework) => stateFramework(core, framework)),
    orphan_tasks: [],
    unregistered_frameworks: [],
  };
}

const COUNTED: readonly TaskState[] = [
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_FINISHED',
  'TASK_KILLED',
  'TASK_FAILED',
  'TASK_LOST',
  'TASK_ERROR',
  'TASK_UNREACHABLE',
];

/** `/state-summary`: tasks are only counted. */
export function summaryView(core: MasterCore): object {
  const { state, settings, info } = core;
  const all = [...state.frameworks.values(), ...state.completedFrameworks].map((framework) => ({
    framework,
    tasks: [...framework.tasks.values(), ...framework.unreachableTasks.values(), ...framework.completedTasks],
  }));
  return {
    hostname: info.hostname,
    ...(settings.cluster === undefined ? {} : { cluster: settings.cluster }),
    slaves: [...state.agents.values()].map((agent) => {
      const own = all.map(({ framework, tasks }) => ({
        framework,
        tasks: tasks.filter((task) => task.agent_id.value === agent.id),
      }));
      return {
        ...stateAgent(core, agent),
        ...counts(own.flatMap(({ tasks }) => tasks)),
        framework_ids: own.filter(({ tasks }) => tasks.length > 0).map(({ framework }) => framework.id),
      };
    }),
    frameworks: all
      .filter(({ framework }) => state.frameworks.has(framework.id))
      .map(({ framework, tasks }) => ({
        ...frameworkSummary(core, framework),
        ...counts(tasks),
        slave_ids: [...new Set(tasks.map((task) => task.agent_id.value))],
      })),
  };
}

function counts(tasks: readonly Task[]): object {
  return Object.fromEntries(
    COUNTED.map((state) => [state, tasks.filter((task) => task.state === state).length]),
  );
}
