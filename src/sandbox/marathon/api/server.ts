import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect } from '../checks/prober';
import type { MarathonClock } from '../clock';
import { ApiError, methodNotAllowed, noLeader } from '../errors';
import type { EventBus } from '../events';
import type { JsonMap } from '../json';
import { asMap } from '../json';
import type { Leader } from '../leader';
import type { Settings } from '../settings';
import { noEventStream, streamEvents } from './events';
import { ok, readRequest, send, type ApiRequest, type Reply } from './http';
import { renderInfo } from './info';
import { isLoop, proxy } from './proxy';
import type { Routes } from './routes';

/** What of a Marathon its API needs. */
export interface ServerParts {
  readonly settings: () => Settings;
  readonly clock: MarathonClock;
  readonly connect: Connect;
  readonly events: EventBus;
  /** `user:password` that every request but `/ping` must have. */
  readonly credentials: string | undefined;
  /** `host:port` of this Marathon. */
  readonly own: () => string;
  /** `host:port` of the one that leads. */
  readonly leaderAddress: () => Promise<string | undefined>;
  /** Present while this one leads. */
  readonly leading: () => { readonly leader: Leader; readonly routes: Routes } | undefined;
  readonly abdicate: () => void;
  readonly log: (line: string) => void;
}

/** Answers requests as a Marathon does: by itself while it leads, else through the leader. */
export class Server {
  readonly #loggers = new Map<string, string>([
    ['ROOT', 'info'],
    ['mesosphere.marathon', 'info'],
  ]);

  constructor(private readonly parts: ServerParts) {}

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = readRequest(incoming);
      if (!this.#isAllowed(request, incoming)) {
        send(response, {
          status: 401,
          body: { message: 'Invalid username or password.' },
          headers: { 'WWW-Authenticate': 'Basic realm="Mesosphere"' },
        });
        return;
      }
      const own = await this.#ownAnswer(request);
      if (own !== undefined) send(response, own);
      else await this.#leadersAnswer(request, incoming, response);
    } catch (error) {
      this.#refuse(response, error);
    }
  }

  #refuse(response: ServerResponse, error: unknown): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (error instanceof ApiError) {
      send(response, { status: error.status, body: error.body });
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    this.parts.log(`marathon: ${error instanceof Error ? (error.stack ?? message) : message}`);
    send(response, { status: 500, body: { message } });
  }

  #isAllowed({ path }: ApiRequest, incoming: IncomingMessage): boolean {
    const { credentials } = this.parts;
    if (credentials === undefined || path === '/ping') return true;
    const given = /^Basic\s+(\S+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
    if (given === undefined) return false;
    const [left, right] = [Buffer.from(given, 'base64'), Buffer.from(credentials)];
    return left.length === right.length && timingSafeEqual(left, right);
  }

  /** What every Marathon answers by itself. */
  async #ownAnswer(request: ApiRequest): Promise<Reply | undefined> {
    switch (request.path) {
      case '/ping':
        if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed();
        return request.accept.includes('application/json')
          ? ok('pong')
          : { status: 200, text: { type: 'text/plain', content: 'pong' } };
      case '/metrics':
        return ok(this.#metrics());
      case '/logging':
        if (request.method === 'GET') return ok(Object.fromEntries(this.#loggers));
        if (request.method === 'POST') return this.#changeLogger(asMap(await request.json()));
        throw methodNotAllowed();
      case '/':
        return { status: 302, headers: { Location: 'ui/' } };
      default:
        return undefined;
    }
  }

  #changeLogger(change: JsonMap): Reply {
    const { level, logger } = change;
    const known = typeof level === 'string' && ['trace', 'debug', 'info', 'warn', 'error'].includes(level);
    if (!known || typeof logger !== 'string') {
      throw new ApiError(422, {
        message: 'Object is not valid',
        details: [{ path: known ? '/logger' : '/level', errors: ['error.expected.jsstring'] }],
      });
    }
    this.#loggers.set(logger, level);
    return ok(change);
  }

  #metrics(): JsonMap {
    const leading = this.parts.leading();
    const instances = leading?.leader.scene.tracker.all() ?? [];
    const gauge = (value: number): JsonMap => ({ value });
    return {
      version: '4.0.0',
      counters: {},
      gauges: {
        'marathon.leadership.active.gauge': gauge(leading === undefined ? 0 : 1),
        'marathon.instances.running.gauge': gauge(
          instances.filter(({ condition }) => condition === 'Running').length,
        ),
        'marathon.instances.staged.gauge': gauge(
          instances.filter(({ condition }) => condition === 'Staging').length,
        ),
        'marathon.apps.active.gauge': gauge(leading?.leader.definitions.root.apps.size ?? 0),
        'marathon.deployments.active.gauge': gauge(leading?.leader.deployments.all().length ?? 0),
      },
      histograms: {},
      meters: {},
      timers: {},
    };
  }

  async #leadersAnswer(
    request: ApiRequest,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { parts } = this;
    const leading = parts.leading();
    if (leading === undefined) {
      await this.#pass(request, incoming, response);
      return;
    }
    response.setHeader('X-Marathon-Leader', `http://${parts.own()}`);
    if (request.path === '/v2/events') {
      if (!request.accept.includes('text/event-stream')) send(response, noEventStream);
      else streamEvents(incoming, response, parts.events, parts.clock);
      return;
    }
    send(response, this.#systemAnswer(request, leading.leader) ?? (await leading.routes.answer(request)));
  }

  #systemAnswer({ path, method }: ApiRequest, leader: Leader): Reply | undefined {
    if (path === '/v2/info' && method === 'GET') {
      const { frameworkId } = leader;
      return ok(
        renderInfo({ settings: this.parts.settings(), elected: true, leader: this.parts.own(), frameworkId }),
      );
    }
    if (path !== '/v2/leader') return undefined;
    if (method === 'GET') return ok({ leader: this.parts.own() });
    if (method !== 'DELETE') throw methodNotAllowed();
    this.parts.log('asked to give up the lead');
    this.parts.abdicate();
    return ok({ message: 'Leadership abdicated' });
  }

  async #pass(request: ApiRequest, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { own, connect, leaderAddress } = this.parts;
    const leader = await leaderAddress().catch(() => undefined);
    if (isLoop(incoming, own())) throw new ApiError(502, { message: 'Detected proxying loop.' });
    if (leader === undefined || leader === own()) {
      if (request.path === '/v2/leader') throw new ApiError(404, { message: 'There is no leader' });
      throw noLeader();
    }
    if (request.path === '/v2/events') {
      send(response, {
        status: 302,
        headers: { Location: `http://${leader}${incoming.url ?? '/v2/events'}` },
      });
      return;
    }
    try {
      await proxy(incoming, response, leader, own(), connect);
    } catch {
      throw new ApiError(502, { message: 'Failed to successfully establish a connection to the leader.' });
    }
  }
}
