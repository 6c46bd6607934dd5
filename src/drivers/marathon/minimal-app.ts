import { isObject, sameJson, without, type JsonObject } from '../json';
import { canonicalApp, listOf, objectsOf } from './canonical-app';
import { driftOfApp } from './drift';

/**
 * An app's definition without what Marathon has by default, as one would write it: for the state of what is imported.
 * It means the same as the app.
 */
export function minimalApp(live: JsonObject): JsonObject {
  let shown = canonicalApp(live);
  for (const name of Object.keys(shown)) {
    if (name === 'id') continue;
    const fewer = without(shown, name);
    if (driftOfApp(fewer, shown).length === 0 && sameJson(canonicalApp(fewer)[name], shown[name]))
      shown = fewer;
  }
  const { container } = shown;
  return isObject(container) && sameJson(container['volumes'], [])
    ? { ...shown, container: without(container, 'volumes') }
    : shown;
}

/** The same of a group: with its apps and groups, without what is empty. */
export function minimalGroup(live: JsonObject): JsonObject {
  const { id = '/', dependencies, apps, groups } = live;
  return {
    id,
    ...(listOf(dependencies).length > 0 ? { dependencies: listOf(dependencies) } : {}),
    ...(listOf(apps).length > 0 ? { apps: objectsOf(apps).map(minimalApp) } : {}),
    ...(listOf(groups).length > 0
      ? { groups: objectsOf(groups).map((inner) => minimalGroup(without(inner, 'version', 'pods'))) }
      : {}),
  };
}
