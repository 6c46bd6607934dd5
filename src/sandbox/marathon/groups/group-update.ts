import type { App } from '../definitions/app';
import { pathId } from '../definitions/common-shapes';
import { absoluteId, parentOf } from '../definitions/path-id';
import { Problems } from '../definitions/problems';
import { readApp, type ReadingRules } from '../definitions/read-app';
import {
  flag,
  list,
  number,
  object,
  optional,
  read,
  text,
  type Problem,
  type Shape,
} from '../definitions/shape';
import { checkNesting } from '../definitions/check-app';
import { ApiError, invalidJson } from '../errors';
import type { Json, JsonMap } from '../json';
import { asList, asMap, isMap, listOrNone } from '../json';
import { addAncestors, addGroup, removeGroup, roleFor, type Root, type RootDraft } from './root';

/** What a definition of a group says, as far as it has been read. */
export interface GroupUpdate {
  readonly id: string;
  readonly apps?: readonly App[];
  readonly groups?: readonly GroupUpdate[];
  readonly dependencies?: readonly string[];
  readonly enforceRole?: boolean;
  /** Nothing but a way back to an older version. */
  readonly version?: string;
  /** Nothing but a factor for all numbers of instances. */
  readonly scaleBy?: number;
}

const anything: Shape = { kind: 'choice', choose: shapeOfAnything };

function shapeOfAnything(value: Json): Shape {
  if (isMap(value)) return { kind: 'map', of: anything };
  if (Array.isArray(value)) return { kind: 'list', of: anything };
  if (typeof value === 'number') return number();
  return typeof value === 'boolean' ? flag : text();
}

const groupShape = object({
  id: optional(pathId),
  apps: optional(list(anything)),
  groups: optional(list(anything)),
  dependencies: optional(list(pathId, { unique: true })),
  scaleBy: optional(number(0)),
  version: optional(text({ pattern: /^\d{4}-\d\d-\d\dT/ })),
  enforceRole: optional(flag),
});

/**
 * The definition of a group with all that lies in it.
 * @param base relative ids lie under it
 * @throws ApiError 422 with paths such as `/groups(0)/apps(1)/cmd`
 */
export function readGroup(
  body: Json,
  base: string,
  root: Root,
  rules: ReadingRules,
  id?: string,
): GroupUpdate {
  const shapes: Problem[] = [];
  const given = read(groupShape, body, shapes, { defaults: false });
  if (shapes.length > 0 || !isMap(given)) throw invalidJson(shapes);
  const problems = new Problems();
  const update = readLevel(given, base, root, rules, '', problems, id);
  problems.check();
  return update;
}

function readLevel(
  given: JsonMap,
  base: string,
  root: Root,
  rules: ReadingRules,
  path: string,
  problems: Problems,
  known?: string,
): GroupUpdate {
  const id = known ?? absoluteId(String(given['id'] ?? ''), base);
  if (path !== '') checkNesting(id, base, `${path}/id`, problems);
  const apps = listOrNone(given['apps'])?.flatMap((app, index) => {
    const place = `${path}/apps(${String(index)})`;
    try {
      const appId = absoluteId(String(asMap(app)['id'] ?? ''), id);
      const draft = readApp(app, rules, id, roleFor(root, appId, rules.role));
      checkNesting(draft.id, id, `${place}/id`, problems);
      return [draft];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      problems.addAll(place, asList(error.body['details']) as unknown as Problem[]);
      return [];
    }
  });
  const groups = listOrNone(given['groups'])?.flatMap((group, index) => {
    const place = `${path}/groups(${String(index)})`;
    const shapes: Problem[] = [];
    const inner = read(groupShape, group, shapes, { defaults: false });
    problems.addAll(place, shapes);
    return shapes.length > 0 || !isMap(inner) ? [] : [readLevel(inner, id, root, rules, place, problems)];
  });
  const dependencies = listOrNone(given['dependencies'])?.map((one) => absoluteId(String(one), id));
  const { enforceRole, version, scaleBy } = given;
  if (enforceRole === true) {
    problems.unless(
      parentOf(id) === '/' && id !== '/',
      `${path}/enforceRole`,
      'enforceRole can only be set for top-level groups',
    );
  }
  return {
    id,
    ...(apps === undefined ? {} : { apps }),
    ...(groups === undefined ? {} : { groups }),
    ...(dependencies === undefined ? {} : { dependencies }),
    ...(typeof enforceRole === 'boolean' ? { enforceRole } : {}),
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof scaleBy === 'number' ? { scaleBy } : {}),
  };
}

/**
 * Puts in what a definition says of a group: its apps and groups are the ones that are listed, unless it lists
 * none at all.
 */
export function applyGroup(draft: RootDraft, update: GroupUpdate, version: string): void {
  addAncestors(draft, update.id, version);
  applyLevel(draft, update, version);
}

function applyLevel(draft: RootDraft, update: GroupUpdate, version: string): void {
  const { id } = update;
  addGroup(draft, id, version);
  const group = draft.groups.get(id);
  if (group !== undefined) {
    draft.groups.set(id, {
      ...group,
      version,
      dependencies: update.dependencies ?? group.dependencies,
      enforceRole: update.enforceRole ?? group.enforceRole,
    });
  }
  if (update.apps !== undefined) {
    for (const one of [...draft.apps.keys()]) if (parentOf(one) === id) draft.apps.delete(one);
  }
  if (update.groups !== undefined) {
    const kept = new Set(update.groups.map((inner) => inner.id));
    for (const one of [...draft.groups.keys()]) {
      if (one !== '/' && parentOf(one) === id && !kept.has(one)) removeGroup(draft, one);
    }
  }
  for (const app of update.apps ?? []) {
    addAncestors(draft, app.id, version);
    draft.apps.set(app.id, app);
  }
  for (const inner of update.groups ?? []) applyLevel(draft, inner, version);
}
