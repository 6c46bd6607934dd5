import { absoluteId, isUnder, parentOf } from '../definitions/path-id';
import { scaledTo, viewOf } from '../definitions/spec';
import { stepsJson } from '../deployments/plan';
import { badRequest, conflict, unknownGroup, unprocessable } from '../errors';
import { applyGroup, readGroup, type GroupUpdate } from '../groups/group-update';
import {
  addAncestors,
  childGroups,
  removeGroup,
  type Root,
  type RootDraft,
  type RunSpec,
} from '../groups/root';

import type { JsonMap, MutableMap } from '../json';
import { asMap } from '../json';
import { deploymentReply } from './apps';
import { flagOf, ok, type ApiRequest, type Reply } from './http';
import type { ApiParts } from './parts';
import { podStatus } from './render-pod';
import { embedsOf, renderApp } from './render-app';

/** `/v2/groups` and what lies below it. */
export class GroupsApi {
  constructor(private readonly parts: ApiParts) {}

  get(id: string, request: ApiRequest): Reply {
    return this.#render(this.parts.leader.definitions.root, id, request);
  }

  versions(id: string): Reply {
    const { roots } = this.parts.leader.scene.history;
    const versions = roots.flatMap((root) => root.groups.get(id)?.version ?? []);
    if (versions.length === 0) throw unknownGroup(id);
    return ok([...new Set(versions)].reverse());
  }

  version(id: string, version: string, request: ApiRequest): Reply {
    return this.#render(this.#rootOf(id, version), id, request, version);
  }

  async create(base: string, request: ApiRequest): Promise<Reply> {
    const { leader, rules } = this.parts;
    const { root } = leader.definitions;
    const update = readGroup(await request.json(), base, root, rules);
    if (root.apps.has(update.id)) throw conflict(`An app with the path ${update.id} already exists.`);
    const holds =
      childGroups(root, update.id).length > 0 ||
      [...root.apps.keys()].some((app) => parentOf(app) === update.id);
    if (root.groups.has(update.id) && (update.id !== '/' || holds)) {
      throw conflict(`Group ${update.id} is already created. Use PUT to change this group.`);
    }
    const plan = await leader.definitions.change(
      (draft, version) => {
        applyGroup(draft, update, version);
      },
      {
        force: flagOf(request.query, 'force'),
      },
    );
    return deploymentReply(plan, 201, { Location: update.id });
  }

  async put(id: string, request: ApiRequest): Promise<Reply> {
    const { leader, rules } = this.parts;
    const { root } = leader.definitions;
    const body = await request.json();
    const given = asMap(body)['id'];
    if (typeof given === 'string' && id === '/' && absoluteId(given) !== '/')
      return this.#put(readGroup(body, '/', root, rules), request);
    return this.#put(readGroup(body, parentOf(id), root, rules, id), request);
  }

  async delete(id: string, { query }: ApiRequest): Promise<Reply> {
    const { leader } = this.parts;
    if (!leader.definitions.root.groups.has(id)) throw unknownGroup(id);
    const plan = await leader.definitions.change(
      (draft) => {
        removeGroup(draft, id);
      },
      { force: flagOf(query, 'force') },
    );
    return deploymentReply(plan);
  }

  /** Settings of a group that restart nothing. */
  async patch(id: string, request: ApiRequest): Promise<Reply> {
    const { leader } = this.parts;
    const { enforceRole } = asMap(await request.json());
    if (typeof enforceRole !== 'boolean') throw badRequest('enforceRole must be true or false');
    if (id === '/' || parentOf(id) !== '/')
      throw unprocessable('enforceRole can only be set for top-level groups');
    const plan = await leader.definitions.change(
      (draft) => {
        const group = draft.groups.get(id);
        if (group === undefined) throw unknownGroup(id);
        draft.groups.set(id, { ...group, enforceRole });
      },
      { force: flagOf(request.query, 'force') },
    );
    return deploymentReply(plan);
  }

  async #put(update: GroupUpdate, request: ApiRequest): Promise<Reply> {
    const { definitions } = this.parts.leader;
    const change = (draft: RootDraft, version: string): void => {
      this.#change(draft, update, version);
    };
    if (flagOf(request.query, 'dryRun')) return ok({ steps: stepsJson(definitions.preview(change).steps) });
    return deploymentReply(await definitions.change(change, { force: flagOf(request.query, 'force') }));
  }

  #change(draft: RootDraft, update: GroupUpdate, version: string): void {
    const { id, scaleBy } = update;
    if (update.version !== undefined) this.#rollBack(draft, id, update.version, version);
    else if (scaleBy === undefined) applyGroup(draft, update, version);
    else {
      if (!draft.groups.has(id)) throw unknownGroup(id);
      scaleAll(draft.apps, id, scaleBy);
      scaleAll(draft.pods, id, scaleBy);
    }
  }

  #rollBack(draft: RootDraft, id: string, wanted: string, version: string): void {
    const old = this.#rootOf(id, wanted);
    removeGroup(draft, id);
    addAncestors(draft, id, version);
    for (const [one, group] of old.groups) if (one === id || isUnder(one, id)) draft.groups.set(one, group);
    for (const [one, app] of old.apps) if (isUnder(one, id)) draft.apps.set(one, app);
    for (const [one, pod] of old.pods) if (isUnder(one, id)) draft.pods.set(one, pod);
  }

  /** The latest root in which the group had that version. */
  #rootOf(id: string, version: string): Root {
    const { roots } = this.parts.leader.scene.history;
    const found =
      [...roots].reverse().find((root) => root.groups.get(id)?.version === version) ??
      roots.find((root) => root.version === version);
    if (found?.groups.has(id) !== true) throw unknownGroup(id, version);
    return found;
  }

  #render(root: Root, id: string, { query }: ApiRequest, version?: string): Reply {
    const embeds = query.getAll('embed').flatMap((value) => value.split(','));
    const all = embeds.length === 0;
    const shown = {
      groups: all || embeds.includes('group.groups'),
      apps: all || embeds.some((one) => one.startsWith('group.apps')),
      pods: all || embeds.some((one) => one.startsWith('group.pods')),
      ofApps: embedsOf(embeds, ['group.apps.'], []),
    };
    const { leader } = this.parts;
    const render = (one: string): JsonMap => {
      const group = root.groups.get(one);
      if (group === undefined) throw unknownGroup(id, version);
      const result: MutableMap = { id: one, dependencies: group.dependencies, version: group.version };
      if (shown.apps) {
        result['apps'] = [...root.apps.values()]
          .filter((app) => parentOf(app.id) === one)
          .map((app) => renderApp(leader, app, shown.ofApps));
      }
      if (shown.pods)
        result['pods'] = [...root.pods.values()]
          .filter((pod) => parentOf(pod.id) === one)
          .map((pod) => podStatus(leader, pod));
      if (shown.groups) result['groups'] = childGroups(root, one).map((child) => render(child.id));
      if (one !== '/' && parentOf(one) === '/') result['enforceRole'] = group.enforceRole;
      return result;
    };
    return ok(render(id));
  }
}

function scaleAll<T extends RunSpec>(specs: Map<string, T>, group: string, factor: number): void {
  for (const [id, spec] of specs) {
    if (isUnder(id, group)) specs.set(id, scaledTo(spec, Math.ceil(viewOf(spec).instances * factor)));
  }
}
