import { Token } from 'cdktf';
import { invalidApp } from '../errors-mesos';
import { pathId } from './app-shape';
import { type Fields, type Problem, bool, first, isFields, list, object, quote } from './checks';
import { absolute, problemOfApp, withoutNulls } from './validate-app';

const groupShape = object({ id: pathId, dependencies: list(pathId, { unique: true }), enforceRole: bool }, [
  'id',
]);

/**
 * A group as Marathon takes it: ids of it, of its apps and of the groups in it are paths from the root, and fields that
 * are null are left out.
 *
 * @param at where it is declared, for errors
 * @throws invalidApp, which names the field: `groups[0].apps[2].cmd`
 */
export function validateGroup(at: string, definition: unknown): Fields {
  const cleaned = withoutNulls(definition);
  const problem = problemOfGroup(cleaned, '', '/');
  if (problem !== undefined) throw invalidApp(at, problem.path || 'the definition', problem.problem);
  const group = placed(cleaned as Fields, '/');
  const twice = repeatedId(group);
  if (twice !== undefined) throw invalidApp(at, 'the definition', `has the id ${quote(twice)} twice`);
  return group;
}

function problemOfGroup(group: unknown, path: string, around: string): Problem | undefined {
  const inside = (name: string): string => (path === '' ? name : `${path}.${name}`);
  if (!isFields(group)) return { path, problem: `must be an object, is ${quote(group)}` };
  if (group.version !== undefined)
    return { path: inside('version'), problem: 'goes back to what was; declare what there is to be instead' };
  if (group.scaleBy !== undefined)
    return {
      path: inside('scaleBy'),
      problem: 'counts from what there is; set instances of the apps instead',
    };
  const shape = groupShape(group, path);
  if (shape !== undefined) return shape;
  const id = absolute(group.id as string, around);
  if (!isBelow(id, around))
    return { path: inside('id'), problem: `is ${quote(group.id)}, which is not below ${quote(around)}` };
  for (const name of ['apps', 'groups']) {
    const value = group[name];
    if (value !== undefined && !Array.isArray(value))
      return { path: inside(name), problem: `must be a list, is ${quote(value)}` };
  }
  return first([
    ...partsOf(group, 'apps').map((app, index) => () => problemInside(app, inside(`apps[${index}]`), id)),
    ...partsOf(group, 'groups').map(
      (one, index) => () => problemOfGroup(one, inside(`groups[${index}]`), id),
    ),
  ]);
}

function problemInside(app: unknown, path: string, group: string): Problem | undefined {
  const problem = problemOfApp(app);
  if (problem !== undefined)
    return { path: problem.path === '' ? path : `${path}.${problem.path}`, problem: problem.problem };
  const id = (app as Fields).id as string;
  return isBelow(absolute(id, group), group)
    ? undefined
    : { path: `${path}.id`, problem: `is ${quote(id)}, which is not below ${quote(group)}` };
}

function isBelow(id: string, group: string): boolean {
  return Token.isUnresolved(id) || Token.isUnresolved(group) || group === '/' || id.startsWith(`${group}/`);
}

function placed(group: Fields, around: string): Fields {
  const id = absolute(group.id as string, around);
  const apps = partsOf(group, 'apps').map((app) => ({ ...app, id: absolute(app.id as string, id) }));
  const groups = partsOf(group, 'groups').map((one) => placed(one, id));
  return {
    ...group,
    id,
    ...(group.apps !== undefined && { apps }),
    ...(group.groups !== undefined && { groups }),
  };
}

function repeatedId(group: Fields): string | undefined {
  const ids = idsOf(group).filter((id) => !Token.isUnresolved(id));
  return ids.find((id, index) => ids.indexOf(id) !== index);
}

/** The ids of a group's apps and groups, at any depth. */
function idsOf(group: Fields): string[] {
  return [
    group.id as string,
    ...partsOf(group, 'apps').map((app) => app.id as string),
    ...partsOf(group, 'groups').flatMap(idsOf),
  ];
}

/** The apps of a group, at any depth. */
export function appsOf(group: Fields): readonly Fields[] {
  return [...partsOf(group, 'apps'), ...partsOf(group, 'groups').flatMap(appsOf)];
}

function partsOf(group: Fields, name: string): readonly Fields[] {
  return Array.isArray(group[name]) ? (group[name] as readonly Fields[]) : [];
}
