import { invalidJson } from '../errors';
import type { Json, JsonMap, MutableMap } from '../json';
import { asList, compact, isMap } from '../json';
import type { App } from './app';
import { appShape } from './app-shape';
import { checkApp } from './check-app';
import { checkDeprecated } from './check-deprecated';
import type { Features } from './features';
import { fillIn, modernize, type NormalizationRules } from './normalize-app';
import { absoluteId, parentOf } from './path-id';
import { Problems } from './problems';
import { read, type Problem } from './shape';

/** How one Marathon reads definitions. */
export interface ReadingRules extends NormalizationRules {
  readonly features: Features;
  /** The role of the framework. */
  readonly role: string;
}

/** What stands in the place of a version until a root has taken the definition in. */
export const noVersion = '';

/**
 * A whole app.
 * @param base relative ids lie under it
 * @throws ApiError 422
 */
export function readApp(body: Json, rules: ReadingRules, base = '/', role = rules.role): App {
  return draftOf(readShape(body, true), rules, base, role);
}

/** What an update says: nothing is required and nothing is filled in. @throws ApiError 422 */
export function readUpdate(body: Json, rules: ReadingRules): JsonMap {
  const update = readShape(body, false);
  const problems = new Problems();
  checkDeprecated(update, problems);
  problems.unless(
    update['version'] === undefined ||
      Object.keys(update).every((field) => field === 'version' || field === 'id'),
    '/version',
    "The 'version' field may only be combined with the 'id' field.",
  );
  problems.check();
  return compact(modernize(update, rules));
}

/** The app with what an update says; what it does not name stays. @throws ApiError 422 */
export function applyUpdate(app: App, update: JsonMap, rules: ReadingRules): App {
  const merged: MutableMap = { ...app, ...update, id: app.id };
  const networks = update['networks'];
  if (networks !== undefined || update['container'] !== undefined) leaveOtherPorts(merged, update);
  // What followed from volumes follows from them anew.
  const volumes = isMap(update['container']) && asList(update['container']['volumes']);
  if (volumes !== false && update['residency'] === undefined) merged['residency'] = undefined;
  return draftOf(compact(merged), rules, parentOf(app.id), app.role);
}

/** Ports of the host are of no use in another network, and the other way round. */
function leaveOtherPorts(merged: MutableMap, update: JsonMap): void {
  const onHost = asList(merged['networks']).every((network) => isMap(network) && network['mode'] === 'host');
  if (!onHost && update['portDefinitions'] === undefined) merged['portDefinitions'] = undefined;
  const container = merged['container'];
  if (onHost && isMap(container)) merged['container'] = { ...container, portMappings: undefined };
}

function readShape(body: Json, defaults: boolean): JsonMap {
  const problems: Problem[] = [];
  const app = read(appShape, body, problems, { defaults });
  if (problems.length > 0 || !isMap(app)) throw invalidJson(problems);
  return app;
}

function draftOf(app: JsonMap, rules: ReadingRules, base: string, role: string): App {
  const problems = new Problems();
  checkDeprecated(app, problems);
  problems.check();
  const modern = modernize(app, rules);
  const id = absoluteId(String(modern['id']), base);
  const dependencies = asList(modern['dependencies']).map((one) => absoluteId(String(one), parentOf(id)));
  const versionInfo = { lastScalingAt: noVersion, lastConfigChangeAt: noVersion };
  const filled = fillIn({ ...modern, id, dependencies, version: noVersion, versionInfo }, role);
  const whole = inOrder(compact(filled)) as unknown as App;
  checkApp(whole, rules.features, rules.role);
  return whole;
}

const fieldsInOrder = Object.keys(appShape.fields).flatMap((field) =>
  field === 'version' ? [field, 'versionInfo'] : [field],
);

/** In the order in which the API writes the fields. */
export function inOrder(app: JsonMap): JsonMap {
  const result: MutableMap = {};
  for (const field of fieldsInOrder) {
    if (app[field] !== undefined) result[field] = app[field];
  }
  return result;
}
