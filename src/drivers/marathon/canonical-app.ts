import { isObject, without, type JsonObject, type JsonValue } from '../json';
import { canonicalContainer, canonicalNetworks, canonicalPorts } from './canonical-network';
import { absoluteId } from './paths';

/** What Marathon says of an app beside its definition. */
const observations = [
  'version',
  'versionInfo',
  'tasks',
  'tasksStaged',
  'tasksRunning',
  'tasksHealthy',
  'tasksUnhealthy',
  'tasksStats',
  'deployments',
  'readinessCheckResults',
  'lastTaskFailure',
];

/** Fields of the API before 1.5, which Marathon turns into those that took their place. */
const replaced = ['uris', 'ports', 'ipAddress', 'storeUrls'];

/** Marathon's defaults, which do not depend on anything else (docs/rest-api, app.raml). */
const defaults: JsonObject = {
  args: [],
  backoffFactor: 1.15,
  backoffSeconds: 1,
  constraints: [],
  cpus: 1,
  dependencies: [],
  disk: 0,
  env: {},
  executor: '',
  gpus: 0,
  healthChecks: [],
  instances: 1,
  killSelection: 'YOUNGEST_FIRST',
  labels: {},
  maxLaunchDelaySeconds: 300,
  mem: 128,
  readinessChecks: [],
  requirePorts: false,
  secrets: {},
};

const promptly: JsonObject = { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 };

const healthCheckDefaults: JsonObject = {
  gracePeriodSeconds: 300,
  ignoreHttp1xx: false,
  intervalSeconds: 60,
  maxConsecutiveFailures: 3,
  protocol: 'HTTP',
  ipProtocol: 'IPv4',
  timeoutSeconds: 20,
  delaySeconds: 15,
};

const readinessCheckDefaults: JsonObject = {
  name: 'readinessCheck',
  protocol: 'HTTP',
  path: '/',
  portName: 'http-api',
  intervalSeconds: 30,
  timeoutSeconds: 10,
  httpStatusCodesForReady: [200],
  preserveLastResponse: false,
};

const artifactDefaults: JsonObject = { extract: true, executable: false, cache: false };

/**
 * An app's definition as Marathon keeps it: without what it says beside it, older fields in their present form, and
 * with its defaults. Two definitions that mean the same have the same canonical form; canonical forms are their own.
 *
 * @param base the group that relative ids, its own and those of its dependencies, are in
 */
export function canonicalApp(app: JsonObject, base = '/'): JsonObject {
  const given = withoutNulls(without(app, ...observations)) as JsonObject;
  const id = absoluteId(String(given['id'] ?? ''), base);
  const networks = canonicalNetworks(given);
  const container = canonicalContainer(given, networks);
  const persistent = hasPersistentVolumes(given);
  const portDefinitions = canonicalPorts(given, networks);
  return {
    ...defaults,
    unreachableStrategy: persistent ? 'disabled' : promptly,
    upgradeStrategy: persistent
      ? { maximumOverCapacity: 0, minimumHealthCapacity: 0.5 }
      : { maximumOverCapacity: 1, minimumHealthCapacity: 1 },
    ...(persistent
      ? { residency: { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' } }
      : {}),
    ...without(given, ...replaced, 'container', 'portDefinitions', 'networks'),
    id,
    dependencies: listOf(given['dependencies']).map((one) => absoluteId(String(one), base)),
    env: texts(given['env']),
    fetch: canonicalFetch(given),
    healthChecks: listOf(given['healthChecks']).map(canonicalHealthCheck),
    labels: texts(given['labels']),
    networks,
    readinessChecks: objectsOf(given['readinessChecks']).map((check) => ({
      ...readinessCheckDefaults,
      ...check,
    })),
    ...(container === undefined ? {} : { container }),
    ...(portDefinitions === undefined ? {} : { portDefinitions }),
    // It is about ports of the host.
    ...(portDefinitions === undefined ? { requirePorts: false } : {}),
    ...unreachable(given),
  };
}

/** Whether an app has volumes that outlive its tasks: it is bound to where they are then. */
export function hasPersistentVolumes(app: JsonObject): boolean {
  return volumesOf(app).some((volume) => isObject(volume['persistent']));
}

export function volumesOf(app: JsonObject): JsonObject[] {
  const { container } = app;
  return isObject(container) ? objectsOf(container['volumes']) : [];
}

function unreachable({ unreachableStrategy }: JsonObject): JsonObject {
  if (!isObject(unreachableStrategy)) return {};
  return { unreachableStrategy: { ...promptly, ...unreachableStrategy } };
}

function canonicalHealthCheck(check: JsonValue): JsonValue {
  if (!isObject(check)) return check;
  const { protocol = 'HTTP', port, portIndex } = check;
  const byPort = protocol !== 'COMMAND' && port === undefined && portIndex === undefined;
  const http = typeof protocol === 'string' && /HTTP/.test(protocol);
  return {
    ...healthCheckDefaults,
    ...(byPort ? { portIndex: 0 } : {}),
    ...(http ? { path: '/' } : {}),
    ...check,
  };
}

function canonicalFetch({ fetch, uris }: JsonObject): JsonValue[] {
  const artifacts = objectsOf(fetch);
  const all =
    artifacts.length > 0
      ? artifacts
      : listOf(uris).map((uri): JsonObject => ({ uri, extract: isArchive(String(uri)) }));
  return all.map((artifact) => ({ ...artifactDefaults, ...artifact }));
}

function isArchive(uri: string): boolean {
  return /\.(tgz|tar\.gz|tbz2|tar\.bz2|txz|tar\.xz|zip)$/.test(uri);
}

/** Older versions took numbers and truth values, and made text of them. */
function texts(value: JsonValue | undefined): JsonObject {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, isObject(one) ? one : String(one)]),
  );
}

/** Old versions write null for what there is not. */
function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, withoutNulls(one)]),
  );
}

export function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function objectsOf(value: JsonValue | undefined): JsonObject[] {
  return listOf(value).filter((one) => isObject(one));
}
