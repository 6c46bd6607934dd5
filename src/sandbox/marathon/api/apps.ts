import type { App } from '../definitions/app';
import { absoluteId, ancestorsOf } from '../definitions/path-id';
import { applyUpdate, readApp, readUpdate } from '../definitions/read-app';
import { isPod } from '../definitions/spec';
import type { Plan } from '../deployments/plan';
import { badRequest, conflict, unknownApp } from '../errors';
import { addAncestors, roleFor, type RootDraft } from '../groups/root';
import type { Json, JsonMap } from '../json';
import { asList, asMap, asText, without } from '../json';
import type { ApiParts } from './parts';
import { flagOf, ok, type ApiRequest, type Reply } from './http';
import { embedsOf, renderApp } from './render-app';
import { labelSelector } from './selectors';

/** What a change is answered with. */
export function deploymentReply(
  plan: Plan,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status,
    body: { version: plan.version, deploymentId: plan.id },
    headers: { 'Marathon-Deployment-Id': plan.id, ...headers },
  };
}

/** `/v2/apps` and what lies below it, but for tasks. */
export class AppsApi {
  constructor(private readonly parts: ApiParts) {}

  list({ query }: ApiRequest): Reply {
    const { leader } = this.parts;
    const [cmd, id, label] = [query.get('cmd'), query.get('id'), query.get('label')];
    const matches = label === null ? () => true : labelSelector(label);
    const has = (text: string | undefined, part: string): boolean =>
      text?.toLowerCase().includes(part.toLowerCase()) ?? false;
    const apps = [...leader.definitions.root.apps.values()].filter(
      (app) => (cmd === null || has(app.cmd, cmd)) && (id === null || has(app.id, id)) && matches(app.labels),
    );
    const embeds = embedsOf(query.getAll('embed'), ['apps.', 'app.'], ['counts', 'deployments']);
    return ok({ apps: apps.map((app) => renderApp(leader, app, embeds)) });
  }

  /** One app, or with `/*` at the end all that lie in a group. */
  get(id: string, { query }: ApiRequest): Reply {
    const { leader } = this.parts;
    const always = ['counts', 'deployments', 'readiness', 'tasks', 'lastTaskFailure'] as const;
    const embeds = embedsOf(query.getAll('embed'), ['app.', 'apps.'], always);
    if (id.endsWith('/*')) {
      const group = id.slice(0, -2) || '/';
      const apps = [...leader.definitions.root.apps.values()].filter((app) =>
        ancestorsOf(app.id).includes(group),
      );
      return ok({ '*': apps.map((app) => renderApp(leader, app, embeds)) });
    }
    return ok({ app: renderApp(leader, this.app(id), embeds) });
  }

  async create(request: ApiRequest): Promise<Reply> {
    const { leader, rules } = this.parts;
    const body = await request.json();
    const { root } = leader.definitions;
    const id = absoluteId(asText(asMap(body)['id']));
    const draft = readApp(body, rules, '/', roleFor(root, id, rules.role));
    if (root.apps.has(draft.id)) throw conflict(`An app with id [${draft.id}] already exists.`);
    if (root.groups.has(draft.id)) throw conflict(`A group with id [${draft.id}] already exists.`);
    if (root.pods.has(draft.id)) throw conflict(`A pod with id [${draft.id}] already exists.`);
    const plan = await this.#change([draft], request);
    const app = this.app(draft.id);
    const embeds = embedsOf([], [], ['counts', 'deployments', 'tasks']);
    return {
      status: 201,
      body: renderApp(leader, app, embeds),
      headers: { Location: app.id, 'Marathon-Deployment-Id': plan.id },
    };
  }

  /** PUT of one app, which may be new. */
  async put(id: string, request: ApiRequest): Promise<Reply> {
    const body = asMap(await request.json());
    const isNew = !this.parts.leader.definitions.root.apps.has(id);
    const draft = this.#updated(id, body, flagOf(request.query, 'partialUpdate', true));
    const plan = await this.#change([draft], request);
    return isNew ? deploymentReply(plan, 201, { Location: id }) : deploymentReply(plan);
  }

  async patch(id: string, request: ApiRequest): Promise<Reply> {
    const body = asMap(await request.json());
    this.app(id);
    return deploymentReply(await this.#change([this.#updated(id, body, true)], request));
  }

  /** Several at once, in one deployment. */
  async putSeveral(request: ApiRequest, mustExist: boolean): Promise<Reply> {
    const partial = mustExist || flagOf(request.query, 'partialUpdate', true);
    const drafts = asList(await request.json()).map((one) => {
      const body = asMap(one);
      const id = absoluteId(asText(body['id']));
      if (asText(body['id']) === '') throw badRequest('An app in a list of updates must have an id');
      if (mustExist) this.app(id);
      return this.#updated(id, body, partial);
    });
    return deploymentReply(await this.#change(drafts, request));
  }

  async delete(id: string, { query }: ApiRequest): Promise<Reply> {
    const { leader } = this.parts;
    this.app(id);
    const plan = await leader.definitions.change((draft) => void draft.apps.delete(id), {
      force: flagOf(query, 'force'),
    });
    leader.failures.forget(id);
    return deploymentReply(plan);
  }

  async restart(id: string, { query }: ApiRequest): Promise<Reply> {
    this.app(id);
    const plan = await this.parts.leader.definitions.change(() => undefined, {
      force: flagOf(query, 'force'),
      restart: [id],
    });
    return deploymentReply(plan);
  }

  versions(id: string): Reply {
    this.app(id);
    return ok({ versions: this.parts.leader.scene.history.versionsOf(id).map(({ version }) => version) });
  }

  version(id: string, version: string): Reply {
    const found = this.parts.leader.scene.history.spec(id, version);
    if (found === undefined || isPod(found)) throw unknownApp(id, version);
    return ok(found);
  }

  /** @throws ApiError 404 */
  app(id: string): App {
    const app = this.parts.leader.definitions.root.apps.get(id);
    if (app === undefined) throw unknownApp(id);
    return app;
  }

  #updated(id: string, body: JsonMap, partial: boolean): App {
    const { leader, rules } = this.parts;
    const { root } = leader.definitions;
    const current = root.apps.get(id);
    const { version } = body;
    if (typeof version === 'string' && Object.keys(body).every((key) => key === 'id' || key === 'version')) {
      const old = leader.scene.history.spec(id, version);
      if (old === undefined || isPod(old)) throw unknownApp(id, version);
      return old;
    }
    if (current === undefined || !partial) {
      if (partial) readUpdate(body, rules);
      return readApp(
        { ...without(body, 'version', 'versionInfo'), id },
        rules,
        '/',
        roleFor(root, id, rules.role),
      );
    }
    return applyUpdate(current, readUpdate(body, rules), rules);
  }

  #change(apps: readonly App[], request: ApiRequest): Promise<Plan> {
    const { leader } = this.parts;
    for (const app of apps) {
      leader.scene.events.publish('api_post_event', {
        clientIp: request.remoteAddress,
        uri: request.path,
        appDefinition: app as Json,
      });
    }
    const put = (draft: RootDraft, version: string): void => {
      for (const app of apps) {
        addAncestors(draft, app.id, version);
        draft.apps.set(app.id, app);
      }
    };
    return leader.definitions.change(put, { force: flagOf(request.query, 'force') });
  }
}
