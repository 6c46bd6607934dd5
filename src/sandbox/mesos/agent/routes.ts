import { json, ok, plain, type Reply, type Request } from '../transport/http';
import { BUILD } from '../version';
import type { Agent } from './agent';

/** The agent's endpoints: `/state` and `/slave(1)/state` are the same. */
export class AgentRoutes {
  private readonly handlers: ReadonlyMap<string, (request: Request) => Reply>;

  constructor(agent: Agent) {
    this.handlers = new Map<string, (request: Request) => Reply>([
      ['health', ok],
      ['version', ({ query }) => json(BUILD, query.get('jsonp'))],
      ['flags', ({ query }) => json({ flags: agent.settings.flags }, query.get('jsonp'))],
    ]);
  }

  handle(request: Request): Reply {
    const endpoint = request.path.replace(/^\/(?:slave\(1\)\/)?/, '');
    return this.handlers.get(endpoint)?.(request) ?? plain(404);
  }
}
