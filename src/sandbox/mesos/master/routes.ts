import type { MasterInfo } from '../election/master-info';
import type { ReplicatedLog } from '../log/replicated-log';
import { json, ok, plain, redirect, type Reply, type Request, text } from '../transport/http';
import { BUILD } from '../version';
import type { Access, Realm } from './access';
import type { MasterCore } from './core';
import type { Leadership } from './leadership';
import { OperatorApi } from './operator/operator-api';
import { clusterPages } from './pages';
import { systemMetrics } from '../views/system-metrics';
import { masterMetrics } from './views/metrics';
import { registryView } from './views/registry-view';
import { Double } from '../values/json';

/** Who leads now, as far as this master knows. */
export interface Situation {
  readonly leader: MasterInfo | undefined;
  readonly leadership: Leadership | undefined;
}

interface Endpoint {
  readonly realm: Realm;
  /** What may be forbidden. */
  readonly action?: string;
  readonly handle: (request: Request) => Reply;
}

export type Page = (request: Request, leadership: Leadership) => Reply | Promise<Reply>;

/** Who asks the API is asked for a password of another kind. */
const REALMS: Readonly<Record<string, Realm>> = { 'api/v1': 'readwrite', 'api/v1/scheduler': 'scheduler' };

/** The master's endpoints: `/state` and `/master/state` are the same. */
export class MasterRoutes {
  /** Of the program itself: only under these paths. */
  private readonly ofProgram: ReadonlyMap<string, Endpoint>;
  private readonly anywhere: ReadonlyMap<string, Endpoint>;
  private readonly ofLeader: ReadonlyMap<string, Page>;

  constructor(
    core: MasterCore,
    log: ReplicatedLog,
    private readonly access: Access,
    private readonly situation: () => Situation,
  ) {
    const operator = new OperatorApi(core, access);
    this.ofProgram = programEndpoints(core, log);
    this.anywhere = new Map<string, Endpoint>([
      ['health', { realm: 'none', handle: ok }],
      ['version', { realm: 'none', handle: version }],
      [
        'flags',
        {
          realm: 'readonly',
          action: 'view_flags',
          handle: ({ query }) => json({ flags: core.settings.flags }, query.get('jsonp')),
        },
      ],
      ['redirect', { realm: 'none', handle: () => this.redirectTo('') }],
    ]);
    this.ofLeader = new Map<string, Page>([
      ...clusterPages(core),
      ['api/v1', (request, leadership) => operator.handle(request, leadership)],
      ['api/v1/scheduler', scheduler],
    ]);
  }

  async handle(request: Request): Promise<Reply> {
    const name = request.path.replace(/^\/(?:master\/)?/, '');
    const endpoint = this.ofProgram.get(request.path) ?? this.anywhere.get(name);
    if (endpoint !== undefined) {
      const { realm, action, handle } = endpoint;
      return this.access.refuse(request, realm, action, request.path) ?? handle(request);
    }
    const page = this.ofLeader.get(name);
    if (page === undefined) return plain(404);
    const refused = this.access.refuse(request, REALMS[name] ?? 'readonly');
    if (refused !== undefined) return refused;
    const { leadership } = this.situation();
    if (leadership === undefined) return this.redirectTo(pathOf(name, request));
    return page(request, leadership);
  }

  private redirectTo(path: string): Reply {
    const { leader } = this.situation();
    if (leader === undefined) return text(503, 'No leader elected');
    return redirect(`//${leader.hostname}:${String(leader.port)}${path}`);
  }
}

function version({ query }: Request): Reply {
  const { build_date, build_user, git_sha } = BUILD;
  return json(
    { build_date, build_time: new Double(BUILD.build_time), build_user, git_sha, version: BUILD.version },
    query.get('jsonp'),
  );
}

function programEndpoints(core: MasterCore, log: ReplicatedLog): ReadonlyMap<string, Endpoint> {
  const readonly = (handle: (request: Request) => Reply, action?: string): Endpoint => ({
    realm: 'readonly',
    handle,
    ...(action === undefined ? {} : { action }),
  });
  return new Map<string, Endpoint>([
    [
      '/metrics/snapshot',
      readonly(({ query }) => json(doubles(masterMetrics(core, log)), query.get('jsonp')), 'get_endpoints'),
    ],
    ['/system/stats.json', { realm: 'none', handle: () => json(stats()) }],
    ['/registrar(1)/registry', readonly(() => json(registryView(core.registrar.registry)))],
    ['/logging/toggle', readonly(() => text(200, '0\n'))],
    ['/files/debug', readonly(() => json({}))],
    ['/files/browse', readonly(() => text(404, ''))],
    [
      '/profiler/start',
      readonly(() =>
        text(
          400,
          'Perftools is disabled. To enable perftools, configure libprocess with --enable-perftools.\n',
        ),
      ),
    ],
    [
      '/__processes__',
      readonly(() => json(['master', 'registrar(1)', 'log-replica(1)'].map((id) => ({ events: [], id })))),
    ],
    ['/', { realm: 'none', handle: () => webPage(core) }],
  ]);
}

function doubles(metrics: Readonly<Record<string, number>>): Readonly<Record<string, Double>> {
  return Object.fromEntries(
    Object.entries(metrics)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, new Double(value)]),
  );
}

function stats(): object {
  const metrics = systemMetrics();
  const of = (name: string): number => metrics[`system/${name}`] ?? 0;
  return {
    avg_load_15min: new Double(of('load_15min')),
    avg_load_1min: new Double(of('load_1min')),
    avg_load_5min: new Double(of('load_5min')),
    cpus_total: of('cpus_total'),
    mem_free_bytes: of('mem_free_bytes'),
    mem_total_bytes: of('mem_total_bytes'),
  };
}

/** Where the real one has a program for browsers, this one only says what it is. */
function webPage({ info }: MasterCore): Reply {
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html' },
    body: `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Mesos</title></head><body>Mesos master ${info.pid} (a stand-in)</body></html>\n`,
  };
}

function scheduler(request: Request, { recovered, scheduler: api }: Leadership): Reply {
  return recovered ? api.handle(request) : text(503, 'Master has not finished recovery');
}

function pathOf(endpoint: string, { query }: Request): string {
  const search = query.toString();
  return `/master/${endpoint}${search === '' ? '' : `?${search}`}`;
}
