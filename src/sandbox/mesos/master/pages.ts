import { json, type Reply, type Request } from '../transport/http';
import { Double } from '../values/json';
import type { MasterCore } from './core';
import { quotaView } from './operator/quota';
import { rolesPage } from './operator/roles';
import type { Page } from './routes';
import { fullAgent, recoveredAgent } from './views/state-agents';
import { stateFramework } from './views/state-frameworks';
import { stateTask } from '../views/tasks';
import { stateView, summaryView } from './views/state';

const MOST_TASKS = 100;

/** What only the leader knows, page by page. */
export function clusterPages(core: MasterCore): readonly (readonly [name: string, page: Page])[] {
  const page = (view: (request: Request) => unknown): Page => {
    return (request) => json(view(request), request.query.get('jsonp'));
  };
  return [
    [
      'state',
      ({ query }, leadership) => json(stateView(core, core.info, leadership.electedTime), query.get('jsonp')),
    ],
    ['state-summary', page(() => summaryView(core))],
    ['slaves', page((request) => slaves(core, request))],
    ['frameworks', page(() => frameworks(core))],
    ['tasks', page((request) => tasks(core, request))],
    ['roles', page(() => rolesPage(core))],
    ['quota', page(() => quotaView(core))],
    ['weights', page(() => weights(core))],
    ['maintenance/schedule', (_request, { maintenance }): Reply => json(maintenance.schedule)],
    ['maintenance/status', (_request, { maintenance }): Reply => json(maintenance.status)],
  ];
}

function slaves(core: MasterCore, { query }: Request): object {
  const { state } = core;
  const wanted = query.get('slave_id');
  const isWanted = (id: string): boolean => wanted === null || wanted === id;
  return {
    slaves: [...state.agents.values()]
      .filter(({ id }) => isWanted(id))
      .map((agent) => fullAgent(core, agent)),
    recovered_slaves: [...state.recovered.entries()]
      .filter(([id]) => isWanted(id))
      .map(([, { info }]) => recoveredAgent(info)),
  };
}

function frameworks(core: MasterCore): object {
  const { state } = core;
  return {
    frameworks: [...state.frameworks.values()].map((framework) => stateFramework(core, framework)),
    completed_frameworks: state.completedFrameworks.map((framework) => stateFramework(core, framework)),
    unregistered_frameworks: [],
  };
}

/** The youngest first, unless it is asked for the oldest. */
function tasks({ state }: MasterCore, { query }: Request): object {
  const all = [...state.frameworks.values(), ...state.completedFrameworks].flatMap((framework) => [
    ...framework.tasks.values(),
    ...framework.unreachableTasks.values(),
    ...framework.completedTasks,
  ]);
  const begun = (task: (typeof all)[number]): number => task.statuses[0]?.timestamp ?? 0;
  const sign = query.get('order') === 'asc' ? 1 : -1;
  const sorted = all.sort((a, b) => sign * (begun(a) - begun(b)));
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? MOST_TASKS);
  return { tasks: sorted.slice(offset, offset + limit).map(stateTask) };
}

function weights({ registrar }: MasterCore): readonly object[] {
  return (registrar.registry.weights ?? []).map(({ info: { role, weight } }) => ({
    role,
    weight: new Double(weight),
  }));
}
