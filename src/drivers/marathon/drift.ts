import { isObject, sameJson, toJson, type JsonObject, type JsonValue } from '../json';
import { canonicalApp, listOf } from './canonical-app';
import { isKnownField } from './known-fields';

/** A field of an app that is otherwise in Marathon. */
export interface FieldDrift {
  /** `healthChecks[0].path` */
  readonly path: string;
  /** Undefined when there is none. */
  readonly live: JsonValue | undefined;
  readonly wanted: JsonValue | undefined;
}

/** Marathon keeps these as sets, and gives them in any order. */
const sets = new Set([
  'acceptedResourceRoles',
  'constraints',
  'container.volumes.persistent.constraints',
  'dependencies',
  'healthChecks',
]);

/** Where 0 asks Marathon for any port, and the app has the one it got. */
const assigned = new Set(['portDefinitions.port', 'container.portMappings.servicePort']);

/**
 * Compares what Marathon has with what is declared. What is not declared is Marathon's default: only another value than
 * that is a difference, so that what somebody added is one, and what Marathon filled in is none.
 *
 * @param declared a definition as the user wrote it
 * @param live an app as Marathon gives it, or another definition
 */
export function driftOfApp(declared: JsonObject, live: JsonObject): FieldDrift[] {
  const found: FieldDrift[] = [];
  const wanted = canonicalApp(declared);
  const actual = canonicalApp(live);
  for (const name of namesOf(wanted, actual)) {
    if (!Object.hasOwn(declared, name) && isServersOwn(name, actual, wanted)) continue;
    if (isLeftOut('', name, actual, wanted)) continue;
    compare(own(actual, name), own(wanted, name), name, name, found);
  }
  return found.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

/** Whether a value that nobody declared is what some version or setting of Marathon has by default. */
function isServersOwn(name: string, live: JsonObject, wanted: JsonObject): boolean {
  const value = own(live, name);
  switch (name) {
    // `--mesos_role`, `--new_group_enforce_role`
    case 'role':
      return true;
    // `--default_accepted_resource_roles`
    case 'acceptedResourceRoles':
      return listOf(value).every((role) => role === '*' || role === own(live, 'role'));
    case 'maxLaunchDelaySeconds':
      return value === 300 || value === 3600;
    case 'upgradeStrategy':
    case 'unreachableStrategy':
    case 'residency':
      return otherDefaults[name]?.some((other) => sameJson(other, value)) ?? false;
    case 'portDefinitions':
      return isOnePort(value);
    case 'tty':
      return value === false;
    case 'executor':
      return value === '//cmd';
    // A container that only stands for its network.
    case 'container':
      return own(wanted, name) === undefined && sameJson(value, { type: 'MESOS', volumes: [] });
    default:
      return false;
  }
}

const otherDefaults: Readonly<Record<string, readonly (JsonValue | undefined)[]>> = {
  upgradeStrategy: [
    { maximumOverCapacity: 1, minimumHealthCapacity: 1 },
    { maximumOverCapacity: 0, minimumHealthCapacity: 0.5 },
  ],
  unreachableStrategy: [
    'disabled',
    { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    { inactiveAfterSeconds: 300, expungeAfterSeconds: 600 },
    { inactiveAfterSeconds: 900, expungeAfterSeconds: 604800 },
  ],
  residency: [undefined, { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' }],
};

/** What an app gets that says nothing of ports: none or one, by the version. */
function isOnePort(value: JsonValue | undefined): boolean {
  const ports = listOf(value);
  const [port] = ports;
  if (ports.length > 1) return false;
  return !isObject(port) || (port['protocol'] === 'tcp' && sameJson(port['labels'], {}));
}

/** @param place the path without positions, by which rules are found */
function compare(
  live: JsonValue | undefined,
  wanted: JsonValue | undefined,
  path: string,
  place: string,
  found: FieldDrift[],
): void {
  if (meansTheSame(live, wanted, place)) return;
  if (isObject(live) && isObject(wanted)) {
    for (const name of namesOf(wanted, live)) {
      if (isLeftOut(place, name, live, wanted)) continue;
      compare(own(live, name), own(wanted, name), fieldPath(path, name), `${place}.${name}`, found);
    }
    return;
  }
  if (Array.isArray(live) && Array.isArray(wanted) && live.length === wanted.length) {
    if (sets.has(place)) {
      if (!sameMembers(live, wanted, place)) found.push({ path, live, wanted });
      return;
    }
    if (wanted.some((one) => isObject(one))) {
      for (const [index, one] of wanted.entries()) {
        compare(live[index], one, `${path}[${String(index)}]`, place, found);
      }
      return;
    }
  }
  found.push({ path, live, wanted });
}

/** Whether one side lacks a field that this version of Marathon does not know, or knows and ours does not. */
function isLeftOut(place: string, name: string, live: JsonObject, wanted: JsonObject): boolean {
  return !isKnownField(place, name) && Object.hasOwn(live, name) !== Object.hasOwn(wanted, name);
}

function meansTheSame(live: JsonValue | undefined, wanted: JsonValue | undefined, place: string): boolean {
  if (sameJson(live, wanted)) return true;
  if (assigned.has(place)) return wanted === 0;
  // `--default_network_name`
  if (place === 'networks.name') return wanted === undefined;
  return false;
}

function sameMembers(live: readonly JsonValue[], wanted: readonly JsonValue[], place: string): boolean {
  const left = [...live];
  return wanted.every((one) => {
    const index = left.findIndex((other) => {
      const found: FieldDrift[] = [];
      compare(other, one, '', `${place}[]`, found);
      return found.length === 0;
    });
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

function namesOf(left: JsonObject, right: JsonObject): string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])];
}

function own(map: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Labels and variables have dots of their own. */
function fieldPath(path: string, key: string): string {
  return /[^A-Za-z0-9_-]/.test(key) ? `${path}["${key}"]` : `${path}.${key}`;
}

const linesPerApp = 8;
const longestValue = 80;

/** Drift in words, one line per field: `app /web: instances is 5, declared 3`. Values of `env` are not shown. */
export function describeDrift(app: string, drift: readonly FieldDrift[]): string[] {
  const lines = drift.slice(0, linesPerApp).map(({ path, live, wanted }) => {
    if (/^env\b/.test(path)) {
      if (live === undefined) return `${app}: ${path} is missing`;
      return wanted === undefined ? `${app}: ${path} is not declared` : `${app}: ${path} differs`;
    }
    if (live === undefined) return `${app}: ${path} is missing, declared ${show(wanted)}`;
    if (wanted === undefined) return `${app}: ${path} is ${show(live)}, not declared`;
    return `${app}: ${path} is ${show(live)}, declared ${show(wanted)}`;
  });
  const more = drift.length - lines.length;
  return more > 0 ? [...lines, `${app}: and ${String(more)} more fields differ`] : lines;
}

function show(value: JsonValue | undefined): string {
  const text = value === undefined ? 'nothing' : toJson(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
