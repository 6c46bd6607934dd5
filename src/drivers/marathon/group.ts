import { sameJson, type JsonObject } from '../json';
import type { DeploymentSteps, GroupInfo } from './answers';
import { listOf, objectsOf } from './canonical-app';
import { describeDrift, driftOfApp } from './drift';
import { absoluteId } from './paths';

/** A group's definition, taken apart: what is in it at any depth, by absolute id. */
export interface FlatGroup {
  readonly apps: ReadonlyMap<string, JsonObject>;
  /** Groups with what they depend on; the group itself is one of them. */
  readonly groups: ReadonlyMap<string, { readonly dependencies: readonly string[] }>;
}

/**
 * Takes a group apart, declared or as Marathon gives it. Relative ids are below the group that they are in.
 * @param base the group that a relative id of the group itself is in
 */
export function flattenGroup(group: JsonObject, base = '/'): FlatGroup {
  const id = absoluteId(String(group['id'] ?? ''), base);
  const apps = new Map<string, JsonObject>();
  const groups = new Map<string, { readonly dependencies: readonly string[] }>([
    [
      id,
      {
        dependencies: listOf(group['dependencies'])
          .map((one) => absoluteId(String(one), id))
          .sort(),
      },
    ],
  ]);
  for (const app of objectsOf(group['apps'])) {
    const appId = absoluteId(String(app['id'] ?? ''), id);
    apps.set(appId, withAbsoluteIds(app, appId, id));
  }
  for (const inner of objectsOf(group['groups'])) {
    const flat = flattenGroup(inner, id);
    for (const [key, app] of flat.apps) apps.set(key, app);
    for (const [key, one] of flat.groups) groups.set(key, one);
  }
  return { apps, groups };
}

function withAbsoluteIds(app: JsonObject, id: string, group: string): JsonObject {
  const { dependencies } = app;
  return {
    ...app,
    id,
    ...(Array.isArray(dependencies)
      ? { dependencies: dependencies.map((one) => absoluteId(String(one), group)) }
      : {}),
  };
}

/** The same group with empty lists where it has none: Marathon keeps what a group says nothing of. */
export function wholeGroup(group: JsonObject): JsonObject {
  const { groups } = group;
  return { apps: [], dependencies: [], ...group, groups: objectsOf(groups).map(wholeGroup) };
}

/** The same group with something done to each of its apps, at any depth; `id` is absolute. */
export function mapApps(
  group: JsonObject,
  change: (app: JsonObject, id: string) => JsonObject,
  base = '/',
): JsonObject {
  const groupId = absoluteId(String(group['id'] ?? ''), base);
  const { apps, groups } = group;
  return {
    ...group,
    ...(Array.isArray(apps)
      ? { apps: objectsOf(apps).map((app) => change(app, absoluteId(String(app['id'] ?? ''), groupId))) }
      : {}),
    ...(Array.isArray(groups)
      ? { groups: objectsOf(groups).map((inner) => mapApps(inner, change, groupId)) }
      : {}),
  };
}

/** What is otherwise in Marathon than declared, one line per field, app or group. */
export function driftOfGroup(declared: JsonObject, live: GroupInfo | undefined): string[] {
  const wanted = flattenGroup(declared);
  const [id = '/'] = wanted.groups.keys();
  if (live === undefined) return [`group ${id} is missing`];
  const actual = flattenGroup(live as unknown as JsonObject);
  return [
    ...[...wanted.apps].flatMap(([app, definition]) => {
      const found = actual.apps.get(app);
      if (found === undefined) return [`app ${app} is missing`];
      return describeDrift(`app ${app}`, driftOfApp(definition, found));
    }),
    ...[...actual.apps.keys()]
      .filter((app) => !wanted.apps.has(app))
      .map((app) => `app ${app} is not declared`),
    ...[...wanted.groups].flatMap(([group, { dependencies }]) => {
      const found = actual.groups.get(group);
      if (found === undefined) return [`group ${group} is missing`];
      if (sameJson([...found.dependencies], [...dependencies])) return [];
      return [
        `group ${group}: dependencies is ${JSON.stringify(found.dependencies)}, declared ${JSON.stringify(dependencies)}`,
      ];
    }),
    ...[...actual.groups.keys()]
      .filter((group) => !wanted.groups.has(group))
      .map((group) => `group ${group} is not declared`),
  ];
}

/** A dry run in words, one line per step: `StartApplication /shop/db, ScaleApplication /shop/web`. */
export function describeSteps({ steps }: DeploymentSteps): string[] {
  return steps.map(({ actions }) =>
    actions
      .map(({ action, type, app, pod }) => `${action ?? type ?? ''} ${app ?? pod ?? ''}`.trim())
      .join(', '),
  );
}
