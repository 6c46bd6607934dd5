import { absoluteId } from '../definitions/path-id';
import { methodNotAllowed, unknownPath } from '../errors';
import { AppsApi } from './apps';
import { DeploymentsApi } from './deployments';
import { GroupsApi } from './groups';
import type { ApiRequest, Reply } from './http';
import { ok } from './http';
import type { ApiParts } from './parts';
import { PodsApi } from './pods';
import { QueueApi } from './queue';
import { TasksApi } from './tasks';

type Handler = () => Reply | Promise<Reply>;
type Handlers = Readonly<Record<string, Handler>>;

/** What of the API only the leader can answer. */
export class Routes {
  readonly #apps: AppsApi;
  readonly #groups: GroupsApi;
  readonly #pods: PodsApi;
  readonly #tasks: TasksApi;
  readonly #queue: QueueApi;
  readonly #deployments: DeploymentsApi;

  constructor(parts: ApiParts) {
    this.#apps = new AppsApi(parts);
    this.#groups = new GroupsApi(parts);
    this.#pods = new PodsApi(parts);
    this.#tasks = new TasksApi(parts);
    this.#queue = new QueueApi(parts);
    this.#deployments = new DeploymentsApi(parts);
  }

  /** @throws ApiError */
  async answer(request: ApiRequest): Promise<Reply> {
    const handlers = this.#find(request);
    if (handlers === undefined) throw unknownPath(request.path);
    const handler =
      handlers[request.method === 'HEAD' && handlers['HEAD'] === undefined ? 'GET' : request.method];
    if (handler === undefined) throw methodNotAllowed();
    return handler();
  }

  #find(request: ApiRequest): Handlers | undefined {
    const [, kind = '', rest = ''] =
      /^\/v2\/(apps|groups|pods|tasks|queue|deployments|plugins)((?:\/|::).*)?$/.exec(request.path) ?? [];
    switch (kind) {
      case 'apps':
        return this.#appRoute(rest, request);
      case 'groups':
        return this.#groupRoute(rest, request);
      case 'pods':
        return this.#podRoute(rest, request);
      case 'tasks':
        if (rest === '') return { GET: () => this.#tasks.list(request) };
        return rest === '/delete' ? { POST: () => this.#tasks.killSeveral(request) } : undefined;
      case 'queue': {
        if (rest === '') return { GET: () => this.#queue.list(request) };
        const id = /^(\/.+)\/delay$/.exec(rest)?.[1];
        return id === undefined ? undefined : { DELETE: () => this.#queue.resetDelay(id) };
      }
      case 'deployments':
        if (rest === '') return { GET: () => this.#deployments.list() };
        return { DELETE: () => this.#deployments.cancel(rest.slice(1), request) };
      case 'plugins':
        return rest === '' ? { GET: () => ok({ plugins: [] }) } : undefined;
      default:
        return undefined;
    }
  }

  #appRoute(rest: string, request: ApiRequest): Handlers {
    if (rest === '') {
      return {
        GET: () => this.#apps.list(request),
        POST: () => this.#apps.create(request),
        PUT: () => this.#apps.putSeveral(request, false),
        PATCH: () => this.#apps.putSeveral(request, true),
      };
    }
    const [, ofTasks, taskId] = /^(\/.+)\/tasks(?:\/([^/]+))?$/.exec(rest) ?? [];
    if (ofTasks !== undefined) {
      const id = absoluteId(ofTasks);
      return taskId === undefined
        ? { GET: () => this.#tasks.ofApp(id, request), DELETE: () => this.#tasks.killOfApp(id, request) }
        : { DELETE: () => this.#tasks.killOne(id, taskId, request) };
    }
    const [, ofVersions, version] = /^(\/.+)\/versions(?:\/([^/]+))?$/.exec(rest) ?? [];
    if (ofVersions !== undefined) {
      const id = absoluteId(ofVersions);
      return {
        GET: () => (version === undefined ? this.#apps.versions(id) : this.#apps.version(id, version)),
      };
    }
    const restarted = /^(\/.+)\/restart$/.exec(rest)?.[1];
    if (restarted !== undefined) return { POST: () => this.#apps.restart(absoluteId(restarted), request) };
    const id = absoluteId(rest);
    return {
      GET: () => this.#apps.get(id, request),
      PUT: () => this.#apps.put(id, request),
      PATCH: () => this.#apps.patch(id, request),
      DELETE: () => this.#apps.delete(id, request),
    };
  }

  #groupRoute(rest: string, request: ApiRequest): Handlers {
    const [, ofVersions, version] = /^(.*?)\/+versions(?:\/([^/]+))?$/.exec(rest) ?? [];
    if (ofVersions !== undefined) {
      const id = absoluteId(ofVersions);
      return {
        GET: () =>
          version === undefined ? this.#groups.versions(id) : this.#groups.version(id, version, request),
      };
    }
    const id = absoluteId(rest);
    return {
      GET: () => this.#groups.get(id, request),
      POST: () => this.#groups.create(id, request),
      PUT: () => this.#groups.put(id, request),
      PATCH: () => this.#groups.patch(id, request),
      DELETE: () => this.#groups.delete(id, request),
    };
  }

  #podRoute(rest: string, request: ApiRequest): Handlers | undefined {
    if (rest === '') {
      return {
        GET: () => this.#pods.list(),
        POST: () => this.#pods.create(request),
        HEAD: () => ({ status: 200 }),
      };
    }
    const [before = '', after] = rest.split('::');
    if (after === undefined) {
      const id = absoluteId(before);
      return {
        GET: () => this.#pods.get(id),
        PUT: () => this.#pods.put(id, request),
        DELETE: () => this.#pods.delete(id, request),
      };
    }
    const id = absoluteId(before);
    const [part = '', last] = after.split('/');
    if (part === 'status') return { GET: () => (id === '/' ? this.#pods.statuses() : this.#pods.status(id)) };
    if (part === 'versions')
      return { GET: () => (last === undefined ? this.#pods.versions(id) : this.#pods.version(id, last)) };
    if (part === 'instances') {
      return {
        DELETE: () =>
          last === undefined ? this.#pods.killSeveral(id, request) : this.#pods.killOne(id, last, request),
      };
    }
    return undefined;
  }
}
