import { json, methodNotAllowed, ok, plain, type Reply, type Request, text } from '../transport/http';
import { Double, isObject, JsonSyntaxError, parseJson } from '../values/json';
import { BUILD } from '../version';
import type { Agent } from './agent';
import { containerViews } from './containers';
import { agentMetrics } from './metrics';
import { agentState, apiExecutors, apiFrameworks, apiTasks } from './views';

type Handler = (request: Request) => Reply;

/** The agent's endpoints: `/state` and `/slave(1)/state` are the same. */
export class AgentRoutes {
  /** Of the program itself: only under these paths. */
  private readonly ofProgram: ReadonlyMap<string, Handler>;
  private readonly handlers: ReadonlyMap<string, Handler>;

  constructor(private readonly agent: Agent) {
    const page =
      (view: () => unknown): Handler =>
      ({ query }) =>
        json(view(), query.get('jsonp'));
    this.ofProgram = new Map<string, Handler>([
      ['/metrics/snapshot', page(() => agentMetrics(agent))],
      ['/monitor/statistics', page(() => containerViews(agent, false))],
      ['/containerizer/debug', page(() => ({ pending: [] }))],
      ['/files/browse', () => text(404, '')],
      ['/files/debug', page(() => ({}))],
    ]);
    this.handlers = new Map<string, Handler>([
      ['health', ok],
      ['version', page(versionView)],
      ['flags', page(() => ({ flags: agent.settings.flags }))],
      ['state', page(() => agentState(agent))],
      ['containers', page(() => containerViews(agent, true))],
      ['monitor/statistics', page(() => containerViews(agent, false))],
      ['api/v1', (request) => this.call(request)],
    ]);
  }

  handle(request: Request): Reply {
    const name = request.path.replace(/^\/(?:slave\(1\)\/)?/, '');
    const handler = this.ofProgram.get(request.path) ?? this.handlers.get(name);
    return handler?.(request) ?? plain(404);
  }

  private call(request: Request): Reply {
    if (request.method !== 'POST') return methodNotAllowed('POST', request);
    const contentType = request.headers['content-type'];
    if (contentType === undefined) return text(400, "Expecting 'Content-Type' to be present");
    if (contentType !== 'application/json') {
      return text(415, "Expecting 'Content-Type' of application/json or application/x-protobuf");
    }
    const type = typeOf(request.body);
    if (typeof type === 'object') return type;
    const body = this.read(type);
    if (body === 'unknown') {
      return text(400, "Failed to validate agent::Call: Expecting 'type' to be present");
    }
    return json({ type, ...(body === undefined ? {} : { [type.toLowerCase()]: body }) });
  }

  private read(type: string): unknown {
    const { agent } = this;
    const { hostname, port, resources, attributes, id } = agent.info;
    switch (type) {
      case 'GET_HEALTH':
        return { healthy: true };
      case 'GET_FLAGS':
        return { flags: Object.entries(agent.settings.flags).map(([name, value]) => ({ name, value })) };
      case 'GET_VERSION':
        return { version_info: versionView() };
      case 'GET_METRICS':
        return {
          metrics: Object.entries(agentMetrics(agent)).map(([name, { value }]) => ({ name, value })),
        };
      case 'GET_LOGGING_LEVEL':
        return { level: 0 };
      case 'GET_AGENT':
        return { agent_info: { hostname, port, resources, attributes, id } };
      case 'GET_STATE':
        return {
          get_tasks: apiTasks(agent),
          get_executors: apiExecutors(agent),
          get_frameworks: apiFrameworks(agent),
        };
      case 'GET_TASKS':
        return apiTasks(agent);
      case 'GET_EXECUTORS':
        return apiExecutors(agent);
      case 'GET_FRAMEWORKS':
        return apiFrameworks(agent);
      case 'GET_CONTAINERS': {
        const containers = containerViews(agent, true);
        return containers.length === 0 ? undefined : { containers };
      }
      case 'GET_OPERATIONS':
      case 'GET_RESOURCE_PROVIDERS':
        return {};
      default:
        return 'unknown';
    }
  }
}

function versionView(): object {
  const { version, build_date, build_user, git_sha } = BUILD;
  return { version, build_date, build_time: new Double(BUILD.build_time), build_user, git_sha };
}

function typeOf(body: string): string | Reply {
  try {
    const call = parseJson(body);
    return isObject(call) && typeof call.type === 'string'
      ? call.type
      : text(400, "Failed to validate agent::Call: Expecting 'type' to be present");
  } catch (error) {
    if (error instanceof JsonSyntaxError)
      return text(400, `Failed to parse body into JSON: ${error.message}`);
    throw error;
  }
}
