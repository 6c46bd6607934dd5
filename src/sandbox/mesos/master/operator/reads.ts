import { BUILD } from '../../version';
import type { MasterCore } from '../core';
import type { Leadership } from '../leadership';
import { agentInfoView, agentView } from '../views/agent-view';
import { frameworkView } from '../views/framework-view';
import { taskView } from '../../views/tasks';
import { masterMetrics } from '../views/metrics';
import { quotaView } from './quota';
import { rolesView } from './roles';

/** What is answered to a call that only asks, below the call's name in lower case; undefined where nothing is there to say. */
export function read(core: MasterCore, leadership: Leadership, type: string): object | undefined {
  const { settings, info, startTime, registrar } = core;
  switch (type) {
    case 'GET_HEALTH':
      return { healthy: true };
    case 'GET_FLAGS':
      return { flags: Object.entries(settings.flags).map(([name, value]) => ({ name, value })) };
    case 'GET_VERSION':
      return {
        version_info: {
          version: BUILD.version,
          build_date: BUILD.build_date,
          build_time: BUILD.build_time,
          build_user: BUILD.build_user,
          git_sha: BUILD.git_sha,
        },
      };
    case 'GET_METRICS':
      return {
        metrics: Object.entries(masterMetrics(core, leadership.log)).map(([name, value]) => ({
          name,
          value,
        })),
      };
    case 'GET_LOGGING_LEVEL':
      return { level: leadership.loggingLevel };
    case 'GET_MASTER':
      return { master_info: info, start_time: startTime, elected_time: leadership.electedTime };
    case 'GET_STATE':
      return snapshot(core);
    case 'GET_AGENTS':
      return agents(core);
    case 'GET_FRAMEWORKS':
      return frameworks(core);
    case 'GET_EXECUTORS':
      // Those of tasks with a command belong to the agent.
      return { executors: [] };
    case 'GET_OPERATIONS':
      return {};
    case 'GET_TASKS':
      return tasks(core);
    case 'GET_ROLES':
      return rolesView(core);
    case 'GET_WEIGHTS': {
      const weights = (registrar.registry.weights ?? []).map((weight) => weight.info);
      return weights.length === 0 ? undefined : { weight_infos: weights };
    }
    case 'GET_QUOTA':
      return { status: quotaView(core) };
    case 'GET_MAINTENANCE_STATUS':
      return { status: leadership.maintenance.status };
    case 'GET_MAINTENANCE_SCHEDULE':
      return { schedule: leadership.maintenance.schedule };
    default:
      return undefined;
  }
}

/** Everything at once, as it is also told first to who subscribes. */
export function snapshot(core: MasterCore): object {
  return {
    get_tasks: tasks(core),
    get_executors: { executors: [] },
    get_frameworks: frameworks(core),
    get_agents: agents(core),
  };
}

function agents(core: MasterCore): object {
  const { state } = core;
  return {
    agents: [...state.agents.values()].map((agent) => agentView(core, agent)),
    recovered_agents: [...state.recovered.values()].map(({ info }) => agentInfoView(info)),
  };
}

function frameworks(core: MasterCore): object {
  const { state } = core;
  return {
    frameworks: [...state.frameworks.values()].map((framework) => frameworkView(core, framework)),
    completed_frameworks: state.completedFrameworks.map((framework) => frameworkView(core, framework)),
  };
}

function tasks({ state }: MasterCore): object {
  const all = [...state.frameworks.values(), ...state.completedFrameworks];
  return {
    tasks: all.flatMap((framework) => [...framework.tasks.values()].map(taskView)),
    unreachable_tasks: all.flatMap((framework) => [...framework.unreachableTasks.values()].map(taskView)),
    completed_tasks: all.flatMap((framework) => framework.completedTasks.map(taskView)),
  };
}
