import type { MasterInfo } from '../election/master-info';
import { json, ok, plain, redirect, type Reply, type Request, text } from '../transport/http';
import { BUILD } from '../version';
import type { MasterCore } from './core';
import type { Leadership } from './leadership';
import { fullAgent, recoveredAgent } from './views/state-agents';
import { stateFramework } from './views/state-frameworks';
import { stateView, summaryView } from './views/state';

/** Who leads now, as far as this master knows. */
export interface Situation {
  readonly leader: MasterInfo | undefined;
  readonly leadership: Leadership | undefined;
}

type Handler = (request: Request, leadership: Leadership) => Reply | Promise<Reply>;

/** The master's endpoints: `/state` and `/master/state` are the same. */
export class MasterRoutes {
  private readonly anywhere: ReadonlyMap<string, (request: Request) => Reply>;
  private readonly ofLeader: ReadonlyMap<string, Handler>;

  constructor(
    private readonly core: MasterCore,
    private readonly situation: () => Situation,
  ) {
    this.anywhere = new Map<string, (request: Request) => Reply>([
      ['health', ok],
      ['version', ({ query }) => json(BUILD, query.get('jsonp'))],
      ['flags', ({ query }) => json({ flags: core.settings.flags }, query.get('jsonp'))],
      ['redirect', () => this.redirectTo('')],
    ]);
    this.ofLeader = new Map<string, Handler>([
      [
        'state',
        ({ query }, leadership) =>
          json(stateView(core, core.info, leadership.electedTime), query.get('jsonp')),
      ],
      ['state-summary', ({ query }) => json(summaryView(core), query.get('jsonp'))],
      ['slaves', (request) => this.slaves(request)],
      ['frameworks', (request) => this.frameworks(request)],
      ['api/v1/scheduler', (request, leadership) => scheduler(request, leadership)],
    ]);
  }

  async handle(request: Request): Promise<Reply> {
    const endpoint = request.path.replace(/^\/(?:master\/)?/, '');
    const anywhere = this.anywhere.get(endpoint);
    if (anywhere !== undefined) return anywhere(request);
    const handler = this.ofLeader.get(endpoint);
    if (handler === undefined) return plain(404);
    const { leadership } = this.situation();
    if (leadership === undefined) return this.redirectTo(pathOf(endpoint, request));
    return handler(request, leadership);
  }

  private redirectTo(path: string): Reply {
    const { leader } = this.situation();
    if (leader === undefined) return text(503, 'No leader elected');
    return redirect(`//${leader.hostname}:${String(leader.port)}${path}`);
  }

  private slaves({ query }: Request): Reply {
    const { state } = this.core;
    const wanted = query.get('slave_id');
    const isWanted = (id: string): boolean => wanted === null || wanted === id;
    return json(
      {
        slaves: [...state.agents.values()]
          .filter(({ id }) => isWanted(id))
          .map((agent) => fullAgent(this.core, agent)),
        recovered_slaves: [...state.recovered.entries()]
          .filter(([id]) => isWanted(id))
          .map(([, { info }]) => recoveredAgent(info)),
      },
      query.get('jsonp'),
    );
  }

  private frameworks({ query }: Request): Reply {
    const { state } = this.core;
    return json(
      {
        frameworks: [...state.frameworks.values()].map((framework) => stateFramework(this.core, framework)),
        completed_frameworks: state.completedFrameworks.map((framework) =>
          stateFramework(this.core, framework),
        ),
        unregistered_frameworks: [],
      },
      query.get('jsonp'),
    );
  }
}

function scheduler(request: Request, { recovered, scheduler: api }: Leadership): Reply {
  return recovered ? api.handle(request) : text(503, 'Master has not finished recovery');
}

function pathOf(endpoint: string, { query }: Request): string {
  const search = query.toString();
  return `/master/${endpoint}${search === '' ? '' : `?${search}`}`;
}
